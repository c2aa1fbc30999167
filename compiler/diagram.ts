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

/** A diagram below which no level is asked, with the atoms that its nodes name. */
export interface DecisionNode {
  /** The diagram, without level nodes. */
  readonly node: Node;
  /** By atom number. */
  readonly atoms: readonly Atom[];
}

/** A function of two leaf values; made once, since its results are remembered by its identity. */
export interface Operation {
  readonly combine: (left: number, right: number) => number;
}

/** Thrown when a diagram grows beyond the limit; `resolve` turns it into a diagnostic that names the cell. */
export class DiagramTooLarge extends Error {
  override readonly name = "DiagramTooLarge";
}

/** All diagrams of one compilation: equal functions are the same node. */
export class Diagrams {
  /** Nodes that one cell may add. */
  static readonly limit = 20_000;
  /** Atoms that may be asked one after another; bounds the recursion here. */
  static readonly depthLimit = 1_000;

  private readonly nodes = new Map<string, Node>();
  private readonly leaves: Node[] = [];
  private readonly results = new Map<Operation, Map<number, Node>>();
  private readonly relabelled = new Map<(value: number) => number, Map<Node, Node>>();
  private readonly atLevel: readonly Map<Node, Node>[] = [1, 2, 3, 4, 5].map(() => new Map());
  private count = 0;
  private steps = 0;
  private allowed = Number.POSITIVE_INFINITY;
  private allowedSteps = Number.POSITIVE_INFINITY;

  /** Lets the work that follows add at most `Diagrams.limit` nodes, and join at most ten times as many. */
  budget(): void {
    this.allowed = this.count + Diagrams.limit;
    this.allowedSteps = this.steps + 10 * Diagrams.limit;
  }

  /** Takes the limit away. */
  unlimited(): void {
    this.allowed = this.allowedSteps = Number.POSITIVE_INFINITY;
  }

  leaf(value: number): Node {
    return (this.leaves[value] ??= this.intern(`=${value}`, (id) => ({ kind: "leaf", id, value })));
  }

  /** The function that is `children[0]` at level 1, … `children[4]` at level 5. */
  level(children: readonly Node[]): Node {
    const [first] = children;
    if (first === undefined || children.length !== 5) throw new Error("a level node has five children");
    if (children.every((child) => child === first)) return first;
    return this.intern(`L${children.map((c) => c.id).join(":")}`, (id) => ({ kind: "level", id, children }));
  }

  /** The function that asks an atom: its order must be before that of the children's atoms. */
  atom(atom: number, ifFalse: Node, ifTrue: Node, ifUnknown: Node): Node {
    if (ifFalse === ifTrue && ifTrue === ifUnknown) return ifTrue;
    return this.intern(`${atom}?${ifFalse.id}:${ifTrue.id}:${ifUnknown.id}`, (id) => ({
      kind: "atom",
      id,
      atom,
      children: [ifFalse, ifTrue, ifUnknown],
    }));
  }

  /** The same function with other leaf values; `relabel` must be one function object for one meaning. */
  map(node: Node, relabel: (value: number) => number): Node {
    const done = remembered(this.relabelled, relabel);
    const walk = (at: Node): Node => {
      if (at.kind === "leaf") return this.leaf(relabel(at.value));
      const known = done.get(at);
      if (known !== undefined) return known;
      const made = this.rebuild(at, walk);
      done.set(at, made);
      return made;
    };
    return walk(node);
  }

  /** Joins two functions, leaf by leaf. */
  apply(operation: Operation, left: Node, right: Node): Node {
    const done = remembered(this.results, operation);
    let depth = 0;
    const walk = (a: Node, b: Node): Node => {
      if (a.kind === "leaf" && b.kind === "leaf") return this.leaf(operation.combine(a.value, b.value));
      const key = a.id * 0x4000000 + b.id;
      const known = done.get(key);
      if (known !== undefined) return known;
      if (++depth > Diagrams.depthLimit || ++this.steps > this.allowedSteps) throw new DiagramTooLarge();
      const made = this.step(a, b, walk);
      depth--;
      done.set(key, made);
      return made;
    };
    return walk(left, right);
  }

