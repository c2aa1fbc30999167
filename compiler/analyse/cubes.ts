// A diagram as a short sum of products, or product of sums: which comparisons must be true or false for it to grant.
import { FALSE, TRUE, UNKNOWN, both, either, type Diagrams, type Node, type Operation } from "../diagram.ts";

/** `2 * atom` for an atom that must be true, `2 * atom + 1` for one that must be false. */
export type Literal = number;

/** Functions to 0 and 1 between which the answer may lie: at least `lower`, at most `upper`. */
export interface Bounds {
  readonly lower: Node;
  readonly upper: Node;
}

/** Thrown when there are more terms than anybody reads. */
export class TooManyTerms extends Error {
  override readonly name = "TooManyTerms";
}

const MOST_TERMS = 150;

/** 1 where the left function is and the right is not. */
export const without: Operation = { combine: (a, b) => a & ~b & 1 };
/** 1 unless the left function is and the right is not. */
export const implies: Operation = { combine: (a, b) => (a & ~b & 1) ^ 1 };

interface Terms {
  readonly terms: readonly (readonly Literal[])[];
  readonly node: Node;
}

/**
 * Alternatives (or), each of literals that must all hold (and), of which none and nothing in them can be left out.
 * Some function between the bounds must say no less the more is known (docs/language.md, The decision).
 * Minato's irredundant sum of products, for three-valued atoms: an unknown atom satisfies no literal.
 */
export function sumOfProducts(diagrams: Diagrams, { lower, upper }: Bounds): readonly (readonly Literal[])[] {
  const memory = new Map<string, Terms>();
  const nothing: Terms = { terms: [], node: diagrams.leaf(0) };
  const all: Terms = { terms: [[]], node: diagrams.leaf(1) };
  const walk = (low: Node, up: Node): Terms => {
    if (isLeaf(low, 0) || isLeaf(up, 0)) return nothing;
    if (isLeaf(up, 1)) return all;
    const key = `${low.id} ${up.id}`;
    const known = memory.get(key);
    if (known !== undefined) return known;
    const atom = firstAtom(low, up);
    const [lowFalse, lowTrue, lowUnknown] = children(low, atom);
    const [upFalse, upTrue, upUnknown] = children(up, atom);
    const common = meet(diagrams, [upFalse, upTrue, upUnknown]);
    const rest = walk(diagrams.apply(both, join(diagrams, [lowFalse, lowTrue, lowUnknown]), common), common);
    const yes = walk(diagrams.apply(without, lowTrue, rest.node), upTrue);
    const no = walk(diagrams.apply(without, lowFalse, rest.node), upFalse);
    const result: Terms = {
      terms: limited([...yes.terms.map((term) => [2 * atom, ...term]), ...no.terms.map((term) => [2 * atom + 1, ...term]), ...rest.terms]),
      node: diagrams.atom(atom, join(diagrams, [no.node, rest.node]), join(diagrams, [yes.node, rest.node]), rest.node),
    };
    memory.set(key, result);
    return result;
  };
  return walk(lower, upper).terms;
}

/** The dual: requirements (and), each of literals of which one must hold (or). */
export function productOfSums(diagrams: Diagrams, { lower, upper }: Bounds): readonly (readonly Literal[])[] {
  const memory = new Map<string, Terms>();
  const nothing: Terms = { terms: [], node: diagrams.leaf(1) };
  const all: Terms = { terms: [[]], node: diagrams.leaf(0) };
  const walk = (low: Node, up: Node): Terms => {
    if (isLeaf(up, 1) || isLeaf(low, 1)) return nothing;
    if (isLeaf(low, 0)) return all;
    const key = `${low.id} ${up.id}`;
    const known = memory.get(key);
    if (known !== undefined) return known;
    const atom = firstAtom(low, up);
    const [lowFalse, lowTrue, lowUnknown] = children(low, atom);
    const [upFalse, upTrue, upUnknown] = children(up, atom);
    const above = (node: Node, ...cut: readonly Node[]): Node => join(diagrams, [node, diagrams.apply(implies, meet(diagrams, cut), diagrams.leaf(0))]);
    const any = join(diagrams, [lowFalse, lowTrue, lowUnknown]);
    const rest = walk(any, join(diagrams, [meet(diagrams, [upFalse, upTrue, upUnknown]), any]));
    // A sum with the literal "false" matters unless the atom is false, one with "true" unless it is true.
    const no = walk(join(diagrams, [lowTrue, lowUnknown]), above(upTrue, rest.node));
    const yes = walk(join(diagrams, [lowFalse, lowUnknown]), above(upFalse, rest.node));
    const either3 = walk(lowUnknown, above(upUnknown, rest.node, no.node, yes.node));
    const result: Terms = {
      terms: limited([
        ...yes.terms.map((term) => [2 * atom, ...term]),
        ...no.terms.map((term) => [2 * atom + 1, ...term]),
        ...either3.terms.map((term) => [2 * atom, 2 * atom + 1, ...term]),
        ...rest.terms,
      ]),
      node: diagrams.atom(
        atom,
        meet(diagrams, [rest.node, yes.node]),
        meet(diagrams, [rest.node, no.node]),
        meet(diagrams, [rest.node, yes.node, no.node, either3.node]),
      ),
    };
    memory.set(key, result);
    return result;
  };
  return walk(lower, upper).terms;
}

function join(diagrams: Diagrams, nodes: readonly Node[]): Node {
  return nodes.reduce((a, b) => diagrams.apply(either, a, b));
}

function meet(diagrams: Diagrams, nodes: readonly Node[]): Node {
  return nodes.reduce((a, b) => diagrams.apply(both, a, b));
}

function limited(terms: readonly (readonly Literal[])[]): readonly (readonly Literal[])[] {
  if (terms.length > MOST_TERMS) throw new TooManyTerms();
  return terms;
}

function isLeaf(node: Node, value: number): boolean {
  return node.kind === "leaf" && node.value === value;
}

function firstAtom(a: Node, b: Node): number {
  return Math.min(a.kind === "atom" ? a.atom : Number.POSITIVE_INFINITY, b.kind === "atom" ? b.atom : Number.POSITIVE_INFINITY);
}

function children(node: Node, atom: number): readonly [Node, Node, Node] {
  if (node.kind !== "atom" || node.atom !== atom) return [node, node, node];
  return [node.children[FALSE], node.children[TRUE], node.children[UNKNOWN]];
}
