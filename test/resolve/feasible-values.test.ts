// The search for assignments against trying values one by one: by the reference evaluator's comparisons, over every value that could matter.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Atom, Operand, ReferenceOperand, ValueType } from "../../compiler/condition.ts";
import { Diagrams, FALSE, TRUE, UNKNOWN, type Node, type Operation, type Truth } from "../../compiler/diagram.ts";
import { compare } from "../../compiler/reference/compare.ts";
import type { OperandValue } from "../../compiler/reference/trace.ts";
import { canReach } from "../../compiler/resolve/feasible.ts";
import { runs, seed } from "../generate/seed.ts";

type Value = string | number | boolean;

const integer: ValueType = { kind: "scalar", name: "integer" };
const decimal: ValueType = { kind: "scalar", name: "decimal" };
const text: ValueType = { kind: "scalar", name: "text" };
const boolean: ValueType = { kind: "scalar", name: "boolean" };
const date: ValueType = { kind: "scalar", name: "date" };
const tags: ValueType = { kind: "list", element: "text" };
const page: ValueType = { kind: "page", fields: [] };
const union: ValueType = { kind: "union", members: ["New", "a"] };
const wider: ValueType = { kind: "union", members: ["New", "a", "b"] };

const numbers = [0, 1, 2.5, 3.5, 4];
const texts = ["a", "ab", "b", "New"];
const days = ["2026-01-01", "2026-01-03", "2026-02-01"];

/** Values that literals make interesting, and others. */
const candidates: readonly (Value | readonly string[] | "page" | null | undefined)[] = [
  null,
  undefined,
  ...[-2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.25, 3.5, 3.75, 4, 4.5, 5, 7.5],
  ...["", "a", "b", "ab", "ba", "aa", "bb", "aba", "bab", "New", "aNew", "Newb", "zz"],
  ...["2025-12-31", "2026-01-01", "2026-01-02", "2026-01-03", "2026-01-20", "2026-02-01", "2026-03-01"],
  true,
  false,
  [],
  ["a"],
  ["b", "zz"],
  "page",
];

function fits(type: ValueType, value: unknown): boolean {
  switch (type.kind) {
    case "union":
      return typeof value === "string" && type.members.includes(value);
    case "list":
      return Array.isArray(value);
    case "page":
      return value === "page";
    case "scalar":
      if (type.name === "integer") return Number.isInteger(value);
      if (type.name === "decimal") return typeof value === "number";
      if (type.name === "date") return typeof value === "string" && value.startsWith("20");
      return typeof value === (type.name === "boolean" ? "boolean" : "string");
  }
}

/** What an atom comes to where `p` and `q` have these values; undefined is ill-typed, whatever the type. */
function truthOf(atom: Atom, values: Readonly<Record<string, unknown>>): Truth {
  const valueOf = (operand: Operand): OperandValue => {
    if (operand.kind === "literal") return { kind: "value", value: operand.value, defaulted: false };
    if (operand.kind === "list") return { kind: "value", value: operand.values, defaulted: false };
    if (operand.kind === "clock") throw new Error("no clock is asked");
    const value = values[operand.path[0] ?? ""];
    if (value === null) return { kind: "null" };
    return fits(operand.type, value) ? { kind: "value", value: value as Value, defaulted: false } : { kind: "ill-typed", why: "" };
  };
  return { true: TRUE, false: FALSE, unknown: UNKNOWN }[compare(atom, valueOf, () => false)] as Truth;
}

const and: Operation = { combine: (a, b) => (a === FALSE || b === FALSE ? FALSE : a === UNKNOWN || b === UNKNOWN ? UNKNOWN : TRUE) };

function reached(wanted: readonly (readonly [Atom, Truth])[]): boolean {
  const diagrams = new Diagrams();
  const nodes = wanted.map(([, truth], i): Node => {
    const leaf = (t: number): Node => diagrams.leaf(t === truth ? TRUE : FALSE);
    return diagrams.atom(i, leaf(FALSE), leaf(TRUE), leaf(UNKNOWN));
  });
  const joined = nodes.reduceRight((rest, node) => diagrams.apply(and, node, rest));
  return canReach(
    joined,
    TRUE,
    wanted.map(([atom]) => atom),
  );
}

const reference = (name: string, type: ValueType): ReferenceOperand => ({ kind: "reference", root: "object", path: [name], type });
const literal = (value: Value, type: ValueType): Operand => ({ kind: "literal", value, type });
const either = (operator: "=" | "<", one: Operand, other: Operand): fc.Arbitrary<Atom> =>
  fc.boolean().map((swap): Atom => ({ kind: "compare", operator, left: swap ? other : one, right: swap ? one : other }));

