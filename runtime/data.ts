// The data of a generated module: names and tables in the form in which they stand in the file.

/** The version of this form. A module of another format refuses to load. */
export const FORMAT = 3;

/** The first ten columns of every row. Then come the privileges, then the rules, in the order of their lists. */
export const settings = [
  "open",
  "modify",
  "delete",
  "run-reports",
  "execute-activities",
  "open-rules",
  "modify-rules",
  "delete-rules",
  "execute-rules",
  "discover",
] as const;
export type Setting = (typeof settings)[number];

/** What a cell says. Codes from `FIRST_CONDITION` on are conditions, evaluated by the module's `test`. */
export const DENIED = 0;
export const ALLOWED = 1;
/** A privilege or rule that is not declared for the class: denied, with a reason of its own. */
export const NOT_DECLARED = 2;
export const FIRST_CONDITION = 3;

/** What a role alone says, in role tables. Codes from `FIRST_OUTCOME` on are entries of `PolicyData.outcomes`. */
export const NONE = 0;
export const GRANT = 1;
export const DENY = 2;
export const FIRST_OUTCOME = 3;

/** A value's type, in short: a scalar's name, `["list", scalar]`, or `["union", member, …]`. A page is `["page"]`. */
export type TypeData = string | readonly [kind: "list" | "union" | "page", ...names: string[]];

/** `path` joined by dots, as in `customer.region`; pages stand before their fields. `default` for an absent value. */
export type AttributeData = readonly [path: string, type: TypeData, defaultValue?: unknown];

/**
 * A readable table of cells, for small policies: for each subject (a group, a role, or the policies alone) its classes
 * with their rows of codes, subjects and classes in the order of their lists. A row's cells are separated by blanks:
 * `-` is 0, `+` is 1, `.` is 2, `L0` the first level-dependent code, a number any other code.
 * Level-dependent codes lie behind the others: code `first + n` stands for `levels[n]`, where `first` is
 * `FIRST_CONDITION + conditions` in tables of decisions and `FIRST_OUTCOME + outcomes.length` in tables of roles.
 */
export type RowsData = readonly (readonly [subject: string, rows: readonly (readonly [cls: string, cells: string])[]])[];

/** All three tables of a large policy, in a text that runtime/packed.ts reads. */
export interface PackedData {
  /** In memory, row ids lie in pages of so many classes, and so many pages differ. */
  readonly pageSize: number;
  readonly pageCount: number;
  /** How many rows differ. */
  readonly rows: readonly [groups: number, roles: number, policies: number];
  readonly text: string;
}

/** A large policy as it stands in its module: `unpack` makes the names and lists of it, and PolicyData of them. */
export interface PackedPolicy extends Omit<PolicyData, "classes" | "groups" | "roles" | "viewOf" | "groupTable" | "roleTable" | "policyTable" | "packed"> {
  readonly counts: readonly [classes: number, groups: number, roles: number];
  /** See runtime/names.ts. */
  readonly names: string;
  readonly packed: PackedData;
}

/** What else is to be known of a property. */
export interface PropertyData {
  /** A page's fields follow it. Absent: a single value, of which it is said where a mask or encryption needs it. */
  readonly kind?: "page" | "list" | "text" | "number" | "date" | "datetime";
  /**
   * How it is masked where it is not seen, as runtime/masks/methods.ts reads it; absent: it is left out. Several ways
   * come each with the code of who needs no such mask; who needs more than one gets the strictest.
   */
  readonly mask?: string | readonly (readonly [mask: string, code: number])[];
  /** Discover policies show it, or something in it. */
  readonly shown?: 1;
  /** It is stored encrypted. */
  readonly encrypted?: 1;
}

export interface PolicyData {
  readonly format: number;
  /** Over everything else here; see runtime/checksum.ts. */
  readonly checksum: string;
  /** By class id; numbered so that the classes below one follow it (preorder). */
  readonly classes: readonly string[];
  readonly groups: readonly (readonly [name: string, roles: readonly number[], stop: 0 | 1])[];
  /** `holds`: the role itself and all that it depends on. */
  readonly roles: readonly (readonly [name: string, holds: readonly number[], denyOnly: 0 | 1])[];
  readonly privileges: readonly string[];
  /** `variants`: the privileges of which one is needed; a rule declared again with other privileges has several. */
  readonly rules: readonly (readonly [name: string, variants: readonly (readonly number[])[]])[];
  /** `[rule, class, variant]` where the variant is not the first. */
  readonly ruleVariants: readonly (readonly [rule: number, cls: number, variant: number])[];
  readonly operator: readonly AttributeData[];
  readonly context: readonly AttributeData[];
  /** The top-level properties that some condition reads. */
  readonly properties: readonly string[];
  /** How many conditions `test` knows. */
  readonly conditions: number;
  /** For each condition, the code of "some object could meet it": 0, 1, or a condition that reads no property. */
  readonly could: readonly number[];
  /** The conditions once more, as data, for filters: see runtime/filter/packed.ts. */
  readonly filters: string;
  /** Level-dependent decisions: the codes at levels 1 to 5. */
  readonly levels: readonly (readonly [number, number, number, number, number])[];
  /** What roles say by condition: the codes of "it grants" and of "it says something". */
  readonly outcomes: readonly (readonly [grants: number, speaks: number])[];
  readonly outcomeLevels: readonly (readonly [number, number, number, number, number])[];
  /** Of a large policy, instead of the three tables, which are empty. */
  readonly packed?: PackedData;
  /** The decisions of every group: roles and policies joined. */
  readonly groupTable: RowsData;
  /** What each role alone says, policies left out; a rule's column is not used. Combined for an ad-hoc set of roles. */
  readonly roleTable: RowsData;
  /**
   * What the policies alone say; the subject is called `policies`. In a privilege's column NOT_DECLARED where the class lacks it; in a rule's
   * column its `when` joined with the read policies where they apply; in `discover`'s the second half of its definition.
   */
  readonly policyTable: RowsData;
  /** Distinct lists of properties with the code of who sees them, all properties of a class and its pages' fields. */
  readonly views: readonly (readonly (readonly [path: string, code: number, notes?: PropertyData])[])[];
  /** Each class's view. */
  readonly viewOf: ArrayLike<number>;
}

/** What a requestor brings, checked and flattened once: `operator.id`, `context.channel`, … (see runtime/facts.ts). */
export interface Facts {
  /** A well-typed value (a datetime as milliseconds), null if absent, or the symbol `illTyped`. */
  readonly [name: `operator.${string}` | `context.${string}`]: unknown;
  /** By role index: whether it is among the requestor's roles or those that they depend on. */
  readonly holds: readonly boolean[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Facts as conditions read them: the well-typed value, or else NaN, with which no comparison is true (of a list or a page:
 * undefined). Requestors are made so: their own fields are reached fastest.
 */
export interface Known {
  readonly [name: `operator.${string}` | `context.${string}`]: unknown;
  /** These tell what is absent from what is ill-typed. */
  readonly facts: Facts;
  readonly holds: readonly boolean[];
  readonly now: () => number;
}

/** The generated function with all conditions: true only if the condition of this code is met. May throw. `known` is a `Known`. */
export type Test = (code: number, object: object, known: never) => boolean;
