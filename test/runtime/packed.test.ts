// The packed tables and names of a large policy: what is read back, and what is refused.
import fc from "fast-check";
import { expect, it } from "vitest";
import { packNames } from "../../compiler/emit/pack-names.ts";
import { digitList, digits } from "../../compiler/lower/digits.ts";
import { packTables } from "../../compiler/lower/pack.ts";
import type { PackedGrid } from "../../compiler/lower/pack.ts";
import { Digits } from "../../runtime/digits.ts";
import { checksum, createPolicy, FORMAT, PolicyLoadError } from "../../runtime/index.ts";
import type { PolicyData } from "../../runtime/index.ts";
import { readNames } from "../../runtime/names.ts";
import { packedForm } from "../../runtime/packed.ts";
import { eachPage, runsOf } from "../../runtime/runs.ts";
import type { Runs } from "../../runtime/runs.ts";
import { unpack, unpacked } from "../../runtime/unpack.ts";
import { data, handMade, test } from "./hand-made.ts";

/** Numbers of rows by subject and class that follow from those of roles and policies, as a group's do. */
const packing = fc
  .record({ classes: fc.integer({ min: 1, max: 70 }), roles: fc.integer({ min: 1, max: 5 }), rowCount: fc.integer({ min: 1, max: 9 }) })
  .chain(({ classes, roles, rowCount }) => {
    const ids = (count: number) => fc.array(fc.nat(count - 1), { minLength: classes, maxLength: classes });
    return fc.record({
      ups: fc.array(fc.nat(3), { minLength: classes, maxLength: classes }),
      roleRows: fc.array(ids(rowCount), { minLength: roles, maxLength: roles }),
      policyRows: ids(2),
      rolesOf: fc.array(fc.uniqueArray(fc.nat(roles - 1)), { maxLength: 5 }),
    });
  })
  .map(({ ups, roleRows, policyRows, rolesOf }) => {
    const parents: number[] = [];
    ups.forEach((up, cls) => {
      let parent = cls - 1;
      for (let n = up; n > 0 && parent >= 0; n--) parent = parents[parent] ?? -1;
      parents.push(parent);
    });
    const rows = Array.from({ length: 9 }, (_, row) => Array.from({ length: 12 }, (__, column) => (row * column) % 3));
    const numbers = new Map<string, number>();
    const groupRows = rolesOf.map((list, group) =>
      Uint32Array.from(parents, (_, cls) => {
        const key = [group, policyRows[cls], ...list.map((role) => roleRows[role]?.[cls])].join();
        numbers.set(key, numbers.get(key) ?? numbers.size % 9);
        return numbers.get(key) ?? 0;
      }),
    );
    const grid = (rowOf: readonly ArrayLike<number>[]): PackedGrid => ({ rows, rowOf: rowOf.map((list) => Uint32Array.from(list)) });
    return { parents, rolesOf, groups: grid(groupRows), roles: grid(roleRows), policies: grid([policyRows]) };
  });

const sizes = { privileges: ["p"], rules: [["r", [[0]]]], conditions: 0, levels: [], outcomes: [], outcomeLevels: [] } as const;

it("reads back what was packed", () => {
  fc.assert(
    fc.property(packing, (given) => {
      const { parents, rolesOf, groups, roles, policies } = given;
      const classes = parents.map(String);
      const packed = packTables(given);
      const named = { classes, groups: rolesOf.map((list, i) => [`g${i}`, list, 0] as const), roles: roles.rowOf.map((_, i) => [`r${i}`, [], 0] as const) };
      const form = packedForm({ ...data, ...sizes, ...named }, packed);
      for (const [lines, grid] of [
        [form.groups, groups],
        [form.roles, roles],
        [form.policies, policies],
      ] as const) {
        grid.rowOf.forEach((rowOf, subject) => {
          const runs = lines.runs(subject);
          expect(runsOf(expand(runs, classes.length))).toEqual(runs);
          const cells = expand(runs, classes.length).map((row) => [...Array.from({ length: 12 }, (_, i) => lines.cells[row * 12 + i])]);
          expect(cells).toEqual(Array.from(rowOf, (row) => grid.rows[row]));
        });
      }
      const keys = new Set<string>();
      const shift = Math.log2(packed.pageSize);
      rolesOf.forEach((_, group) => eachPage(form.groups.runs(group), shift, classes.length, (_page, key) => void keys.add(key)));
      expect(packed.pageCount).toBeGreaterThanOrEqual(keys.size);
    }),
    { numRuns: 200 },
  );
});

