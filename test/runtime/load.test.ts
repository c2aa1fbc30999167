// A module that was edited, cut off, or made for another version refuses to load.
import { expect, it } from "vitest";
import { checksum, createPolicy, FORMAT, PolicyLoadError } from "../../runtime/index.ts";
import type { PolicyData } from "../../runtime/index.ts";
import { data, test, withChecksum } from "./hand-made.ts";

const load = (changed: unknown) => createPolicy(changed as PolicyData, test as never);

it("B13 finds every edit by the checksum", () => {
  const edits: readonly Partial<Record<keyof PolicyData, unknown>>[] = [
    { groups: data.groups.map(([name, roles]) => [name, roles, 1]) },
    { classes: [...data.classes].reverse() },
    { could: [1, 1, 1, 0] },
    { checksum: "0000000000000000" },
    { checksum: undefined },
    { groupTable: JSON.parse(JSON.stringify(data.groupTable).replace("3 3 4", "+ 3 4")) },
    { groupTable: data.groupTable.toString() },
    { views: undefined },
  ];
  for (const edit of edits) expect(() => load({ ...data, ...edit })).toThrow(new PolicyLoadError("the policy was edited or cut off: build it again"));
});

it("B15 loads no other format", () => {
  for (const format of [0, FORMAT - 1, FORMAT + 1, `${FORMAT}`, undefined])
    expect(() => load(withChecksum({ ...data, format: format as number }))).toThrow(/format/);
  expect(load({ ...data }).productionLevel).toBe(5);
  expect(load(Object.fromEntries(Object.entries(data).reverse())).productionLevel).toBe(5);
});

it("refuses numbers that lead nowhere, even with the right checksum", () => {
  const damaged: readonly Partial<PolicyData>[] = [
    { classes: ["Work-", "Work-", "name"] },
    { classes: ["Work-", "Work-Order"] },
    { groups: [["Owners", [9], 0], ...data.groups.slice(1)] },
    { groups: data.groups.slice(1) },
    { roles: data.roles.slice(1) },
    { roles: [["Owner", [-1], 0], ...data.roles.slice(1)] },
    {
      rules: [
        ["Submit", [[0], [2]]],
        ["valueOf", [[0]]],
      ],
    },
    { ruleVariants: [[0, 9, 1]] },
    { ruleVariants: [[5, 0, 0]] },
    { ruleVariants: [[0, 0, 2]] },
    { conditions: 3 },
    { conditions: NaN },
    { could: [1, 1, 1] },
    { could: [1, 1, 1, 9] },
    { levels: [[1, 1, 1, 1, 99], data.levels[1] ?? [0, 0, 0, 0, 0]] },
    { levels: [] },
    { outcomes: [[3, 12]] },
    { outcomeLevels: [[1, 1, 1, 1, 12]] },
    { privileges: ["approve"] },
    { views: [[], [["owner", 1.5]]] },
    { viewOf: [1, 1, 2] },
    { viewOf: [1, 1] },
    { properties: undefined as never },
    { groupTable: [] },
    { roleTable: [] },
    { policyTable: [["policies", []]] },
    { policyTable: [["others", data.policyTable[0]?.[1] ?? []]] },
    { roleTable: data.roleTable.map(([role, rows]) => [role, [...rows].reverse()]) },
    ...[
      "+ -",
      "- - - - - - - - - - . - . -  -",
      "- - - - - - - - - - . - . 9",
      "- - - - - - - - - - . - . L2",
      "- - - - - - - - - - . - . 3x",
      "- - - - - - - - - - . - . x3",
      "- - - - - - - - - - . - . L",
    ].map((cells): Partial<PolicyData> => ({ policyTable: [["policies", data.classes.map((cls) => [cls, cells] as const)]] })),
  ];
  for (const change of damaged) {
    const loading = () => load(withChecksum({ ...data, ...change }));
    expect(loading, JSON.stringify(change)).toThrow(PolicyLoadError);
    expect(loading).toThrow(/^the policy is damaged: \w*Error: ./);
  }
});

it("says what is wrong with a number, a list, a name", () => {
  const message = (change: Partial<PolicyData>) => () => load(withChecksum({ ...data, ...change }));
  expect(message({ could: [1, 1, 1, 9] })).toThrow("the policy is damaged: RangeError: a number out of range");
  expect(message({ could: [1, 1, 1, -1] })).toThrow("a number out of range");
  expect(message({ could: [1, 1, 1] })).toThrow("the policy is damaged: RangeError: a list of the wrong length");
  expect(message({ privileges: ["approve", "approve"] })).toThrow("the policy is damaged: RangeError: a name that is none or comes twice");
  expect(message({ privileges: ["approve", 3 as never] })).toThrow("a name that is none or comes twice");
  // The first and the last of the codes that there are.
  expect(load(withChecksum({ ...data, could: [0, 6, 1, 1] })).productionLevel).toBe(5);
  expect(message({ could: [0, 7, 1, 1] })).toThrow("a number out of range");
});

it("gives the same checksum to the same data, and hardly ever to others", () => {
  const seen = new Set(Array.from({ length: 2_000 }, (_, i) => checksum({ ...data, conditions: i })));
  expect(seen.size).toBe(2_000);
  expect(checksum(data)).toBe(data.checksum);
});

it("reads cells however they are spaced", () => {
  const spaced = data.groupTable.map(([group, rows]) => [group, rows.map(([cls, cells]) => [cls, cells.replaceAll(" ", "  ")] as const)] as const);
  expect(
    load(withChecksum({ ...data, groupTable: spaced }))
      .requestor({ accessGroup: "Everybody" })
      .can("open", "Work-"),
  ).toBe(true);
});
