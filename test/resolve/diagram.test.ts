// Diagrams against plain evaluation: every operation gives the function that it says, and equal functions are one node.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atomsOf, both, Diagrams, DiagramTooLarge, FALSE, TRUE, UNKNOWN, type Node, type Operation, type Truth } from "../../compiler/diagram.ts";

const ATOMS = 4;
const truths: readonly Truth[] = [FALSE, TRUE, UNKNOWN];

/** All assignments of the atoms, each with each level. */
const points = Array.from({ length: truths.length ** ATOMS * 5 }, (_, i) => ({
  level: (i % 5) + 1,
  truth: (atom: number): Truth => truths[Math.floor(i / 5 / truths.length ** atom) % 3] ?? UNKNOWN,
}));

function valueAt(node: Node, point: (typeof points)[number]): number {
  let at = node;
  while (at.kind !== "leaf") at = at.kind === "level" ? (at.children[point.level - 1] as Node) : at.children[point.truth(at.atom)];
  return at.value;
}

type Tree =
  | { readonly kind: "leaf"; readonly value: number }
  | { readonly kind: "atom"; readonly atom: number; readonly values: readonly [number, number, number] }
  | { readonly kind: "level"; readonly values: readonly number[] }
  | { readonly kind: "join"; readonly operation: number; readonly left: Tree; readonly right: Tree };

const operations: readonly Operation[] = [both, { combine: (a, b) => Math.max(a, b) }, { combine: (a, b) => (a === 0 ? b : a) }];
const value = fc.integer({ min: 0, max: 2 });
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.record({ kind: fc.constant("leaf" as const), value }),
    fc.record({ kind: fc.constant("atom" as const), atom: fc.integer({ min: 0, max: ATOMS - 1 }), values: fc.tuple(value, value, value) }),
    fc.record({ kind: fc.constant("level" as const), values: fc.array(value, { minLength: 5, maxLength: 5 }) }),
    fc.record({ kind: fc.constant("join" as const), operation: fc.integer({ min: 0, max: 2 }), left: tie("tree"), right: tie("tree") }),
  ),
}));

function build(diagrams: Diagrams, of: Tree): Node {
  switch (of.kind) {
    case "leaf":
      return diagrams.leaf(of.value);
    case "atom":
      return diagrams.atom(of.atom, diagrams.leaf(of.values[0]), diagrams.leaf(of.values[1]), diagrams.leaf(of.values[2]));
    case "level":
      return diagrams.level(of.values.map((v) => diagrams.leaf(v)));
    case "join":
      return diagrams.apply(operations[of.operation] ?? both, build(diagrams, of.left), build(diagrams, of.right));
  }
}

function plain(of: Tree, point: (typeof points)[number]): number {
  switch (of.kind) {
    case "leaf":
      return of.value;
    case "atom":
      return of.values[point.truth(of.atom)];
    case "level":
      return of.values[point.level - 1] ?? 0;
    case "join":
      return (operations[of.operation] ?? both).combine(plain(of.left, point), plain(of.right, point));
  }
}

