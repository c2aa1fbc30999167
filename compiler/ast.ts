// The abstract syntax tree: what an author wrote, declaration by declaration, names not yet resolved.
import type { Span } from "./source.ts";

/** A name as written. `text` is without backticks. */
export interface Name {
  readonly text: string;
  readonly quoted: boolean;
  readonly span: Span;
}

/** `.customer.region` has segments `customer`, `region`; `operator.id` has root `operator`. Segments are never empty. */
export interface Path {
  readonly kind: "path";
  readonly root: "object" | "operator" | "context";
  readonly segments: readonly Name[];
  readonly span: Span;
}

export type ScalarName = "text" | "integer" | "decimal" | "boolean" | "date" | "datetime";

export type TypeNode =
  | { readonly kind: "scalar"; readonly name: ScalarName; readonly span: Span }
  | { readonly kind: "list"; readonly element: ScalarName; readonly span: Span }
  | { readonly kind: "union"; readonly members: readonly TextLiteral[]; readonly span: Span }
  | { readonly kind: "page"; readonly fields: readonly Field[]; readonly span: Span };

/** A property of a class, or an attribute of `operator` or `context`; only the latter may have a default. */
export interface Field {
  readonly name: Name;
  readonly type: TypeNode;
  readonly default: Literal | undefined;
  readonly documentation: string | undefined;
  readonly span: Span;
}

// Literals and operands

export interface TextLiteral {
  readonly kind: "text";
  readonly value: string;
  readonly span: Span;
}
export interface NumberLiteral {
  readonly kind: "number";
  readonly value: number;
  /** False for `2.0` as for `2.5`: what has a point is a decimal. */
  readonly integer: boolean;
  readonly span: Span;
}
export interface BooleanLiteral {
  readonly kind: "boolean";
  readonly value: boolean;
  readonly span: Span;
}
export interface DateLiteral {
  readonly kind: "date";
  readonly value: string;
  readonly span: Span;
}
/** `value` is as written, a valid RFC 3339 text with an offset. */
export interface DatetimeLiteral {
  readonly kind: "datetime";
  readonly value: string;
  readonly span: Span;
}
export type ScalarLiteral = TextLiteral | NumberLiteral | BooleanLiteral | DateLiteral | DatetimeLiteral;
export interface ListLiteral {
  readonly kind: "list";
  readonly elements: readonly ScalarLiteral[];
  readonly span: Span;
}
export type Literal = ScalarLiteral | ListLiteral;

/** A length of time: `7 days`. Singular units are written as plural here. */
export interface Duration {
  readonly count: number;
  readonly unit: "minutes" | "hours" | "days" | "weeks";
  readonly span: Span;
}

/** `now`, `today`, moved or not. */
export interface Clock {
  readonly kind: "clock";
  readonly which: "now" | "today";
  readonly offset: { readonly sign: 1 | -1; readonly duration: Duration } | undefined;
  readonly span: Span;
}

export type Operand = Path | Clock | Literal;

// Expressions

export type CompareOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";

export type Expression =
  | { readonly kind: "or" | "and"; readonly operands: readonly Expression[]; readonly span: Span }
  | { readonly kind: "not"; readonly operand: Expression; readonly span: Span }
  | { readonly kind: "constant"; readonly value: boolean; readonly unrestricted: boolean; readonly span: Span }
  | {
      readonly kind: "compare";
      readonly operator: CompareOperator;
      readonly operatorSpan: Span;
      readonly left: Operand;
      readonly right: Operand;
      readonly span: Span;
    }
  | { readonly kind: "between"; readonly operand: Operand; readonly low: Operand; readonly high: Operand; readonly span: Span }
  | { readonly kind: "match"; readonly how: "starts with" | "ends with" | "contains"; readonly left: Operand; readonly right: Operand; readonly span: Span }
  | { readonly kind: "includes"; readonly how: "one" | "all of" | "any of"; readonly list: Operand; readonly other: Operand; readonly span: Span }
  | { readonly kind: "in"; readonly negated: boolean; readonly element: Operand; readonly list: Operand; readonly span: Span }
  | { readonly kind: "is null"; readonly negated: boolean; readonly operand: Operand; readonly span: Span }
  | { readonly kind: "is empty"; readonly negated: boolean; readonly operand: Operand; readonly span: Span }
  /** A boolean property or attribute on its own. */
  | { readonly kind: "truth"; readonly operand: Path; readonly span: Span }
  /** The name of an access when. */
  | { readonly kind: "reference"; readonly name: Name; readonly span: Span }
  | { readonly kind: "holds"; readonly role: Name; readonly span: Span };

