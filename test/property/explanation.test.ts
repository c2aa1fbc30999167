// P10: an explanation names the settings that decided; had they come out otherwise, the decision would be another.
import fc from "fast-check";
import { expect, test } from "vitest";
import { concreteWorld, evaluate } from "../../compiler/explain.ts";
import type { Level, QuestionStep, Step } from "../../compiler/explain.ts";
import { renderTrace, traceData } from "../../compiler/explain.ts";
import type { Condition } from "../../compiler/condition.ts";
import { decidingSteps } from "../../compiler/reference/deciding.ts";
import { randomPolicy, randomRequest } from "../generate/arbitraries.ts";
import { clock } from "../generate/pools.ts";
import { seed } from "../generate/seed.ts";
import { compiled, Discards, questionsOf, subjectsOf } from "./try-policy.ts";

test("turning what decided turns the decision", { timeout: 180_000 }, async () => {
  console.log(`explanations: ACLC_SEED=${seed}`);
  const discards = new Discards();
  let shown = 0;
  const turned = { allowed: 0, denied: 0 };
  await fc.assert(
    fc.asyncProperty(randomPolicy, randomRequest, async ({ text }, request) => {
      const tried = await compiled(text, discards);
      if (tried === undefined) return;
      const { model } = tried;
      for (const [s, subject] of subjectsOf(model).entries()) {
        const level = (1 + (s % 5)) as Level;
        const world = concreteWorld(model, subject, { ...request, now: clock });
        for (const on of model.classes) {
          for (const question of questionsOf(model, on)) {
            const { allowed, trace } = evaluate(model, subject, level, on, world, question);
            shown += 1;
            if (shown % 20 === 0) expect(renderTrace(trace).split("\n")[0]).toBe(traceData(trace).summary);
            const changes = changesOf(trace);
            if (changes === undefined) continue;
            turned[allowed ? "allowed" : "denied"] += 1;
            const undo = changes.map((change) => change());
            const after = evaluate(model, subject, level, on, world, question, { trace: false }).allowed;
            for (const back of undo.reverse()) back();
            if (after === allowed) throw new Error(`what is named did not decide:\n${renderTrace(trace)}`);
          }
        }
      }
    }),
    { seed, numRuns: 80 },
  );
  expect(turned.allowed).toBeGreaterThan(1_000);
  expect(turned.denied).toBeGreaterThan(1_000);
  expect(discards.tooMany, discards.reasons.join("\n")).toBe(false);
});

/** Makes a change to the model, and gives what takes it back. */
type Change = () => () => void;

/**
 * How to turn the deciding steps round: what grants is made never to grant, what does not grant or is not met is made to.
 * Undefined where nothing can be turned: nobody says anything, or a deny block decided, without which another may deny.
 */
function changesOf(trace: QuestionStep): readonly Change[] | undefined {
  const deciding = [...decidingSteps(trace)];
  const named = deciding.filter((step) => step.kind === "access" || step.kind === "deny" || step.kind === "policy" || step.kind === "rule");
  const silent = deciding.some((step) => step.kind === "subject" && !step.allowed && !step.children.some((child) => deciding.includes(child)));
  if (silent || trace.refused !== undefined || named.some((step) => step.kind === "deny")) return undefined;
  const changes = named.flatMap((step) => (trace.allowed ? stopped(step) : opened(step)));
  return changes.length === 0 ? undefined : changes;
}

function stopped(step: Step): readonly Change[] {
  return step.kind === "access" ? [() => setting(step, { ...step.value, level: 0 })] : [];
}

function opened(step: Step): readonly Change[] {
  if (step.kind === "access") return [() => setting(step, { ...step.value, level: undefined, when: undefined })];
  if (step.kind === "policy") return [() => replace(step.policy, "condition", { kind: "constant", value: true, span: step.policy.span } satisfies Condition)];
  return step.kind === "rule" ? [() => replace(step.rule, "when", undefined)] : [];
}

function setting({ role, on, wanted }: Extract<Step, { kind: "access" }>, value: unknown): () => void {
  const block = role.access.get(on);
  const map = (wanted.kind === "setting" ? block?.settings : block?.privileges) as Map<string, unknown> | undefined;
  const key = wanted.kind === "setting" ? wanted.setting : wanted.privilege;
  const before = map?.get(key);
  map?.set(key, value);
  return () => map?.set(key, before);
}

function replace(object: object, key: string, value: unknown): () => void {
  const before = (object as Record<string, unknown>)[key];
  Object.assign(object, { [key]: value });
  return () => Object.assign(object, { [key]: before });
}
