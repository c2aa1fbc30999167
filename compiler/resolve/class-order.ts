// Numbers the classes so that those below one follow it, and says which class each takes its rows from.
import type { ClassModel, Model } from "../model.ts";

export interface ClassOrder {
  /** By class id, in preorder: the classes whose rows come from one follow it. `@baseclass` comes last. */
  readonly classes: readonly ClassModel[];
  readonly idOf: ReadonlyMap<ClassModel, number>;
  /** Ids in an order in which every class comes after the one that it takes its rows from; starts with `@baseclass`. */
  readonly sequence: readonly number[];
  /**
   * The class whose search order is exactly the rest of this one's: what it has, this one has too, unless something
   * is written for this one. -1 for `@baseclass` and where the rest of the search order is no class's own.
   */
  readonly parent: Int32Array;
}

export function classOrder(model: Model): ClassOrder {
  const below = new Map<ClassModel, ClassModel[]>();
  for (const cls of model.classes) {
    const next = cls.searchOrder[1] ?? model.baseclass;
    const list = below.get(next);
    if (list === undefined) below.set(next, [cls]);
    else list.push(cls);
  }
  const classes = preorder(model.baseclass, below);
  const idOf = new Map(classes.map((cls, id) => [cls, id]));
  const parent = new Int32Array(classes.length).fill(-1);
  classes.forEach((cls, id) => {
    const next = cls.searchOrder[1];
    if (next !== undefined && sameRest(cls, next)) parent[id] = idOf.get(next) ?? -1;
  });
  const base = classes.length - 1;
  return { classes, idOf, parent, sequence: [base, ...classes.keys()].slice(0, classes.length) };
}

/** Without recursion, since a hierarchy may be deep; `@baseclass` is put last. */
function preorder(baseclass: ClassModel, below: ReadonlyMap<ClassModel, readonly ClassModel[]>): ClassModel[] {
  const result: ClassModel[] = [];
  const waiting = [...(below.get(baseclass) ?? [])].reverse();
  for (let cls = waiting.pop(); cls !== undefined; cls = waiting.pop()) {
    result.push(cls);
    const children = below.get(cls) ?? [];
    for (let i = children.length - 1; i >= 0; i--) waiting.push(children[i] ?? baseclass);
  }
  result.push(baseclass);
  return result;
}

function sameRest(cls: ClassModel, next: ClassModel): boolean {
  return cls.searchOrder.length === next.searchOrder.length + 1 && next.searchOrder.every((other, i) => cls.searchOrder[i + 1] === other);
}
