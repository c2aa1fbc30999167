// The conditions of a module as data: the decision diagrams that filters are made of, packed into one text.
import type { TypeData } from "../data.ts";

/** The JSON of this. Atoms and nodes come after all that they refer to. */
export type PackedConditions = readonly [
  operands: readonly OperandData[],
  atoms: readonly AtomData[],
  /** Children for false, true, unknown: 0 is not met, 1 is met, `2 + i` is node `i`. */
  nodes: readonly NodeData[],
  /** By condition (code less `FIRST_CONDITION`): as a child. */
  roots: readonly number[],
];

export type OperandData =
  /** A property of the object. */
  | readonly [kind: "o", type: TypeData, ...path: string[]]
  /** A fact, by its name. */
  | readonly [kind: "f", name: string]
  /** `now` moved by milliseconds, `today` moved by days. */
  | readonly [kind: "now" | "today", offset: number]
  /** Datetimes as milliseconds. */
  | readonly [kind: "v", value: string | number | boolean | readonly (string | number | boolean)[]];

/** The numbers are of operands; those of `holds` of roles. */
export type AtomData =
  | readonly [kind: "holds" | "null" | "true" | "empty", of: number]
  | readonly [kind: Comparison | Match, left: number, right: number]
  | readonly [kind: "one" | "all of" | "any of", list: number, other: number];
export type Comparison = "=" | "<" | "<=" | ">" | ">=";
export type Match = "starts with" | "ends with" | "contains";

export type NodeData = readonly [atom: number, ifFalse: number, ifTrue: number, ifUnknown: number];

/** A child that is a node has this number and more. */
export const FIRST_NODE = 2;
