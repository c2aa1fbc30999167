// The tests that changes of the program are tried with, as one file, so that the program is loaded once; the quickest first.
import { test } from "vitest";

const files = [
  "resolve/feasible",
  "resolve/feasible-values",
  "resolve/feasible-states",
  "resolve/order",
  "lower/pack",
  "lower/shapes",
  "lower/lower",
  "runtime/answers",
  "runtime/facts",
  "runtime/lookup",
  "runtime/menu",
  "runtime/objects",
  "runtime/pieces",
  "runtime/masks",
  "runtime/sets",
  "runtime/values",
  "runtime/load",
  "runtime/packed",
  "runtime/paged",
  "runtime/checks",
  "resolve/rows",
  "resolve/views",
  "resolve/limits",
  "property/tables",
  "filter/equals-can",
  "property/masks",
  "property/findings",
  "resolve/diagram",
  "property/large",
];

for (const file of files) {
  try {
    await import(new URL(`../${file}.test.ts`, import.meta.url).pathname);
  } catch (error) {
    // Not to be loaded is to fail.
    test(`${file} can be loaded`, () => {
      throw error;
    });
  }
}