function expand({ starts, rows }: Runs, classes: number): number[] {
  const row: number[] = [];
  starts.forEach((start, i) => {
    for (let cls = start; cls < (starts[i + 1] ?? classes); cls++) row.push(rows[i] ?? -1);
  });
  return row;
}

it("cuts runs into pages, equal ones with equal keys", () => {
  const pages = (rowOf: readonly number[]) => {
    const keys: string[] = [];
    eachPage(runsOf(rowOf), 2, rowOf.length, (_page, key) => keys.push(key));
    return keys;
  };
  expect(pages([1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1])).toEqual(["1", "1,2,2", "2,1,1", "1"]);
  expect(pages([0, 1, 0, 1, 0, 1, 0, 1])).toEqual(["0,1,1,2,0,3,1", "0,1,1,2,0,3,1"]);
});

it("reads back the names and lists of a large policy", () => {
  const name = fc.oneof(
    fc.constantFrom("Work-", "HR:Managers", "v1_0", "007", "1", "A1B22c333-", "TGB-HR-Work-Purchase", "__proto__", "9999999999"),
    fc.stringMatching(/^[a-z0-9A-Z:_.-]{1,9}$/),
  );
  const names = fc.uniqueArray(name, { maxLength: 12 });
  fc.assert(
    fc.property(names, names, names, fc.array(fc.nat(3)), (classes, groups, roles, list) => {
      const lists = roles.map((_, role) => role).slice(0, list.length);
      const policy = {
        classes,
        groups: groups.map((group, i) => [group, lists, i % 2 === 0 ? 1 : 0] as const),
        roles: roles.map((role, i) => [role, lists, i % 2 === 0 ? 0 : 1] as const),
        viewOf: classes.map((_, i) => i % 2),
      };
      const packed = { ...data, counts: [classes.length, groups.length, roles.length] as const, names: packNames(policy), packed: noTables, views: [[], []] };
      const read = readNames(packed);
      expect({ ...read, viewOf: Array.from(read.viewOf) }).toEqual(policy);
    }),
  );
});

const noTables = { pageSize: 1, pageCount: 0, rows: [0, 0, 0] as const, text: "" };

it("refuses packed text that was damaged", () => {
  // 1, 1 and once more, 2.
  const list = (text: string, length: number, limit: number) => [...new Digits(text).list(length, limit)];
  expect(list("BBBC", 4, 3)).toEqual([1, 1, 1, 2]);
  expect(digitList([1, 1, 1, 2, 300])).toBe(`BBBC${digits(300)}`);
  const damaged: readonly (readonly [string, number, number])[] = [
    ["BBBC", 5, 3],
    ["BBBD", 4, 3],
    ["BB", 2, 3],
    ["BB!C", 4, 3],
    ["BBBé", 4, 3],
    ["BBgggggggggggggB", 4, 3],
    ["BBD", 3, 3],
  ];
  for (const [text, length, limit] of damaged) expect(() => list(text, length, limit), text).toThrow(RangeError);
});

