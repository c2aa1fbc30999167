// Conditions: what each form becomes, and which operands go together (docs/language.md, Types and The decision).
import { describe, expect, test } from "vitest";
import type { Atom, Condition } from "../../compiler/condition.ts";
import { bindTexts, classOf, modelOf } from "./support.ts";

const header = `
operator { level: integer  limit: decimal  labels: list of text  born: date  seen: datetime  office: { city: text }  active: boolean }
context { channel: "web" | "phone" }
class Work- {
  amount: decimal  count: integer  status: "New" | "Open"  kind: "Open" | "Old"  owner: text  labels: list of text  codes: list of integer
  due: date  changed: datetime  urgent: boolean  customer: { region: text, address: { city: text } }
}
role HR:Clerk { access to Work- { open } }
group HR:Clerks { roles HR:Clerk }
access when IsOwner on Work- { .owner = operator.id }
`;

async function bound(expression: string): Promise<Condition> {
  const model = await modelOf(`${header}access when Tried on Work- { ${expression} }`);
  const body = classOf(model, "Work-").ownWhens.get("Tried")?.body;
  if (body === undefined) throw new Error("no body");
  return body;
}

async function atomOf(expression: string): Promise<Atom> {
  const condition = await bound(expression);
  if (condition.kind !== "atom") throw new Error(condition.kind);
  return condition.atom;
}

async function messagesOf(expression: string): Promise<readonly string[]> {
  return (await bindTexts(`${header}access when Tried on Work- { ${expression} }`)).messages;
}

describe("forms", () => {
  test("comparisons keep their order, `!=` is a negation", async () => {
    expect(await atomOf(".amount >= operator.limit")).toMatchObject({
      kind: "compare",
      operator: ">=",
      left: { root: "object", path: ["amount"] },
      right: { root: "operator", path: ["limit"] },
    });
    expect(await bound('.owner != "a"')).toMatchObject({ kind: "not", operand: { kind: "atom", atom: { operator: "=" } } });
  });

  test("`between` is two comparisons", async () => {
    expect(await bound(".amount between 1 and 2.5")).toMatchObject({
      kind: "and",
      operands: [{ atom: { operator: ">=", right: { value: 1 } } }, { atom: { operator: "<=", right: { value: 2.5 } } }],
    });
  });

  test("`in` is `includes`, `not in` its negation", async () => {
    expect(await atomOf('.status in ["New", "Open"]')).toMatchObject({
      kind: "includes",
      how: "one",
      list: { kind: "list", values: ["New", "Open"] },
      other: { path: ["status"] },
    });
    expect(await bound("operator.id not in .labels")).toMatchObject({ kind: "not", operand: { atom: { kind: "includes", list: { path: ["labels"] } } } });
  });

  test("`is not null` and `is not empty` are negations", async () => {
    expect(await bound(".customer.address is not null")).toMatchObject({
      kind: "not",
      operand: { atom: { kind: "is null", operand: { path: ["customer", "address"], type: { kind: "page" } } } },
    });
    expect(await bound(".labels is not empty")).toMatchObject({ kind: "not", operand: { atom: { kind: "is empty" } } });
  });

  test("references, roles, booleans and constants", async () => {
    expect(await bound("IsOwner")).toMatchObject({ kind: "when", name: "IsOwner" });
    expect(await atomOf("operator holds HR:Clerk")).toEqual({ kind: "holds", role: "HR:Clerk" });
    expect(await atomOf("operator.active")).toMatchObject({ kind: "truth", operand: { path: ["active"] } });
    expect(await bound("true")).toMatchObject({ kind: "constant", value: true });
  });

  test("datetimes are milliseconds, dates are texts, clocks are moved", async () => {
    expect(await atomOf('.changed < datetime "1970-01-01T01:00:00.1239+01:00"')).toMatchObject({ right: { value: 123 } });
    expect(await atomOf('.changed < datetime "0001-01-01t00:00:00z"')).toMatchObject({ right: { value: Date.parse("0001-01-01T00:00:00Z") } });
    expect(await atomOf('.due = date "2026-11-22"')).toMatchObject({ right: { value: "2026-11-22", type: { name: "date" } } });
    expect(await atomOf(".changed > now - 2 hours")).toMatchObject({ right: { which: "now", offset: -7_200_000, type: { name: "datetime" } } });
    expect(await atomOf(".due < today + 2 weeks")).toMatchObject({ right: { which: "today", offset: 14, type: { name: "date" } } });
  });

  test("rows stay rows", async () => {
    expect(await bound("when .urgent then unrestricted when .amount > 3 then false otherwise IsOwner")).toMatchObject({
      kind: "rows",
      rows: [{ then: { kind: "constant", value: true } }, { then: { kind: "constant", value: false } }],
      otherwise: { kind: "when" },
    });
  });

  test("what is written out on both sides is a constant, with a warning", async () => {
    for (const [expression, value] of [
      ["1 < 2", true],
      ['"a" in ["b"]', false],
      ['["a"] includes all of []', true],
      ['["a"] includes any of []', false],
      ["[] is empty", true],
      ['"abc" starts with "b"', false],
    ] as const) {
      expect(await bound(expression)).toMatchObject({ kind: "constant", value });
      expect(await messagesOf(expression)).toEqual([`ACL3023 both sides are written out, so this is always ${value}`]);
    }
  });
});

