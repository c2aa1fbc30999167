// The small pieces: numbers in arrays, names in code, bytes, checksums, runs, errors.
import { expect, it } from "vitest";
import { fieldBytes, isBytes, toBase64url } from "../../runtime/bytes.ts";
import { identifiersOf } from "../../runtime/identifiers.ts";
import { newIds } from "../../runtime/ids.ts";
import { AccessDenied, checksum, clock, classIds, isDate, isOneOf, listOf, PolicyLoadError, RequestorError, today } from "../../runtime/index.ts";
import { runsOf, sweep } from "../../runtime/runs.ts";
import { blocksOf, isDense } from "../../runtime/tables.ts";
import { handMade } from "./hand-made.ts";

it("keeps numbers as narrow as they are", () => {
  const kinds = [1, 0x100, 0x101, 0x10000, 0x10001].map((limit) => newIds(3, limit));
  expect(kinds.map((ids) => [ids.length, ids.BYTES_PER_ELEMENT])).toEqual([1, 1, 2, 2, 4].map((bytes) => [3, bytes]));
});

it("gives every class a name in code, and none twice", () => {
  expect(identifiersOf(["TGB-HR-Work-", "Order", "Order-", "Order_", "1st", "a.b", "a b", "_x", "__proto__", "Ä"])).toEqual([
    "TGB_HR_Work_",
    "Order",
    "Order_",
    "Order__2",
    "class_1st",
    "a_b",
    "a_b_2",
    "class__x",
    "class___proto__",
    "class__",
  ]);
  const ids = classIds<Record<string, number>>(handMade());
  expect(Object.entries(ids)).toEqual([
    ["Work_", 0],
    ["Work_Order", 1],
    ["name", 2],
  ]);
  expect(Object.getPrototypeOf(ids)).toBeNull();
});

it("writes bytes as base64url, and fields so that no other fields give the same", () => {
  expect(toBase64url(Uint8Array.of(0xfb, 0xef, 0xff, 0xfb, 0xff))).toBe("--__-_8");
  expect(toBase64url(new Uint8Array(0))).toBe("");
  expect([...fieldBytes(["ab", "", "é"])]).toEqual([0, 0, 0, 2, 97, 98, 0, 0, 0, 0, 0, 0, 0, 2, 0xc3, 0xa9]);
  expect([new Uint8Array(1), Buffer.from("a"), [1], "a", new Uint16Array(1), new ArrayBuffer(1), null].map(isBytes)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

it("gives the checksums that it gave before, whatever the order of entries", () => {
  const sums = [{}, { a: 1, b: "x" }, { b: "x", a: 1 }, { b: "x", a: 1, checksum: "y" }, { a: "x", b: 1 }].map(checksum);
  expect(sums).toEqual(["deadbeef41c6ce57", sums[1], sums[1], sums[1], sums[4]]);
  expect(sums[4]).not.toBe(sums[1]);
  const many = Array.from({ length: 200 }, (_, i) => checksum({ i }));
  expect(many.every((sum) => /^[0-9a-f]{16}$/.test(sum))).toBe(true);
  expect(many.some((sum) => sum.startsWith("0"))).toBe(true);
  expect(many.some((sum) => sum[8] === "0")).toBe(true);
});

it("visits stretches on which nothing changes", () => {
  const visited = (classes: number, ...lists: readonly (readonly number[])[]): readonly unknown[] => {
    const all: unknown[] = [];
    sweep(lists.map(runsOf), classes, (from, to, rows) => all.push([from, to, [...rows]]));
    return all;
  };
  expect(visited(0, [])).toEqual([]);
  expect(visited(4, [5, 5, 6, 6], [1, 2, 2, 2])).toEqual([
    [0, 1, [5, 1]],
    [1, 2, [5, 2]],
    [2, 4, [6, 2]],
  ]);
});

it("has one block for levels at which the same is decided, that of level 5 first", () => {
  expect(blocksOf({ levels: [] })).toEqual({ levels: [5], of: [undefined, 0, 0, 0, 0, 0] });
  expect(blocksOf({ levels: [[1, 1, 1, 3, 0]] })).toEqual({ levels: [5, 4, 3], of: [undefined, 2, 2, 2, 1, 0] });
  const sized = (groups: number, classes: number, levels: readonly (readonly [number, number, number, number, number])[]): boolean =>
    isDense({
      groups: Array.from({ length: groups }),
      classes: Array.from({ length: classes }),
      levels,
      privileges: [],
      rules: Array.from({ length: 6 }),
    } as never);
  expect([sized(128, 128, []), sized(128, 129, []), sized(64, 128, [[0, 0, 0, 0, 1]]), sized(65, 128, [[0, 0, 0, 0, 1]])]).toEqual([true, false, true, false]);
});

it("has errors that hosts can tell apart", () => {
  expect(new PolicyLoadError("x")).toMatchObject({ name: "PolicyLoadError", code: "POLICY_LOAD", message: "x" });
  expect(new RequestorError("BAD_REQUEST", "x")).toMatchObject({ name: "RequestorError", code: "BAD_REQUEST", message: "x" });
  expect(new AccessDenied("NO_OBJECT")).toMatchObject({
    name: "AccessDenied",
    code: "ACCESS_DENIED",
    status: 403,
    reason: "NO_OBJECT",
    message: "access denied: NO_OBJECT",
  });
});

it("moves the clock, to days that there are", () => {
  expect(clock(() => 10, -3)).toBe(7);
  expect(today(() => Date.UTC(2026, 1, 28, 23, 59), 1)).toBe("2026-03-01");
  expect(() => today(() => Date.UTC(9999, 11, 31), 1)).toThrow(new RangeError("a day that no date can be"));
});

it("takes nothing for a text that only turns into one, and no element of a list that is not its own", () => {
  const day = { toString: () => "2026-01-01", slice: (a: number, b?: number) => "2026-01-01".slice(a, b) };
  expect([isDate(["2026-01-01"]), isDate(day), isDate("12026-01-01")]).toEqual([false, false, false]);
  expect(isOneOf(["a"], ["a"])).toBe(false);
  class Filled extends Array<string> {}
  Object.defineProperty(Filled.prototype, 0, { value: "a" });
  const list = new Filled(1);
  expect(list[0]).toBe("a");
  expect(listOf(list, "text")).toBeUndefined();
  expect(listOf(Filled.of("b"), "text")).toEqual(["b"]);
});
