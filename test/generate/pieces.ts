// The pieces of a random policy's text, and what the writers of declarations know of each other.
import type { Scope } from "./expressions.ts";
import type { Field } from "./pools.ts";

/** A declaration; its items may stand in any order. */
export interface Piece {
  readonly head: string;
  readonly items: readonly string[];
  readonly tail: string;
}

/** What the writers of declarations need to know of the others. */
export interface World {
  /** Classes with many below them more often; with `@baseclass`. */
  readonly targets: readonly string[];
  readonly order: (cls: string) => readonly string[];
  readonly fields: (cls: string) => readonly Field[];
  readonly privileges: (cls: string) => readonly string[];
  readonly whens: (cls: string) => readonly string[];
  readonly roles: readonly string[];
  readonly groups: readonly string[];
}

export function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ head, items, tail }) => [head, ...items.map((item) => `  ${item}`), tail].filter((line) => line !== "").join("\n")).join("\n\n") + "\n";
}

export function scopeOf(world: World, cls: string): Scope {
  return { properties: world.fields(cls), whens: world.whens(cls), roles: world.roles, groups: world.groups };
}

/** A declaration without items to move. */
export function one(text: string): Piece {
  return { head: text, items: [], tail: "" };
}

export function distinct<T>(list: readonly T[]): readonly T[] {
  return [...new Set(list)];
}
