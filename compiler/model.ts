// The checked policy: names are references, types are known, search orders are computed, blocks are one class each.
import type { Mask, RuleKind, SettingName, TestDeclaration } from "./ast.ts";
import type { Condition, ListOperand, LiteralOperand, ValueType } from "./condition.ts";
import type { Span } from "./source.ts";

/** The nine settings, in the order of tables. */
export const settingNames = [
  "open",
  "modify",
  "delete",
  "run-reports",
  "execute-activities",
  "open-rules",
  "modify-rules",
  "delete-rules",
  "execute-rules",
] as const satisfies readonly SettingName[];

export interface Model {
  /** In declaration order. `@baseclass` is not among them. */
  readonly classes: readonly ClassModel[];
  /** Built in: index -1, no properties; the last of every search order, so it may have blocks, policies and access whens. */
  readonly baseclass: ClassModel;
  /** Flat, pages included: first `id`, `accessGroup`, `roles`, then what is declared, in order. */
  readonly operator: readonly Attribute[];
  readonly context: readonly Attribute[];
  /** Distinct privilege names, in order of first declaration. */
  readonly privileges: readonly string[];
  /** Distinct rule names, in order of first declaration. */
  readonly rules: readonly string[];
  readonly roles: readonly RoleModel[];
  readonly groups: readonly GroupModel[];
  readonly externalAssignments: readonly ExternalAssignmentModel[];
  /** Names checked, subjects and classes known to exist; values checked against types. */
  readonly tests: readonly TestDeclaration[];
  readonly assertions: readonly AssertionModel[];
}

/** A top-level property of a class. */
export interface Property {
  readonly name: string;
  readonly type: ValueType;
  readonly documentation: string | undefined;
  /** Where it is declared first, seen from the class. */
  readonly span: Span;
}

/** One attribute of operator or context; a page is listed itself and then its fields with longer paths. */
export interface Attribute {
  readonly path: readonly string[];
  readonly type: ValueType;
  /** The value that stands for an absent one. */
  readonly default: LiteralOperand | ListOperand | undefined;
  readonly builtIn: boolean;
  /** Where it is declared; absent if it is built in. */
  readonly span: Span | undefined;
  readonly documentation: string | undefined;
}

export interface ClassModel {
  /** Its index in `Model.classes`; -1 for `@baseclass`. */
  readonly index: number;
  readonly name: string;
  readonly abstract: boolean;
  readonly documentation: string | undefined;
  /** The name in its declaration. */
  readonly span: Span;
  /** docs/language.md, Search order: the class itself first, `@baseclass` last. */
  readonly searchOrder: readonly ClassModel[];
  /** All properties, inherited ones too: nearest class first, declaration order within a class. */
  readonly properties: ReadonlyMap<string, Property>;
  /** Access whens written on this class itself. */
  readonly ownWhens: ReadonlyMap<string, AccessWhenModel>;
  /** Policies written on this class itself, in declaration order. */
  readonly ownPolicies: readonly PolicyModel[];
  readonly ownPrivileges: readonly string[];
  /** The names in their declarations, in the same order. */
  readonly ownPrivilegeSpans: readonly Span[];
  /** All privileges declared on the classes of its search order, in the order of `Model.privileges`. */
  readonly privileges: readonly string[];
  /** Rules written on this class itself. */
  readonly ownRules: ReadonlyMap<string, RuleModel>;
}

export interface AccessWhenModel {
  readonly name: string;
  readonly on: ClassModel;
  readonly body: Condition;
  readonly documentation: string | undefined;
  readonly span: Span;
}

// Roles

/** What a written setting says (docs/language.md, Roles). Absent parts hold always. */
export interface AccessValue {
  /** Grants when the system's level is at most this; absent: at every level. */
  readonly level: number | undefined;
  readonly when: Condition | undefined;
  /** The setting's row in the source. */
  readonly span: Span;
}
export interface DenyValue {
  /** Denies when lowest ≤ the system's level ≤ highest; lowest > highest: never. */
  readonly lowest: number;
  readonly highest: number;
  readonly when: Condition | undefined;
  readonly span: Span;
}

/** Access of Role to Object, for exactly one class; `all settings` and `all privileges` are spelled out. */
export interface AccessBlockModel {
  readonly on: ClassModel;
  readonly settings: ReadonlyMap<SettingName, AccessValue>;
  readonly privileges: ReadonlyMap<string, AccessValue>;
  /** The rows `all settings` and `all privileges`: what they give to the others is among these already. */
  readonly allSettings: AccessValue | undefined;
  readonly allPrivileges: AccessValue | undefined;
  readonly span: Span;
}
/** Access Deny, for exactly one class; `and below` is spelled out. */
export interface DenyBlockModel {
  readonly on: ClassModel;
  readonly settings: ReadonlyMap<SettingName, DenyValue>;
  readonly allSettings: DenyValue | undefined;
  readonly span: Span;
}

