// The decision tables: everything that the generated module holds, before it is written as text.
import type { PolicyData } from "../runtime/data.ts";
import type { ValueType } from "./condition.ts";
import type { DecisionNode } from "./diagram.ts";

export interface Tables {
  /** All but the checksum, which is made over it when it is written. */
  readonly data: Omit<PolicyData, "checksum">;
  /** By condition: code `FIRST_CONDITION + i` is met where this diagram ends in 1. Free of levels. */
  readonly conditions: readonly DecisionNode[];
  /** By column: whether some group's decision is a condition, at whatever level. */
  readonly conditional: readonly boolean[];
  /** By class id, as `data.classes`. */
  readonly objects: readonly ObjectShape[];
  readonly operator: readonly FieldShape[];
  readonly context: readonly FieldShape[];
  readonly externalAssignments: readonly ExternalAssignmentShape[];
  readonly documentation: {
    readonly groups: readonly (string | undefined)[];
    readonly privileges: readonly (string | undefined)[];
    readonly rules: readonly (string | undefined)[];
  };
}

/** The type of a class's objects. */
export interface ObjectShape {
  readonly name: string;
  /** The name under which generated code knows the class: `TGB_HR_Work_Purchase`. Unique. */
  readonly identifier: string;
  readonly documentation: string | undefined;
  /** Class ids whose shapes it extends: together with `fields` they have all its properties. */
  readonly extends: readonly number[];
  /** Properties that none of `extends` has. */
  readonly fields: readonly FieldShape[];
}

/** A property or an attribute, pages nested. Built-in attributes that a host may not set are left out. */
export interface FieldShape {
  readonly name: string;
  readonly type: ValueType;
  readonly documentation: string | undefined;
}

/** What a guest may do, once, with one instance. */
export interface ExternalAssignmentShape {
  readonly name: string;
  readonly class: string;
  readonly group: string;
  readonly performs: readonly ({ readonly rule: string } | { readonly privilege: string })[];
  /** Milliseconds. */
  readonly expiresAfter: number;
  readonly remindEvery: number | undefined;
  /** Whether the guest may also open the instance. */
  readonly open: boolean;
  readonly documentation: string | undefined;
}
