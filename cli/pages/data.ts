// What the matrix page is given: decisions as numbers, and who wrote what, so that it can walk the search order itself.

/** `[file, line]`: an index of `files`, a line from 1. */
export type Place = readonly [file: number, line: number];

/** A class: name, depth in the tree, place, and its search order: `-1` for itself and then all of its parent's, else all ids. */
export interface ClassData {
  readonly name: string;
  /** The class above it in the tree; -1 at the top. */
  readonly parent: number;
  readonly place: Place;
  readonly doc?: string;
  /** Only where it is not the class itself and then its parent's. Ids, without `@baseclass`, which is -1. */
  readonly order?: readonly number[];
}

export interface GroupData {
  readonly name: string;
  readonly roles: readonly number[];
  readonly stop: boolean;
  readonly place: Place;
  readonly doc?: string;
}

/** A written setting: its text, its place, whether it has a condition, and its levels. Grants up to `high`, or denies from `low` to `high`. */
export interface SettingData {
  readonly text: string;
  readonly place: Place;
  readonly when: boolean;
  readonly low: number;
  readonly high: number;
}

/** Actions by number, to settings by number in `settings`. */
export type BlockData = Readonly<Record<string, number>>;

export interface RoleData {
  readonly name: string;
  readonly place: Place;
  readonly dependsOn: readonly number[];
  readonly inheritsPrivileges: boolean;
  /** By class id (`-1` is `@baseclass`), to blocks by number in `blocks`. */
  readonly access: Readonly<Record<string, number>>;
  readonly deny: Readonly<Record<string, number>>;
}

/** `action` as among policies: `read`, `update`, `privilege P`, … */
export interface PolicyData {
  readonly name: string;
  readonly on: number;
  readonly action: string;
  readonly text: string;
  readonly place: Place;
}

export interface RuleData {
  readonly name: string;
  readonly on: number;
  readonly kind: string;
  readonly requires: readonly string[];
  readonly when: string;
  readonly reads: boolean;
  readonly place: Place;
}

export interface WhenData {
  readonly name: string;
  readonly on: number;
  readonly text: string;
  readonly place: Place;
}

export interface PageData {
  readonly title: string;
  /** The level that is shown first, 1 to 5. */
  readonly level: number;
  /** Paths as people read them, and where they are seen from the page. */
  readonly files: readonly (readonly [path: string, link: string])[];
  readonly classes: readonly ClassData[];
  readonly groups: readonly GroupData[];
  /** `open`, …, `discover`, `privilege P`, `perform R`; the first ten are settings. */
  readonly actions: readonly string[];
  readonly privileges: number;
  readonly rows: readonly (readonly (readonly number[])[])[];
  /** By group: row, how many classes, row, how many, … */
  readonly cells: readonly (readonly number[])[];
  readonly conditions: readonly string[];
  readonly roles: readonly RoleData[];
  readonly settings: readonly SettingData[];
  readonly blocks: readonly BlockData[];
  readonly policies: readonly PolicyData[];
  readonly rules: readonly RuleData[];
  readonly whens: readonly WhenData[];
}
