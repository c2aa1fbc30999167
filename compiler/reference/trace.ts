// The trace of a decision: a tree of steps, as data. Rendering is another file's job.
import type { SettingName } from "../ast.ts";
import type { Atom, Condition, Operand } from "../condition.ts";
import type { AccessValue, AccessWhenModel, ClassModel, DenyValue, GroupModel, PolicyModel, RoleModel, RuleModel } from "../model.ts";

/** Three-valued, as in SQL. */
export type Truth = "true" | "false" | "unknown";

/** What one role says about one setting or privilege of one class. */
export type Says = "grant" | "deny" | "none";

export type Subject =
  { readonly kind: "group"; readonly group: GroupModel } | { readonly kind: "roles"; readonly roles: readonly RoleModel[]; readonly stop: boolean };

export type Question =
  | { readonly kind: "setting"; readonly setting: SettingName }
  | { readonly kind: "discover" }
  | { readonly kind: "privilege"; readonly privilege: string }
  | { readonly kind: "rule"; readonly rule: string }
  | { readonly kind: "see"; readonly path: readonly string[] }
  | { readonly kind: "encrypted"; readonly path: readonly string[] };

export type Level = 1 | 2 | 3 | 4 | 5;

/** What an operand came to in a request. */
export type OperandValue =
  | { readonly kind: "value"; readonly value: Scalar | readonly Scalar[]; readonly defaulted: boolean }
  | { readonly kind: "absent" | "null" | "no object" }
  | { readonly kind: "ill-typed"; readonly why: string };

/** A datetime is milliseconds since 1970, a date is `YYYY-MM-DD`. */
export type Scalar = string | number | boolean;

export interface ComparedOperand {
  readonly operand: Operand;
  readonly value: OperandValue;
}

/** What of a role is asked about. */
export type Wanted = { readonly kind: "setting"; readonly setting: SettingName } | { readonly kind: "privilege"; readonly privilege: string };

export type Step =
  | QuestionStep
  | SubjectStep
  | PrivilegeStep
  | RoleStep
  | DenyStep
  | AccessStep
  | PassedClassStep
  | PassedRoleStep
  | PoliciesStep
  | PolicyStep
  | RuleStep
  | EncryptStep
  | ConditionStep
  | RowStep
  | AtomStep;

/** The root. `refused`: why nothing was looked at. */
export interface QuestionStep {
  readonly kind: "question";
  readonly question: Question;
  readonly subject: Subject;
  readonly level: Level;
  readonly on: ClassModel;
  readonly allowed: boolean;
  readonly refused: "base class" | "not declared" | undefined;
  readonly children: readonly Step[];
}

/** All roles of a group or set joined. Children: roles, asked or passed over. */
export interface SubjectStep {
  readonly kind: "subject";
  readonly subject: Subject;
  readonly wanted: Wanted;
  readonly allowed: boolean;
  readonly children: readonly Step[];
}

/** One of the privileges that a rule asks for. */
export interface PrivilegeStep {
  readonly kind: "privilege";
  readonly privilege: string;
  readonly allowed: boolean;
  readonly children: readonly Step[];
}

/** `again`: this role was asked before in the same question; its steps stand there. */
export interface RoleStep {
  readonly kind: "role";
  readonly role: RoleModel;
  readonly wanted: Wanted;
  readonly dependedOnBy: RoleModel | undefined;
  readonly says: Says;
  readonly again: boolean;
  readonly children: readonly Step[];
}

/** A deny block's setting; it denies, or says nothing (its level or its condition does not hold). */
export interface DenyStep {
  readonly kind: "deny";
  readonly role: RoleModel;
  readonly on: ClassModel;
  readonly setting: SettingName;
  readonly value: DenyValue;
  readonly level: Level;
  readonly levelHolds: boolean;
  readonly denies: boolean;
  readonly children: readonly Step[];
}

/** An access block's setting or privilege: where the search along the classes ended. */
export interface AccessStep {
  readonly kind: "access";
  readonly role: RoleModel;
  readonly on: ClassModel;
  readonly wanted: Wanted;
  readonly value: AccessValue;
  readonly level: Level;
  readonly levelHolds: boolean;
  readonly grants: boolean;
  readonly children: readonly Step[];
}

/**
 * A class of the search order that did not decide for a role.
 * `no block`, `blank` (the block leaves the setting out), `ends privileges` (the block leaves the privilege out, and the
 * role does not inherit privileges), `behind`: a nearer class, a deny block or the end of privileges had decided already.
 */
export interface PassedClassStep {
  readonly kind: "passed class";
  readonly role: RoleModel;
  readonly on: ClassModel;
  readonly wanted: Wanted;
  readonly why: "no block" | "blank" | "ends privileges" | "behind";
  readonly value: AccessValue | undefined;
  readonly children: readonly [];
}

/** A role that was not asked. `stop`: one before it decided; `decided`: the role that depends on it speaks for itself. */
export interface PassedRoleStep {
  readonly kind: "passed role";
  readonly role: RoleModel;
  readonly dependedOnBy: RoleModel | undefined;
  readonly why: "stop" | "decided";
  readonly children: readonly [];
}

/** All policies for one action, joined by and. `action` as written: `read`, `privilege P`, `property-read of .a`. */
export interface PoliciesStep {
  readonly kind: "policies";
  readonly action: string;
  readonly truth: Truth;
  /** False for discover policies when there are none: they open nothing then. */
  readonly needed: boolean;
  readonly children: readonly Step[];
}

/** `overriddenBy`: the policy of a nearer class that has its name; then it was passed over. */
export interface PolicyStep {
  readonly kind: "policy";
  readonly policy: PolicyModel;
  readonly truth: Truth;
  readonly overriddenBy: PolicyModel | undefined;
  readonly children: readonly Step[];
}

/** The declaration of the rule that holds for the class, and the truth of its `when`. */
export interface RuleStep {
  readonly kind: "rule";
  readonly rule: RuleModel;
  readonly truth: Truth;
  readonly children: readonly Step[];
}

/** A property-encrypt policy that names the property. */
export interface EncryptStep {
  readonly kind: "encrypt";
  readonly policy: PolicyModel;
  readonly children: readonly [];
}

/** `not`, `and`, `or`, a constant, rows, or a reference with the access when that it means here. */
export interface ConditionStep {
  readonly kind: "condition";
  readonly condition: Exclude<Condition, { readonly kind: "atom" }>;
  readonly when: AccessWhenModel | undefined;
  /** The same access when was evaluated before in this question; its steps stand there. */
  readonly again: boolean;
  readonly truth: Truth;
  readonly children: readonly Step[];
}

/** One row: `when` and, if it decided, its `then`. `otherwise` has no `when`. */
export interface RowStep {
  readonly kind: "row";
  readonly condition: Condition;
  readonly otherwise: boolean;
  /** What `when` came to. */
  readonly truth: Truth;
  readonly decided: boolean;
  readonly children: readonly Step[];
}

export interface AtomStep {
  readonly kind: "atom";
  readonly atom: Atom;
  readonly condition: Condition;
  readonly truth: Truth;
  readonly operands: readonly ComparedOperand[];
  readonly children: readonly [];
}

/** Where a step puts its children; undefined when nobody wants a trace. */
export type Log = Step[] | undefined;
