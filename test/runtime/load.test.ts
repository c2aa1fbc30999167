// A module that was edited, cut off, or made for another version refuses to load.
import fc from "fast-check";
import { expect, it } from "vitest";
import { checksum, createPolicy, PolicyLoadError } from "../../runtime/index.ts";
import type { PolicyData } from "../../runtime/index.ts";
import { unpack } from "../../runtime/packed.ts";
import { packTable } from "../../compiler/lower/table-form.ts";
import { data, policy, test, withChecksum } from "./hand-made.ts";

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
  for (const edit of edits) expect(() => load({ ...data, ...edit })).toThrow(PolicyLoadError);
});

it("B15 loads no other format", () => {
  for (const format of [0, 1, 3, "2", undefined]) expect(() => load(withChecksum({ ...data, format: format as number }))).toThrow(/format/);
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
    { roleTable: { pageSize: 3, rowCount: 0, pageCount: 0, rows: "", pages: "", directory: "" } },
    { policyTable: { pageSize: 4, rowCount: 1, pageCount: 1, rows: "A", pages: "AAC", directory: "A" } },
  ];
  for (const change of damaged) {
    expect(() => load(withChecksum({ ...data, ...change })), JSON.stringify(change)).toThrow(PolicyLoadError);
  }
});

it("gives the same checksum to the same data, and hardly ever to others", () => {
  const seen = new Set(Array.from({ length: 2_000 }, (_, i) => checksum({ ...data, conditions: i })));
  expect(seen.size).toBe(2_000);
  expect(checksum(data)).toBe(data.checksum);
});

it("reads back what was packed", () => {
  const table = fc.integer({ min: 1, max: 40 }).chain((rowCount) =>
    fc.record({
      rows: fc.array(fc.array(fc.nat(400), { minLength: 3, maxLength: 3 }), { minLength: rowCount, maxLength: rowCount }),
      rowOf: fc
        .integer({ min: 1, max: 70 })
        .chain((classes) => fc.array(fc.array(fc.nat(rowCount - 1), { minLength: classes, maxLength: classes }), { maxLength: 9 })),
    }),
  );
  fc.assert(
    fc.property(table, ({ rows, rowOf }) => {
      const packed = packTable(
        rows,
        rowOf.map((list) => Uint32Array.from(list)),
      );
      const cells = unpack(packed.rows, packed.rowCount * 3, 401);
      const pages = unpack(packed.pages, packed.pageCount * packed.pageSize, Math.max(packed.rowCount, 1));
      const perSubject = Math.ceil((rowOf[0]?.length ?? 0) / packed.pageSize);
      let next = 0;
      const directory = Array.from(unpack(packed.directory, rowOf.length * perSubject, packed.pageCount + 1), (id) => (id === 0 ? next++ : id - 1));
      rowOf.forEach((list, s) =>
        list.forEach((row, c) => {
          const page = directory[s * perSubject + Math.floor(c / packed.pageSize)] ?? -1;
          const at = pages[page * packed.pageSize + (c % packed.pageSize)] ?? -1;
          expect([...cells.subarray(at * 3, at * 3 + 3)]).toEqual(rows[row]);
        }),
      );
    }),
    { numRuns: 200 },
  );
});

it("refuses packed text that was damaged", () => {
  // 1, 1 and once more, 2.
  expect([...unpack("BBBC", 4, 3)]).toEqual([1, 1, 1, 2]);
  const damaged: readonly (readonly [string, number, number])[] = [
    ["BBBC", 3, 3],
    ["BBBC", 5, 3],
    ["BBBD", 4, 3],
    ["BB", 2, 3],
    ["BBBCg", 4, 3],
    ["BB!C", 4, 3],
    ["BBBé", 4, 3],
    ["BBgggggggggggggB", 4, 3],
    ["BBD", 3, 3],
  ];
  for (const [text, length, limit] of damaged) expect(() => unpack(text, length, limit), text).toThrow(RangeError);
});

it("decides by packed tables as by readable ones", () => {
  const rowsOf = (form: PolicyData["groupTable"], first: number) => {
    const rows: number[][] = [];
    const codes = new Map([
      ["-", 0],
      ["+", 1],
      [".", 2],
    ]);
    const rowOf = (form as readonly (readonly [string, readonly (readonly [string, string])[]])[]).map(([, list]) =>
      Uint32Array.from(
        list,
        ([, cells]) =>
          rows.push(cells.split(" ").map((cell) => (cell.startsWith("L") ? first + Number(cell.slice(1)) : (codes.get(cell) ?? Number(cell))))) - 1,
      ),
    );
    return packTable(rows, rowOf);
  };
  const packed = load(
    withChecksum({ ...data, groupTable: rowsOf(data.groupTable, 7), roleTable: rowsOf(data.roleTable, 4), policyTable: rowsOf(data.policyTable, 7) }),
  );
  const objects = [undefined, {}, { owner: "me" }, { owner: "me", region: "EU", due: 1 }];
  for (const productionLevel of [1, 2, 3, 4, 5]) {
    for (const options of [
      ...data.groups.map(([accessGroup]) => ({ accessGroup })),
      { roles: ["Owner", "Reader"] },
      { roles: ["Denier", "Reader"], stop: true },
    ]) {
      const [a, b] = [policy, packed].map((one) => one.with({ productionLevel }).requestor({ ...options, operator: { id: "me" } } as never));
      for (const cls of data.classes) {
        for (const action of [
          "open",
          "modify",
          "delete",
          "run-reports",
          "discover",
          { privilege: "approve" },
          { rule: "Submit" },
          { rule: "valueOf" },
        ] as const) {
          for (const object of objects) expect(b?.decide(action, cls, object)).toEqual(a?.decide(action, cls, object));
        }
      }
    }
  }
});
