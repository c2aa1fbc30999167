// What is thrown where a filter cannot be made: never is a looser one made instead.

export type FilterErrorCode =
  /** The tree would be too large for a query. */
  | "TOO_LARGE"
  /** The database, or the adapter, cannot tell what the condition asks. */
  | "NOT_EXPRESSIBLE"
  /** A property that the condition reads has no column. */
  | "NO_COLUMN"
  /** A filter of several classes, and no column that says which one a row is of. */
  | "NO_CLASS_COLUMN"
  /** A column map or an option that is none. */
  | "BAD_OPTIONS"
  /** A policy that is not made by a generated module, or by an old one. */
  | "NO_CONDITIONS";

/** Told apart by `name` and `code`. */
export class FilterError extends Error {
  override readonly name = "FilterError";
  readonly code: FilterErrorCode;
  constructor(code: FilterErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
