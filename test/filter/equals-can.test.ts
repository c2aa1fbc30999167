// Filters = checks: of random policies, for random requestors and objects, in memory; groups and sets of roles, every action.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Level } from "../../compiler/explain.ts";
import { predicate } from "../../runtime/sql/index.ts";
import { randomPolicy, randomRequest } from "../generate/arbitraries.ts";
import { runs, seed } from "../generate/seed.ts";
import { actionOf, ask, compiled, Discards, questionsOf, requestorOf, subjectsOf } from "../property/try-policy.ts";

test("a filter holds for an object exactly if the check allows it", { timeout: 180_000 }, async () => {
  console.log(`filters: ACLC_SEED=${seed}`);
  const discards = new Discards();
  const requests = fc.sample(randomRequest, { seed, numRuns: 12 });
  const kinds = new Map<string, number>();
  let compared = 0;
  let met = 0;
  await fc.assert(
    fc.asyncProperty(randomPolicy, async ({ text }) => {
      const tried = await compiled(text, discards);
      if (tried === undefined) return;
      const { model, policy } = tried;
      for (const [s, subject] of subjectsOf(model).entries()) {
        const requestor = requestorOf(policy, (1 + (s % 5)) as Level, subject, requests[s % requests.length] as never);
        for (const on of model.classes) {
          for (const question of questionsOf(model, on)) {
            const filter = requestor.filter(actionOf(question) as never, on.name);
            kinds.set(filter.kind, (kinds.get(filter.kind) ?? 0) + 1);
            const fits = predicate(filter);
            const walked = predicate(structuredClone(filter));
            for (const { object } of requests) {
              const allowed = ask(requestor, on.name, question, object);
              compared += 1;
              if (allowed) met += 1;
              if (fits(object as object) !== allowed || walked(object as object) !== allowed)
                throw new Error(`${JSON.stringify(question)} on ${on.name}: can says ${allowed}, the filter not\n${JSON.stringify(filter)}\n${text}`);
            }
          }
        }
      }
    }),
    { seed, numRuns: runs(60) },
  );
  console.log(`filters: ${compared} decisions compared, ${met} allowed; ${[...kinds].map(([kind, n]) => `${n} ${kind}`).join(", ")}`);
  expect(met).toBeGreaterThan(1_000);
  expect(kinds.get("test") ?? 0).toBeGreaterThan(20);
  expect(kinds.get("and") ?? 0).toBeGreaterThan(20);
  expect(discards.tooMany, discards.reasons.join("\n")).toBe(false);
});