/** The hand-made policy as a large one. */
const large: PolicyData & { readonly packed: object } = (() => {
  const rows: number[][] = [];
  const codes = new Map([
    ["-", 0],
    ["+", 1],
    [".", 2],
  ]);
  const grid = (form: PolicyData["groupTable"], first: number): PackedGrid => ({
    rows,
    rowOf: form.map(([, list]) =>
      Uint32Array.from(
        list,
        ([, cells]) =>
          rows.push(cells.split(" ").map((cell) => (cell.startsWith("L") ? first + Number(cell.slice(1)) : (codes.get(cell) ?? Number(cell))))) - 1,
      ),
    ),
  });
  const tables = { groups: grid(data.groupTable, 7), roles: grid(data.roleTable, 4), policies: grid(data.policyTable, 7) };
  const numbered = new Map(rows.map((row, i) => [row.join(), i]));
  const merged = (each: PackedGrid): PackedGrid => ({
    rows,
    rowOf: each.rowOf.map((list) => list.map((row) => numbered.get((rows[row] ?? []).join()) ?? row)),
  });
  const { groups, roles, policies } = tables;
  const packed = packTables({
    parents: data.classes.map(() => -1),
    rolesOf: data.groups.map(([, list]) => list),
    groups: merged(groups),
    roles: merged(roles),
    policies,
  });
  return { ...data, groupTable: [], roleTable: [], policyTable: [], packed };
})();

const packedModule = () => {
  const { classes, groups, roles, groupTable: _, roleTable: __, policyTable: ___, viewOf: ____, checksum: _____, ...rest } = large;
  const whole = { ...rest, counts: [classes.length, groups.length, roles.length] as const, names: packNames(large) };
  return { ...whole, checksum: checksum(whole) };
};

