// What random policies are made of: names, hostile ones among them, typed properties, and literals.

export type Scalar = "text" | "integer" | "decimal" | "boolean" | "date" | "datetime";
export type Type =
  | { readonly kind: "scalar"; readonly name: Scalar }
  | { readonly kind: "list"; readonly element: Scalar }
  | { readonly kind: "union"; readonly members: readonly string[] }
  | { readonly kind: "page"; readonly fields: readonly Field[] };
export interface Field {
  readonly name: string;
  readonly type: Type;
  readonly default?: string;
}

const scalar = (name: Scalar): Type => ({ kind: "scalar", name });
const list = (element: Scalar): Type => ({ kind: "list", element });
const union = (...members: string[]): Type => ({ kind: "union", members });
const page = (...fields: Field[]): Type => ({ kind: "page", fields });

/** Prefixes and dashes so that inheritance by name is frequent. What needs backticks gets them in `written`. */
export const classNames = [
  "Work-",
  "Data",
  "Work-Case",
  "Work-Case-",
  "Work-Case-Small",
  "Work",
  "Data-Case-A",
  "Data-",
  "Data-Case",
  "TGB-Work",
  "TGB-",
  "TGB-Work-Case",
  "TGB-Work-Case-1",
  "constructor",
  "toString",
  "Work-Case-Small-2",
  "stock.picking",
  "then",
  "access",
] as const;

export const roleNames = ["HR:User", "HR:Manager", "Guest", "HR:Deny", "constructor", "toString", "__proto__", "Auditor", "open", "an odd name!"] as const;
export const groupNames = ["HR:Users", "HR:Managers", "Guests", "hasOwnProperty", "HR:User", "group", "valueOf", "Auditors"] as const;
export const privilegeNames = ["Approve", "Give-Feedback", "constructor", "list", "toJSON", "Ship1"] as const;
export const ruleNames = ["Submit", "constructor", "rule", "Print-It"] as const;
export const whenNames = ["IsA", "IsB", "IsC", "IsD"] as const;
export const policyNames = ["P1", "P2", "constructor", "P3"] as const;
export const ruleKinds = ["flow-action", "flow", "activity", "correspondence", "attachment", "navigation", "report", "section"] as const;

/** One type for each name, so that any class may declare any of them. Keywords are names here. */
export const properties: readonly Field[] = [
  { name: "flag", type: scalar("boolean") },
  { name: "count", type: scalar("integer") },
  { name: "title", type: scalar("text") },
  { name: "status", type: union("New", "Open", "a") },
  { name: "labels", type: list("text") },
  { name: "amount", type: scalar("decimal") },
  { name: "open", type: scalar("boolean") },
  { name: "day", type: scalar("date") },
  { name: "at", type: scalar("datetime") },
  { name: "numbers", type: list("integer") },
  { name: "color", type: union("a", "b") },
  {
    name: "customer",
    type: page(
      { name: "region", type: scalar("text") },
      { name: "tier", type: scalar("integer") },
      { name: "inner", type: page({ name: "vip", type: scalar("boolean") }) },
    ),
  },
  { name: "when", type: scalar("integer") },
  { name: "days", type: list("date") },
  { name: "owner", type: scalar("text") },
];

export const operatorFields: readonly Field[] = [
  { name: "active", type: scalar("boolean") },
  { name: "level", type: scalar("integer") },
  { name: "department", type: scalar("text") },
  { name: "tags", type: list("text") },
  { name: "limit", type: scalar("decimal"), default: "2.5" },
  { name: "trusted", type: scalar("boolean"), default: "true" },
  { name: "kind", type: union("New", "b", "Open"), default: '"New"' },
  { name: "labels", type: list("text"), default: '["a", "b"]' },
  { name: "site", type: page({ name: "region", type: scalar("text") }, { name: "open", type: scalar("boolean") }) },
  { name: "since", type: scalar("date") },
];

export const contextFields: readonly Field[] = [
  { name: "channel", type: union("a", "web"), default: '"web"' },
  { name: "risk", type: scalar("integer") },
  { name: "at", type: scalar("datetime") },
  { name: "tags", type: list("text") },
  { name: "device", type: page({ name: "safe", type: scalar("boolean") }) },
  { name: "hours", type: list("integer"), default: "[1, 2]" },
];

