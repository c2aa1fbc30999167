// Conditions with their types known: values, operands, atoms (single comparisons), and the trees that join them.
import type { ScalarName } from "./ast.ts";
import type { Span } from "./source.ts";

export type ValueType =
  | { readonly kind: "scalar"; readonly name: ScalarName }
  | { readonly kind: "list"; readonly element: ScalarName }
  | { readonly kind: "union"; readonly members: readonly string[] }
  | { readonly kind: "page"; readonly fields: readonly PageField[] };
export interface PageField {
  readonly name: string;
  readonly type: ValueType;
}

export type Condition =
  | { readonly kind: "constant"; readonly value: boolean; readonly span: Span }
  | { readonly kind: "not"; readonly operand: Condition; readonly span: Span }
  | { readonly kind: "and" | "or"; readonly operands: readonly Condition[]; readonly span: Span }
  /** Late-bound: the access when of this name that is nearest in the search order of the object's class. */
  | { readonly kind: "when"; readonly name: string; readonly span: Span }
  | {
      readonly kind: "rows";
      readonly rows: readonly { readonly when: Condition; readonly then: Condition; readonly span: Span }[];
      readonly otherwise: Condition;
      readonly span: Span;
    }
  | { readonly kind: "atom"; readonly atom: Atom; readonly span: Span };

/**
 * One comparison. Its operands have types that may be compared (docs/language.md, The decision).
 * `between` is two atoms; `!=`, `not in`, `is not null`, `is not empty` are a `not` around one.
 */
export type Atom =
  | { readonly kind: "compare"; readonly operator: "=" | "<" | "<=" | ">" | ">="; readonly left: Operand; readonly right: Operand }
  | { readonly kind: "match"; readonly how: "starts with" | "ends with" | "contains"; readonly left: Operand; readonly right: Operand }
  /** `one`: `other` is a scalar; else a list. `E in Y` is `Y includes E`. */
  | { readonly kind: "includes"; readonly how: "one" | "all of" | "any of"; readonly list: Operand; readonly other: Operand }
  | { readonly kind: "is null"; readonly operand: ReferenceOperand }
  | { readonly kind: "is empty"; readonly operand: Operand }
  | { readonly kind: "truth"; readonly operand: ReferenceOperand }
  | { readonly kind: "holds"; readonly role: string };

export type Operand = ReferenceOperand | ClockOperand | LiteralOperand | ListOperand;

/** A property (`root` is "object") or an attribute. */
export interface ReferenceOperand {
  readonly kind: "reference";
  readonly root: "object" | "operator" | "context";
  readonly path: readonly string[];
  readonly type: ValueType;
}
/** `now` is milliseconds since 1970, moved by `offset` milliseconds; `today` a UTC date moved by `offset` days. */
export interface ClockOperand {
  readonly kind: "clock";
  readonly which: "now" | "today";
  readonly offset: number;
  readonly type: ValueType;
}
/** A text, number, boolean, date (`YYYY-MM-DD`), or a datetime as milliseconds since 1970. */
export interface LiteralOperand {
  readonly kind: "literal";
  readonly value: string | number | boolean;
  readonly type: ValueType;
}
/** Elements as in `LiteralOperand`. */
export interface ListOperand {
  readonly kind: "list";
  readonly values: readonly (string | number | boolean)[];
  readonly type: ValueType;
}
