// Decision diagrams: reduced, ordered, hash-consed functions of the production level and of three-valued atoms.
import type { Atom } from "./condition.ts";

/** What an atom came to. The order is the order of a node's children. */
export const FALSE = 0;
export const TRUE = 1;
export const UNKNOWN = 2;
export type Truth = typeof FALSE | typeof TRUE | typeof UNKNOWN;

/** The end of a path: a small number whose meaning is its user's (a truth, an outcome, a decision). */
export interface Leaf {
  readonly kind: "leaf";
  readonly id: number;
  readonly value: number;
}

/** The production level, 1 to 5, always asked first: `children[level - 1]`. */
export interface LevelNode {
  readonly kind: "level";
  readonly id: number;
  readonly children: readonly Node[];
}

/** A three-valued atom: children for false, true, unknown. Atoms are asked in the order of their numbers. */
export interface AtomNode {
  readonly kind: "atom";
  readonly id: number;
  readonly atom: number;
  readonly children: readonly [Node, Node, Node];
}

export type Node = Leaf | LevelNode | AtomNode;

/** A node below which no level is asked. */
export interface DecisionNode {
  /** The diagram, without level nodes. */
  readonly node: Node;
  /** By atom number. */
  readonly atoms: readonly Atom[];
}
