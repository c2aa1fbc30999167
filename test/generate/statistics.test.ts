// Keeps the generators from rotting: what random policies must exercise, and how often.
import fc from "fast-check";
import { expect, test } from "vitest";
import { compiled, Discards } from "../property/try-policy.ts";
import { randomPolicy, randomRequest } from "./arbitraries.ts";
import { Measure, measurePolicy } from "./measure.ts";

test("random policies exercise the language", { timeout: 120_000 }, async () => {
  const measure = new Measure();
  const discards = new Discards();
  const policies = fc.sample(randomPolicy, { seed: 20_261, numRuns: 100 });
  const requests = fc.sample(randomRequest, { seed: 20_262, numRuns: 5 });
  for (const { text } of policies) {
    const tried = await compiled(text, discards);
    if (tried !== undefined) measurePolicy(tried.model, requests, measure);
  }
  const least = (part: string, whole: string, share: number): void => {
    expect(measure.share(part, whole), `${part} of ${whole}\n${measure.lines}`).toBeGreaterThan(share);
  };
  expect(discards.tooMany, discards.reasons.join("\n")).toBe(false);
  least("cell conditional", "cell", 0.08);
  least("cell allowed", "cell", 0.05);
  least("decision allowed", "decision", 0.1);
  least("deny denies", "role", 0.01);
  least("deny says nothing", "deny", 0.1);
  least("access conditional", "access", 0.2);
  least("role deny", "role", 0.05);
  least("role depended on", "role", 0.05);
  least("passed role stop", "role", 0.02);
  least("passed role decided", "role", 0.02);
  least("passed class behind", "access", 0.02);
  least("passed class blank", "role", 0.05);
  least("passed class ends privileges", "role", 0.005);
  least("access when", "atom", 0.05);
  least("access when redefined", "access when", 0.1);
  least("row", "atom", 0.02);
  least("policy overridden", "policy", 0.01);
  for (const truth of ["true", "false", "unknown"]) least(`atom ${truth}`, "atom", 0.1);
  for (const kind of ["compare", "match", "includes", "is null", "is empty", "truth", "holds"]) least(`atom ${kind}`, "atom", 0.003);
});
