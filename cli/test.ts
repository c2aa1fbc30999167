// `aclc test`: runs the tests of a policy, says why those that fail do, and how much of the policy they cover.
import { check } from "../compiler/index.ts";
import type { Model } from "../compiler/index.ts";
import { commandLineDiagnostics } from "../compiler/diagnostics/command-line.ts";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { internalDiagnostics } from "../compiler/diagnostics/internal.ts";
import { testDiagnostics } from "../compiler/diagnostics/tests.ts";
import { type Coverage, coverageOf, Disagreement, failures, type Ratio, runTests, type TestResult } from "../compiler/policy-test/index.ts";
import { failure, problem } from "./failure.ts";
import { coverageText, percent } from "./coverage-text.ts";
import { type ExitCode, FINE, INTERNAL, type Io, PROBLEMS } from "./io.ts";
import { exitCodeOf } from "./outcome.ts";
import { openProject, type Project } from "./project.ts";
import { painter, report, reportOne } from "./report.ts";
import { failureText, jsonReport, junitReport, prettyReport } from "./test-report.ts";
import { watchTargets } from "./watch.ts";

export type Reporter = "pretty" | "json" | "junit";

export interface TestOptions {
  readonly coverage?: boolean;
  /** Percent, of each figure. */
  readonly minCoverage?: number;
  /** Files that end in `.html` or `.json`. */
  readonly coverageOut?: readonly string[];
  readonly reporter: Reporter;
  readonly watch?: boolean;
}

export async function testCommand(io: Io, paths: readonly string[], options: TestOptions): Promise<ExitCode> {
  for (const path of options.coverageOut ?? []) {
    if (!/\.(html|json)$/.test(path))
      throw failure(commandLineDiagnostics.wrongOption, { option: "--coverage-out", value: path, expected: "a file that ends in `.html` or `.json`" });
  }
  const project = openProject(io, paths);
  if (!options.watch) return await testOnce(io, project, paths, options);
  return await watchTargets(io, [project], (target) => testOnce(io, target, paths, options));
}

async function testOnce(io: Io, { entries, host }: Pick<Project, "entries" | "host">, paths: readonly string[], options: TestOptions): Promise<ExitCode> {
  io.progress(`testing ${paths.join(", ")}`);
  try {
    const { diagnostics, policy } = await check(entries, host);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (policy === undefined) {
      io.progress(undefined);
      await report(io, errors);
      return exitCodeOf(errors);
    }
    const results = runTests(policy.model, policy.tables, Date.now());
    const wanted = options.coverage === true || options.minCoverage !== undefined || options.coverageOut !== undefined;
    const coverage = wanted ? coverageOf(policy.model, policy.tables, results) : undefined;
    io.progress(undefined);
    return await printAll(io, policy.model, results, coverage, paths, options);
  } catch (error) {
    if (!(error instanceof Disagreement)) throw error;
    const help = "this is a fault of aclc, not of your policy: do not use what it builds, and please report it with the policy";
    await reportOne(io, problem(internalDiagnostics.verificationFailed, { what: error.message }, help));
    return INTERNAL;
  } finally {
    io.progress(undefined);
  }
}

async function printAll(
  io: Io,
  model: Model,
  results: readonly TestResult[],
  coverage: Coverage | undefined,
  paths: readonly string[],
  options: TestOptions,
): Promise<ExitCode> {
  const problems = [...summaryProblems(results, paths), ...shortfalls(coverage, options.minCoverage)];
  const failed = failures(results);
  for (const [i, diagnostic] of failed.entries()) await io.stderr.write(`${failureText(diagnostic, results, i, painter(io, io.stderr))}\n`);
  switch (options.reporter) {
    case "pretty":
      await io.stdout.write(prettyReport(results, painter(io, io.stdout)));
      if (coverage !== undefined) await io.stdout.write(`\n${coverageText(coverage)}`);
      break;
    case "json":
      await io.stdout.write(jsonReport(results, coverage, [...failed, ...problems]));
      break;
    case "junit":
      await io.stdout.write(junitReport(results));
      break;
  }
  if (coverage !== undefined) await writeCoverage(io, model, coverage, options.coverageOut ?? []);
  for (const diagnostic of problems) await reportOne(io, diagnostic);
  return failed.length + problems.length > 0 ? PROBLEMS : FINE;
}

/** No tests are not taken for success: a path that is wrong would go unnoticed for ever. */
function summaryProblems(results: readonly TestResult[], paths: readonly string[]): readonly Diagnostic[] {
  if (results.length > 0) return [];
  return [
    problem(
      testDiagnostics.noTests,
      { where: paths.map((path) => `\`${path}\``).join(", ") },
      'write a declaration `test "…" { … }`, by habit in a file `NAME.test.acl`',
    ),
  ];
}

function shortfalls(coverage: Coverage | undefined, least: number | undefined): readonly Diagnostic[] {
  if (coverage === undefined || least === undefined) return [];
  return figures(coverage)
    .filter(([, { done, all }]) => done * 100 < least * all)
    .map(([what, found]) =>
      problem(
        testDiagnostics.coverageTooLow,
        { what, found: percent(found), least: String(least) },
        "`aclc test --coverage` lists what is missing, with tests to start from",
      ),
    );
}

function figures({ cells, entries, conditions, comparisons }: Coverage): readonly (readonly [string, Ratio])[] {
  return [
    ["cells", cells],
    ["entries", entries],
    ["outcomes of conditions", conditions],
    ["comparisons", comparisons],
  ];
}

async function writeCoverage(io: Io, model: Model, coverage: Coverage, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const { coveragePage } = await import("./coverage-page.ts");
    const { writeResult } = await import("./write-result.ts");
    const text = path.endsWith(".html") ? coveragePage(coverage, titleOf(model)) : `${JSON.stringify(coverage, undefined, 2)}\n`;
    await writeResult(io, path, text);
  }
}

/** The files that the tests stand in. */
function titleOf(model: Model): string {
  return [...new Set(model.tests.map(({ span }) => span.file.path))].join(", ");
}
