// The search for assignments, state by state: null, ill-typed, each kind of value, references that have two types, and the end of the search.
import { describe, expect, it } from "vitest";
import type { Atom, Operand, ReferenceOperand, ValueType } from "../../compiler/condition.ts";
import { Diagrams, FALSE, TRUE, UNKNOWN, type Node, type Operation, type Truth } from "../../compiler/diagram.ts";
import { canReach, consistent } from "../../compiler/resolve/feasible.ts";

const scalar = (name: "text" | "integer" | "decimal" | "boolean" | "date" | "datetime"): ValueType => ({ kind: "scalar", name });
const [text, integer, decimal, boolean, date, datetime] = [
  scalar("text"),
  scalar("integer"),
  scalar("decimal"),
  scalar("boolean"),
  scalar("date"),
  scalar("datetime"),
];
const union = (...members: readonly string[]): ValueType => ({ kind: "union", members });
const list = (element: "text" | "integer"): ValueType => ({ kind: "list", element });
const page: ValueType = { kind: "page", fields: [] };

const of = (type: ValueType, ...path: readonly string[]): ReferenceOperand => ({
  kind: "reference",
  root: "object",
  path: path.length === 0 ? ["x"] : path,
  type,
});
const value = (given: string | number | boolean): Operand => ({ kind: "literal", value: given, type: text });
const values = (...given: readonly (string | number)[]): Operand => ({ kind: "list", values: given, type: text });
const now: Operand = { kind: "clock", which: "now", offset: 0, type: datetime };

const equal = (left: Operand, right: Operand): Atom => ({ kind: "compare", operator: "=", left, right });
const less = (left: Operand, right: Operand): Atom => ({ kind: "compare", operator: "<", left, right });
const match = (left: Operand, how: "starts with" | "ends with" | "contains", right: Operand): Atom => ({ kind: "match", how, left, right });
const includes = (given: Operand, how: "one" | "all of" | "any of", other: Operand): Atom => ({ kind: "includes", list: given, how, other });
const isNull = (operand: ReferenceOperand): Atom => ({ kind: "is null", operand });
const isEmpty = (operand: Operand): Atom => ({ kind: "is empty", operand });
const truth = (operand: ReferenceOperand): Atom => ({ kind: "truth", operand });

type Wanted = readonly (readonly [Atom, Truth])[];

/** Whether the last agrees with the others. */
function agree(wanted: Wanted): boolean {
  return consistent(
    new Map(wanted.map(([, is], i) => [i, is])),
    wanted.length - 1,
    wanted.map(([atom]) => atom),
  );
}

const T = TRUE;
const F = FALSE;
const U = UNKNOWN;

