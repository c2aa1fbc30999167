// The one error of encryption. It says what to do about it, and nothing of what was stored.

export type EncryptionErrorCode =
  /** A stored value that was changed, cut off, moved, or made with another key of the same name. */
  | "NOT_AUTHENTIC"
  /** The key store does not answer, or does not know the key. */
  | "KEY_UNAVAILABLE"
  /** The key has encrypted as much as one key may: make another the current one. */
  | "KEY_EXHAUSTED"
  /** A value that has no stored form, such as a function. */
  | "NOT_STORABLE";

const messages: Readonly<Record<EncryptionErrorCode, string>> = {
  NOT_AUTHENTIC: "the value is not available",
  KEY_UNAVAILABLE: "the value is not available",
  KEY_EXHAUSTED: "the current key has been used up",
  NOT_STORABLE: "the value cannot be stored",
};

/** Told apart by `name` and `code`: a host may hold two copies of this package. */
export class EncryptionError extends Error {
  override readonly name = "EncryptionError";
  readonly code: EncryptionErrorCode;
  /** The path of the property, where it is about one. */
  readonly property: string | undefined;
  constructor(code: EncryptionErrorCode, property?: string) {
    super(messages[code]);
    this.code = code;
    this.property = property;
  }
}
