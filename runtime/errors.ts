// The errors that the runtime throws. Told apart by `name` and `code`: a host may hold two copies of this package.

/** Why something is denied. The list is closed. */
export type DenialReason =
  /** The question is none: a name that is no text, an action that is no setting and no privilege, rule or property. */
  | "BAD_REQUEST"
  | "UNKNOWN_CLASS"
  | "UNKNOWN_SETTING"
  /** No class, or not this one, has it. */
  | "UNKNOWN_PRIVILEGE"
  | "UNKNOWN_RULE"
  | "UNKNOWN_PROPERTY"
  /** No object of the class could be allowed. */
  | "NOT_GRANTED"
  | "CONDITION_NOT_MET"
  /** The policies alone already fail for this object, whatever the roles grant. */
  | "POLICY_NOT_MET"
  /** It depends on the object, and nothing is known of it. */
  | "NO_OBJECT"
  /** A condition could not be evaluated. */
  | "ERROR";

export type RequestorErrorCode =
  | "BAD_REQUEST"
  | "UNKNOWN_GROUP"
  | "UNKNOWN_ROLE"
  /** A role that only denies, in a set without `stop`. */
  | "DENY_ONLY_ROLE"
  | "TOO_MANY_ROLES"
  /** A switch to a group that is not among the operator's. */
  | "NOT_A_MEMBER";

/** A requestor that cannot be made. */
export class RequestorError extends Error {
  override readonly name = "RequestorError";
  readonly code: RequestorErrorCode;
  constructor(code: RequestorErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A module that was edited, cut off, or made by another version; or a level that is none. */
export class PolicyLoadError extends Error {
  override readonly name = "PolicyLoadError";
  readonly code = "POLICY_LOAD";
}

/** What `require` throws. */
export class AccessDenied extends Error {
  override readonly name = "AccessDenied";
  readonly code = "ACCESS_DENIED";
  readonly status = 403;
  readonly reason: DenialReason;
  constructor(reason: DenialReason) {
    super(`access denied: ${reason}`);
    this.reason = reason;
  }
}

/** For reading a module's data: whatever is thrown says that it is damaged. */
export function undamaged<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new PolicyLoadError(`the policy is damaged: ${String(error)}`);
  }
}