describe("whether what is known of a reference can be", () => {
  it.each<readonly [string, boolean, Wanted]>([
    [
      "null is nothing else",
      false,
      [
        [equal(of(text), value("a")), T],
        [isNull(of(text)), T],
      ],
    ],
    [
      "null makes a comparison unknown",
      true,
      [
        [equal(of(text), value("a")), U],
        [isNull(of(text)), T],
      ],
    ],
    [
      "null makes a comparison not false",
      false,
      [
        [equal(of(text), value("a")), F],
        [isNull(of(text)), T],
      ],
    ],
    [
      "a value makes no comparison unknown",
      false,
      [
        [isNull(of(text)), F],
        [equal(of(text), value("a")), U],
      ],
    ],
    [
      "what is ill-typed is neither null nor not",
      true,
      [
        [isNull(of(text)), U],
        [equal(of(text), value("a")), U],
      ],
    ],
    [
      "what is ill-typed equals nothing",
      false,
      [
        [isNull(of(text)), U],
        [equal(of(text), value("a")), T],
      ],
    ],
    [
      "of two references each must be possible",
      false,
      [
        [isNull(of(text)), T],
        [equal(of(text), of(text, "y")), T],
      ],
    ],
    [
      "what is known of two references is known of each",
      false,
      [
        [equal(of(text), of(text, "y")), T],
        [isNull(of(text)), T],
      ],
    ],
    [
      "what is known of the second, too",
      false,
      [
        [equal(of(text), of(text, "y")), T],
        [isNull(of(text, "y")), T],
      ],
    ],
    [
      "a path is not its letters",
      true,
      [
        [isNull(of(text, "a", "b")), T],
        [isNull(of(text, "ab")), F],
      ],
    ],
    [
      "an attribute is no property",
      true,
      [
        [isNull({ ...of(text), root: "operator" }), T],
        [isNull(of(text)), F],
      ],
    ],
    [
      "two values at once",
      false,
      [
        [equal(of(text), value("a")), T],
        [equal(of(text), value("b")), T],
      ],
    ],
    [
      "neither of two values",
      true,
      [
        [equal(of(text), value("a")), F],
        [equal(of(text), value("b")), F],
      ],
    ],
    [
      "one of a list and none of them",
      false,
      [
        [includes(values("a", "b"), "one", of(text)), T],
        [equal(of(text), value("a")), F],
        [equal(of(text), value("b")), F],
      ],
    ],
    [
      "one of a list and not its first",
      true,
      [
        [includes(values("a", "b"), "one", of(text)), T],
        [equal(of(text), value("a")), F],
      ],
    ],
    [
      "none of a list and one of them",
      false,
      [
        [includes(values("a", "b"), "one", of(text)), F],
        [equal(of(text), value("b")), T],
      ],
    ],
    [
      "none of a list",
      true,
      [
        [includes(values("a"), "one", of(text)), F],
        [isNull(of(text)), F],
      ],
    ],
    [
      "one of a list of numbers that is a fraction",
      true,
      [
        [includes(values(1, 2.5), "one", of(decimal)), T],
        [less(value(2), of(decimal)), T],
      ],
    ],
  ])("%s: %s", (_, expected, wanted) => void expect(agree(wanted)).toBe(expected));

  it.each<readonly [string, boolean, Wanted]>([
    [
      "no integer between 1 and 2",
      false,
      [
        [less(value(1), of(integer)), T],
        [less(of(integer), value(2)), T],
      ],
    ],
    [
      "a decimal between 1 and 2",
      true,
      [
        [less(value(1), of(decimal)), T],
        [less(of(decimal), value(2)), T],
      ],
    ],
    [
      "an integer between 1 and 3",
      true,
      [
        [less(value(1), of(integer)), T],
        [less(of(integer), value(3)), T],
      ],
    ],
    ["beyond the largest", true, [[less(value(5), of(integer)), T]]],
    ["below the least", true, [[less(of(integer), value(5)), T]]],
    ["below the least, which is negative", true, [[less(of(integer), value(-5)), T]]],
    [
      "beyond the largest, which is negative",
      true,
      [
        [less(value(-5), of(integer)), T],
        [less(of(integer), value(0)), T],
      ],
    ],
    [
      "between numbers that were named in another order",
      true,
      [
        [less(of(decimal), value(10)), T],
        [less(value(9), of(decimal)), T],
        [less(of(decimal), value(100)), T],
      ],
    ],
    [
      "between 9 and 10, for texts stand otherwise",
      true,
      [
        [less(of(decimal), value(100)), T],
        [less(value(9), of(decimal)), T],
        [less(of(decimal), value(10)), T],
      ],
    ],
    [
      "below and above one number",
      false,
      [
        [less(of(decimal), value(1)), T],
        [less(value(1), of(decimal)), T],
      ],
    ],
    [
      "below one number and equal to it",
      false,
      [
        [less(of(decimal), value(1)), T],
        [equal(of(decimal), value(1)), T],
      ],
    ],
    [
      "a text right behind another",
      true,
      [
        [less(value("a"), of(text)), T],
        [less(of(text), value("b")), T],
      ],
    ],
    ["a text before another", true, [[less(of(text), value("A")), T]]],
    [
      "a text before and behind another",
      false,
      [
        [less(of(text), value("a")), T],
        [less(value("a"), of(text)), T],
      ],
    ],
    [
      "true and not",
      false,
      [
        [truth(of(boolean)), T],
        [equal(of(boolean), value(false)), T],
      ],
    ],
    [
      "true, said twice",
      true,
      [
        [truth(of(boolean)), T],
        [equal(of(boolean), value(true)), T],
      ],
    ],
    [
      "not true, said twice",
      true,
      [
        [truth(of(boolean)), F],
        [equal(of(boolean), value(true)), F],
      ],
    ],
    [
      "not true, and null",
      false,
      [
        [truth(of(boolean)), F],
        [isNull(of(boolean)), T],
      ],
    ],
    [
      "neither true nor false, and a value",
      false,
      [
        [truth(of(boolean)), U],
        [isNull(of(boolean)), F],
      ],
    ],
    [
      "a member of a union",
      true,
      [
        [equal(of(union("a", "b")), value("a")), F],
        [isNull(of(union("a", "b"))), F],
      ],
    ],
    [
      "no member of a union, and a value",
      false,
      [
        [equal(of(union("a", "b")), value("a")), F],
        [equal(of(union("a", "b")), value("b")), F],
      ],
    ],
  ])("%s: %s", (_, expected, wanted) => void expect(agree(wanted)).toBe(expected));

  it.each<readonly [string, boolean, Wanted]>([
    [
      "a text begins with its beginning",
      true,
      [
        [equal(of(text), value("abc")), T],
        [match(of(text), "starts with", value("ab")), T],
      ],
    ],
    [
      "and with nothing else",
      false,
      [
        [equal(of(text), value("abc")), T],
        [match(of(text), "starts with", value("bc")), T],
      ],
    ],
    [
      "a text ends with its end",
      true,
      [
        [equal(of(text), value("abc")), T],
        [match(of(text), "ends with", value("bc")), T],
      ],
    ],
    [
      "and with nothing else",
      false,
      [
        [equal(of(text), value("abc")), T],
        [match(of(text), "ends with", value("ab")), T],
      ],
    ],
    [
      "a text contains its middle",
      true,
      [
        [equal(of(text), value("abc")), T],
        [match(of(text), "contains", value("b")), T],
      ],
    ],
    [
      "and nothing else",
      false,
      [
        [equal(of(text), value("abc")), T],
        [match(of(text), "contains", value("z")), T],
      ],
    ],
    [
      "it does begin with its beginning",
      false,
      [
        [equal(of(text), value("abc")), T],
        [match(of(text), "starts with", value("ab")), F],
      ],
    ],
    [
      "some text begins so",
      true,
      [
        [match(of(text), "starts with", value("ab")), T],
        [match(of(text), "ends with", value("z")), T],
      ],
    ],
    [
      "what a text is part of is not worked out",
      true,
      [
        [equal(of(text), value("b")), T],
        [match(value("abc"), "starts with", of(text)), T],
      ],
    ],
    [
      "but it must be there",
      false,
      [
        [isNull(of(text)), T],
        [match(value("abc"), "starts with", of(text)), T],
      ],
    ],
    ["a time before now", true, [[less(of(datetime), now), T]]],
    ["a time after now", true, [[less(now, of(datetime)), T]]],
    [
      "a time that is not before now",
      true,
      [
        [less(of(datetime), now), F],
        [equal(of(datetime), value(5)), F],
      ],
    ],
    [
      "no time before now",
      false,
      [
        [less(of(datetime), now), T],
        [isNull(of(datetime)), T],
      ],
    ],
    [
      "a known time before now",
      true,
      [
        [equal(of(datetime), value(5)), T],
        [less(of(datetime), now), T],
      ],
    ],
    [
      "a list with this and without that",
      true,
      [
        [includes(of(list("text")), "one", value("a")), T],
        [includes(of(list("text")), "one", value("b")), F],
      ],
    ],
    [
      "a list with this that is not empty",
      true,
      [
        [includes(of(list("text")), "one", value("a")), T],
        [isEmpty(of(list("text"))), F],
      ],
    ],
    [
      "a list that is empty, and null",
      false,
      [
        [isEmpty(of(list("text"))), T],
        [isNull(of(list("text"))), T],
      ],
    ],
    [
      "a list whose elements are all among these",
      true,
      [
        [includes(values("a", "b"), "all of", of(list("text"))), T],
        [isNull(of(list("text"))), F],
      ],
    ],
    ["a list of which one element is among these", true, [[includes(values("a"), "any of", of(list("text"))), T]]],
    [
      "a list of which that is unknown has no value",
      false,
      [
        [isNull(of(list("text"))), F],
        [includes(values("a"), "any of", of(list("text"))), U],
      ],
    ],
    [
      "two references that are unequal",
      true,
      [
        [equal(of(text), of(text, "y")), F],
        [equal(of(text), value("a")), T],
      ],
    ],
    [
      "a comparison of two of which one is known",
      true,
      [
        [equal(of(text), value("a")), T],
        [equal(of(text), of(text, "y")), T],
      ],
    ],
    [
      "two that may be unknown, where one is not",
      true,
      [
        [equal(of(text), value("a")), T],
        [equal(of(text), of(text, "y")), U],
      ],
    ],
  ])("%s: %s", (_, expected, wanted) => void expect(agree(wanted)).toBe(expected));

  it.each<readonly [string, boolean, Wanted]>([
    [
      "a fraction is ill-typed where an integer is wanted",
      true,
      [
        [less(value(1), of(decimal)), T],
        [less(of(decimal), value(2)), T],
        [equal(of(integer), value(5)), U],
      ],
    ],
    [
      "and equals none",
      false,
      [
        [less(value(1), of(decimal)), T],
        [less(of(decimal), value(2)), T],
        [equal(of(integer), value(5)), T],
      ],
    ],
    [
      "nor differs from one",
      false,
      [
        [less(value(1), of(decimal)), T],
        [less(of(decimal), value(2)), T],
        [equal(of(integer), value(5)), F],
      ],
    ],
    [
      "a whole number is the same as both",
      false,
      [
        [equal(of(integer), value(5)), T],
        [equal(of(decimal), value(5)), F],
      ],
    ],
    [
      "and can be both",
      true,
      [
        [equal(of(integer), value(5)), T],
        [equal(of(decimal), value(5)), T],
      ],
    ],
    [
      "a number where nothing compares",
      true,
      [
        [isNull(of(integer)), F],
        [isNull(of(decimal)), F],
      ],
    ],
    [
      "a member is a text",
      false,
      [
        [equal(of(union("a", "b")), value("a")), T],
        [equal(of(text), value("a")), F],
      ],
    ],
    [
      "a text that is no member",
      true,
      [
        [equal(of(union("a", "b")), value("a")), U],
        [equal(of(text), value("c")), T],
      ],
    ],
    [
      "a text that is no member differs from none",
      false,
      [
        [equal(of(union("a", "b")), value("a")), F],
        [equal(of(text), value("c")), T],
      ],
    ],
    [
      "some text that is no member",
      true,
      [
        [equal(of(union("a", "b")), value("a")), U],
        [isNull(of(text)), F],
      ],
    ],
    [
      "a member of one union only",
      true,
      [
        [equal(of(union("a", "c")), value("c")), T],
        [equal(of(union("a", "b")), value("a")), U],
      ],
    ],
    [
      "in the other order",
      true,
      [
        [equal(of(union("a", "b")), value("a")), U],
        [equal(of(union("a", "c")), value("c")), T],
      ],
    ],
    [
      "a member of both unions",
      false,
      [
        [equal(of(union("a", "b")), value("a")), T],
        [equal(of(union("a", "c")), value("a")), F],
      ],
    ],
    [
      "a member of the longer union",
      true,
      [
        [equal(of(union("a", "b", "c")), value("c")), T],
        [equal(of(union("a", "b")), value("a")), U],
      ],
    ],
    [
      "equal unions that are two objects",
      false,
      [
        [equal(of(union("a", "b")), value("a")), F],
        [equal(of(union("a", "b")), value("b")), F],
        [isNull(of(union("a", "b"))), F],
      ],
    ],
    [
      "a text and a date: nothing is excluded",
      true,
      [
        [equal(of(text), value("a")), T],
        [equal(of(date), value("2000-01-01")), T],
      ],
    ],
    [
      "a number and a text: nothing is excluded",
      true,
      [
        [equal(of(integer), value(1)), T],
        [equal(of(text), value("a")), T],
      ],
    ],
    [
      "a number and a text, the other way round",
      true,
      [
        [equal(of(text), value("a")), T],
        [equal(of(integer), value(1)), T],
      ],
    ],
    [
      "a text and a date, not even null for one only",
      true,
      [
        [isNull(of(text)), T],
        [isNull(of(date)), F],
      ],
    ],
    [
      "a list of texts and one of integers: nothing is excluded",
      true,
      [
        [isNull(of(list("text"))), F],
        [isEmpty(of(list("integer"))), U],
      ],
    ],
    [
      "two lists of texts",
      false,
      [
        [isNull(of(list("text"))), F],
        [isEmpty(of(list("text"))), U],
      ],
    ],
    [
      "a list and a text: nothing is excluded",
      true,
      [
        [isNull(of(list("text"))), F],
        [equal(of(text), value("a")), U],
      ],
    ],
    [
      "a text and a list, the other way round",
      true,
      [
        [equal(of(text), value("a")), U],
        [isNull(of(list("text"))), F],
      ],
    ],
    [
      "a page and a text: nothing is excluded",
      true,
      [
        [isNull(of(page)), F],
        [equal(of(text), value("a")), U],
      ],
    ],
    [
      "a text and a page, the other way round",
      true,
      [
        [equal(of(text), value("a")), U],
        [isNull(of(page)), F],
      ],
    ],
    [
      "a page, said twice",
      false,
      [
        [isNull(of(page)), F],
        [isNull({ ...of(page), type: { kind: "page", fields: [] } }), U],
      ],
    ],
    [
      "a union and a number: nothing is excluded",
      true,
      [
        [equal(of(union("a")), value("a")), T],
        [equal(of(integer), value(1)), T],
      ],
    ],
  ])("of two types, %s: %s", (_, expected, wanted) => void expect(agree(wanted)).toBe(expected));

  it("tries whole numbers and fractions between all neighbours, however they were named", () => {
    const between = (low: number, high: number, ...more: Wanted): boolean =>
      agree([[less(of(decimal), value(high)), T], [less(value(1), of(decimal)), F], [less(value(low), of(decimal)), T], ...more]);
    // 1 is no bound here, and stands between the others in the order of naming.
    expect(
      agree([
        [less(of(decimal), value(1.4)), T],
        [less(value(1), of(decimal)), T],
        [less(value(1.2), of(decimal)), T],
      ]),
    ).toBe(true);
    expect(between(0.5, 1.2, [equal(of(integer), value(7)), F])).toBe(true);
    expect(between(-1, 1, [equal(of(integer), value(7)), U])).toBe(true);
    expect(between(0.2, 0.8, [equal(of(integer), value(7)), F])).toBe(false);
  });

  it("knows of each reference of an atom its own type", () => {
    const [x, y] = [of(integer), of(decimal, "y")];
    expect(
      agree([
        [less(value(1), y), T],
        [less(y, value(2)), T],
        [less(x, y), T],
      ]),
    ).toBe(true);
    expect(
      agree([
        [equal(of(scalar("date")), value("2000-01-01")), T],
        [equal(of(scalar("date")), value("2000-01-02")), T],
      ]),
    ).toBe(false);
  });

  it("finds what lies between the least and the largest numbers", () => {
    for (const [low, high] of [
      [-1e308, 1e308],
      [-Number.MAX_VALUE, Number.MAX_VALUE],
      [Number.MAX_VALUE / 2, Number.MAX_VALUE],
      [0, Number.MIN_VALUE * 2],
      [Number.MIN_VALUE, Number.MIN_VALUE * 3],
      [2 ** 53, 2 ** 53 + 4],
    ] as const)
      expect(
        agree([
          [less(value(low), of(decimal)), T],
          [less(of(decimal), value(high)), T],
        ]),
        `${low} ${high}`,
      ).toBe(true);
    // Nothing is larger than the largest, though what is beyond it may not be a number.
    expect(agree([[less(value(Number.MAX_VALUE), of(decimal)), T]])).toBe(false);
  });

  it("takes what it does not know of as possible", () => {
    expect(consistent(new Map([[5, TRUE]]), 5, [])).toBe(true);
    expect(
      consistent(
        new Map([
          [0, TRUE],
          [7, TRUE],
        ]),
        0,
        [isNull(of(text))],
      ),
    ).toBe(true);
    expect(agree([[{ kind: "holds", role: "R" }, T]])).toBe(true);
  });
});