/** The body of an access when or of a policy. */
export type Body =
  | { readonly kind: "single"; readonly expression: Expression; readonly span: Span }
  | { readonly kind: "rows"; readonly rows: readonly Row[]; readonly otherwise: Expression; readonly span: Span };
export interface Row {
  readonly when: Expression;
  readonly then: Expression;
  readonly span: Span;
}

// Declarations

interface Declared {
  readonly documentation: string | undefined;
  /** The whole declaration. */
  readonly span: Span;
}

export interface ImportDeclaration {
  readonly kind: "import";
  readonly path: TextLiteral;
  readonly span: Span;
}

/** `operator { … }` or `context { … }`. */
export interface AttributesDeclaration extends Declared {
  readonly kind: "operator" | "context";
  readonly fields: readonly Field[];
}

export interface ClassDeclaration extends Declared {
  readonly kind: "class";
  readonly name: Name;
  readonly extends: Name | undefined;
  readonly withoutPattern: boolean;
  readonly fields: readonly Field[];
}

export interface AccessWhenDeclaration extends Declared {
  readonly kind: "access when";
  readonly name: Name;
  readonly on: Name;
  readonly body: Body;
}

export interface PrivilegeDeclaration extends Declared {
  readonly kind: "privilege";
  readonly name: Name;
  readonly on: readonly Name[];
}

export type SettingName =
  "open" | "modify" | "delete" | "run-reports" | "execute-activities" | "open-rules" | "modify-rules" | "delete-rules" | "execute-rules";

/** What a written setting says; both parts may be absent. Level 0 to 5 is checked by the builder of this tree. */
export interface SettingValue {
  readonly level: NumberLiteral | undefined;
  readonly when: Expression | undefined;
}

export type AccessSetting = { readonly value: SettingValue; readonly span: Span } & (
  | { readonly kind: "setting"; readonly setting: SettingName; readonly name: Name }
  | { readonly kind: "privileges"; readonly names: readonly Name[] }
  | { readonly kind: "all settings" }
  | { readonly kind: "all privileges" }
);

/** `from N`, `up to N`, or `0`; absent: at every level. */
export interface DenyBound {
  readonly how: "from" | "up to" | "never";
  readonly level: number;
  readonly span: Span;
}

export type DenySetting = { readonly bound: DenyBound | undefined; readonly when: Expression | undefined; readonly span: Span } & (
  { readonly kind: "setting"; readonly setting: SettingName; readonly name: Name } | { readonly kind: "all settings" }
);

export interface BlockTarget {
  readonly name: Name;
  readonly andBelow: boolean;
}

export interface AccessBlock {
  readonly kind: "access";
  readonly targets: readonly BlockTarget[];
  readonly settings: readonly AccessSetting[];
  readonly span: Span;
}
export interface DenyBlock {
  readonly kind: "deny";
  readonly targets: readonly BlockTarget[];
  readonly settings: readonly DenySetting[];
  readonly span: Span;
}

export interface RoleDeclaration extends Declared {
  readonly kind: "role";
  readonly name: Name;
  readonly dependsOn: readonly Name[];
  readonly inheritsPrivileges: boolean;
  readonly blocks: readonly (AccessBlock | DenyBlock)[];
}

export interface GroupDeclaration extends Declared {
  readonly kind: "group";
  readonly name: Name;
  readonly roles: readonly Name[];
  readonly stop: boolean;
}

export type Mask =
  | { readonly kind: "full"; readonly with: string | undefined; readonly span: Span }
  | { readonly kind: "all but last" | "all but first"; readonly count: number; readonly with: string | undefined; readonly span: Span }
  | { readonly kind: "digits"; readonly count: number; readonly with: string | undefined; readonly span: Span }
  | { readonly kind: "year"; readonly year: number; readonly span: Span }
  | { readonly kind: "day month"; readonly day: number; readonly month: number; readonly span: Span }
  | { readonly kind: "date"; readonly date: string; readonly span: Span };

export interface MaskedProperty {
  readonly path: Path;
  readonly mask: Mask | undefined;
  readonly span: Span;
}

