// A policy made by hand, as a generated module would hold it: small enough to see what each decision must be.
import { checksum, createPolicy, FORMAT } from "../../runtime/index.ts";
import type { Facts, Policy, PolicyData, RowsData } from "../../runtime/index.ts";

export const classes = ["Work-", "Work-Order", "name"] as const;
export const groups = ["Owners", "Everybody", "Nobody", "Staged", "constructor"] as const;

/** Condition 3: `.owner = operator.id`; 4: `.region is null`; 5: `.due < now`; 6: it throws. */
export const IS_OWNER = 3;
export const NO_REGION = 4;
export const IS_DUE = 5;
export const THROWS = 6;

const none = "- - - - - - - - - - . - . -";
const all = "+ + + + + + + + + + + + + +";

/** Columns: the nine settings, `discover`; privileges `approve`, `toString`; rules `Submit`, `valueOf`. */
export const data: PolicyData = withChecksum({
  format: FORMAT,
  classes,
  groups: [
    ["Owners", [0], 0],
    ["Everybody", [1, 2], 0],
    ["Nobody", [3], 1],
    ["Staged", [0, 1], 0],
    ["constructor", [1], 0],
  ],
  roles: [
    ["Owner", [0, 1], 0],
    ["Reader", [1], 0],
    ["toString", [2], 0],
    ["Denier", [3], 1],
  ],
  privileges: ["approve", "toString"],
  rules: [
    ["Submit", [[0], [1]]],
    ["valueOf", [[0, 1]]],
  ],
  ruleVariants: [[0, 1, 1]],
  operator: [
    ["department", "text", "none"],
    ["limit", "decimal"],
    ["joined", "datetime"],
    ["born", "date"],
    ["years", "integer"],
    ["trusted", "boolean"],
    ["clearances", ["list", "text"]],
    ["site", ["page"]],
    ["site.country", ["union", "CH", "NL"]],
  ],
  context: [["channel", ["union", "web", "phone"]]],
  properties: ["owner", "region", "due", "boom"],
  conditions: 4,
  could: [1, 1, 1, 1],
  filters: "[[],[],[],[]]",
  levels: [
    [1, 1, 1, 3, 0],
    [0, 0, 0, 0, 6],
  ],
  outcomes: [[3, 3]],
  outcomeLevels: [[1, 1, 1, 1, 2]],
  groupTable: table(groups, {
    Owners: ["3 3 4 5 6 + - - - 3 . - . -", "3 3 + - - - - - - 3 3 + 3 3"],
    Everybody: [all, all, all],
    Staged: ["L0 L1 - - - - - - - - . - . -"],
    constructor: [all],
  }),
  roleTable: table(["Owner", "Reader", "toString", "Denier"], {
    Owner: ["3 3 - - - - - - - 3 - - - -", "3 3 - - - - - - - 3 3 - - -"],
    Reader: ["+ - L0 - - - - - - + - + - -", "+ - L0 - - - - - - + - + - -"],
    Denier: ["2 - - - - - - - - 2 - - - -", "2 3 - - - - - - - 2 - - - -"],
  }),
  policyTable: table(["policies"], { policies: ["+ + + + + + + + + + . + . +", "+ 4 + + + + + + + + + + + 5"] }),
  views: [
    [],
    [
      ["owner", 1],
      ["region", 3],
      ["site.street", 0],
    ],
  ],
  viewOf: [1, 1, 0],
});

export function test(code: number, o: Readonly<Record<string, unknown>>, f: Facts): boolean {
  switch (code) {
    case IS_OWNER:
      return typeof o["owner"] === "string" && o["owner"] === f["operator.id"];
    case NO_REGION:
      return o["region"] === undefined || o["region"] === null;
    case IS_DUE:
      return typeof o["due"] === "number" && o["due"] < f.now();
    case THROWS:
      throw new Error("a condition that throws");
    default:
      return false;
  }
}

/** Made anew for each test, so that what loading does wrong fails in one. */
export const handMade = (): Policy => createPolicy(data, test as never);

export function withChecksum(parts: Omit<PolicyData, "checksum">): PolicyData {
  return { ...parts, checksum: checksum(parts) };
}

/** Rows that are not given are denied. */
function table(subjects: readonly string[], rows: Readonly<Record<string, readonly string[]>>): RowsData {
  const given = new Map(Object.entries(rows));
  return subjects.map((subject) => [subject, classes.map((cls, i) => [cls, given.get(subject)?.[i] ?? none] as const)] as const);
}
