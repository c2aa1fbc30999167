// Measures what random policies exercise, on the traces of the reference.
import type { Step } from "../../compiler/explain.ts";
import { concreteWorld, evaluate } from "../../compiler/explain.ts";
import type { Level } from "../../compiler/explain.ts";
import type { Model } from "../../compiler/index.ts";
import { clock } from "./pools.ts";
import type { RandomRequest } from "./request.ts";
import { questionsOf, subjectsOf } from "../property/try-policy.ts";

/** Counts; `share` relates two of them. */
export class Measure {
  private readonly counts = new Map<string, number>();

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  share(part: string, whole: string): number {
    return (this.counts.get(part) ?? 0) / (this.counts.get(whole) ?? 1);
  }

  get lines(): string {
    return [...this.counts]
      .sort()
      .map(([what, n]) => `${what}: ${n}`)
      .join("\n");
  }
}

/** Every cell of the subjects that have roles, on each request; a cell that comes out both ways is conditional. */
export function measurePolicy(model: Model, requests: readonly RandomRequest[], measure: Measure): void {
  const subjects = subjectsOf(model).filter((subject) => subject.kind === "group" || subject.roles.length > 0);
  for (const [s, subject] of subjects.entries()) {
    const level = (1 + (s % 5)) as Level;
    for (const on of model.classes) {
      for (const question of questionsOf(model, on).filter(({ kind }) => kind !== "see")) {
        const answers = new Set<boolean>();
        for (const request of requests) {
          const world = concreteWorld(model, subject, { ...request, now: clock });
          const { allowed, trace } = evaluate(model, subject, level, on, world, question);
          answers.add(allowed);
          measure.count("decision");
          if (allowed) measure.count("decision allowed");
          walk(trace, (step) => measureStep(step, model, measure));
        }
        measure.count("cell");
        if (answers.size === 2) measure.count("cell conditional");
        else measure.count(answers.has(true) ? "cell allowed" : "cell denied");
      }
    }
  }
}

function walk(step: Step, visit: (step: Step) => void): void {
  visit(step);
  for (const child of step.children) walk(child, visit);
}

function measureStep(step: Step, model: Model, measure: Measure): void {
  switch (step.kind) {
    case "deny":
      measure.count("deny");
      measure.count(step.denies ? "deny denies" : "deny says nothing");
      break;
    case "access":
      measure.count("access");
      if (step.value.when !== undefined) measure.count("access conditional");
      if (step.grants) measure.count("access grants");
      break;
    case "passed role":
      measure.count(`passed role ${step.why}`);
      break;
    case "passed class":
      measure.count(`passed class ${step.why}`);
      break;
    case "role":
      measure.count("role");
      measure.count(`role ${step.says}`);
      if (step.dependedOnBy !== undefined) measure.count("role depended on");
      break;
    case "policy":
      measure.count(step.overriddenBy === undefined ? "policy" : "policy overridden");
      break;
    case "condition":
      if (step.when === undefined) break;
      measure.count("access when");
      if (model.classes.filter((cls) => cls.ownWhens.has(step.when?.name ?? "")).length > 1) measure.count("access when redefined");
      break;
    case "row":
      measure.count("row");
      break;
    case "atom":
      measure.count("atom");
      measure.count(`atom ${step.truth}`);
      measure.count(`atom ${step.atom.kind}`);
      break;
    default:
      break;
  }
}
