// What of a condition is said otherwise in each database.
import type { TypeData } from "../data.ts";
import type { Scalar } from "../filter/condition.ts";
import type { Fragment } from "./fragment.ts";

export type DialectName = "postgres" | "sqlite" | "mysql";
export type Comparison = "=" | "<" | "<=" | ">" | ">=";

/** Where a value is read: a column, something in a JSON column, or an element of a list. */
export interface Slot {
  readonly sql: Fragment;
  /** In JSON: the way to the value, names that are safe in a path. Absent: a value of the database's own. */
  readonly json?: readonly string[];
  /** An element of a JSON list in SQLite: its type, as `json_type` tells it. */
  readonly elementType?: Fragment;
}

/** Each fragment is met, or not met, or null, which is as not met: conditions are positive. */
export interface Dialect {
  readonly name: DialectName;
  /** Absent or null, and nothing on the way to it is ill-typed. */
  isNull(slot: Slot, type: TypeData): Fragment;
  /** Well-typed and not null. Never null itself for an element of a list. */
  known(slot: Slot, type: TypeData): Fragment;
  /** A well-typed scalar, to be compared with others of its type by code units or value. */
  scalar(slot: Slot, type: TypeData): Fragment;
  /** A value as something to compare with such a scalar. */
  value(value: Scalar, type: TypeData): Fragment;
  /** Compares a scalar with a value; may be met only where the scalar is well-typed or `known` is asked too. */
  against(operator: Comparison, slot: Slot, type: TypeData, value: Scalar): Fragment;
  isOneOf(slot: Slot, type: TypeData, values: readonly Scalar[]): Fragment;
  startsWith(text: Fragment, part: Fragment): Fragment;
  endsWith(text: Fragment, part: Fragment): Fragment;
  contains(text: Fragment, part: Fragment): Fragment;
  /** Of a list that is known. */
  length(slot: Slot): Fragment;
  /** A list's elements as a table called `name`; no rows if it is no list. */
  elements(slot: Slot, element: string, name: string): { readonly from: Fragment; readonly slot: Slot };
}

export const MAX_INTEGER = "9007199254740991";
export const MAX_DECIMAL = "1.7976931348623157e308";

/** The way into JSON one step after the other: absent where a page is, ill-typed (`bad`) where one on the way is no object. */
export function typeOnWay(typeAt: (depth: number) => Fragment, depth: number, from = 0): Fragment {
  const type = typeAt(from);
  if (from === depth) return ["coalesce(", ...type, ", 'null')"];
  return ["CASE coalesce(", ...type, ", 'null') WHEN 'null' THEN 'null' WHEN 'object' THEN ", ...typeOnWay(typeAt, depth, from + 1), " ELSE 'bad' END"];
}

/** Gregorian dates of the years 0001 to 9999, for databases with regular expressions. */
export const DATE_PATTERN =
  "^((?!0000)[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))" +
  "|([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)-02-29)$";

/** What databases without lists and records hold as JSON. */
export function isJsonType(type: TypeData): boolean {
  return typeof type !== "string" && type[0] !== "union";
}
