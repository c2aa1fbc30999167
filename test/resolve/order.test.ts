// Classes in the order of tables, whose rows they take, and atoms that mean the same under one number.
import { expect, it } from "vitest";
import { check, interpret, memoryHost } from "../../compiler/index.ts";
import type { Atom, Operand } from "../../compiler/condition.ts";
import { AtomTable } from "../../compiler/resolve/atoms.ts";
import { classOrder } from "../../compiler/resolve/class-order.ts";

const text = `
class Work- {}
class Work-A {}
class Other- {}
class Work-A-One {}
class Other-Both extends Work-A {}
class Other-Both-Sub {}
class Alone without pattern {}
role R { access to Work- { open } access to Other- { modify } }
role S { access to Other- { open } }
group G { roles R }
group H { roles S }
`;

async function compiled() {
  const { policy } = await check(["a.acl"], memoryHost(new Map([["a.acl", text]])));
  if (policy === undefined) throw new Error("it does not compile");
  return policy;
}

it("those below follow, @baseclass is last, and a parent is one whose search order is the rest", async () => {
  const { classes, idOf, sequence, parent } = classOrder((await compiled()).model);
  expect(classes.map(({ name }) => name)).toEqual(["Work-", "Work-A", "Work-A-One", "Other-", "Other-Both", "Other-Both-Sub", "Alone", "@baseclass"]);
  expect(classes.map((cls) => idOf.get(cls))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect([...sequence]).toEqual([7, 0, 1, 2, 3, 4, 5, 6]);
  // Other-Both looks in Other- first, but Work-A, which follows, is not in the search order of Other-.
  expect([...parent]).toEqual([7, 0, 1, 7, -1, 4, 7, -1]);
});

it("a class of several parents has what each of them has", async () => {
  const policy = interpret((await compiled()).tables);
  const may = (accessGroup: string, setting: "open" | "modify") =>
    ["Work-", "Work-A", "Work-A-One", "Other-", "Other-Both", "Other-Both-Sub", "Alone"].filter((cls) => policy.requestor({ accessGroup }).can(setting, cls));
  expect(may("G", "open")).toEqual(["Work-", "Work-A", "Work-A-One", "Other-Both", "Other-Both-Sub"]);
  expect(may("G", "modify")).toEqual(["Other-", "Other-Both", "Other-Both-Sub"]);
  expect(may("H", "open")).toEqual(["Other-", "Other-Both", "Other-Both-Sub"]);
});

it("comparisons that always come to the same are one atom", () => {
  const type = { kind: "scalar", name: "decimal" } as const;
  const reference = (root: "object" | "operator" | "context", name: string): Operand => ({ kind: "reference", root, path: [name], type });
  const literal = (value: number): Operand => ({ kind: "literal", value, type });
  const clock: Operand = { kind: "clock", which: "now", offset: 0, type };
  const [a, b, o, c, one] = [reference("object", "a"), reference("object", "b"), reference("operator", "a"), reference("context", "a"), literal(1)];
  const table = new AtomTable();
  const use = (operator: "=" | "<" | "<=" | ">" | ">=", left: Operand, right: Operand): string => {
    const { atom, negated } = table.use({ kind: "compare", operator, left, right });
    return `${negated ? "not " : ""}${atom}`;
  };
  expect([use("<", a, b), use(">", b, a), use(">=", a, b), use("<=", b, a), use(">", a, b), use("<=", a, b)]).toEqual([
    "0",
    "0",
    "not 0",
    "not 0",
    "1",
    "not 1",
  ]);
  const pairs: readonly (readonly [Operand, Operand])[] = [
    [a, b],
    [a, o],
    [o, c],
    [c, clock],
    [clock, one],
    [a, one],
  ];
  for (const [i, [left, right]] of pairs.entries()) {
    expect([use("=", left, right), use("=", right, left)]).toEqual([`${i + 2}`, `${i + 2}`]);
    // Properties first, literals last.
    expect(table.atoms[i + 2]).toMatchObject({ left, right });
  }
  const page = (fields: readonly { name: string; type: typeof type }[]): Atom => ({
    kind: "is null",
    operand: { kind: "reference", root: "object", path: ["p"], type: { kind: "page", fields } },
  });
  expect([table.use(page([])), table.use(page([{ name: "x", type }]))]).toEqual([
    { atom: 8, negated: false },
    { atom: 8, negated: false },
  ]);
});
