// easy-rbac: a role for each group, everything inherited written out, operations as joined names. Always asynchronous.
import RBAC from "easy-rbac";
import { conditions } from "../workloads/conditions.ts";
import type { Operator, Record as Object_ } from "../workloads/conditions.ts";
import type { Workload } from "../workloads/workload.ts";
import { always, asObjects, eachCell } from "./contestant.ts";
import type { Contestant } from "./contestant.ts";

interface Asked {
  readonly o: Object_;
  readonly u: Operator;
}

export function prepare(workload: Workload): Contestant {
  const { spec } = workload;
  const roles = spec.groups.map(({ name }, g) => {
    const can: (string | { name: string; when: (asked: Asked) => Promise<boolean> })[] = [];
    eachCell(workload, g, (cls, action, code) => {
      const operation = `${spec.classes[cls]?.name ?? ""}:${spec.actions[action] ?? ""}`;
      const holds = conditions[code - 2]?.holds;
      can.push(code === 1 || holds === undefined ? operation : { name: operation, when: ({ o, u }) => Promise.resolve(holds(o, u)) });
    });
    return [name, { can }] as const;
  });
  const rbac = new RBAC(Object.fromEntries(roles));
  const literals = new Map<string, string>();
  const asked = asObjects(workload, ({ group, cls, action, object, operator }) => ({
    group,
    operation: literal(`${cls}:${action}`, literals),
    params: spec.conditional ? { o: object, u: operator } : undefined,
  }));
  const decideLater = (i: number): Promise<boolean> => {
    const { group, operation, params } = asked[i] as (typeof asked)[number];
    return rbac.can(group, operation, params);
  };
  return { decideLater: always(workload, decideLater) };
}

/** Interned too: an application writes `"Order:open"`. */
function literal(name: string, known: Map<string, string>): string {
  const found = known.get(name) ?? Object.keys({ [name]: 0 })[0] ?? "";
  known.set(name, found);
  return found;
}
