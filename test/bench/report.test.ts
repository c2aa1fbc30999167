// What the bench writes: tables, targets and the chart, of numbers made up here.
import { expect, test } from "vitest";
import type { Measured, Result } from "../../bench/measure/decisions.ts";
import { exponentOf, spreadOf } from "../../bench/measure/statistics.ts";
import { chart } from "../../bench/report/chart.ts";
import { bytes, digits, nanoseconds } from "../../bench/report/format.ts";
import { readme } from "../../bench/report/readme.ts";
import { targets } from "../../bench/report/targets.ts";

const machine = {
  processor: "a <processor> & more",
  cores: 2,
  memory: "4 GiB",
  system: "linux",
  node: "v20",
  v8: "11",
  versions: { aclc: "0.1.0", permix: "3" },
};

test("medians, tenths and growth", () => {
  expect(spreadOf([5, 1, 2, 4, 3])).toEqual({ median: 3, low: 1.4, high: 4.6 });
  expect(
    exponentOf([
      [1, 3],
      [10, 300],
      [100, 30_000],
    ]),
  ).toBeCloseTo(2);
});

test("numbers are written with three digits", () => {
  expect([0.01234, 1.234, 12.34, 123.4, 12_345].map(digits)).toEqual(["0.012", "1.23", "12.3", "123", "12,345"]);
  expect([nanoseconds(1.5), nanoseconds(2_500), nanoseconds(3e6), bytes(1_500)]).toEqual(["1.50 ns", "2.50 µs", "3.00 ms", "1.50 kB"]);
});

test("a target is held against the median, and peers against the fastest of them", () => {
  const found = targets([result("aclc-ids", "aclc", 1.1), result("aclc-strings", "aclc", 11), result("permix", "peer", 40), result("casl", "peer", 39)], {});
  expect(found).toEqual([
    { what: "W1, ids, × BASE", wanted: "≤ 1.15", measured: "1.10 ×", met: true },
    { what: "W1, strings, × BASE", wanted: "≤ 10", measured: "11.0 ×", met: false },
    { what: "W1, strings, faster than casl", wanted: "≥ 3.5 ×", measured: "3.55 ×", met: true },
    { what: "W1, ids, faster than casl", wanted: "≥ 30 ×", measured: "35.5 ×", met: true },
  ]);
});

test("the chart is logarithmic, escapes what it shows, and says what it means", () => {
  const svg = chart([result("aclc-ids", "aclc", 1), result("permix", "peer", 10), result("casl", "peer", 100)], machine);
  const widths = [...svg.matchAll(/<rect x="\d+" y="\S+" width="(\S+)" height="15"/g)].map(([, width]) => Number(width));
  const [, first = 0, second = 0, third = 0] = widths;
  expect(third - second).toBeCloseTo(second - first, 0);
  expect(svg).toContain("a &lt;processor&gt; &amp; more");
  expect(svg).toContain("logarithmic");
});

test("the page has a table for each workload that was measured", () => {
  const page = readme({ machine, titles: { W1: "small" }, results: [result("aclc-ids", "aclc", 1)], costs: {} }, "## What was seen\n");
  expect(page).toContain("### W1: small");
  expect(page).toContain("## What was seen");
  expect(page).not.toContain("### W2");
  expect(page).toContain("| **aclc-ids** | 2.00 ns | 1.00 × (1.00–1.00) |");
});

function result(entry: string, kind: Result["kind"], ratio: number): Result {
  const through: Measured = {
    ratio: spreadOf([ratio]),
    ratioByProcess: [ratio],
    control: spreadOf([1]),
    nanoseconds: spreadOf([2 * ratio]),
    baseNanoseconds: spreadOf([2]),
  };
  return {
    workload: "W1",
    entry,
    label: entry,
    kind,
    requests: 8,
    through,
    chain: null,
    mitata: ratio,
    prepareMilliseconds: 1,
    heapBytes: 1,
    rounds: 15,
    void: 0,
  };
}
