// What everybody who takes part must offer.
import type { Operator, Record as Thing } from "../workloads/conditions.ts";
import type { Subject, Workload } from "../workloads/workload.ts";

/** Decides request `i` of the workload. */
export type Decide = (i: number) => boolean;

/** By segment. Where two segments have the same function, they share a loop. */
export type Contestant =
  | { readonly decide: readonly Decide[] }
  /** For those that can only answer later. */
  | { readonly decideLater: readonly ((i: number) => Promise<boolean>)[] };

/** `folder`: where the workload's policy lies as .acl, and compiled. */
export type Prepare = (workload: Workload, folder: string) => Contestant | Promise<Contestant>;

/** One function for all segments. */
export function always<T>({ requests }: Workload, decide: T): readonly T[] {
  return requests.segments.map(() => decide);
}

/** A request as an application has it: names, and who asks about what. */
export interface Named {
  readonly subject: number;
  readonly operator: Operator;
  /** Names are interned, as literals in an application's code are. */
  readonly group: string;
  readonly cls: string;
  readonly action: string;
  readonly object: Thing;
}

/** Each contestant makes objects of its own of the requests, one for each, with what it needs to know. */
export function asObjects<T>({ spec, subjects, requests }: Workload, make: (request: Named, i: number) => T): readonly T[] {
  const groups = interned(spec.groups.map((group) => group.name));
  const classes = interned(spec.classes.map((cls) => cls.name));
  const actions = interned([...spec.actions]);
  return Array.from({ length: requests.count }, (_, i) => {
    const subject = requests.subject[i] as number;
    const { group, operator } = subjects[subject] as Subject;
    const names = { group: groups[group] ?? "", cls: classes[requests.cls[i] as number] ?? "", action: actions[requests.action[i] as number] ?? "" };
    return make({ subject, operator, ...names, object: requests.objects[i] as Thing }, i);
  });
}

function interned(names: readonly string[]): string[] {
  return Object.keys(Object.fromEntries(names.map((name) => [name, 0])));
}

/** For each group, class and action that has one: its code in the dense table. */
export function eachCell({ spec, dense }: Workload, group: number, visit: (cls: number, action: number, code: number) => void): void {
  const width = spec.actions.length;
  for (let cls = 0; cls < spec.classes.length; cls++) {
    for (let action = 0; action < width; action++) {
      const code = dense[(group * spec.classes.length + cls) * width + action] ?? 0;
      if (code !== 0) visit(cls, action, code);
    }
  }
}
