// The packed form as it is written: digits, which rows, which page size. That it reads back is for test/property/large.test.ts.
import { expect, test } from "vitest";
import { digitList, digits } from "../../compiler/lower/digits.ts";
import { packTables, type PackedGrid } from "../../compiler/lower/pack.ts";
import { Digits } from "../../runtime/digits.ts";
import { newIds } from "../../runtime/ids.ts";

test("numbers in digits of five bits, the lowest first", () => {
  expect([0, 1, 31, 32, 33, 1023, 1024, 1025].map(digits)).toEqual(["A", "B", "f", "gB", "hB", "/f", "ggB", "hgB"]);
  for (const value of [0, 31, 32, 1_000, 2 ** 31, 2 ** 40 + 7]) expect(new Digits(digits(value)).next(Infinity)).toBe(value);
});

test("a list says how often a number comes again", () => {
  expect(digitList([])).toBe("");
  expect(digitList([7])).toBe("H");
  expect(digitList([7, 7])).toBe("HHA");
  expect(digitList([7, 7, 7, 0, 1, 1])).toBe("HHBABBA");
  const list = [3, 3, 3, 3, 5, 5, 0, 40, 40, 40];
  expect([...new Digits(digitList(list)).list(list.length, 41)]).toEqual(list);
});

const grid = (rows: PackedGrid["rows"], ...rowOf: readonly (readonly number[])[]): PackedGrid => ({ rows, rowOf: rowOf.map((row) => Uint32Array.from(row)) });

test("rows that nothing uses are left out, frequent ones get the smallest numbers", () => {
  const packed = packTables({
    parents: [-1, 0, 1, 0, -1],
    rolesOf: [[0]],
    groups: grid([[9], [8], [7]], [2, 0, 0, 2, 2]),
    roles: grid([[6], [5], [4]], [1, 2, 2, 1, 1]),
    policies: grid([[3]], [0, 0, 0, 0, 0]),
  });
  expect(packed.rows).toEqual([2, 2, 1]);
  expect(packed.text).toBe(
    [
      // The tree: a child of the class before takes no step up, the fourth class two, the last as many as lead out.
      "AAACC",
      // Rows of groups (7, 9), of roles (5, 4), of policies (3).
      "HJFED",
      // Lengths of the sections: policies, the role, the group.
      "ACC",
      // The policies are row 0 everywhere; the role has row 1 from class 1 on and in all that is below it.
      "BB",
      // Two combinations: rows 0 and 1.
      "AB",
    ].join(""),
  );
});

test("a group whose rows do not follow from its roles and the policies cannot be packed", () => {
  const packing = { parents: [-1, -1], roles: grid([[1]], [0, 0]), policies: grid([[1]], [0, 0]) };
  const wrong = { ...packing, rolesOf: [[0]], groups: grid([[1], [0]], [0, 1]) };
  expect(() => packTables(wrong)).toThrow("a group's row does not follow");
  expect(() => packTables({ ...packing, rolesOf: [[1]], groups: grid([[1]], [0, 0]) })).toThrow("a role that is not there");
});

test.each([
  [3, 40, 4],
  [20, 300, 3],
  [300, 200, 400],
  [1, 700, 300],
])("%i groups, %i classes, %i rows: the page size takes the least memory", (groupCount, classCount, rowCount) => {
  const rowOf = Array.from({ length: groupCount }, (_, g) => Array.from({ length: classCount }, (_, c) => ((c >> 3) * (g + 1) + (g % 7)) % rowCount));
  const rows = Array.from({ length: rowCount }, (_, i) => [i]);
  const used = new Set(rowOf.flat()).size;
  // Each group's own role says what the group is.
  const { pageSize, pageCount } = packTables({
    parents: new Int32Array(classCount).fill(-1),
    rolesOf: rowOf.map((_, g) => [g]),
    groups: grid(rows, ...rowOf),
    roles: grid(rows, ...rowOf),
    policies: grid([[0]], new Array<number>(classCount).fill(0)),
  });
  const bytesOf = (size: number): readonly [number, number] => {
    // The last page is as long as the others: what follows the last class does not matter.
    const page = (row: readonly number[], p: number): string => Array.from({ length: size }, (_, i) => row[p * size + i] ?? row.at(-1)).join();
    const pages = new Set(rowOf.flatMap((row) => Array.from({ length: Math.ceil(classCount / size) }, (_, p) => page(row, p))));
    const count = size === 1 ? used : pages.size;
    const width = (n: number): number => (n <= 256 ? 1 : n <= 65_536 ? 2 : 4);
    return [groupCount * Math.ceil(classCount / size) * width(count + 1) + (count + 1) * size * width(used + 1), count];
  };
  const sizes = [1, 8, 16, 32, 64, 128, 256];
  const least = Math.min(...sizes.map((size) => bytesOf(size)[0]));
  expect(bytesOf(pageSize)).toEqual([least, pageCount]);
});

