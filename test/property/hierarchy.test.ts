// Search orders against a second, naive reading of the language; hierarchies without one are refused.
import fc from "fast-check";
import { expect, test } from "vitest";
import { check, memoryHost } from "../../compiler/index.ts";
import { randomPolicy } from "../generate/arbitraries.ts";
import { classNames, written } from "../generate/pools.ts";
import { isClosed, searchOrder } from "../generate/search-order.ts";
import type { Declared } from "../generate/search-order.ts";
import { seed } from "../generate/seed.ts";
import { compiled, Discards } from "./try-policy.ts";

test("search orders are those of the naive reading", { timeout: 120_000 }, async () => {
  console.log(`hierarchies: ACLC_SEED=${seed}`);
  const discards = new Discards();
  await fc.assert(
    fc.asyncProperty(randomPolicy, async ({ text, classes }) => {
      const tried = await compiled(text, discards);
      for (const cls of tried?.model.classes ?? []) {
        expect(cls.searchOrder.map((c) => c.name)).toEqual(searchOrder(cls.name, classes));
      }
    }),
    { seed, numRuns: 60 },
  );
  expect(discards.tooMany, discards.reasons.join("\n")).toBe(false);
});

const declared: fc.Arbitrary<Declared> = fc.record({
  name: fc.constantFrom(...classNames),
  parent: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom(...classNames) }),
  withoutPattern: fc.boolean().map((yes) => yes),
});

test("a hierarchy compiles exactly if it has no cycle and is closed", { timeout: 120_000 }, async () => {
  let refused = 0;
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(declared, { selector: (cls) => cls.name, minLength: 2, maxLength: 7 }), async (list) => {
      const names = new Set(list.map((cls) => cls.name));
      const classes = new Map(list.map((cls) => [cls.name, cls.parent !== undefined && names.has(cls.parent) ? cls : { ...cls, parent: undefined }]));
      const good = [...classes.keys()].every((name) => isClosed(name, classes));
      const text = [...classes.values()]
        .map(
          ({ name, parent, withoutPattern }) =>
            `class ${written(name)}${parent === undefined ? "" : ` extends ${written(parent)}`}${withoutPattern ? " without pattern" : ""} { }`,
        )
        .join("\n");
      const { policy, diagnostics } = await check(["random.acl"], memoryHost(new Map([["random.acl", text]])));
      const errors = diagnostics.filter((d) => d.severity === "error");
      expect(policy !== undefined, errors.map((d) => `${d.code} ${d.message}`).join("\n")).toBe(good);
      if (good) accepted += 1;
      else refused += 1;
      for (const cls of policy?.model.classes ?? []) expect(cls.searchOrder.map((c) => c.name)).toEqual(searchOrder(cls.name, classes));
    }),
    { seed, numRuns: 300 },
  );
  expect(accepted).toBeGreaterThan(10);
  expect(refused).toBeGreaterThan(10);
});