  /** The function at one production level, 1 to 5. */
  cofactor(node: Node, level: number): Node {
    const done = this.atLevel[level - 1];
    if (done === undefined) throw new RangeError("levels are 1 to 5");
    const walk = (at: Node): Node => {
      if (at.kind === "leaf") return at;
      if (at.kind === "level") return walk(at.children[level - 1] ?? at);
      const known = done.get(at);
      if (known !== undefined) return known;
      const made = this.rebuild(at, walk);
      done.set(at, made);
      return made;
    };
    return walk(node);
  }

  /** The function with some atoms fixed; `known` answers undefined for those that stay open. */
  restrict(node: Node, known: (atom: number) => Truth | undefined): Node {
    const done = new Map<Node, Node>();
    const walk = (at: Node): Node => {
      if (at.kind === "leaf") return at;
      const before = done.get(at);
      if (before !== undefined) return before;
      const truth = at.kind === "atom" ? known(at.atom) : undefined;
      const made = at.kind === "atom" && truth !== undefined ? walk(at.children[truth]) : this.rebuild(at, walk);
      done.set(at, made);
      return made;
    };
    return walk(node);
  }

  /** Of a function to 0 and 1: 1 wherever some values of the quantified atoms give 1. */
  exists(node: Node, quantified: (atom: number) => boolean): Node {
    const done = new Map<Node, Node>();
    const walk = (at: Node): Node => {
      if (at.kind === "leaf") return at;
      const before = done.get(at);
      if (before !== undefined) return before;
      const made = at.kind === "atom" && quantified(at.atom) ? at.children.map(walk).reduce((a, b) => this.apply(either, a, b)) : this.rebuild(at, walk);
      done.set(at, made);
      return made;
    };
    return walk(node);
  }

  private rebuild(at: LevelNode | AtomNode, walk: (node: Node) => Node): Node {
    if (at.kind === "level") return this.level(at.children.map(walk));
    const [ifFalse, ifTrue, ifUnknown] = at.children;
    return this.atom(at.atom, walk(ifFalse), walk(ifTrue), walk(ifUnknown));
  }

  /** Asks the earlier of the two nodes' questions and joins what lies below. */
  private step(a: Node, b: Node, walk: (a: Node, b: Node) => Node): Node {
    const first = Math.min(rank(a), rank(b));
    if (first === -1) {
      return this.level([0, 1, 2, 3, 4].map((i) => walk(levelChild(a, i), levelChild(b, i))));
    }
    const side = (truth: Truth): Node => walk(atomChild(a, first, truth), atomChild(b, first, truth));
    return this.atom(first, side(FALSE), side(TRUE), side(UNKNOWN));
  }

  private intern(key: string, make: (id: number) => Node): Node {
    const known = this.nodes.get(key);
    if (known !== undefined) return known;
    if (++this.count > this.allowed) throw new DiagramTooLarge();
    const node = make(this.count);
    this.nodes.set(key, node);
    return node;
  }
}

/** Either of two functions to 0 and 1. */
export const either: Operation = { combine: (a, b) => a | b };

/** Both of two functions to 0 and 1. */
export const both: Operation = { combine: (a, b) => a & b };

/** The atoms that a diagram asks, in their order. */
export function atomsOf(node: Node): readonly number[] {
  const seen = new Set<Node>();
  const atoms = new Set<number>();
  const walk = (at: Node): void => {
    if (at.kind === "leaf" || seen.has(at)) return;
    seen.add(at);
    if (at.kind === "atom") atoms.add(at.atom);
    at.children.forEach(walk);
  };
  walk(node);
  return [...atoms].sort((a, b) => a - b);
}

function rank(node: Node): number {
  if (node.kind === "leaf") return Number.POSITIVE_INFINITY;
  return node.kind === "level" ? -1 : node.atom;
}

function levelChild(node: Node, index: number): Node {
  return node.kind === "level" ? (node.children[index] ?? node) : node;
}

function atomChild(node: Node, atom: number, truth: Truth): Node {
  return node.kind === "atom" && node.atom === atom ? node.children[truth] : node;
}

function remembered<K, L, V>(all: Map<K, Map<L, V>>, key: K): Map<L, V> {
  let found = all.get(key);
  if (found === undefined) all.set(key, (found = new Map()));
  return found;
}
