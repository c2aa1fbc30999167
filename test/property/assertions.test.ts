// Assertions on random policies: what is proved holds for every request that is tried, what fails was confirmed by the reference.
import fc from "fast-check";
import { expect, test } from "vitest";
import { check, memoryHost } from "../../compiler/index.ts";
import type { Model } from "../../compiler/index.ts";
import { truthOf } from "../../compiler/reference/conditions.ts";
import { concreteWorld, evaluate } from "../../compiler/explain.ts";
import type { Level, Question } from "../../compiler/explain.ts";
import { randomPolicy, randomRequest } from "../generate/arbitraries.ts";
import { at } from "../generate/expressions.ts";
import { clock, written } from "../generate/pools.ts";
import type { RandomRequest } from "../generate/request.ts";
import { seed } from "../generate/seed.ts";
import { compiled, Discards, questionsOf } from "./try-policy.ts";

const wanted = Number(process.env["ACLC_PROPERTY_ASSERTIONS"] ?? 300);
const picks = fc.array(fc.array(fc.nat(1000), { minLength: 8, maxLength: 8 }), { minLength: 6, maxLength: 6 });

test(`${wanted} assertions agree with the reference evaluator`, { timeout: 300_000 }, async () => {
  console.log(`assertions = reference: ACLC_SEED=${seed}`);
  const discards = new Discards();
  const count = { proved: 0, refuted: 0, undecided: 0 };
  for (let round = 0; count.proved + count.refuted < wanted; round++) {
    const requests = fc.array(randomRequest, { minLength: 40, maxLength: 40 });
    const property = fc.asyncProperty(randomPolicy, requests, picks, async ({ text }, tried, plans) => {
      const policy = await compiled(text, discards);
      if (policy === undefined) return;
      for (const plan of plans) {
        const assertion = assertionOf(policy.model, plan);
        if (assertion === undefined) continue;
        const { diagnostics, policy: proved } = await check(["a.acl"], memoryHost(new Map([["a.acl", `${text}\n${assertion.text}`]])));
        const found = diagnostics.filter((d) => d.severity === "error").map((d) => d.code);
        if (found.length > 1 || found.some((code) => !code.startsWith("ACL700"))) throw new Error(`${found.join(" ")}\n${assertion.text}`);
        if (found[0] === "ACL7001") count.refuted += 1;
        else if (found[0] === "ACL7002") count.undecided += 1;
        else {
          count.proved += 1;
          for (const request of tried) holds(proved?.model ?? policy.model, assertion, request);
        }
      }
    });
    await fc.assert(property, { seed: seed + round, numRuns: 10 });
  }
  console.log(`assertions = reference: ${JSON.stringify(count)}`);
  expect(Math.min(count.proved, count.refuted)).toBeGreaterThan(wanted / 20);
  expect(count.undecided).toBeLessThan(wanted / 10);
});

/** Of attributes that every random policy has. */
const conditions = ["", " unless operator.active", ' when operator.department = "a"', " unless operator.level > 1 when context.risk is not null", ""];

interface RandomAssertion {
  readonly text: string;
  readonly excepted: ReadonlySet<string>;
  readonly deeds: readonly Question[];
  readonly classes: Model["classes"];
  readonly levels: readonly Level[];
}

function assertionOf(model: Model, plan: readonly number[]): RandomAssertion | undefined {
  const on = at(model.classes, plan[0]);
  const possible = questionsOf(model, on).filter((q) => isThere(on, q));
  const two = (plan[1] ?? 0) % 2 === 0;
  const deeds = two ? [at(possible, plan[2]), at(possible, plan[3])] : [at(possible, plan[2])];
  const excepted = (plan[4] ?? 0) % 2 === 0 || model.groups.length < 2 ? [] : [at(model.groups, plan[4]).name];
  const below = (plan[5] ?? 0) % 3 === 0;
  const level = (plan[6] ?? 0) % 6;
  const subject = excepted.length === 0 ? "no group" : `only ${excepted.map(written).join(", ")}`;
  const claim = two ? `both ${deeds.map(deedText).join(" and ")} on` : `${deedText(at(deeds, 0))} ${single(at(deeds, 0))}`;
  return {
    text: `assert ${subject} ${claim} ${written(on.name)}${below ? " and below" : ""}${level === 0 ? "" : ` from level ${level}`}${at(conditions, plan[7])}`,
    excepted: new Set(excepted),
    deeds,
    classes: below ? model.classes.filter((cls) => cls.searchOrder.includes(on)) : [on],
    levels: ([1, 2, 3, 4, 5] as const).filter((each) => each >= level),
  };
}

function isThere(on: Model["classes"][number], question: Question): boolean {
  if (question.kind === "privilege") return on.privileges.includes(question.privilege);
  if (question.kind === "rule") return on.searchOrder.some((cls) => cls.ownRules.has(question.rule));
  return question.kind !== "see" || on.properties.has(question.path[0] ?? "");
}

function deedText(question: Question): string {
  switch (question.kind) {
    case "setting":
      return `can ${question.setting}`;
    case "privilege":
      return `has ${written(question.privilege)}`;
    case "rule":
      return `can perform ${written(question.rule)}`;
    case "see":
      return `sees .${question.path.join(".")}`;
    default:
      return "can discover";
  }
}

function single({ kind }: Question): string {
  return kind === "see" ? "of" : kind === "setting" || kind === "discover" ? "" : "on";
}

function holds(model: Model, { text, excepted, deeds, classes, levels }: RandomAssertion, request: RandomRequest): void {
  for (const group of model.groups) {
    if (excepted.has(group.name)) continue;
    const subject = { kind: "group", group } as const;
    const world = concreteWorld(model, subject, { ...request, now: clock });
    for (const on of classes) {
      for (const level of levels) {
        const evaluation = { on, level, world, whens: undefined };
        const spoken = model.assertions.every(({ when, unless }) => {
          if (when !== undefined && truthOf(evaluation, when, undefined) !== "true") return false;
          return unless === undefined || truthOf(evaluation, unless, undefined) !== "true";
        });
        const broken = spoken && deeds.every((deed) => evaluate(model, subject, level, on, world, deed, { trace: false }).allowed);
        if (broken) throw new Error(`proved, but ${group.name} does it to ${on.name} at level ${level}: ${text}\n${JSON.stringify(request)}`);
      }
    }
  }
}