describe("the search", () => {
  it("asks at each level", () => {
    const diagrams = new Diagrams();
    const [no, yes] = [diagrams.leaf(0), diagrams.leaf(1)];
    expect(canReach(diagrams.level([no, no, yes, no, no]), 1, [])).toBe(true);
    expect(canReach(diagrams.level([no, no, yes, no, no]), 2, [])).toBe(false);
    const atom = diagrams.atom(0, no, yes, no);
    expect(canReach(diagrams.level([no, no, no, no, atom]), 1, [isNull(of(text))])).toBe(true);
  });

  it("gives up after so many steps, and then says yes", () => {
    const odd: Operation = { combine: (a, b) => (a + b) % 2 };
    const parity = (count: number): { readonly node: Node; readonly atoms: readonly Atom[] } => {
      const diagrams = new Diagrams();
      const atoms = Array.from({ length: count }, (_, i) => truth(of(boolean, `p${i}`)));
      const nodes = atoms.map((_, i) => diagrams.atom(i, diagrams.leaf(0), diagrams.leaf(1), diagrams.leaf(0)));
      return { node: nodes.reduce((a, b) => diagrams.apply(odd, a, b)), atoms };
    };
    const [few, many] = [parity(7), parity(11)];
    expect(canReach(few.node, 7, few.atoms)).toBe(false);
    expect(canReach(many.node, 7, many.atoms)).toBe(true);
  });
});
