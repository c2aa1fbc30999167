// Loads a module's data: checks that it is whole and of this format, and builds the tables in memory.
import { checksum } from "./checksum.ts";
import { FIRST_CONDITION, FIRST_OUTCOME, FORMAT, settings } from "./data.ts";
import type { Facts, PolicyData, Test } from "./data.ts";
import type { Asker } from "./decide.ts";
import { roleTables } from "./combine.ts";
import type { RoleTables } from "./combine.ts";
import { PolicyLoadError, undamaged } from "./errors.ts";
import { conditionsOf } from "./evaluate.ts";
import type { Conditions } from "./evaluate.ts";
import { factsTemplate, knownNames } from "./facts.ts";
import type { KnownNames } from "./facts.ts";
import type { Condition } from "./filter/condition.ts";
import type { Ids } from "./ids.ts";
import { Numbers } from "./lookup.ts";
import { blocksOf, columnsOf, groupTable, isDense, readableForm } from "./tables.ts";
import type { Blocks, Form, Table } from "./tables.ts";

/** A module's policy in memory, at every level. Its identity tells its requestors from those of others. */
export interface Loaded {
  /** See DenseTable. */
  readonly start: symbol;
  readonly data: PolicyData;
  readonly parts: Parts;
  readonly conditions: Conditions;
  readonly template: Facts;
  readonly known: KnownNames;
  readonly classes: Numbers;
  readonly groups: Numbers;
  readonly roles: Numbers;
  /** Their columns. */
  readonly privileges: Numbers;
  readonly rules: Numbers;
  /** By view: the code of who sees a property, by its path. */
  readonly views: readonly ReadonlyMap<string, number>[];
  readonly columns: number;
  readonly dense: boolean;
  readonly blocks: Blocks;
  readonly table: Table;
  /** Decisions of groups: dense, or the rows of `table`; levels resolved, block by block. */
  readonly cells: Ids;
  /** Fills in the decisions of a group; needed before it is asked about, and done once. Dense ones are all filled in. */
  fill(group: number): void;
  readonly tables: RoleTables;
}

/** What a module brings besides data and conditions. */
export interface Parts {
  /** Whether `Object.prototype` carries none of `data.properties`; generated modules bring a fast one. */
  readonly clean?: () => boolean;
  /** `masks` of `aclc/masks`. */
  readonly masks?: Masking;
  /** Makes filters: `aclc/filter`. */
  readonly filters?: (asker: Asker, action: unknown, classes: unknown) => Condition;
}

/** What carries out masks. `cls` is a class's name. */
export interface Masking {
  maskAll(asker: Asker, cls: string, objects: readonly unknown[]): object[];
  /** Undefined for an object that may not even be discovered. */
  discoverable(asker: Asker, cls: string, object: unknown): object | undefined;
}

/** The data of a large policy, unpacked; see runtime/unpack.ts. */
export interface Unpacked {
  readonly data: PolicyData;
  form(): Form;
}

export function load(given: PolicyData | Unpacked, test: Test, parts: Parts): Loaded {
  if ("form" in given) return undamaged(() => build(given.data, given.form(), test, parts));
  checkWhole(given);
  return undamaged(() => build(given, readableForm(given), test, parts));
}

export function checkWhole(data: { readonly format: number; readonly checksum: string }): void {
  if (data.format !== FORMAT)
    throw new PolicyLoadError(`the policy has format ${String(data.format)}, and this runtime reads format ${FORMAT}: build it again`);
  if (data.checksum !== checksum(data)) throw new PolicyLoadError("the policy was edited or cut off: build it again");
}

function build(data: PolicyData, form: Form, test: Test, parts: Parts): Loaded {
  checkNumbers(data);
  const groups = data.groups.map(([name]) => name);
  const blocks = blocksOf(data);
  const dense = isDense(data);
  const classes = new Numbers(data.classes, 0);
  const { table, cells, fill } = groupTable(form, data, blocks, dense);
  if (!form.lazy || dense) groups.forEach((_, group) => fill(group));
  return {
    start: Symbol("start"),
    data,
    parts,
    dense,
    blocks,
    table,
    cells,
    fill: (group) => undamaged(() => fill(group)),
    conditions: conditionsOf(test, data.properties, parts.clean),
    template: factsTemplate(data),
    known: knownNames(data),
    // Of a large policy they are read when a requestor is first made.
    classes: form.lazy ? classes : classes.read(),
    groups: new Numbers(groups, 0).read(),
    roles: new Numbers(
      data.roles.map(([name]) => name),
      0,
    ).read(),
    privileges: new Numbers(data.privileges, settings.length).read(),
    rules: new Numbers(
      data.rules.map(([name]) => name),
      settings.length + data.privileges.length,
    ).read(),
    views: data.views.map((view) => new Map(view.map(([path, code]) => [path, code]))),
    columns: columnsOf(data),
    tables: roleTables(data, form.roles, form.policies),
  };
}

/** Every number in range, every list of the length that others expect. Tables check themselves. */
function checkNumbers(data: PolicyData): void {
  const codes = FIRST_CONDITION + data.conditions;
  within([data.conditions], 2 ** 31);
  for (const [, roles] of data.groups) within(roles, data.roles.length);
  for (const [, holds] of data.roles) within(holds, data.roles.length);
  for (const [, variants] of data.rules) for (const list of variants) within(list, data.privileges.length);
  for (const [rule, cls, variant] of data.ruleVariants) {
    within([cls], data.classes.length);
    within([variant], data.rules[rule]?.[1].length ?? 0);
  }
  within(data.could, codes, data.conditions);
  for (const list of data.levels) within(list, codes, 5);
  for (const list of data.outcomes) within(list, codes, 2);
  for (const list of data.outcomeLevels) within(list, FIRST_OUTCOME + data.outcomes.length, 5);
  for (const view of data.views)
    within(
      view.map(([, code]) => code),
      codes,
    );
  within(data.viewOf, data.views.length, data.classes.length);
}

function within(numbers: ArrayLike<number>, limit: number, length = numbers.length): void {
  if (numbers.length !== length) throw new RangeError("a list of the wrong length");
  for (let i = 0; i < numbers.length; i++) {
    const n = numbers[i] ?? NaN;
    if (!(Number.isInteger(n) && n >= 0 && n < limit)) throw new RangeError("a number out of range");
  }
}