/** Comparisons of one reference with literals: exact. */
function exact(name: string, type: ValueType): fc.Arbitrary<Atom> {
  const operand = reference(name, type);
  const isNull = fc.constant<Atom>({ kind: "is null", operand });
  const pool: readonly Value[] = type.kind === "union" ? type.members : type === text ? texts : numbers;
  if (type === boolean) return fc.oneof(isNull, fc.constant<Atom>({ kind: "truth", operand }));
  if (type.kind === "page") return isNull;
  const equal = fc.constantFrom(...pool).chain((value) => either("=", operand, literal(value, type)));
  const among = fc
    .uniqueArray(fc.constantFrom(...pool), { minLength: 1, maxLength: 3 })
    .map((values): Atom => ({ kind: "includes", how: "one", list: { kind: "list", values, type: { kind: "list", element: "text" } }, other: operand }));
  if (type !== integer && type !== decimal) return fc.oneof(isNull, equal, among);
  return fc.oneof(
    isNull,
    equal,
    among,
    fc.constantFrom(...numbers).chain((value) => either("<", operand, literal(value, type))),
  );
}

/** What values near the literals do not settle. */
function open(name: string, type: ValueType): fc.Arbitrary<Atom> {
  const operand = reference(name, type);
  if (type === text)
    return fc
      .tuple(fc.constantFrom("starts with", "ends with", "contains"), fc.constantFrom("a", "b", "ab", "ba"))
      .map(([how, part]): Atom => ({ kind: "match", how: how as "contains", left: operand, right: literal(part, text) }));
  if (type === date)
    return fc.constantFrom(...days).chain((day) => fc.constantFrom("=", "<").chain((operator) => either(operator as "<", operand, literal(day, date))));
  const list = fc.uniqueArray(fc.constantFrom("a", "b", "c"), { minLength: 1 }).map((values): Operand => ({ kind: "list", values, type: tags }));
  return fc.oneof(
    fc.constant<Atom>({ kind: "is empty", operand }),
    fc.constantFrom("a", "c").map((value): Atom => ({ kind: "includes", how: "one", list: operand, other: literal(value, text) })),
    fc.tuple(fc.constantFrom("all of", "any of"), list).map(([how, other]): Atom => ({ kind: "includes", how: how as "all of", list: operand, other })),
  );
}

const withTruth = (atom: fc.Arbitrary<Atom>, count: number): fc.Arbitrary<readonly (readonly [Atom, Truth])[]> =>
  fc.uniqueArray(fc.tuple(atom, fc.constantFrom<Truth>(TRUE, FALSE, FALSE, UNKNOWN)), {
    minLength: 1,
    maxLength: count,
    selector: ([each]) => JSON.stringify(each),
  });

function found(wanted: readonly (readonly [Atom, Truth])[], names: readonly string[]): boolean {
  const [first = "", second] = names;
  return candidates.some((p) =>
    (second === undefined ? [undefined] : candidates).some((q) => wanted.every(([atom, truth]) => truthOf(atom, { [first]: p, [second ?? ""]: q }) === truth)),
  );
}

test("exact for atoms that compare one reference with literals, also of two types", () => {
  const types = fc.constantFrom([integer], [decimal], [text], [boolean], [union], [page], [integer, decimal], [union, wider], [text, union]);
  const seen = { yes: 0, no: 0 };
  fc.assert(
    fc.property(
      types.chain((list) => withTruth(fc.oneof(...list.map((type) => exact("p", type))), 5)),
      (wanted) => {
        const expected = found(wanted, ["p"]);
        seen[expected ? "yes" : "no"] += 1;
        expect(reached(wanted), JSON.stringify(wanted)).toBe(expected);
      },
    ),
    { seed, numRuns: 3_000 },
  );
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(300);
});

test("never no where some values lead there: parts of texts, dates, lists, two references", () => {
  const one = (name: string) =>
    fc.constantFrom(text, date, tags).chain((type) => fc.oneof(open(name, type), type === text ? exact(name, text) : open(name, type)));
  const related = fc.constantFrom(integer, decimal, text, union).chain((type) => {
    const between = fc
      .constantFrom<"=" | "<">("=", type === integer || type === decimal ? "<" : "=")
      .chain((operator) => either(operator, reference("p", type), reference("q", type)));
    return withTruth(fc.oneof(between, exact("p", type), exact("q", type)), 4);
  });
  const seen = { yes: 0, refused: 0 };
  const property = fc.property(fc.oneof(withTruth(one("p"), 4), related), (wanted) => {
    const answer = reached(wanted);
    if (!answer) seen.refused += 1;
    if (!found(wanted, ["p", "q"])) return;
    seen.yes += 1;
    expect(answer, JSON.stringify(wanted)).toBe(true);
  });
  fc.assert(property, { seed, numRuns: runs(400) });
  expect(seen.yes).toBeGreaterThan(runs(400) / 10);
});
