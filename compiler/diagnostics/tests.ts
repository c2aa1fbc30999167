// Diagnostics 71xx: what running the tests of a policy finds.
import { define } from "./diagnostic.ts";

export const testDiagnostics = {
  testFailed: define<{ title: string; expected: string; decision: string }>(
    "ACL7101",
    "test-failed",
    "error",
    (a) => `test \`${a.title}\` fails: it expects \`${a.expected}\`, but the policy ${a.decision} it`,
  ),
  noTests: define<{ where: string }>("ACL7102", "no-tests", "error", (a) => `there is no test in ${a.where}`),
  coverageTooLow: define<{ what: string; found: string; least: string }>(
    "ACL7103",
    "coverage-too-low",
    "error",
    (a) => `the tests cover ${a.found} % of the ${a.what}, less than ${a.least} %`,
  ),
} as const;
