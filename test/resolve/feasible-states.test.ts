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

type Fact = readonly [Atom, Truth];
type Wanted = readonly Fact[];

/** Whether the last agrees with the others. */
function agree(wanted: Wanted): boolean {
  return consistent(
    new Map(wanted.map(([, is], i) => [i, is])),
    wanted.length - 1,
    wanted.map(([atom]) => atom),
  );
}

const yes = (atom: Atom): Fact => [atom, TRUE];
const no = (atom: Atom): Fact => [atom, FALSE];
const unknown = (atom: Atom): Fact => [atom, UNKNOWN];

describe("whether what is known of a reference can be", () => {
  it.each<readonly [string, boolean, Wanted]>([
    ["null is nothing else", false, [yes(equal(of(text), value("a"))), yes(isNull(of(text)))]],
    ["null makes a comparison unknown", true, [unknown(equal(of(text), value("a"))), yes(isNull(of(text)))]],
    ["null makes a comparison not false", false, [no(equal(of(text), value("a"))), yes(isNull(of(text)))]],
    ["a value makes no comparison unknown", false, [no(isNull(of(text))), unknown(equal(of(text), value("a")))]],
    ["what is ill-typed is neither null nor not", true, [unknown(isNull(of(text))), unknown(equal(of(text), value("a")))]],
    ["what is ill-typed equals nothing", false, [unknown(isNull(of(text))), yes(equal(of(text), value("a")))]],
    ["of two references each must be possible", false, [yes(isNull(of(text))), yes(equal(of(text), of(text, "y")))]],
    ["what is known of two references is known of each", false, [yes(equal(of(text), of(text, "y"))), yes(isNull(of(text)))]],
    ["what is known of the second, too", false, [yes(equal(of(text), of(text, "y"))), yes(isNull(of(text, "y")))]],
    ["a path is not its letters", true, [yes(isNull(of(text, "a", "b"))), no(isNull(of(text, "ab")))]],
    ["an attribute is no property", true, [yes(isNull({ ...of(text), root: "operator" })), no(isNull(of(text)))]],
    ["two values at once", false, [yes(equal(of(text), value("a"))), yes(equal(of(text), value("b")))]],
    ["neither of two values", true, [no(equal(of(text), value("a"))), no(equal(of(text), value("b")))]],
    [
      "one of a list and none of them",
      false,
      [yes(includes(values("a", "b"), "one", of(text))), no(equal(of(text), value("a"))), no(equal(of(text), value("b")))],
    ],
    ["one of a list and not its first", true, [yes(includes(values("a", "b"), "one", of(text))), no(equal(of(text), value("a")))]],
    ["none of a list and one of them", false, [no(includes(values("a", "b"), "one", of(text))), yes(equal(of(text), value("b")))]],
    ["none of a list", true, [no(includes(values("a"), "one", of(text))), no(isNull(of(text)))]],
    ["one of a list of numbers that is a fraction", true, [yes(includes(values(1, 2.5), "one", of(decimal))), yes(less(value(2), of(decimal)))]],
  ])("%s: %s", (_, expected, wanted) => void expect(agree(wanted)).toBe(expected));

  it.each<readonly [string, boolean, Wanted]>([
    ["no integer between 1 and 2", false, [yes(less(value(1), of(integer))), yes(less(of(integer), value(2)))]],
    ["a decimal between 1 and 2", true, [yes(less(value(1), of(decimal))), yes(less(of(decimal), value(2)))]],
    ["an integer between 1 and 3", true, [yes(less(value(1), of(integer))), yes(less(of(integer), value(3)))]],
    ["beyond the largest", true, [yes(less(value(5), of(integer)))]],
    ["below the least", true, [yes(less(of(integer), value(5)))]],
    ["below the least, which is negative", true, [yes(less(of(integer), value(-5)))]],
    ["beyond the largest, which is negative", true, [yes(less(value(-5), of(integer))), yes(less(of(integer), value(0)))]],
    [
      "between numbers that were named in another order",
      true,
      [yes(less(of(decimal), value(10))), yes(less(value(9), of(decimal))), yes(less(of(decimal), value(100)))],
    ],
    [
      "between 9 and 10, for texts stand otherwise",
      true,
      [yes(less(of(decimal), value(100))), yes(less(value(9), of(decimal))), yes(less(of(decimal), value(10)))],
    ],
    ["below and above one number", false, [yes(less(of(decimal), value(1))), yes(less(value(1), of(decimal)))]],
    ["below one number and equal to it", false, [yes(less(of(decimal), value(1))), yes(equal(of(decimal), value(1)))]],
    ["a text right behind another", true, [yes(less(value("a"), of(text))), yes(less(of(text), value("b")))]],
    ["a text before another", true, [yes(less(of(text), value("A")))]],
    ["a text before and behind another", false, [yes(less(of(text), value("a"))), yes(less(value("a"), of(text)))]],
    ["true and not", false, [yes(truth(of(boolean))), yes(equal(of(boolean), value(false)))]],
    ["true, said twice", true, [yes(truth(of(boolean))), yes(equal(of(boolean), value(true)))]],
    ["not true, said twice", true, [no(truth(of(boolean))), no(equal(of(boolean), value(true)))]],
    ["not true, and null", false, [no(truth(of(boolean))), yes(isNull(of(boolean)))]],
    ["neither true nor false, and a value", false, [unknown(truth(of(boolean))), no(isNull(of(boolean)))]],
    ["a member of a union", true, [no(equal(of(union("a", "b")), value("a"))), no(isNull(of(union("a", "b"))))]],
    ["no member of a union, and a value", false, [no(equal(of(union("a", "b")), value("a"))), no(equal(of(union("a", "b")), value("b")))]],
  ])("%s: %s", (_, expected, wanted) => void expect(agree(wanted)).toBe(expected));

  it.each<readonly [string, boolean, Wanted]>([
    ["a text begins with its beginning", true, [yes(equal(of(text), value("abc"))), yes(match(of(text), "starts with", value("ab")))]],
    ["and with nothing else", false, [yes(equal(of(text), value("abc"))), yes(match(of(text), "starts with", value("bc")))]],
    ["a text ends with its end", true, [yes(equal(of(text), value("abc"))), yes(match(of(text), "ends with", value("bc")))]],
    ["and with nothing else", false, [yes(equal(of(text), value("abc"))), yes(match(of(text), "ends with", value("ab")))]],
    ["a text contains its middle", true, [yes(equal(of(text), value("abc"))), yes(match(of(text), "contains", value("b")))]],
    ["and nothing else", false, [yes(equal(of(text), value("abc"))), yes(match(of(text), "contains", value("z")))]],
    ["it does begin with its beginning", false, [yes(equal(of(text), value("abc"))), no(match(of(text), "starts with", value("ab")))]],
    ["some text begins so", true, [yes(match(of(text), "starts with", value("ab"))), yes(match(of(text), "ends with", value("z")))]],
    ["what a text is part of is not worked out", true, [yes(equal(of(text), value("b"))), yes(match(value("abc"), "starts with", of(text)))]],
    ["but it must be there", false, [yes(isNull(of(text))), yes(match(value("abc"), "starts with", of(text)))]],
    ["a time before now", true, [yes(less(of(datetime), now))]],
    ["a time after now", true, [yes(less(now, of(datetime)))]],
    ["a time that is not before now", true, [no(less(of(datetime), now)), no(equal(of(datetime), value(5)))]],
    ["no time before now", false, [yes(less(of(datetime), now)), yes(isNull(of(datetime)))]],
    ["a known time before now", true, [yes(equal(of(datetime), value(5))), yes(less(of(datetime), now))]],
    ["a list with this and without that", true, [yes(includes(of(list("text")), "one", value("a"))), no(includes(of(list("text")), "one", value("b")))]],
    ["a list with this that is not empty", true, [yes(includes(of(list("text")), "one", value("a"))), no(isEmpty(of(list("text"))))]],
    ["a list that is empty, and null", false, [yes(isEmpty(of(list("text")))), yes(isNull(of(list("text"))))]],
    ["a list whose elements are all among these", true, [yes(includes(values("a", "b"), "all of", of(list("text")))), no(isNull(of(list("text"))))]],
    ["a list of which one element is among these", true, [yes(includes(values("a"), "any of", of(list("text"))))]],
    ["a list of which that is unknown has no value", false, [no(isNull(of(list("text")))), unknown(includes(values("a"), "any of", of(list("text"))))]],
    ["two references that are unequal", true, [no(equal(of(text), of(text, "y"))), yes(equal(of(text), value("a")))]],
    ["a comparison of two of which one is known", true, [yes(equal(of(text), value("a"))), yes(equal(of(text), of(text, "y")))]],
    ["two that may be unknown, where one is not", true, [yes(equal(of(text), value("a"))), unknown(equal(of(text), of(text, "y")))]],
  ])("%s: %s", (_, expected, wanted) => void expect(agree(wanted)).toBe(expected));

  it.each<readonly [string, boolean, Wanted]>([
    [
      "a fraction is ill-typed where an integer is wanted",
      true,
      [yes(less(value(1), of(decimal))), yes(less(of(decimal), value(2))), unknown(equal(of(integer), value(5)))],
    ],
    ["and equals none", false, [yes(less(value(1), of(decimal))), yes(less(of(decimal), value(2))), yes(equal(of(integer), value(5)))]],
    ["nor differs from one", false, [yes(less(value(1), of(decimal))), yes(less(of(decimal), value(2))), no(equal(of(integer), value(5)))]],
    ["a whole number is the same as both", false, [yes(equal(of(integer), value(5))), no(equal(of(decimal), value(5)))]],
    ["and can be both", true, [yes(equal(of(integer), value(5))), yes(equal(of(decimal), value(5)))]],
    ["a number where nothing compares", true, [no(isNull(of(integer))), no(isNull(of(decimal)))]],
    ["a member is a text", false, [yes(equal(of(union("a", "b")), value("a"))), no(equal(of(text), value("a")))]],
    ["a text that is no member", true, [unknown(equal(of(union("a", "b")), value("a"))), yes(equal(of(text), value("c")))]],
    ["a text that is no member differs from none", false, [no(equal(of(union("a", "b")), value("a"))), yes(equal(of(text), value("c")))]],
    ["some text that is no member", true, [unknown(equal(of(union("a", "b")), value("a"))), no(isNull(of(text)))]],
    ["a member of one union only", true, [yes(equal(of(union("a", "c")), value("c"))), unknown(equal(of(union("a", "b")), value("a")))]],
    ["in the other order", true, [unknown(equal(of(union("a", "b")), value("a"))), yes(equal(of(union("a", "c")), value("c")))]],
    ["a member of both unions", false, [yes(equal(of(union("a", "b")), value("a"))), no(equal(of(union("a", "c")), value("a")))]],
    ["a member of the longer union", true, [yes(equal(of(union("a", "b", "c")), value("c"))), unknown(equal(of(union("a", "b")), value("a")))]],
    [
      "equal unions that are two objects",
      false,
      [no(equal(of(union("a", "b")), value("a"))), no(equal(of(union("a", "b")), value("b"))), no(isNull(of(union("a", "b"))))],
    ],
    ["a text and a date: nothing is excluded", true, [yes(equal(of(text), value("a"))), yes(equal(of(date), value("2000-01-01")))]],
    ["a number and a text: nothing is excluded", true, [yes(equal(of(integer), value(1))), yes(equal(of(text), value("a")))]],
    ["a number and a text, the other way round", true, [yes(equal(of(text), value("a"))), yes(equal(of(integer), value(1)))]],
    ["a text and a date, not even null for one only", true, [yes(isNull(of(text))), no(isNull(of(date)))]],
    ["a list of texts and one of integers: nothing is excluded", true, [no(isNull(of(list("text")))), unknown(isEmpty(of(list("integer"))))]],
    ["two lists of texts", false, [no(isNull(of(list("text")))), unknown(isEmpty(of(list("text"))))]],
    ["a list and a text: nothing is excluded", true, [no(isNull(of(list("text")))), unknown(equal(of(text), value("a")))]],
    ["a text and a list, the other way round", true, [unknown(equal(of(text), value("a"))), no(isNull(of(list("text"))))]],
    ["a page and a text: nothing is excluded", true, [no(isNull(of(page))), unknown(equal(of(text), value("a")))]],
    ["a text and a page, the other way round", true, [unknown(equal(of(text), value("a"))), no(isNull(of(page)))]],
    ["a page, said twice", false, [no(isNull(of(page))), unknown(isNull({ ...of(page), type: { kind: "page", fields: [] } }))]],
    ["a union and a number: nothing is excluded", true, [yes(equal(of(union("a")), value("a"))), yes(equal(of(integer), value(1)))]],
  ])("of two types, %s: %s", (_, expected, wanted) => void expect(agree(wanted)).toBe(expected));

  it("tries whole numbers and fractions between all neighbours, however they were named", () => {
    const between = (low: number, high: number, ...more: Wanted): boolean =>
      agree([yes(less(of(decimal), value(high))), no(less(value(1), of(decimal))), yes(less(value(low), of(decimal))), ...more]);
    // 1 is no bound here, and stands between the others in the order of naming.
    expect(agree([yes(less(of(decimal), value(1.4))), yes(less(value(1), of(decimal))), yes(less(value(1.2), of(decimal)))])).toBe(true);
    expect(between(0.5, 1.2, no(equal(of(integer), value(7))))).toBe(true);
    expect(between(-1, 1, unknown(equal(of(integer), value(7))))).toBe(true);
    expect(between(0.2, 0.8, no(equal(of(integer), value(7))))).toBe(false);
  });

  it("knows of each reference of an atom its own type", () => {
    const [x, y] = [of(integer), of(decimal, "y")];
    expect(agree([yes(less(value(1), y)), yes(less(y, value(2))), yes(less(x, y))])).toBe(true);
    expect(agree([yes(equal(of(scalar("date")), value("2000-01-01"))), yes(equal(of(scalar("date")), value("2000-01-02")))])).toBe(false);
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
      expect(agree([yes(less(value(low), of(decimal))), yes(less(of(decimal), value(high)))]), `${low} ${high}`).toBe(true);
    // Nothing is larger than the largest, though what is beyond it may not be a number.
    expect(agree([yes(less(value(Number.MAX_VALUE), of(decimal)))])).toBe(false);
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
    expect(agree([yes({ kind: "holds", role: "R" })])).toBe(true);
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