describe("diagrams", () => {
  it("give the values of the function that they were built from", () => {
    fc.assert(
      fc.property(tree, (of) => {
        const node = build(new Diagrams(), of);
        for (const point of points) expect(valueAt(node, point)).toBe(plain(of, point));
      }),
    );
  });

  it("are the same node exactly if they are the same function", () => {
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        const diagrams = new Diagrams();
        const same = points.every((point) => plain(a, point) === plain(b, point));
        expect(build(diagrams, a) === build(diagrams, b)).toBe(same);
      }),
    );
  });

  it("are ordered: level first, then atoms by number, each at most once on a path", () => {
    fc.assert(
      fc.property(tree, (of) => {
        const walk = (node: Node, after: number): void => {
          if (node.kind === "leaf") return;
          const rank = node.kind === "level" ? -1 : node.atom;
          expect(rank).toBeGreaterThan(after);
          expect(new Set(node.children).size).toBeGreaterThan(1);
          for (const child of node.children) walk(child, rank);
        };
        walk(build(new Diagrams(), of), -2);
      }),
    );
  });

  it("take levels, known atoms and sought atoms away", () => {
    fc.assert(
      fc.property(tree, fc.integer({ min: 1, max: 5 }), fc.constantFrom(...truths), (of, level, known) => {
        const diagrams = new Diagrams();
        const node = build(diagrams, of);
        const atLevel = diagrams.cofactor(node, level);
        const restricted = diagrams.restrict(node, (atom) => (atom === 1 ? known : undefined));
        const asked = diagrams.map(node, (v) => (v === 1 ? 1 : 0));
        const sought = diagrams.exists(asked, (atom) => atom === 0);
        expect(atomsOf(restricted)).not.toContain(1);
        expect(atomsOf(sought)).not.toContain(0);
        for (const point of points) {
          expect(valueAt(atLevel, point)).toBe(plain(of, { ...point, level }));
          expect(valueAt(restricted, point)).toBe(plain(of, { ...point, truth: (atom) => (atom === 1 ? known : point.truth(atom)) }));
          const some = truths.some((truth) => plain(of, { ...point, truth: (atom) => (atom === 0 ? truth : point.truth(atom)) }) === 1);
          expect(valueAt(sought, point)).toBe(some ? 1 : 0);
        }
      }),
    );
  });

  it("have a limit instead of a hang or an overflow", () => {
    const diagrams = new Diagrams();
    const or: Operation = { combine: (a, b) => a | b };
    const atom = (n: number): Node => diagrams.atom(n, diagrams.leaf(0), diagrams.leaf(1), diagrams.leaf(0));
    // A chain is as long as it has atoms; this one is longer than the limit of depth.
    expect(() => {
      diagrams.budget();
      Array.from({ length: 5_000 }, (_, i) => atom(i)).reduce((all, each) => diagrams.apply(or, all, each));
    }).toThrow(DiagramTooLarge);
    // Pairs that lie far apart in the order double the size with each pair.
    expect(() => {
      diagrams.budget();
      Array.from({ length: 40 }, (_, i) => diagrams.apply(both, atom(i), atom(i + 40))).reduce((all, each) => diagrams.apply(or, all, each));
    }).toThrow(DiagramTooLarge);
  });

  it("count what they make, what they join and how deep they go, each up to its limit", () => {
    const diagrams = new Diagrams();
    const two = (n: number): Node => diagrams.atom(n, diagrams.leaf(0), diagrams.leaf(1), diagrams.leaf(0));
    two(0);
    diagrams.budget();
    for (let n = 1; n <= Diagrams.limit; n++) two(n);
    expect(() => two(Diagrams.limit + 1)).toThrow(expect.objectContaining({ name: "DiagramTooLarge" }));
    diagrams.unlimited();
    expect(two(Diagrams.limit + 1).kind).toBe("atom");

    const nothing: Operation = { combine: () => 0 };
    const chain = (length: number): Node =>
      Array.from({ length }, (_, i) => length - 1 - i).reduce<Node>((rest, n) => diagrams.atom(n, rest, diagrams.leaf(1), diagrams.leaf(0)), diagrams.leaf(0));
    expect(diagrams.apply(nothing, chain(Diagrams.depthLimit), diagrams.leaf(1))).toBe(diagrams.leaf(0));
    expect(() => diagrams.apply(nothing, chain(Diagrams.depthLimit + 1), diagrams.leaf(1))).toThrow(DiagramTooLarge);

    /** `count` ways out, each to another function of one atom. */
    const ways = (count: number, from: number, out: number): Node =>
      Array.from({ length: count }, (_, i) => count - 1 - i).reduce<Node>(
        (rest, i) => diagrams.atom(from + i, rest, two(out + i), diagrams.leaf(0)),
        diagrams.leaf(0),
      );
    // Every way out of one meets every way out of the other, and the second's chain.
    const joining = (count: number) => () => {
      const [left, right] = [ways(count, 0, 5_000), ways(count, 2_000, 10_000)];
      diagrams.budget();
      try {
        return diagrams.apply({ combine: () => 0 }, left, right);
      } finally {
        diagrams.unlimited();
      }
    };
    expect(joining(300)()).toBe(diagrams.leaf(0));
    expect(joining(330)).toThrow(DiagramTooLarge);
  });

  it("are made of five levels, and asked at one of them", () => {
    const diagrams = new Diagrams();
    const leaves = Array.from({ length: 30 }, (_, value) => diagrams.leaf(value));
    const at = (...ids: readonly number[]): Node => diagrams.level(ids.map((id) => leaves[id - 1] as Node));
    expect(leaves.map(({ id }) => id)).toEqual(leaves.map((_, i) => i + 1));
    for (const ids of [[], [1], [1, 1, 1, 1], [1, 2, 3, 4, 5, 6]]) expect(() => at(...ids), String(ids)).toThrow("a level node has five children");
    expect(at(1, 23, 4, 4, 4)).not.toBe(at(12, 3, 4, 4, 4));
    expect([1, 2, 3, 4, 5].map((level) => diagrams.cofactor(at(1, 2, 3, 4, 5), level))).toEqual(leaves.slice(0, 5));
    for (const level of [0, 6, 1.5]) expect(() => diagrams.cofactor(at(1, 2, 3, 4, 5), level)).toThrow(new RangeError("levels are 1 to 5"));
  });

  it("ask of atoms only what is to become of them", () => {
    const diagrams = new Diagrams();
    const atom = diagrams.atom(3, diagrams.leaf(0), diagrams.leaf(1), diagrams.leaf(0));
    const node = diagrams.level([atom, atom, atom, diagrams.leaf(0), diagrams.leaf(0)]);
    const asked: unknown[] = [];
    const note = (which: unknown): undefined => void asked.push(which);
    expect(diagrams.restrict(node, note)).toBe(node);
    expect(diagrams.exists(node, (which) => note(which) ?? false)).toBe(node);
    expect(asked).toEqual([3, 3]);
  });
});
