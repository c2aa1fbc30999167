// The errors of external assignments. Told apart by `name` and `code`: a host may hold two copies of this package.

/** What everybody outside is told, whatever the reason was: the reason is in the audit record only. */
export class LinkRefused extends Error {
  override readonly name = "LinkRefused";
  readonly code = "LINK_REFUSED";
  readonly status = 410;
  constructor() {
    super("this link can't be used");
  }
}

/** The store did not answer, or not surely. Nothing was accepted that the same submission, sent again, would not confirm. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
  readonly code = "STORE_UNAVAILABLE";
  readonly status = 503;
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}

/** A store whose settings would break a promise. */
export class UnsafeStore extends Error {
  override readonly name = "UnsafeStore";
  readonly code = "UNSAFE_STORE";
}

export type IssueErrorCode =
  /** Not a declaration of the policy that this service was given. */
  | "UNKNOWN_ASSIGNMENT"
  | "UNKNOWN_LINK"
  | "BAD_INSTANCE"
  /** Not one plain address. */
  | "BAD_RECIPIENT"
  /** No lifetime, one longer than declared, or one that ends before it begins. */
  | "BAD_LIFETIME"
  | "NO_INSTANCE"
  /** The policy does not allow it for this instance as it is now. */
  | "DENIED"
  /** Somebody answered for this version of the instance. */
  | "ALREADY_ANSWERED"
  /** The link has ended, or is being used at this moment. */
  | "NOT_OUTSTANDING";

/** A link that can't be issued: for the host, never shown to guests. */
export class IssueError extends Error {
  override readonly name = "IssueError";
  readonly code: IssueErrorCode;
  constructor(code: IssueErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Whether an error is one of these, also one of another copy. */
export function hasCode(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && (error as { readonly code?: unknown }).code === code;
}

/** For stores: whatever a driver throws means that the store can't be relied on at this moment. */
export function unavailable(name: string, error: unknown): StoreUnavailable {
  return hasCode(error, "STORE_UNAVAILABLE") ? (error as StoreUnavailable) : new StoreUnavailable(`the ${name} store does not answer as it should`, error);
}