describe("what goes together", () => {
  test.each([
    ".amount > .count",
    ".count = 2.5",
    ".status = .kind",
    ".status = .owner",
    '.owner contains "a"',
    '.status starts with "O"',
    ".owner in operator.labels",
    "operator.labels includes all of .labels",
    '["a", "b"] includes all of .labels',
    ".codes includes 3",
    ".codes includes 2.5",
    ".labels includes any of []",
    ".due between today - 7 days and today",
    ".changed <= operator.seen",
    ".urgent = true",
    ".urgent = operator.active",
    ".customer.region = operator.office.city",
    'operator.accessGroup = "HR:Clerks"',
    'operator.accessGroup in ["HR:Clerks"]',
    'operator.roles includes "HR:Clerk"',
    '"HR:Clerk" in operator.roles',
    '["HR:Clerk"] includes any of operator.roles',
    ".owner = operator.accessGroup",
    "operator.roles includes .owner",
    "operator.born < today",
  ])("%s", async (expression) => {
    expect(await messagesOf(expression)).toEqual([]);
  });

  test.each([
    ['.count > "3"', "ACL3001"],
    [".due < .changed", "ACL3001"],
    [".due < now", "ACL3001"],
    [".urgent = 1", "ACL3001"],
    ['.codes includes "a"', "ACL3001"],
    ['.owner < "b"', "ACL3002"],
    [".urgent < true", "ACL3002"],
    ['.status between "a" and "b"', "ACL3002"],
    ['.amount contains "a"', "ACL3003"],
    ['.labels starts with "a"', "ACL3003"],
    [".owner includes .labels", "ACL3004"],
    [".labels = .labels", "ACL3005"],
    [".labels in .labels", "ACL3005"],
    [".owner", "ACL3006"],
    [".customer", "ACL3006"],
    ['.customer = "a"', "ACL3007"],
    [".labels includes .customer", "ACL3007"],
    ['.status = "Opne"', "ACL3008"],
    ['"Closed" in ["New"] or .status in ["New", "Old"]', "ACL3008"],
    ["today is null", "ACL3009"],
    ['.owner in ["a", true]', "ACL3010"],
    [".due < today - 5 minutes", "ACL3011"],
    ['operator.accessGroup = "HR:Clerk"', "ACL2002"],
    ['operator.roles includes "HR:Clerks"', "ACL2001"],
    ['["HR:Clerk", "Nobody"] includes all of operator.roles', "ACL2001"],
    ['.customer.address.street = "a"', "ACL2011"],
    [".owner.length = 1", "ACL2014"],
    [".nothing = 1", "ACL2009"],
    ["operator.nothing = 1", "ACL2010"],
    ["context.nothing = 1", "ACL2010"],
    ["operator holds Nobody", "ACL2001"],
    ["Nothing", "ACL2004"],
  ])("%s is %s", async (expression, code) => {
    expect((await messagesOf(expression)).filter((message) => !message.startsWith("ACL3023")).map((message) => message.split(" ", 1)[0])).toEqual([code]);
  });

  test("A24: both sides of a broken comparison are looked at, once each", async () => {
    expect(await messagesOf(".nothing = operator.nothing or .nothing is null")).toHaveLength(3);
  });
});