export interface RoleModel {
  /** Its index in `Model.roles`. */
  readonly index: number;
  readonly name: string;
  readonly documentation: string | undefined;
  readonly span: Span;
  readonly dependsOn: readonly RoleModel[];
  /** Where the names of `dependsOn` stand. */
  readonly dependsOnSpans: readonly Span[];
  /** This role and all that it depends on, directly or not, in order of first visit. */
  readonly holds: readonly RoleModel[];
  readonly inheritsPrivileges: boolean;
  readonly access: ReadonlyMap<ClassModel, AccessBlockModel>;
  readonly deny: ReadonlyMap<ClassModel, DenyBlockModel>;
  /** Has deny blocks, no access blocks, and depends on none. */
  readonly denyOnly: boolean;
}

export interface GroupModel {
  readonly index: number;
  readonly name: string;
  readonly documentation: string | undefined;
  readonly span: Span;
  readonly roles: readonly RoleModel[];
  /** Where the names of `roles` stand. */
  readonly roleSpans: readonly Span[];
  readonly stop: boolean;
}

// Policies

/**
 * What a policy is for. `read`, `update`, `delete`, `discover`, one of the other six settings,
 * `privilege NAME`, `property-read`, or `property-encrypt`. A declaration for several actions gives several models.
 */
export type ModelAction =
  | { readonly kind: "action"; readonly action: "read" | "update" | "delete" | "discover" | Exclude<SettingName, "open" | "modify" | "delete"> }
  | { readonly kind: "privilege"; readonly privilege: string }
  | {
      readonly kind: "property-read";
      readonly properties: readonly { readonly path: readonly string[]; readonly type: ValueType; readonly mask: Mask | undefined }[];
    }
  | { readonly kind: "property-encrypt"; readonly properties: readonly { readonly path: readonly string[]; readonly type: ValueType }[] };

export interface PolicyModel {
  readonly name: string;
  readonly on: ClassModel;
  readonly final: boolean;
  readonly action: ModelAction;
  /** For `discover`: the properties that it shows. */
  readonly showing: readonly (readonly string[])[];
  /** A constant true for property-encrypt. */
  readonly condition: Condition;
  readonly documentation: string | undefined;
  readonly span: Span;
}

export interface RuleModel {
  readonly name: string;
  readonly ruleKind: RuleKind;
  readonly on: ClassModel;
  /** At least one. */
  readonly requires: readonly string[];
  readonly when: Condition | undefined;
  readonly documentation: string | undefined;
  readonly span: Span;
}

/** The rule kinds that act on an instance: the read policies must be met too (docs/language.md, Rules). */
export const readingRuleKinds: ReadonlySet<RuleKind> = new Set(["flow-action", "activity", "correspondence", "attachment", "section"]);

export interface ExternalAssignmentModel {
  readonly name: string;
  readonly on: ClassModel;
  readonly group: GroupModel;
  readonly performs: readonly { readonly kind: "rule" | "privilege"; readonly name: string; readonly span: Span }[];
  /** Milliseconds. */
  readonly expiresAfter: number;
  readonly remindEvery: number | undefined;
  readonly open: boolean;
  readonly documentation: string | undefined;
  readonly span: Span;
}

/** What an assertion says that somebody can do. */
export type DeedModel =
  | { readonly kind: "setting"; readonly setting: SettingName }
  | { readonly kind: "discover" }
  | { readonly kind: "privilege"; readonly privilege: string }
  | { readonly kind: "rule"; readonly rule: string }
  | { readonly kind: "see"; readonly path: readonly string[] };

/** docs/language.md, Assertions: no group but those of `only` can do all deeds to one object. */
export interface AssertionModel {
  readonly title: string | undefined;
  readonly only: readonly GroupModel[];
  /** One or two. */
  readonly deeds: readonly DeedModel[];
  readonly on: ClassModel;
  /** `on`, and the classes below it where the assertion says so. */
  readonly classes: readonly ClassModel[];
  /** Production levels, 1 to 5. */
  readonly lowest: number;
  readonly highest: number;
  readonly when: Condition | undefined;
  readonly unless: Condition | undefined;
  /** The whole declaration. */
  readonly span: Span;
}
