// Dates, times and lists: which values are well-typed.
import { expect, it } from "vitest";
import { illTyped, includesAll, includesAny, instant, isDate, listOf, scalar, today } from "../../runtime/index.ts";

it("knows the days of the calendar", () => {
  for (const day of ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "2026-04-30"]) expect(isDate(day), day).toBe(true);
  const wrong = [
    "2023-02-29",
    "1900-02-29",
    "0000-01-01",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "2026-1-1",
    " 2026-01-01",
    "2026-01-01\n",
    "２０２６-01-01",
    20260101,
    null,
  ];
  for (const day of wrong) expect(isDate(day), String(day)).toBe(false);
});

it("reads RFC 3339 with an offset", () => {
  const noon = Date.UTC(2026, 10, 22, 12);
  for (const text of ["2026-11-22T12:00:00Z", "2026-11-22t12:00:00z", "2026-11-22T14:30:00+02:30", "2026-11-22T07:00:00-05:00", "2026-11-22T12:00:00.000Z"]) {
    expect(instant(text), text).toBe(noon);
  }
  expect(instant("2026-11-22T12:00:00.1239Z")).toBe(noon + 123);
  expect(instant("2026-11-22T12:00:00.5Z")).toBe(noon + 500);
  expect(instant("0001-01-01T00:00:00Z")).toBe(-62_135_596_800_000);
  expect(instant("0099-01-01T00:00:00Z")).toBe(new Date("0099-01-01T00:00:00Z").getTime());
  expect(instant(new Date(noon))).toBe(noon);
});

it("refuses times without an offset, and those that no clock shows", () => {
  const wrong = [
    "2026-11-22",
    "2026-11-22T12:00:00",
    "2026-11-22T12:00Z",
    "2026-11-22 12:00:00Z",
    "2026-11-22T24:00:00Z",
    "2026-11-22T12:60:00Z",
    "2026-11-22T23:59:60Z",
    "2026-02-29T12:00:00Z",
    "0000-01-01T00:00:00Z",
    "2026-11-22T12:00:00+24:00",
    "2026-11-22T12:00:00+0200",
    "2026-11-22T12:00:00.Z",
    "+002026-11-22T12:00:00Z",
    "",
  ];
  for (const text of wrong) expect(instant(text), text).toBeNaN();
  for (const value of [0, null, undefined, {}, [], new Date(NaN), Object.create(Date.prototype), { getTime: () => 0 }]) expect(instant(value)).toBeNaN();
});

it("checks each element of a list", () => {
  expect(listOf(["a", ""], "text")).toEqual(["a", ""]);
  expect(listOf([], "integer")).toEqual([]);
  expect(listOf(["1970-01-01T00:00:01Z", new Date(2)], "datetime")).toEqual([1000, 2]);
  for (const list of [["a", 1], ["a", null], [undefined], new Array(2), "ab", { length: 0 }, null]) expect(listOf(list, "text")).toBeUndefined();
  const hole = ["a", "b"];
  Reflect.deleteProperty(hole, 0);
  (Array.prototype as unknown[])[0] = "a";
  try {
    expect(listOf(hole, "text")).toBeUndefined();
  } finally {
    Reflect.deleteProperty(Array.prototype, 0);
  }
});

it("D14 takes all of nothing for true, any of nothing for false", () => {
  expect([includesAll([], []), includesAll(["a"], []), includesAll([], ["a"])]).toEqual([true, true, false]);
  expect([includesAny([], []), includesAny(["a"], []), includesAny(["a", "b"], ["b", "z"])]).toEqual([false, false, true]);
});

it("compares long lists in time", () => {
  const numbers = Array.from({ length: 10_000 }, (_, i) => i);
  expect(includesAll(numbers, [...numbers].reverse())).toBe(true);
  expect(
    includesAny(
      numbers,
      numbers.map((n) => -1 - n),
    ),
  ).toBe(false);
});

it("gives today in UTC, and no day beyond the calendar", () => {
  expect(today(() => Date.UTC(2026, 1, 28, 23, 59), 0)).toBe("2026-02-28");
  expect(today(() => Date.UTC(2026, 1, 28), 1)).toBe("2026-03-01");
  expect(() => today(() => Date.UTC(9999, 11, 31), 1)).toThrow(RangeError);
  expect(() => today(() => NaN, 0)).toThrow(RangeError);
});

it("knows no type but those of the language", () => {
  for (const type of ["number", "constructor", ""]) expect(scalar("x", type)).toBe(illTyped);
});
