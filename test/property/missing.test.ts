// P3: missing information never grants. Attributes that `is null` asks about, or that have a default, are the written exceptions.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Level } from "../../compiler/explain.ts";
import { randomPolicy, randomRequest } from "../generate/arbitraries.ts";
import { contextFields, operatorFields, properties } from "../generate/pools.ts";
import type { RandomRequest } from "../generate/request.ts";
import { seed } from "../generate/seed.ts";
import { ask, compiled, Discards, questionsOf, requestorOf, subjectsOf } from "./try-policy.ts";

test("what is allowed without an attribute is allowed with any", { timeout: 180_000 }, async () => {
  console.log(`missing information: ACLC_SEED=${seed}`);
  const discards = new Discards();
  const picks = fc.array(fc.nat(99), { minLength: 40, maxLength: 40 });
  let removals = 0;
  let lost = 0;
  await fc.assert(
    fc.asyncProperty(randomPolicy, randomRequest, picks, async ({ text }, request, which) => {
      const tried = await compiled(text, discards);
      if (tried === undefined) return;
      const { model, policy } = tried;
      const less = without(request, text, which);
      for (const [s, subject] of subjectsOf(model).entries()) {
        const level = (1 + (s % 5)) as Level;
        const [full, poor] = [requestorOf(policy, level, subject, request), requestorOf(policy, level, subject, less)];
        for (const on of model.classes) {
          for (const question of questionsOf(model, on)) {
            const before = ask(full, on.name, question, request.object);
            const after = ask(poor, on.name, question, less.object);
            removals += 1;
            if (before && !after) lost += 1;
            if (after && !before) throw new Error(`${JSON.stringify(question)} on ${on.name} is granted once something is missing`);
          }
        }
      }
    }),
    { seed, numRuns: 150 },
  );
  // The test would mean nothing if nothing were ever lost.
  expect(lost / removals).toBeGreaterThan(0.005);
  expect(discards.tooMany, discards.reasons.join("\n")).toBe(false);
});

function without(request: RandomRequest, text: string, which: readonly number[]): RandomRequest {
  const tested = new Set([...text.matchAll(/((?:operator|context)?\.\w+)[.\w]* is (?:not )?null/g)].map((match) => match[1]));
  const removed = (root: string, source: unknown, names: readonly string[], offset: number): unknown => {
    if (typeof source !== "object" || source === null || Array.isArray(source)) return source;
    const gone = names.filter((name, i) => (which[(offset + i) % which.length] ?? 0) % 2 === 1 && !tested.has(`${root}.${name}`));
    const descriptors = Object.entries(Object.getOwnPropertyDescriptors(source)).filter(([name]) => !gone.includes(name));
    return Object.create(Object.getPrototypeOf(source) as object, Object.fromEntries(descriptors));
  };
  const free = (fields: readonly { readonly name: string; readonly default?: string }[]): readonly string[] =>
    fields.filter((field) => field.default === undefined).map((field) => field.name);
  // An object that is none has nothing to take away; without it `is null` is unknown, too.
  return {
    object: removed(
      "",
      request.object,
      properties.map((p) => p.name),
      0,
    ),
    operator: removed("operator", request.operator, ["id", ...free(operatorFields)], 15) as object,
    context: removed("context", request.context, free(contextFields), 26) as object,
  };
}