test("combinations of rows are told apart by all of their numbers", () => {
  const rows = Array.from({ length: 30 }, (_, row) => [row]);
  // Each row once more than the next, so that their numbers stay: then 1 with 23, and 12 with 3.
  const all = rows.flatMap((_, row) => Array.from({ length: 40 - row }, () => row));
  const [a, b] = [
    [...all, 1, 12],
    [...all, 23, 3],
  ];
  const groups = grid(rows, [...all, 28, 29]);
  const packed = packTables({
    parents: a.map(() => -1),
    rolesOf: [[0, 1]],
    groups,
    roles: grid(rows, a, b),
    policies: grid(
      [[0]],
      a.map(() => 0),
    ),
  });
  expect(packed.rows).toEqual([30, 30, 1]);
});

test("the page size is that for which the tables in memory are smallest", () => {
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
  const chosen = new Set<number>();
  for (const [classes, groups, rowCount, run] of [
    [500, 4, 3, 40],
    [900, 9, 300, 1],
    [900, 60, 3, 7],
    [1_000, 40, 255, 300],
    [1_000, 40, 256, 9],
    [2_000, 30, 2, 90],
    [64, 80, 4, 5],
    [3_000, 5, 255, 1],
  ] as const) {
    const rowOf = Array.from({ length: groups }, () => {
      let row = 0;
      return Array.from({ length: classes }, (_, cls) => (row = cls % run === 0 ? random(rowCount) : row));
    });
    // Every row is used.
    rowOf.push(Array.from({ length: classes }, (_, cls) => cls % rowCount));
    const rows = Array.from({ length: rowCount }, (_, row) => [row]);
    const packed = packTables({
      parents: Array.from({ length: classes }, () => -1),
      rolesOf: rowOf.map((_, group) => [group]),
      groups: grid(rows, ...rowOf),
      roles: grid(rows, ...rowOf),
      policies: grid(
        [[0]],
        Array.from({ length: classes }, () => 0),
      ),
    });
    const bytes = (pageSize: number): readonly [bytes: number, pages: number] => {
      // A page that the classes do not fill is as if its last row went on.
      const cut = (list: readonly number[], p: number): string =>
        Array.from({ length: pageSize }, (_, i) => list[Math.min(p * pageSize + i, classes - 1)]).join();
      const pages = new Set(rowOf.flatMap((list) => Array.from({ length: Math.ceil(classes / pageSize) }, (_, p) => cut(list, p))));
      const perSubject = Math.ceil(classes / pageSize);
      return [newIds(rowOf.length * perSubject, pages.size + 1).byteLength + newIds((pages.size + 1) * pageSize, rowCount + 1).byteLength, pages.size];
    };
    const sizes = [1, 8, 16, 32, 64, 128, 256].map((pageSize) => ({ pageSize, bytes: bytes(pageSize)[0] }));
    const best = sizes.reduce((least, size) => (size.bytes < least.bytes ? size : least));
    expect([packed.pageSize, packed.pageCount], `${classes} ${groups} ${rowCount} ${run}`).toEqual([best.pageSize, bytes(best.pageSize)[1]]);
    chosen.add(best.pageSize);
  }
  expect(chosen.size).toBeGreaterThan(3);
});
