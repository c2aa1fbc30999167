// Ways through a diagram that some values could take: to an outcome, or such that one comparison alone decides.
import type { Atom } from "../../condition.ts";
import { FALSE, TRUE, UNKNOWN, type Node, type Truth } from "../../diagram.ts";
import { consistent } from "../../resolve/feasible.ts";

export type Assignment = ReadonlyMap<number, Truth>;
export const truths: readonly Truth[] = [TRUE, FALSE, UNKNOWN];

/** Nodes visited in one search, after which it ends. */
const STEPS = 5_000;

/** Calls `take` with each way to the outcome until it returns something. */
export function towards<T>(node: Node, outcome: number, atoms: readonly Atom[], take: (way: Assignment) => T | undefined): T | undefined {
  const known = new Map<number, Truth>();
  let steps = STEPS;
  const walk = (at: Node): T | undefined => {
    if (--steps < 0 || at.kind === "level") return undefined;
    if (at.kind === "leaf") return at.value === outcome ? take(known) : undefined;
    return inEachWay(known, at.atom, atoms, (truth) => walk(at.children[truth]));
  };
  return walk(node);
}

/**
 * Calls `take` with each way to the outcome on which the atom has the truth `as`, and on which another truth of this
 * atom alone would lead to the other outcome.
 */
export function decisive<T>(
  node: Node,
  atom: number,
  as: Truth,
  outcome: number,
  atoms: readonly Atom[],
  take: (way: Assignment) => T | undefined,
): T | undefined {
  const known = new Map<number, Truth>();
  let steps = STEPS;
  /** `a` is where the way leads, `b` where it leads with the other truth. */
  const walk = (a: Node, b: Node, other: Truth, parted: boolean): T | undefined => {
    if (--steps < 0 || (parted && a === b)) return undefined;
    const next = Math.min(rank(a), rank(b));
    if (!parted && next > atom) return undefined;
    if (next === Number.POSITIVE_INFINITY) return a.kind === "leaf" && a.value === outcome ? take(known) : undefined;
    return inEachWay(known, next, atoms, (truth) => {
      if (next !== atom) return walk(childOf(a, next, truth), childOf(b, next, truth), other, parted);
      return truth === as ? walk(childOf(a, next, as), childOf(b, next, other), other, true) : undefined;
    });
  };
  for (const other of truths) {
    const found = other === as ? undefined : walk(node, node, other, false);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inEachWay<T>(known: Map<number, Truth>, atom: number, atoms: readonly Atom[], go: (truth: Truth) => T | undefined): T | undefined {
  for (const truth of truths) {
    known.set(atom, truth);
    const found = consistent(known, atom, atoms) ? go(truth) : undefined;
    known.delete(atom);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Where the diagram ends for these truths of all its atoms. */
export function outcomeOf(node: Node, truth: (atom: number) => Truth): number {
  let at = node;
  while (at.kind === "atom") at = at.children[truth(at.atom)];
  return at.kind === "leaf" ? at.value : 0;
}

function rank(node: Node): number {
  return node.kind === "atom" ? node.atom : Number.POSITIVE_INFINITY;
}

function childOf(node: Node, atom: number, truth: Truth): Node {
  return node.kind === "atom" && node.atom === atom ? node.children[truth] : node;
}
