// Objects in objects: group, class, action, as many write it by hand.
import type { Workload } from "../workloads/workload.ts";
import { always, asObjects, eachCell } from "./contestant.ts";
import type { Contestant } from "./contestant.ts";

type Nested = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, boolean>>>>>>;
interface Asked {
  readonly group: string;
  readonly cls: string;
  readonly action: string;
}

export function prepare(workload: Workload): Contestant {
  const { spec } = workload;
  const asked = asObjects(workload, ({ group, cls, action }): Asked => ({ group, cls, action }));
  const table: Nested = Object.fromEntries(
    spec.groups.map(({ name }, g) => {
      const byClass: Record<string, Record<string, boolean>> = {};
      eachCell(workload, g, (cls, action) => {
        (byClass[spec.classes[cls]?.name ?? ""] ??= {})[spec.actions[action] ?? ""] = true;
      });
      return [name, byClass];
    }),
  );
  const decide = (i: number): boolean => {
    const { group, cls, action } = asked[i] as Asked;
    return table[group]?.[cls]?.[action] === true;
  };
  return { decide: always(workload, decide) };
}
