// The blocks of a role by class, where some come from `and below`: made when asked for, so that they cost nothing before.
import type { ClassDraft, Classes } from "./classes.ts";
import type { ClassModel } from "../model.ts";

/** A block written for a class itself beats one that comes to it from above; of those, the nearest in its search order counts. */
export class BlockMap<M> implements ReadonlyMap<ClassModel, M> {
  readonly #made: Map<ClassModel, M>;
  readonly #below: ReadonlyMap<ClassModel, (on: ClassDraft) => M>;
  readonly #classes: Classes;

  constructor(own: ReadonlyMap<ClassModel, M>, below: ReadonlyMap<ClassModel, (on: ClassDraft) => M>, classes: Classes) {
    this.#made = new Map(own);
    this.#below = below;
    this.#classes = classes;
  }

  get(on: ClassModel): M | undefined {
    const made = this.#made.get(on);
    if (made !== undefined) return made;
    const source = on.searchOrder.find((one) => this.#below.has(one));
    const make = source && this.#below.get(source);
    if (make === undefined) return undefined;
    const block = make(this.#draft(on));
    this.#made.set(on, block);
    return block;
  }

  has(on: ClassModel): boolean {
    return this.#made.has(on) || on.searchOrder.some((one) => this.#below.has(one));
  }

  get size(): number {
    return [...this.keys()].length;
  }

  /** In declaration order of classes, `@baseclass` first. */
  *keys(): MapIterator<ClassModel> {
    for (const one of [this.#classes.baseclass, ...this.#classes.all]) if (this.has(one)) yield one;
  }

  *values(): MapIterator<M> {
    for (const [, block] of this.entries()) yield block;
  }

  *entries(): MapIterator<[ClassModel, M]> {
    for (const one of this.keys()) {
      const block = this.get(one);
      if (block !== undefined) yield [one, block];
    }
  }

  [Symbol.iterator](): MapIterator<[ClassModel, M]> {
    return this.entries();
  }

  forEach(callback: (value: M, key: ClassModel, map: ReadonlyMap<ClassModel, M>) => void): void {
    for (const [one, block] of this.entries()) callback(block, one, this);
  }

  #draft(on: ClassModel): ClassDraft {
    return this.#classes.all[on.index] ?? this.#classes.baseclass;
  }
}
