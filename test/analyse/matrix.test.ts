// Matrix: its cells are what the tables decide, and the page's walk names the settings that the reference evaluator meets.
import fc from "fast-check";
import { expect, test } from "vitest";
import { analyse, matrix } from "../../compiler/analyse/index.ts";
import { askedText } from "../../cli/action.ts";
import { pageData } from "../../cli/matrix-data.ts";
import { Walk, type WalkStep } from "../../cli/pages/walk.ts";
import { evaluate, type Level, type Question, type Step } from "../../compiler/explain.ts";
import { position } from "../../compiler/index.ts";
import type { World } from "../../compiler/reference/conditions.ts";
import { randomPolicy, randomRequest } from "../generate/arbitraries.ts";
import { seed } from "../generate/seed.ts";
import { ask, compiled, Discards, requestorOf } from "../property/try-policy.ts";

test("cells agree with decisions", { timeout: 180_000 }, async () => {
  console.log(`matrix: ACLC_SEED=${seed}`);
  const seen = [0, 0, 0, 0];
  await fc.assert(
    fc.asyncProperty(randomPolicy, fc.array(randomRequest, { minLength: 5, maxLength: 5 }), async ({ text }, requests) => {
      const tried = await compiled(text, new Discards());
      if (tried === undefined) return;
      const { classes, groups, actions, rows, rowOf } = matrix(analyse(tried.model));
      for (const level of [1, 2, 3, 4, 5] as const) {
        for (const [g, group] of groups.entries()) {
          const requestors = requests.map((request) => ({ request, requestor: requestorOf(tried.policy, level, { kind: "group", group }, request) }));
          for (const [c, on] of classes.entries()) {
            const codes = rows[rowOf[g]?.[c] ?? -1]?.[level - 1] ?? [];
            expect(codes).toHaveLength(actions.length);
            for (const [i, action] of actions.entries()) {
              const code = codes[i] ?? -1;
              seen[Math.min(code, 3)] = (seen[Math.min(code, 3)] ?? 0) + 1;
              const question = questionOf(askedText(action));
              for (const { request, requestor } of requestors) {
                const allowed = ask(requestor, on.name, question, request.object);
                if (code < 3 && allowed !== (code === 1))
                  throw new Error(`${group.name} ${askedText(action)} ${on.name} at ${level}: ${code}, decided ${allowed}`);
              }
            }
          }
        }
      }
    }),
    { seed, numRuns: 15 },
  );
  expect(Math.min(...seen)).toBeGreaterThan(100);
});

test("the walk finds what the reference evaluator's trace finds", { timeout: 180_000 }, async () => {
  console.log(`matrix: ACLC_SEED=${seed}`);
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(randomPolicy, fc.array(fc.nat(2), { minLength: 60, maxLength: 60 }), fc.integer({ min: 1, max: 5 }), async ({ text }, truths, number) => {
      const tried = await compiled(text, new Discards());
      if (tried === undefined) return;
      const { model } = tried;
      const level = number as Level;
      const made = matrix(analyse(model));
      const data = pageData(model, made, { title: "random.acl", level, root: "/p", page: "/p/matrix.html" });
      const walk = new Walk(JSON.parse(JSON.stringify(data)) as typeof data);
      const names = new Map<unknown, number>();
      const world: World = {
        truth: (atom) => {
          if (!names.has(atom)) names.set(atom, names.size);
          return (["false", "true", "unknown"] as const)[truths[(names.get(atom) ?? 0) % truths.length] ?? 0] ?? "unknown";
        },
      };
      for (const [c, on] of made.classes.entries()) {
        expect(walk.searchOrder(c).map((id) => walk.className(id))).toEqual(on.searchOrder.map(({ name }) => name));
        for (const [g, group] of made.groups.entries()) {
          for (const [a, action] of data.actions.entries()) {
            const question = questionOf(action);
            const { trace } = evaluate(model, { kind: "group", group }, level, on, world, question);
            if (trace.refused !== undefined) continue;
            const walked = new Set(walk.explain(g, c, a, level).flatMap((step) => placesOf(step, data.files)));
            for (const place of trace.children.flatMap(writtenIn)) {
              compared += 1;
              if (!walked.has(place)) throw new Error(`${group.name} ${action} ${on.name}: the trace has ${place}, the walk ${[...walked].join(", ")}`);
            }
          }
        }
      }
    }),
    { seed, numRuns: 40 },
  );
  expect(compared).toBeGreaterThan(2_000);
});

/** Which settings, policies and rules a trace names, and whether it passed over them. */
function writtenIn(step: Step): readonly string[] {
  const at = (what: string, span: { readonly file: Parameters<typeof position>[0]; readonly start: number }, decides: boolean): string =>
    `${what} ${position(span.file, span.start).line} ${decides}`;
  const below = step.children.flatMap(writtenIn);
  switch (step.kind) {
    case "deny":
      // One that does not deny for its level says nothing in the walk as well.
      return [at("deny", step.value.span, step.levelHolds), ...below];
    case "access":
      return [at("access", step.value.span, true), ...below];
    case "policy":
      return [at("policy", step.policy.span, step.overriddenBy === undefined), ...below];
    case "rule":
      return [at("rule", step.rule.span, step.rule.when !== undefined), ...below];
    default:
      return below;
  }
}

function placesOf(step: WalkStep, files: readonly unknown[]): readonly string[] {
  const kind = /^(deny|access) block|^(policy) |^(?:flow-action|flow|activity|correspondence|attachment|navigation|report|section) /.exec(step.text);
  const here = kind === null || step.place === undefined ? [] : [`${kind[1] ?? kind[2] ?? "rule"} ${step.place[1]} ${step.decides}`];
  return [...here, ...step.children.flatMap((child) => placesOf(child, files))];
}

function questionOf(action: string): Question {
  const [, kind, name = ""] = /^(privilege|perform) (.*)$/s.exec(action) ?? [];
  if (kind === "privilege") return { kind: "privilege", privilege: name };
  if (kind === "perform") return { kind: "rule", rule: name };
  return action === "discover" ? { kind: "discover" } : { kind: "setting", setting: action as Extract<Question, { kind: "setting" }>["setting"] };
}
