// The conformance suite against three subjects: the reference, the tables in memory, the emitted module. Example 18 is in external/.
import { beforeAll, describe, expect, test } from "vitest";
import { suites } from "./conformance/cases.ts";
import type { Case, DecisionCase } from "./conformance/cases.ts";
import { modelOf, prepare, subjects } from "./conformance/subjects.ts";
import type { Ask } from "./conformance/subjects.ts";

beforeAll(prepare, 180_000);

for (const suite of suites()) {
  describe(`${suite.name} (${suite.source})`, () => {
    for (const one of suite.cases) {
      if ("searchOrderOf" in one) {
        test(one.id, async () => {
          const cls = (await modelOf(one.policy)).classes.find((c) => c.name === one.searchOrderOf);
          expect(cls?.searchOrder.map((c) => c.name)).toEqual(one.order);
        });
      } else {
        test(one.id, async () => {
          for (const [name, ask] of subjects) await judge(one, name, ask);
        });
      }
    }
  });
}

test("every id is there once", () => {
  const ids = suites().flatMap((suite) => suite.cases.map((one: Case) => `${suite.name} ${one.id}`));
  expect(new Set(ids).size).toBe(ids.length);
});

/** `by`: which subject, for the message. */
async function judge(one: DecisionCase, by: string, ask: Ask): Promise<void> {
  if (one.levels !== undefined) {
    const allowed: number[] = [];
    for (const level of [1, 2, 3, 4, 5]) if (await ask({ ...one, level })) allowed.push(level);
    expect(allowed, by).toEqual(one.levels);
  } else if (one.truth !== undefined) {
    const { truth, ...rest } = one;
    const met = await ask({ ...rest, has: truth });
    const negated = await ask({ ...rest, has: `${truth}-negated` });
    expect(met && negated, by).toBe(false);
    expect(met ? "true" : negated ? "false" : "unknown", by).toBe(one.expect);
  } else {
    expect(await ask(one), by).toBe(one.expect);
  }
}
