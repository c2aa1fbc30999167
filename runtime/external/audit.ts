// What is written down about every step: never a token, a verifier, a session or an address.
import type { Link } from "./store.ts";

/** Why a guest was refused. Guests never see it. */
export type RefusalReason =
  /** No token, session or request of the right form. */
  | "MALFORMED"
  | "UNKNOWN"
  /** A right selector, a wrong verifier. */
  | "WRONG_VERIFIER"
  /** Somebody changed the row in the store: look into it at once. */
  | "ALTERED"
  /** Its key is no longer known. */
  | "UNKNOWN_KEY"
  /** A link of another tenant or audience. */
  | "OTHER_SERVICE"
  /** The policy no longer declares the assignment, or declares it for another class or group. */
  | "NOT_DECLARED"
  | "NOT_YET"
  | "EXPIRED"
  /** Answered already, by this link or by another one for the same instance. */
  | "USED"
  | "SUPERSEDED"
  | "REVOKED"
  | "LOCKED"
  /** The instance ended or changed. */
  | "CLOSED"
  /** The policy does not allow it now. */
  | "DENIED"
  | "TOO_MANY_STARTS"
  | "WRONG_PROOF"
  | "NO_SESSION"
  | "SESSION_EXPIRED"
  | "WRONG_SUBMISSION"
  /** What the submission wants to perform is not what the link is for. */
  | "OUT_OF_SCOPE"
  /** A request that another site made. */
  | "CROSS_SITE"
  | "NOT_CONFIRMED";

export type AuditEvent =
  | "issued"
  | "started"
  | "resumed"
  | "refused"
  | "submitted"
  | "replayed"
  | "undone"
  | "revoked"
  | "closed"
  | "superseded"
  | "locked"
  | "reminded"
  | "not-reminded"
  | "purged"
  | "unavailable";

export interface AuditRecord {
  /** Milliseconds since 1970, by the application's clock. */
  readonly at: number;
  readonly event: AuditEvent;
  readonly tenant: string;
  /** The hash of the link's selector. */
  readonly link?: string;
  readonly assignment?: string;
  readonly instance?: string;
  /** The beginning of a session's hash, which tells several guests with one link apart. */
  readonly session?: string;
  readonly reason?: RefusalReason | "UNDELIVERED";
  /** Of `purged`. */
  readonly count?: number;
}

export type Audit = (record: AuditRecord) => unknown;

export function aboutLink({ id, kind, instance }: Link): Pick<AuditRecord, "link" | "assignment" | "instance"> {
  return { link: id, assignment: kind, instance };
}
