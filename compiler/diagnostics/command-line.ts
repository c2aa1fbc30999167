// Diagnostics 81xx: how the command line was used, what it could not write, and requests that it could not take.
import { define } from "./diagnostic.ts";

export const commandLineDiagnostics = {
  wrongUsage: define<{ what: string }>("ACL8101", "wrong-usage", "error", (a) => a.what),
  wrongOption: define<{ option: string; value: string; expected: string }>(
    "ACL8102",
    "wrong-option-value",
    "error",
    (a) => `\`${a.option}\` takes ${a.expected}, not \`${a.value}\``,
  ),
  nothingToRead: define<{ folder: string }>("ACL8103", "no-policies", "error", (a) => `there is no \`.acl\` file in \`${a.folder}\``),
  unreadableInput: define<{ path: string; reason: string }>("ACL8104", "unreadable-input", "error", (a) => `cannot read \`${a.path}\`: ${a.reason}`),
  unwritableOutput: define<{ path: string; reason: string }>("ACL8105", "unwritable-output", "error", (a) => `cannot write \`${a.path}\`: ${a.reason}`),
  staleOutput: define<{ path: string; why: string }>("ACL8106", "stale-output", "error", (a) => `\`${a.path}\` ${a.why}`),
  invalidJson: define<{ where: string; reason: string }>("ACL8107", "invalid-json", "error", (a) => `${a.where} is not valid JSON: ${a.reason}`),
  unknownSubject: define<{ what: string; name: string }>("ACL8108", "unknown-in-question", "error", (a) => `the policy has no ${a.what} \`${a.name}\``),
  unknownCode: define<{ code: string }>("ACL8109", "unknown-code", "error", (a) => `there is no diagnostic \`${a.code}\``),
} as const;