export type PolicyAction =
  | { readonly kind: "action"; readonly action: "read" | "update" | "delete" | Exclude<SettingName, "open" | "modify" | "delete">; readonly span: Span }
  | { readonly kind: "discover"; readonly showing: readonly Path[]; readonly span: Span }
  | { readonly kind: "privilege"; readonly name: Name; readonly span: Span }
  | { readonly kind: "property-read"; readonly properties: readonly MaskedProperty[]; readonly span: Span }
  | { readonly kind: "property-encrypt"; readonly properties: readonly Path[]; readonly span: Span };

export interface PolicyDeclaration extends Declared {
  readonly kind: "policy";
  readonly final: boolean;
  readonly name: Name;
  readonly on: readonly Name[];
  readonly actions: readonly PolicyAction[];
  /** Absent only for property-encrypt. */
  readonly body: Body | undefined;
}

export type RuleKind = "flow-action" | "flow" | "activity" | "correspondence" | "attachment" | "navigation" | "report" | "section";

export interface RuleDeclaration extends Declared {
  readonly kind: "rule";
  readonly ruleKind: RuleKind;
  readonly name: Name;
  readonly on: Name;
  readonly requires: readonly Name[];
  readonly when: Expression | undefined;
}

export interface ExternalAssignmentDeclaration extends Declared {
  readonly kind: "external assignment";
  readonly name: Name;
  readonly on: Name;
  readonly group: Name;
  readonly performs: readonly Name[];
  readonly expiresAfter: Duration;
  readonly remindEvery: Duration | undefined;
  readonly open: boolean;
}

// Tests

export type TestValue =
  | ScalarLiteral
  | { readonly kind: "null"; readonly span: Span }
  | { readonly kind: "values"; readonly elements: readonly TestValue[]; readonly span: Span }
  | TestObject;
export interface TestObject {
  readonly kind: "object";
  readonly entries: readonly { readonly name: Name; readonly value: TestValue; readonly span: Span }[];
  readonly span: Span;
}

export type Expectation = { readonly expected: boolean; readonly on: Name; readonly object: TestObject | undefined; readonly span: Span } & (
  | { readonly kind: "can"; readonly action: SettingName | "discover"; readonly name: Name }
  | { readonly kind: "has"; readonly privilege: Name }
  | { readonly kind: "perform"; readonly rule: Name }
  | { readonly kind: "sees"; readonly path: Path }
);

export interface TestDeclaration extends Declared {
  readonly kind: "test";
  readonly title: TextLiteral;
  readonly subject: { readonly kind: "group"; readonly group: Name } | { readonly kind: "roles"; readonly roles: readonly Name[] };
  readonly level: NumberLiteral | undefined;
  readonly operator: TestObject | undefined;
  readonly context: TestObject | undefined;
  readonly now: DatetimeLiteral | undefined;
  readonly expectations: readonly Expectation[];
}

// Assertions

/** What an assertion says that somebody can do. */
export type Deed = { readonly span: Span } & (
  | { readonly kind: "can"; readonly action: SettingName | "discover"; readonly name: Name }
  | { readonly kind: "has"; readonly privilege: Name }
  | { readonly kind: "perform"; readonly rule: Name }
  | { readonly kind: "sees"; readonly path: Path }
);

/** `assert no group can both perform A and perform B on C`, proved for every object, operator and request. */
export interface AssertDeclaration extends Declared {
  readonly kind: "assert";
  readonly title: TextLiteral | undefined;
  readonly subject:
    { readonly kind: "no group" | "nobody"; readonly span: Span } | { readonly kind: "only"; readonly groups: readonly Name[]; readonly span: Span };
  /** One, or two after `both`: then it is about doing both to one object. */
  readonly deeds: readonly [Deed] | readonly [Deed, Deed];
  /** How two deeds are written: `can both A and B`, or `both can A and has B`. */
  readonly sharedVerb: boolean;
  readonly on: BlockTarget;
  /** Absent: at every level. */
  readonly levels: { readonly how: "at" | "from" | "up to"; readonly level: NumberLiteral; readonly span: Span } | undefined;
  readonly when: Expression | undefined;
  readonly unless: Expression | undefined;
}

export type Declaration =
  | ImportDeclaration
  | AttributesDeclaration
  | ClassDeclaration
  | AccessWhenDeclaration
  | PrivilegeDeclaration
  | RoleDeclaration
  | GroupDeclaration
  | PolicyDeclaration
  | RuleDeclaration
  | ExternalAssignmentDeclaration
  | TestDeclaration
  | AssertDeclaration;

/** One file. Declarations with syntax errors are left out; what is here is whole. */
export interface FileTree {
  readonly file: import("./source.ts").SourceFile;
  readonly declarations: readonly Declaration[];
}
