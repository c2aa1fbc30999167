// Diagnostics of the decision tables: limits, and findings that only the finished tables show (5xxx).
import { define } from "./diagnostic.ts";

export const tableDiagnostics = {
  decisionTooLarge: define<{ subject: string; cls: string; what: string; limit: number }>(
    "ACL5001",
    "decision-too-large",
    "error",
    (a) => `the decision on ${a.what} of \`${a.cls}\` for ${a.subject} has more than ${a.limit} distinctions`,
  ),
  conditionAlwaysTrue: define<{ text: string }>("ACL5002", "condition-always-true", "warning", (a) => `this condition is always true: \`${a.text}\``),
  conditionNeverTrue: define<{ text: string }>("ACL5003", "condition-never-true", "warning", (a) => `this condition is never true: \`${a.text}\``),
  assignmentNeverGranted: define<{ what: string; name: string; group: string; cls: string }>(
    "ACL5004",
    "assignment-never-granted",
    "error",
    (a) => `${a.what} \`${a.name}\` can never be granted to group \`${a.group}\` on \`${a.cls}\``,
  ),
} as const;
