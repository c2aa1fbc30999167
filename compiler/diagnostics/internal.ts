// Diagnostics 9xxx: faults of the compiler itself, never of what a user wrote.
import { define } from "./diagnostic.ts";

export const internalDiagnostics = {
  internalError: define<{ what: string }>("ACL9001", "internal-error", "error", (a) => `aclc itself failed: ${a.what}`),
  verificationFailed: define<{ what: string }>(
    "ACL9002",
    "verification-failed",
    "error",
    (a) => `the decision tables and the reference evaluator disagree: ${a.what}`,
  ),
} as const;
