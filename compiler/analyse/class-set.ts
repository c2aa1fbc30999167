// A set of classes as people say it: this class and the twelve below it.
import type { ClassModel } from "../model.ts";
import type { Comparison } from "./comparison.ts";

export interface ClassSet {
  /** Every class of the set, those below one after it. */
  readonly names: readonly string[];
  /** The same in fewer words: a class, and how many classes below it are in the set too: all that there are, or none. */
  readonly parts: readonly { readonly name: string; readonly below: number }[];
}

/** Says sets of classes of one comparison; a class is below all that it searches, in the new policy if it is there. */
export class ClassSets {
  private readonly position: ReadonlyMap<string, number>;
  private readonly belowOf = new Map<string, string[]>();

  constructor(comparison: Comparison) {
    this.position = new Map(comparison.classNames.map((name, i) => [name, i]));
    for (const name of comparison.classNames) {
      const cls: ClassModel | undefined = comparison.classOf("after", name) ?? comparison.classOf("before", name);
      for (const above of cls?.searchOrder.slice(1, -1) ?? []) {
        const list = this.belowOf.get(above.name);
        if (list === undefined) this.belowOf.set(above.name, [name]);
        else list.push(name);
      }
    }
  }

  of(names: Iterable<string>): ClassSet {
    const all = new Set([...names].sort((a, b) => (this.position.get(a) ?? 0) - (this.position.get(b) ?? 0)));
    const said = new Set<string>();
    const parts: { readonly name: string; readonly below: number }[] = [];
    for (const name of all) {
      if (said.has(name)) continue;
      const below = this.belowOf.get(name) ?? [];
      const isWhole = below.every((other) => all.has(other));
      parts.push({ name, below: isWhole ? below.length : 0 });
      said.add(name);
      if (isWhole) for (const other of below) said.add(other);
    }
    return { names: [...all], parts };
  }
}
