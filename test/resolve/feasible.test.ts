// The search for assignments that some values could give: its "no" is right, and its "yes" is for atoms of one operand.
import { describe, expect, it } from "vitest";
import type { Atom, Operand, ReferenceOperand, ValueType } from "../../compiler/condition.ts";
import { Diagrams, FALSE, TRUE, UNKNOWN, type Node, type Operation } from "../../compiler/diagram.ts";
import { canReach } from "../../compiler/resolve/feasible.ts";

const integer: ValueType = { kind: "scalar", name: "integer" };
const decimal: ValueType = { kind: "scalar", name: "decimal" };
const text: ValueType = { kind: "scalar", name: "text" };
const union: ValueType = { kind: "union", members: ["New", "Open"] };
const property = (name: string, type: ValueType): ReferenceOperand => ({ kind: "reference", root: "object", path: [name], type });
const literal = (value: string | number, type: ValueType): Operand => ({ kind: "literal", value, type });
const less = (left: Operand, right: Operand): Atom => ({ kind: "compare", operator: "<", left, right });
const equal = (left: Operand, right: Operand): Atom => ({ kind: "compare", operator: "=", left, right });

const and: Operation = { combine: (a, b) => (a === FALSE || b === FALSE ? FALSE : a === UNKNOWN || b === UNKNOWN ? UNKNOWN : TRUE) };

/** Whether all atoms can be as wanted at the same time. */
function together(wanted: readonly (readonly [Atom, 0 | 1 | 2])[]): boolean {
  const diagrams = new Diagrams();
  const nodes = wanted.map(([, truth], i): Node => {
    const leaf = (t: number): Node => diagrams.leaf(t === truth ? TRUE : FALSE);
    return diagrams.atom(i, leaf(FALSE), leaf(TRUE), leaf(UNKNOWN));
  });
  return canReach(
    nodes.reduce((a, b) => diagrams.apply(and, a, b)),
    TRUE,
    wanted.map(([atom]) => atom),
  );
}

describe("whether comparisons can come out so together", () => {
  const a = property("a", decimal);
  const n = property("n", integer);
  const status = property("status", union);
  const name = property("name", text);

  it.each([
    [
      "two texts at once",
      [
        [equal(name, literal("x", text)), 1],
        [equal(name, literal("y", text)), 1],
      ],
      false,
    ],
    [
      "neither of two texts",
      [
        [equal(name, literal("x", text)), 0],
        [equal(name, literal("y", text)), 0],
      ],
      true,
    ],
    [
      "no member of a union",
      [
        [equal(status, literal("New", union)), 0],
        [equal(status, literal("Open", union)), 0],
      ],
      false,
    ],
    [
      "an empty interval",
      [
        [less(a, literal(3, decimal)), 1],
        [less(literal(5, decimal), a), 1],
      ],
      false,
    ],
    [
      "an interval",
      [
        [less(literal(3, decimal), a), 1],
        [less(a, literal(5, decimal)), 1],
      ],
      true,
    ],
    [
      "a decimal between neighbours",
      [
        [less(literal(3, decimal), a), 1],
        [less(a, literal(4, decimal)), 1],
      ],
      true,
    ],
    [
      "an integer between neighbours",
      [
        [less(literal(3, integer), n), 1],
        [less(n, literal(4, integer)), 1],
      ],
      false,
    ],
    [
      "null, and compared",
      [
        [{ kind: "is null", operand: a }, 1],
        [less(a, literal(3, decimal)), 1],
      ],
      false,
    ],
    [
      "null, and unknown",
      [
        [{ kind: "is null", operand: a }, 1],
        [less(a, literal(3, decimal)), 2],
      ],
      true,
    ],
    [
      "ill-typed: both unknown",
      [
        [{ kind: "is null", operand: a }, 2],
        [less(a, literal(3, decimal)), 2],
      ],
      true,
    ],
    [
      "not null, and unknown",
      [
        [{ kind: "is null", operand: a }, 0],
        [less(a, literal(3, decimal)), 2],
      ],
      false,
    ],
    [
      "of two properties",
      [
        [less(a, n), 1],
        [less(a, literal(3, decimal)), 1],
      ],
      true,
    ],
    [
      "a prefix that the text lacks",
      [
        [{ kind: "match", how: "starts with", left: name, right: literal("ab", text) }, 1],
        [equal(name, literal("x", text)), 1],
      ],
      false,
    ],
    [
      "two parts, and another text",
      [
        [{ kind: "match", how: "contains", left: name, right: literal("a", text) }, 1],
        [{ kind: "match", how: "contains", left: name, right: literal("b", text) }, 1],
        [equal(name, literal("x", text)), 0],
      ],
      true,
    ],
    [
      "between numbers so large that all are whole",
      [
        [less(literal(2 ** 53 + 2, decimal), a), 1],
        [less(a, literal(2 ** 53 + 4, decimal)), 1],
      ],
      false,
    ],
    [
      "beyond the largest number",
      [
        [less(literal(1e308, decimal), a), 1],
        [less(a, literal(1.5e308, decimal)), 1],
      ],
      true,
    ],
    ["a prefix alone", [[{ kind: "match", how: "starts with", left: name, right: literal("ab", text) }, 1]], true],
  ] as const)("%s", (_, wanted, expected) => {
    expect(together(wanted as readonly (readonly [Atom, 0 | 1 | 2])[])).toBe(expected);
  });
});
