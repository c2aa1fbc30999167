// Runs the tests of a policy: the tables decide, and the reference evaluator says why.
import { testDiagnostics } from "../diagnostics/tests.ts";
import { Collector, type Diagnostic, type Label } from "../diagnostics/diagnostic.ts";
import { interpret } from "../interpret.ts";
import type { Expectation, TestDeclaration } from "../ast.ts";
import type { ClassModel, Model } from "../model.ts";
import { evaluate } from "../reference/evaluate.ts";
import { linesOf } from "../reference/lines.ts";
import type { Question, QuestionStep } from "../reference/trace.ts";
import { concreteWorld } from "../reference/world.ts";
import { spanText } from "../source.ts";
import type { Tables } from "../tables.ts";
import { ask, membership } from "../verify/cells.ts";
import type { Policy } from "../../runtime/index.ts";
import { expectationText, found, namesOf, questionOf, requestOf, type TestRequest } from "./requests.ts";

export interface TestResult {
  readonly test: TestDeclaration;
  readonly expectations: readonly ExpectationResult[];
  readonly passed: boolean;
}

export interface ExpectationResult {
  readonly expectation: Expectation;
  readonly request: TestRequest;
  readonly question: Question;
  readonly on: ClassModel;
  /** What the policy decided. */
  readonly allowed: boolean;
  readonly passed: boolean;
  readonly trace: QuestionStep;
}

/** The tables and the reference evaluator decided differently: a fault of the compiler, whatever the test expects. */
export class Disagreement extends Error {
  override readonly name = "Disagreement";
}

/** `now`: milliseconds since 1970, for tests that do not say. Throws a Disagreement. */
export function runTests(model: Model, tables: Tables, now: number): readonly TestResult[] {
  const names = namesOf(model);
  const decide = decider(model, interpret(tables));
  return model.tests.map((test) => {
    const subject = names.subjectOf(test);
    const expectations = test.expectations.map((expectation): ExpectationResult => {
      const request = requestOf(test, subject, expectation, now);
      const question = questionOf(expectation);
      const on = found(names.classes, expectation.on.text);
      const { allowed, trace } = decide(request, question, on);
      return { expectation, request, question, on, allowed, passed: allowed === expectation.expected, trace };
    });
    return { test, expectations, passed: expectations.every(({ passed }) => passed) };
  });
}

/** Decides by the tables and by the reference evaluator; they have to agree. */
export function decider(model: Model, policy: Policy) {
  return (request: TestRequest, question: Question, on: ClassModel): { readonly allowed: boolean; readonly trace: QuestionStep } => {
    const { subject, level, operator, context, object, now } = request;
    const requestor = policy
      .with({ productionLevel: level, now: () => now })
      .requestor({ ...membership(subject), operator: operator ?? {}, context: context ?? {} });
    const allowed = ask(requestor, on.name, question, object);
    const { allowed: expected, trace } = evaluate(model, subject, level, on, concreteWorld(model, subject, request), question);
    if (allowed !== expected) throw new Disagreement(`${linesOf(trace).headline}, but the tables say ${allowed ? "allowed" : "denied"}`);
    return { allowed, trace };
  };
}

/** One diagnostic for each expectation that does not hold; its labels are the lines of the policy that decided. */
export function failures(results: readonly TestResult[]): readonly Diagnostic[] {
  const sink = new Collector();
  for (const { test, expectations } of results) {
    for (const result of expectations.filter(({ passed }) => !passed)) {
      const { headline, because } = linesOf(result.trace);
      const reasons = because.flatMap((line) => [line, ...line.children]);
      const labels = reasons.flatMap(({ text, span }): readonly Label[] => (span === undefined ? [] : [{ span: firstLine(span), message: text }]));
      sink.report(
        testDiagnostics.testFailed,
        result.expectation.span,
        { title: test.title.value, expected: expectationText(result.expectation), decision: result.allowed ? "allows" : "denies" },
        { labels: labels.slice(0, MOST_LABELS), help: [headline, ...reasons.filter(({ span }) => span === undefined).map(({ text }) => text)].join("\n") },
      );
    }
  }
  return sink.diagnostics;
}

const MOST_LABELS = 8;

/** A long declaration is pointed at by its first line. */
function firstLine(span: Label["span"]): Label["span"] {
  const end = spanText(span).search(/\r?\n/);
  return end < 0 ? span : { ...span, end: span.start + end };
}
