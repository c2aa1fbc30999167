// Diagnostics 7xxx: what running the tests of a policy finds.
import { define } from "./diagnostic.ts";

export const testDiagnostics = {
  testFailed: define<{ title: string; expected: string; decision: string }>(
    "ACL7001",
    "test-failed",
    "error",
    (a) => `test \`${a.title}\` fails: it expects \`${a.expected}\`, but the policy ${a.decision} it`,
  ),
  noTests: define<{ where: string }>("ACL7002", "no-tests", "error", (a) => `there is no test in ${a.where}`),
  coverageTooLow: define<{ what: string; found: string; least: string }>(
    "ACL7003",
    "coverage-too-low",
    "error",
    (a) => `the tests cover ${a.found} % of the ${a.what}, less than ${a.least} %`,
  ),
} as const;