it("decides by packed tables as by readable ones", () => {
  const packed = createPolicy(unpack(packedModule()), test as never);
  const objects = [undefined, {}, { owner: "me" }, { owner: "me", region: "EU", due: 1 }];
  for (const productionLevel of [1, 2, 3, 4, 5]) {
    for (const options of [
      ...data.groups.map(([accessGroup]) => ({ accessGroup })),
      { roles: ["Owner", "Reader"] },
      { roles: ["Denier", "Reader"], stop: true },
    ]) {
      const [a, b] = [handMade(), packed].map((one) => one.with({ productionLevel }).requestor({ ...options, operator: { id: "me" } } as never));
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

it("refuses a large policy that was edited, cut off, or made for another version", () => {
  const whole = packedModule();
  const { text } = whole.packed;
  const edits: readonly object[] = [
    { format: FORMAT - 1 },
    { checksum: undefined },
    { names: whole.names.replace("A", "B") },
    { counts: [whole.counts[0], whole.counts[1] + 1, whole.counts[2]] },
    { packed: { ...whole.packed, text: text.slice(0, -1) } },
    { packed: { ...whole.packed, text: text.replace("A", "B") } },
    { packed: { ...whole.packed, pageCount: 99 } },
    { packed: undefined },
  ];
  for (const edit of edits) expect(() => unpack({ ...whole, ...edit } as never), JSON.stringify(edit)).toThrow(PolicyLoadError);
});

it("denies whatever damaged tables could say, even with the right checksum", () => {
  const whole = packedModule();
  const { text } = whole.packed;
  let refused = 0;
  for (let at = 0; at < text.length; at++) {
    for (const digit of ["A", "D", "/", "!", ""]) {
      const changed = { ...whole, packed: { ...whole.packed, text: text.slice(0, at) + digit + text.slice(at + 1) } };
      try {
        const damaged = createPolicy(unpack({ ...changed, checksum: checksum(changed) }), test as never);
        for (const [accessGroup] of data.groups) damaged.requestor({ accessGroup });
        damaged.requestor({ roles: data.roles.map(([role]) => role), stop: true });
      } catch (error) {
        expect(error).toBeInstanceOf(PolicyLoadError);
        refused++;
      }
    }
  }
  expect(refused).toBeGreaterThan(text.length);
  expect(() => createPolicy(unpacked({ ...data, groupTable: [] }), test as never)).toThrow("the policy is damaged: RangeError: tables that are not there");
});

it("reads the classes of a large policy when a requestor is first made, once, and none of those that come twice", () => {
  const twice = createPolicy(unpacked({ ...large, classes: ["Work-", "Work-Order", "Work-"] }), test as never);
  for (let n = 0; n < 2; n++)
    for (const options of [{ accessGroup: "Everybody" }, { roles: ["Reader"] }])
      expect(() => twice.requestor(options)).toThrow(new PolicyLoadError("the policy is damaged: RangeError: a name that is none or comes twice"));
  let count = 0;
  const classes = new Proxy(large.classes, {
    get: (names, key) => {
      if (typeof key === "string" && /^\d+$/.test(key)) count++;
      return Reflect.get(names, key) as unknown;
    },
  });
  const policy = createPolicy(unpacked({ ...large, classes }), test as never);
  count = 0;
  const [first, second] = [0, 1].map(() => policy.requestor({ accessGroup: "Everybody" }));
  expect(count).toBe(data.classes.length);
  for (const requestor of [first, second]) {
    expect(requestor?.can("open", { toString: () => "Work-" } as never)).toBe(false);
    expect(requestor?.can("open", "Nothing")).toBe(false);
    expect(requestor?.can("open", "Work-")).toBe(true);
  }
  expect(count).toBe(data.classes.length);
});

it("refuses tables and names with something left over", () => {
  const whole = packedModule();
  const changed = (change: object) => () => {
    const module = { ...whole, ...change };
    return createPolicy(unpack({ ...module, checksum: checksum(module) } as never), test as never);
  };
  expect(changed({ packed: { ...whole.packed, text: `${whole.packed.text}A` } })).toThrow("the policy is damaged: RangeError: tables of another length");
  expect(changed({ names: `${whole.names}A` })).toThrow("the policy is damaged: RangeError: names that are left over");
  expect(changed({ packed: { ...whole.packed, pageSize: 3 } })).toThrow("a page size that is no power of two");
});

it("refuses what does not fit together", () => {
  const rows = [0, 1].map((row) => Array.from({ length: 12 }, () => row));
  const grid = (...rowOf: readonly number[][]): PackedGrid => ({ rows, rowOf: rowOf.map((list) => Uint32Array.from(list)) });
  const packed = packTables({ parents: [-1, -1], rolesOf: [[0]], groups: grid([0, 1]), roles: grid([0, 1]), policies: grid([0, 0]) });
  const runsWith = (roles: readonly number[]) => () =>
    packedForm({ ...data, ...sizes, classes: ["a", "b"], roles: [["r", [], 0]], groups: [["g", roles, 0]] }, packed).groups.runs(0);
  expect(expand(runsWith([0])(), 2)).toEqual([0, 1]);
  expect(runsWith([])).toThrow(new RangeError("a group that does not fit its roles"));
  // The role names class 1, and then a class that is one further on.
  expect(packed.text.endsWith("ACCBBAB")).toBe(true);
  const beyond = { ...packed, text: packed.text.replace(/ACCBBAB$/, "AECBBBAAB") };
  const form = packedForm({ ...data, ...sizes, classes: ["a", "b"], roles: [["r", [], 0]], groups: [["g", [0], 0]] }, beyond);
  expect(() => form.roles.runs(0)).toThrow(new RangeError("a number out of range"));
  // One word, a radix of 10, "a", and a name that begins with so many of its words.
  const names = (shared: number) => `a\n${digits(10)}${digits(1)}${digits(0)}${digits(shared * 10)}${digitList([0, 0])}`;
  const reading = (shared: number) => () => readNames({ ...data, counts: [2, 0, 0], names: names(shared), packed: noTables, views: [[]] });
  expect(reading(1)().classes).toEqual(["a", "a"]);
  expect(reading(2)).toThrow(new RangeError("words that are not there"));
});
