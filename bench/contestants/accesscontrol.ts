// accesscontrol: roles with custom actions, classes written out; conditions in its canonical form.
import { AccessControl } from "accesscontrol";
import { conditions } from "../workloads/conditions.ts";
import type { Workload } from "../workloads/workload.ts";
import { always, asObjects, eachCell } from "./contestant.ts";
import type { Contestant } from "./contestant.ts";

export function prepare(workload: Workload): Contestant {
  const { spec } = workload;
  const ac = new AccessControl();
  spec.groups.forEach(({ name }, g) => {
    ac.grant(name);
    eachCell(workload, g, (cls, action, code) => {
      const condition = conditions[code - 2];
      const grant = condition === undefined ? ac.grant(name) : ac.grant(name).where(condition.accesscontrol as never);
      grant.action(spec.actions[action] ?? "", spec.classes[cls]?.name ?? "");
    });
  });
  const asked = asObjects(workload, ({ group, cls, action, object, operator }) => ({ group, cls, action, context: { o: object, u: operator } }));
  type Asked = (typeof asked)[number];
  const decide = spec.conditional
    ? (i: number): boolean => {
        const { group, cls, action, context } = asked[i] as Asked;
        return ac.can(group, context).do(action, cls).granted;
      }
    : (i: number): boolean => {
        const { group, cls, action } = asked[i] as Asked;
        return ac.can(group).do(action, cls).granted;
      };
  return { decide: always(workload, decide) };
}