/** As written in a policy. */
export const literals: Readonly<Record<Scalar, readonly string[]>> = {
  text: ['"a"', '"b"', '"New"', '"Open"', '""', '"constructor"', '"\\u00e9\\""'],
  integer: ["1", "2", "0", "3", "-1", "10", "9_007_199_254_740_991"],
  decimal: ["2.5", "1", "0.5", "-1.5", "2.0"],
  boolean: ["true", "false"],
  date: ['date "2026-03-01"', 'date "2026-02-28"', 'date "2024-02-29"'],
  datetime: ['datetime "2026-03-01T12:00:00Z"', 'datetime "2026-03-01T10:00:00+01:00"', 'datetime "2026-02-28T23:59:59.999Z"'],
};

/** How properties are masked, with the blank in front. */
export const masks: Readonly<Record<Scalar, readonly string[]>> = {
  text: [" masked full", ' masked full with "#"', " masked all but last 1", ' masked all but first 2 with "€"', " masked all but last 4"],
  integer: [" masked digits 6", ' masked digits 3 with "9"'],
  decimal: [" masked digits 6"],
  boolean: [],
  date: [" masked year 1900", " masked day 29 month 2", ' masked date "1900-01-01"'],
  datetime: [" masked year 1900", " masked day 29 month 2", ' masked date "1900-01-01"'],
};

/** The instant at which random requests are decided. */
export const clock = Date.UTC(2026, 2, 1, 12);

/** Values of each type that meet the literals, or nearly. */
export const values: Readonly<Record<Scalar, readonly unknown[]>> = {
  text: ["a", "b", "New", "Open", "", "constructor", 'é"', "e\u0301", "A", "ab"],
  integer: [1, 2, 0, 3, -1, 10, 9007199254740991, 4, -0],
  decimal: [2.5, 1, 0.5, -1.5, 2, 0.1 + 0.2, -0],
  boolean: [true, false],
  date: ["2026-03-01", "2026-02-28", "2024-02-29", "2026-03-02", "0001-01-01"],
  datetime: [
    "2026-03-01T12:00:00Z",
    "2026-03-01T09:00:00Z",
    "2026-02-28T23:59:59.999999Z",
    new Date(clock),
    new Date(clock - 7_200_000),
    "2026-03-01t13:00:00+01:00",
  ],
};

/** What is of no type, or not of the one that is wanted. */
export const strangers: readonly unknown[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  "1",
  1.5,
  2 ** 53,
  5n,
  Symbol("x"),
  () => true,
  {},
  [],
  ["a", null],
  [1, 2, undefined],
  "true",
  0,
  "2026-02-30",
  "2026-03-01T12:00:00",
  new Date(Number.NaN),
  [["a"]],
  "blue",
  new Array(3),
  new Array(10_001).fill("a"),
  Object.create({ region: "a" }),
  { region: 1, tier: "2", inner: [] },
  "",
  true,
  "a,b",
];

/** Values that are nearly of a type. */
export const nearMisses: Readonly<Record<Scalar | "union" | "list" | "page", readonly unknown[]>> = {
  text: [1, true, ["a"], new String("a"), null],
  integer: [2 ** 53, 1.5, "1", 1n, Number.NaN, -(2 ** 53), true],
  decimal: ["2.5", Number.POSITIVE_INFINITY, Number.NaN, 1n],
  boolean: ["true", 1, 0, ""],
  date: ["2026-02-30", "2026-3-1", "0000-01-01", "2026-03-01T00:00:00Z", new Date(clock), "2023-02-29"],
  datetime: ["2026-03-01T12:00:00", "2026-03-01", "2026-03-01T24:00:00Z", "2026-03-01T12:00:60Z", clock, new Date(Number.NaN), "0000-03-01T12:00:00Z"],
  union: ["a ", "A", "", "blue", ["a"]],
  list: [
    new Array(10_001).fill("a"),
    new Array(10_001).fill(1),
    ["a", null],
    [1, undefined],
    new Array(2),
    "a",
    { 0: "a", length: 1 },
    new Set(["a"]),
    ["a", 1],
  ],
  page: [[], "page", [{ region: "a" }], () => ({}), true],
};

const keywords: ReadonlySet<string> = new Set([
  "open",
  "access",
  "group",
  "rule",
  "list",
  "then",
  "when",
  "role",
  "class",
  "policy",
  "privilege",
  "and",
  "or",
  "not",
]);

/** A name as it is written where a thing is referred to. */
export function written(name: string): string {
  const plain = /^[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*-?$/.test(name) || /^[A-Za-z]\w*:[A-Za-z]\w*$/.test(name);
  return name === "@baseclass" || (plain && !keywords.has(name)) ? name : `\`${name}\``;
}
