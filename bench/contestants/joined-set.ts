// A Set of joined strings.
import type { Workload } from "../workloads/workload.ts";
import { always, asObjects, eachCell } from "./contestant.ts";
import type { Contestant } from "./contestant.ts";

interface Asked {
  readonly group: string;
  readonly cls: string;
  readonly action: string;
}

export function prepare(workload: Workload): Contestant {
  const { spec } = workload;
  const asked = asObjects(workload, ({ group, cls, action }): Asked => ({ group, cls, action }));
  const granted = new Set<string>();
  spec.groups.forEach(({ name }, g) => {
    eachCell(workload, g, (cls, action) => granted.add(`${name}|${spec.classes[cls]?.name ?? ""}|${spec.actions[action] ?? ""}`));
  });
  const decide = (i: number): boolean => {
    const { group, cls, action } = asked[i] as Asked;
    return granted.has(`${group}|${cls}|${action}`);
  };
  return { decide: always(workload, decide) };
}
