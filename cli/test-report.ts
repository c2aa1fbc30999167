// What `aclc test` prints: for people, as JSON, and as JUnit's XML.
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { diagnosticsJson } from "../compiler/diagnostics/json.ts";
import { type Paint, prettyOne } from "../compiler/diagnostics/pretty.ts";
import { visible } from "../compiler/diagnostics/visible.ts";
import { renderTrace, traceData } from "../compiler/explain.ts";
import { position } from "../compiler/index.ts";
import { type Coverage, expectationText, type ExpectationResult, type TestResult } from "../compiler/policy-test/index.ts";

/** A line for each test, and one that counts them. */
export function prettyReport(results: readonly TestResult[], paint: Paint): string {
  const lines = results.map(({ test, passed, expectations }) => {
    const bad = expectations.filter((each) => !each.passed).length;
    const mark = passed ? "ok  " : paint("error", "FAIL");
    return `${mark} ${visible(test.title.value)}${passed ? "" : `  (${bad} of ${expectations.length})`}`;
  });
  return [...lines, ...(lines.length === 0 ? [] : [""]), counts(results), ""].join("\n");
}

/** The nth failure: where, what, and every step of the decision. */
export function failureText(diagnostic: Diagnostic, results: readonly TestResult[], index: number, paint: Paint): string {
  const result = failed(results)[index];
  const steps = result === undefined ? "" : renderTrace(result.trace).split("every step:\n")[1];
  if (steps === undefined || steps === "") return prettyOne(diagnostic, paint);
  return `${prettyOne(diagnostic, paint)}\nevery step:\n${steps.split("\n").map(visible).join("\n")}`;
}

export function jsonReport(results: readonly TestResult[], coverage: Coverage | undefined, diagnostics: readonly Diagnostic[]): string {
  const tests = results.map(({ test, passed, expectations }) => ({
    title: test.title.value,
    ...placeOf(test),
    passed,
    expectations: expectations.map((result) => ({
      text: expectationText(result.expectation),
      ...placeOf(result.expectation),
      expected: result.expectation.expected,
      decision: result.allowed,
      passed: result.passed,
      ...(result.passed ? {} : { trace: traceData(result.trace) }),
    })),
  }));
  const problems = (JSON.parse(diagnosticsJson(diagnostics)) as { diagnostics: unknown }).diagnostics;
  return `${JSON.stringify({ tests, ...numbers(results), diagnostics: problems, ...(coverage === undefined ? {} : { coverage }) }, undefined, 2)}\n`;
}

/** A suite for each file, a case for each test. */
export function junitReport(results: readonly TestResult[]): string {
  const files = new Map<string, TestResult[]>();
  for (const result of results) {
    const { path } = result.test.span.file;
    files.set(path, [...(files.get(path) ?? []), result]);
  }
  const suites = [...files].map(([file, tests]) => {
    const bad = tests.filter(({ passed }) => !passed).length;
    return `  <testsuite name="${xml(file)}" tests="${tests.length}" failures="${bad}">\n${tests.map((test) => caseOf(file, test)).join("")}  </testsuite>\n`;
  });
  const bad = results.filter(({ passed }) => !passed).length;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="aclc test" tests="${results.length}" failures="${bad}">\n${suites.join("")}</testsuites>\n`;
}

function caseOf(file: string, { test, expectations }: TestResult): string {
  const head = `    <testcase name="${xml(test.title.value)}" classname="${xml(file)}" file="${xml(file)}" line="${placeOf(test).line}"`;
  const bad = expectations.filter(({ passed }) => !passed);
  if (bad.length === 0) return `${head}/>\n`;
  const failures = bad.map((result) => {
    const message = `${placeOf(result.expectation).line}: ${expectationText(result.expectation)}, but the policy ${result.allowed ? "allows" : "denies"} it`;
    return `      <failure message="${xml(message)}" type="ACL7101">${xml(renderTrace(result.trace))}</failure>\n`;
  });
  return `${head}>\n${failures.join("")}    </testcase>\n`;
}

function failed(results: readonly TestResult[]): readonly ExpectationResult[] {
  return results.flatMap(({ expectations }) => expectations.filter(({ passed }) => !passed));
}

function numbers(results: readonly TestResult[]) {
  const expectations = results.flatMap((each) => each.expectations);
  return {
    passed: results.filter(({ passed }) => passed).length,
    failed: results.filter(({ passed }) => !passed).length,
    expectations: expectations.length,
    failedExpectations: expectations.filter(({ passed }) => !passed).length,
  };
}

function counts(results: readonly TestResult[]): string {
  if (results.length === 0) return "no tests";
  const found = numbers(results);
  const tests = `${results.length} ${results.length === 1 ? "test" : "tests"}`;
  const asked = `${found.expectations} ${found.expectations === 1 ? "expectation" : "expectations"}`;
  return found.failed === 0 ? `${tests}, ${asked}, all hold` : `${tests}, ${found.failed} failed; ${asked}, ${found.failedExpectations} failed`;
}

function placeOf({ span }: Pick<TestResult["test"], "span">): { readonly file: string; readonly line: number } {
  return { file: span.file.path, line: position(span.file, span.start).line };
}

/** What XML cannot hold at all becomes a replacement character. */
function xml(text: string): string {
  const harmless = text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\u{fffd}");
  return harmless.replace(/[&<>"\t\n\r]/g, (c) => (c === "\n" ? c : `&#${c.charCodeAt(0)};`));
}
