// The tree of a filter: what must be true of an object, with everything else that the policy asks already decided.
import type { TypeData } from "../data.ts";
import type { Match } from "./packed.ts";

/**
 * A condition that is positive throughout: tests joined by `and` and `or`. Each test is met or not, nothing between:
 * where a value is absent or ill-typed, a test is not met, whether it asks for true or for false.
 */
export type Condition =
  /** Met by every object. */
  | { readonly kind: "all" }
  /** Met by no object. */
  | { readonly kind: "none" }
  /** At least two parts. */
  | { readonly kind: "and" | "or"; readonly parts: readonly Condition[] }
  /** Only in filters of several classes: the object is of one of these. */
  | { readonly kind: "class"; readonly names: readonly string[] }
  | Test;

/** `is` says whether the comparison must be true or must be false; unknown is neither. */
export interface Test {
  readonly kind: "test";
  readonly is: boolean;
  readonly compare: Comparing;
}

export type Comparing =
  | { readonly operator: "is null" | "is empty"; readonly of: Property }
  /** A value is one of these: also `=` with a value, and a boolean on its own. Datetimes are milliseconds. */
  | { readonly operator: "in"; readonly of: Property; readonly values: readonly Scalar[] }
  | { readonly operator: "=" | "<" | "<=" | ">" | ">="; readonly left: Property; readonly right: Operand }
  | { readonly operator: Match; readonly left: Operand; readonly right: Operand }
  | { readonly operator: "includes"; readonly list: Property; readonly other: Property }
  | { readonly operator: "includes all of" | "includes any of"; readonly list: Operand; readonly other: Operand };

export type Scalar = string | number | boolean;
export type Operand = Property | Value;

/** A property of the object, or a field of a page. */
export interface Property {
  readonly kind: "property";
  readonly path: readonly string[];
  readonly type: TypeData;
}

/** A scalar, or the elements of a list. Datetimes are milliseconds. */
export interface Value {
  readonly kind: "value";
  readonly value: Scalar | readonly Scalar[];
}

/** What `requestor.filter` gives: the condition, which knows the type of the objects that it is about. */
export type Filter<O extends object = object> = Condition & { readonly [ofObject]?: O };
declare const ofObject: unique symbol;

/** What a test asks, in the words of a policy, without its values: they may be confidential. */
export function describe(test: Test): string {
  const { compare } = test;
  const words = wordsOf(compare);
  return test.is ? words : `not (${words})`;
}

function wordsOf(compare: Comparing): string {
  if ("of" in compare) return `${nameOf(compare.of)} ${compare.operator}${compare.operator === "in" ? " […]" : ""}`;
  const [left, right] = "list" in compare ? [compare.list, compare.other] : [compare.left, compare.right];
  return `${nameOf(left)} ${compare.operator} ${nameOf(right)}`;
}

function nameOf(operand: Operand): string {
  return operand.kind === "property" ? `.${operand.path.join(".")}` : "…";
}
