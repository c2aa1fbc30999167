// What the command line and the editor use of policy tests: running them, coverage, and which files hold nothing else.
export { coverageOf, MOST_LISTED, type ConditionCoverage, type Coverage, type Line, type Ratio, type Shown } from "./coverage/coverage.ts";
export { holdsOnlyTests } from "./only-tests.ts";
export { expectationText } from "./requests.ts";
export { Disagreement, failures, runTests, type ExpectationResult, type TestResult } from "./run.ts";
