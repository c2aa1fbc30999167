// Everything that is wrong with a policy in memory, its failing tests included.
import { check, type Diagnostic, memoryHost } from "aclc/compiler";
import { failures, runTests } from "../compiler/policy-test/index.ts";

export async function problemsIn(entry: string, files: ReadonlyMap<string, string | Uint8Array>): Promise<readonly Diagnostic[]> {
  const { diagnostics, policy } = await check([entry], memoryHost(files));
  return policy === undefined ? diagnostics : [...diagnostics, ...failures(runTests(policy.model, policy.tables, Date.now()))];
}
