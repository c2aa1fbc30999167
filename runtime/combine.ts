// Joins the tables of single roles, and that of the policies, into the decisions of an ad-hoc set of roles.
import { ALLOWED, DENIED, DENY, FIRST_CONDITION, FIRST_OUTCOME, GRANT, NONE, NOT_DECLARED } from "./data.ts";
import type { PolicyData } from "./data.ts";
import { atLevel, columnsOf, rowOf } from "./tables.ts";
import type { Table } from "./tables.ts";

/** The decisions of one set at one level. Codes from `FIRST_CONDITION` on are entries of `joined`. */
export interface Combined {
  /** By class, where its row begins in `cells`. */
  readonly starts: Uint32Array;
  readonly cells: readonly number[];
  readonly joined: readonly Joined[];
}

/**
 * Met if `policy` is, and either what the roles say grants, or one of `any` is met.
 * `says` is asked in order: what grants or speaks first decides.
 */
export interface Joined {
  readonly says: readonly Says[];
  /** Codes of the same set: of a rule, its privileges. */
  readonly any: readonly number[];
  readonly policy: number;
}
type Says = readonly [grants: number, speaks: number];

export interface RoleTables {
  readonly data: PolicyData;
  readonly roles: Table;
  readonly policies: Table;
  /** By row of `roles`: 1 if nothing is said in it. */
  readonly silent: Uint8Array;
  /** By class, the privileges that its rules need; for most it is the list of first variants. */
  readonly variants: readonly Variants[];
}
/** By rule, the privileges of which one is needed. Equal for equal classes. */
type Variants = readonly (readonly number[])[];

export function roleTables(data: PolicyData, roles: Table, policies: Table): RoleTables {
  const columns = columnsOf(data);
  const silent = new Uint8Array(roles.cells.length / columns);
  for (let row = 0; row < silent.length; row++) {
    silent[row] = roles.cells.subarray(row * columns, (row + 1) * columns).every((code) => code === NONE) ? 1 : 0;
  }
  return { data, roles, policies, silent, variants: variantsOf(data) };
}

/** What the policies alone say. */
export function policyCode({ data, policies }: RoleTables, cls: number, column: number, level: number): number {
  const raw = policies.cells[rowOf(policies, 0, cls) * columnsOf(data) + column] ?? NOT_DECLARED;
  return atLevel(raw, FIRST_CONDITION + data.conditions, data.levels, level);
}

/** Classes of which the same roles and policies say the same share a row. */
export function combine(tables: RoleTables, roles: readonly number[], stop: boolean, level: number): Combined {
  const { data, silent, variants } = tables;
  const set: RoleSet = { ...tables, asked: roles, stop, level, cells: [], joined: [], starts: new Uint32Array(data.classes.length) };
  const variantIds = new Map(Array.from(new Set(variants), (list, id) => [list, id]));
  const policyStart = silent.length;
  const variantStart = policyStart + tables.policies.cells.length;
  const span = variantStart + variantIds.size;
  const states = new Map<number, number>();
  const startOf: number[] = [];
  const step = (state: number, id: number): number => {
    const key = state * span + id;
    let next = states.get(key);
    if (next === undefined) states.set(key, (next = states.size + 1));
    return next;
  };
  for (let cls = 0; cls < data.classes.length; cls++) {
    let state = step(0, policyStart + rowOf(tables.policies, 0, cls));
    if (variantIds.size > 1) state = step(state, variantStart + (variantIds.get(variants[cls] ?? []) ?? 0));
    for (const role of roles) {
      const row = rowOf(tables.roles, role, cls);
      if (silent[row] === 0) state = step(state, row);
    }
    set.starts[cls] = startOf[state] ??= addRow(set, cls);
  }
  return set;
}

interface RoleSet extends RoleTables {
  readonly asked: readonly number[];
  readonly stop: boolean;
  readonly level: number;
  readonly starts: Uint32Array;
  readonly cells: number[];
  readonly joined: Joined[];
}

/** Adds the row of a class, and returns where it begins. */
function addRow(set: RoleSet, cls: number): number {
  const { data, cells, variants } = set;
  const start = cells.length;
  const firstRule = FIRST_PRIVILEGE + data.privileges.length;
  for (let column = 0; column < firstRule; column++) cells.push(join(set, saysOf(set, cls, column), [], policyCode(set, cls, column, set.level)));
  for (let rule = 0; rule < data.rules.length; rule++) {
    const any = (variants[cls]?.[rule] ?? []).map((privilege) => cells[start + FIRST_PRIVILEGE + privilege] ?? DENIED);
    cells.push(join(set, [], any, policyCode(set, cls, firstRule + rule, set.level)));
  }
  return start;
}

/** What the roles say, without what is never reached, and without what says nothing. */
function saysOf({ data, roles, asked, stop, level }: RoleSet, cls: number, column: number): readonly Says[] {
  const says: Says[] = [];
  for (const role of asked) {
    const raw = roles.cells[rowOf(roles, role, cls) * columnsOf(data) + column] ?? NONE;
    const code = atLevel(raw, FIRST_OUTCOME + data.outcomes.length, data.outcomeLevels, level);
    if (code === NONE || (code === DENY && !stop)) continue;
    const [grants, speaks] = code === GRANT ? [1, 1] : code === DENY ? [0, 1] : (data.outcomes[code - FIRST_OUTCOME] ?? [0, 1]);
    if (stop || grants !== 0) says.push([grants, stop ? speaks : 0]);
    if (grants === 1 || (stop && speaks === 1)) break;
  }
  return says;
}

/** The code of what is joined: a constant if it is one. */
function join({ joined }: RoleSet, says: readonly Says[], any: readonly number[], policy: number): number {
  if (policy === NOT_DECLARED) return NOT_DECLARED;
  const granted = says[0]?.[0] === 1 || any.includes(ALLOWED);
  const possible = says.some(([grants]) => grants !== 0) || any.some((code) => code === ALLOWED || code >= FIRST_CONDITION);
  if (policy === DENIED || !possible) return DENIED;
  if (granted && policy === ALLOWED) return ALLOWED;
  return FIRST_CONDITION + joined.push({ says: granted ? [[1, 1]] : says, any: granted ? [] : any, policy }) - 1;
}

const FIRST_PRIVILEGE = 10;

function variantsOf(data: PolicyData): readonly Variants[] {
  const usual = data.rules.map(([, variants]) => variants[0] ?? []);
  const byClass = new Map<number, (readonly number[])[]>();
  for (const [rule, cls, variant] of data.ruleVariants) {
    const list = byClass.get(cls) ?? [...usual];
    list[rule] = data.rules[rule]?.[1][variant] ?? [];
    byClass.set(cls, list);
  }
  const shared = new Map<string, Variants>();
  return data.classes.map((_, cls) => {
    const list = byClass.get(cls);
    if (list === undefined) return usual;
    const key = JSON.stringify(list);
    const known = shared.get(key);
    if (known === undefined) shared.set(key, list);
    return known ?? list;
  });
}
