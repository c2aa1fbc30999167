// permix: one instance for each subject, everything inherited written out.
import { createPermix } from "permix";
import { conditions } from "../workloads/conditions.ts";
import type { Record as Object_ } from "../workloads/conditions.ts";
import type { Workload } from "../workloads/workload.ts";
import { always, asObjects, eachCell } from "./contestant.ts";
import type { Contestant } from "./contestant.ts";

type Rule = boolean | ((object?: Object_) => boolean);

export function prepare(workload: Workload): Contestant {
  const { spec, subjects } = workload;
  const instances = subjects.map(({ group, operator }) => {
    const rules: Record<string, Record<string, Rule>> = {};
    for (const { name } of spec.classes) rules[name] = Object.fromEntries(spec.actions.map((action) => [action, false]));
    eachCell(workload, group, (cls, action, code) => {
      const holds = conditions[code - 2]?.holds;
      const rule: Rule = code === 1 || holds === undefined ? true : (object) => object !== undefined && holds(object, operator);
      (rules[spec.classes[cls]?.name ?? ""] as Record<string, Rule>)[spec.actions[action] ?? ""] = rule;
    });
    const permix = createPermix<Record<string, { action: string; dataType: Object_ }>>();
    permix.setup(rules as Parameters<typeof permix.setup>[0]);
    return permix;
  });
  type Instance = (typeof instances)[number];
  const asked = asObjects(workload, ({ subject, cls, action, object }) => ({ who: instances[subject] as Instance, cls, action, object }));
  type Asked = (typeof asked)[number];
  const decide = spec.conditional
    ? (i: number): boolean => {
        const { who, cls, action, object } = asked[i] as Asked;
        return who.check(cls, action, object);
      }
    : (i: number): boolean => {
        const { who, cls, action } = asked[i] as Asked;
        return who.check(cls, action);
      };
  return { decide: always(workload, decide) };
}
