// Tables = reference: every cell of random policies, on random objects. `ACLC_PROPERTY_CELLS` asks for more than in CI.
import fc from "fast-check";
import { expect, test } from "vitest";
import { concreteWorld, evaluate, renderTrace } from "../../compiler/explain.ts";
import type { Level } from "../../compiler/explain.ts";
import { randomPolicy, randomRequest } from "../generate/arbitraries.ts";
import { clock } from "../generate/pools.ts";
import type { RandomRequest } from "../generate/request.ts";
import { seed } from "../generate/seed.ts";
import { actionOf, ask, compiled, Discards, questionsOf, requestorOf, subjectsOf } from "./try-policy.ts";
import type { Tried } from "./try-policy.ts";

const wanted = Number(process.env["ACLC_PROPERTY_CELLS"] ?? 1_000_000);

test(`tables and reference agree in ${wanted} cells`, { timeout: Math.max(180_000, wanted) }, async () => {
  console.log(`tables = reference: ACLC_SEED=${seed}`);
  const discards = new Discards();
  let cells = 0;
  let policies = 0;
  for (let round = 0; cells < wanted; round++) {
    const property = fc.asyncProperty(randomPolicy, fc.array(randomRequest, { minLength: 3, maxLength: 3 }), async ({ text }, requests) => {
      const tried = await compiled(text, discards);
      if (tried === undefined) return;
      policies += 1;
      cells += compare(tried, requests, policies);
    });
    await fc.assert(property, { seed: seed + round, numRuns: 20 });
    if (discards.tooMany) break;
  }
  console.log(
    `tables = reference: ${cells} cells of ${policies} policies, ${discards.reasons.length} discarded${[...new Set(discards.reasons)].map((reason) => `\n  ${reason}`).join("")}`,
  );
  expect(discards.tooMany, [...new Set(discards.reasons)].join("\n")).toBe(false);
});

/** Each subject and request at one level, so that policies are many. */
function compare({ model, policy }: Tried, requests: readonly RandomRequest[], turn: number): number {
  let cells = 0;
  for (const [s, subject] of subjectsOf(model).entries()) {
    for (const [r, request] of requests.entries()) {
      const level = (1 + ((s + 2 * r + turn) % 5)) as Level;
      const requestor = requestorOf(policy, level, subject, request);
      const world = concreteWorld(model, subject, { ...request, now: clock });
      for (const on of model.classes) {
        for (const question of questionsOf(model, on)) {
          const found = ask(requestor, on.name, question, request.object);
          const expected = evaluate(model, subject, level, on, world, question, { trace: false }).allowed;
          cells += 1;
          if (found !== expected) fail(`the tables say ${found}`);
          if (cells % 16 === 0 || found !== expected) {
            const traced = evaluate(model, subject, level, on, world, question);
            if (traced.allowed !== expected) fail("with a trace the reference decides differently");
            if (requestor.decide(actionOf(question) as never, on.name, request.object as object).allowed !== found) fail("decide and can differ");
            if (found && !requestor.could(actionOf(question) as never, on.name)) fail("could says no to what is allowed");
          }
          function fail(what: string): never {
            throw new Error(`${what}\n${renderTrace(evaluate(model, subject, level, on, world, question).trace)}`);
          }
        }
      }
    }
  }
  return cells;
}
