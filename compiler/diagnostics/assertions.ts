// Diagnostics 7xxx: assertions that the policy does not keep.
import { define } from "./diagnostic.ts";

export const assertionDiagnostics = {
  assertionFails: define<{ title: string | undefined; what: string }>(
    "ACL7001",
    "assertion-fails",
    "error",
    (a) => `${a.title === undefined ? "this assertion" : `the assertion \`${a.title}\``} fails: ${a.what}`,
  ),
  assertionUndecided: define<{ title: string | undefined; what: string }>(
    "ACL7002",
    "assertion-undecided",
    "error",
    (a) => `${a.title === undefined ? "this assertion" : `the assertion \`${a.title}\``} is neither proved nor refuted: ${a.what}`,
  ),
  assertionIdle: define<{ group: string; what: string }>(
    "ACL7003",
    "assertion-idle",
    "warning",
    (a) => `group \`${a.group}\` need not be excepted here: it never does what the assertion forbids, to ${a.what}`,
  ),
} as const;
