// Runs one test of a policy, by the compiler that is here: nothing of the folder's own is executed.
import { check } from "../compiler/compile.ts";
import type { Host } from "../compiler/host.ts";
import { failures, runTests } from "../compiler/policy-test/index.ts";

export interface Outcome {
  readonly passed: boolean;
  readonly text: string;
}

/** `now`: milliseconds since 1970, for a test that does not say. */
export async function runTest(path: string, title: string, host: Host, now: number): Promise<Outcome> {
  const { policy, diagnostics } = await check([path], host);
  if (policy === undefined) return { passed: false, text: `the policy has errors: ${diagnostics[0]?.message ?? ""}` };
  const tests = policy.model.tests.filter(({ title: { value, span } }) => value === title && span.file.path === path);
  if (tests.length === 0) return { passed: false, text: `there is no test "${title}" in ${path}` };
  const failed = failures(runTests({ ...policy.model, tests }, policy.tables, now));
  const count = tests.reduce((sum, { expectations }) => sum + expectations.length, 0);
  if (failed.length > 0) return { passed: false, text: failed.map(({ message }) => message).join("; ") };
  return { passed: true, text: `"${title}" passed: ${count} ${count === 1 ? "expectation holds" : "expectations hold"}` };
}
