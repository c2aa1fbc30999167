// Joins the tables of single roles, and that of the policies, into the decisions of an ad-hoc set of roles.
import { ALLOWED, DENIED, DENY, FIRST_CONDITION, FIRST_OUTCOME, GRANT, NONE, NOT_DECLARED } from "./data.ts";
import type { PolicyData } from "./data.ts";
import { runsOf, sweep } from "./runs.ts";
import type { Lines, Runs } from "./runs.ts";
import { atLevel, columnsOf } from "./tables.ts";

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
  readonly roles: Lines;
  readonly policies: Lines;
  /** By row of `roles`: 1 if nothing is said in it. */
  readonly silent: Uint8Array;
  /** The distinct lists of what rules need, and which of them classes have. */
  readonly variants: readonly Variants[];
  readonly variantRuns: Runs;
}
/** By rule, the privileges of which one is needed. */
type Variants = readonly (readonly number[])[];

export function roleTables(data: PolicyData, roles: Lines, policies: Lines): RoleTables {
  const columns = columnsOf(data);
  const silent = new Uint8Array(roles.cells.length / columns).fill(1);
  for (let i = 0; i < roles.cells.length; i++) if (roles.cells[i] !== NONE) silent[Math.floor(i / columns)] = 0;
  return { data, roles, policies, silent, ...variantsOf(data) };
}

/** What the policies alone say. */
export function policyCode({ data, policies }: RoleTables, cls: number, column: number, level: number): number {
  const { starts, rows } = policies.runs(0);
  let run = 0;
  for (let end = starts.length; end - run > 1;) {
    const middle = (run + end) >> 1;
    if ((starts[middle] ?? 0) <= cls) run = middle;
    else end = middle;
  }
  const raw = policies.cells[(rows[run] ?? 0) * columnsOf(data) + column] ?? NOT_DECLARED;
  return atLevel(raw, FIRST_CONDITION + data.conditions, data.levels, level);
}

/** Classes of which the same roles and policies say the same share a row: they come to the same state, row by row. */
export function combine(tables: RoleTables, asked: readonly number[], stop: boolean, level: number): Combined {
  const { data, roles, policies, silent, variants, variantRuns } = tables;
  const columns = columnsOf(data);
  const set: RoleSet = { ...tables, columns, stop, level, cells: [], joined: [], starts: new Uint32Array(data.classes.length) };
  const startOf: number[] = [];
  const states = new Map<number, number>();
  let count = (policies.cells.length / columns) * variants.length;
  sweep([policies.runs(0), variantRuns, ...asked.map((role) => roles.runs(role))], data.classes.length, (from, to, rows) => {
    const [policy = 0, variant = 0] = rows;
    let state = policy * variants.length + variant;
    for (let i = 2; i < rows.length; i++) {
      const row = rows[i] ?? 0;
      if (silent[row] === 1) continue;
      const key = state * silent.length + row;
      const next = states.get(key);
      if (next === undefined) states.set(key, (state = count++));
      else state = next;
    }
    const start = (startOf[state] ??= addRow(
      set,
      rows.filter((row, i) => i > 1 && silent[row] !== 1),
      policy * columns,
      variants[variant] ?? [],
    ));
    set.starts.fill(start, from, to);
  });
  return set;
}

interface RoleSet extends RoleTables {
  readonly columns: number;
  readonly stop: boolean;
  readonly level: number;
  readonly starts: Uint32Array;
  readonly cells: number[];
  readonly joined: Joined[];
}

/** Adds a row, and returns where it begins. `said`: the rows of the roles that say something, in order. */
function addRow(set: RoleSet, said: readonly number[], policyStart: number, variants: Variants): number {
  const { data, cells, policies, level } = set;
  const start = cells.length;
  const first = FIRST_CONDITION + data.conditions;
  for (let column = 0; column < set.columns; column++) {
    const policy = atLevel(policies.cells[policyStart + column] ?? NOT_DECLARED, first, data.levels, level);
    const needed = variants[column - FIRST_PRIVILEGE - data.privileges.length];
    const any = needed?.map((privilege) => cells[start + FIRST_PRIVILEGE + privilege] ?? DENIED) ?? nobody;
    cells.push(policy === DENIED || policy === NOT_DECLARED ? policy : join(set, needed === undefined ? saysOf(set, said, column) : nobody, any, policy));
  }
  return start;
}

/** What the roles say, without what is never reached, and without what says nothing. */
function saysOf({ data, roles, columns, stop, level }: RoleSet, said: readonly number[], column: number): readonly Says[] {
  const says: Says[] = [];
  for (const row of said) {
    const code = atLevel(roles.cells[row * columns + column] ?? NONE, FIRST_OUTCOME + data.outcomes.length, data.outcomeLevels, level);
    if (code === NONE || (code === DENY && !stop)) continue;
    const [grants, speaks] = code === GRANT ? GRANTS : code === DENY ? DENIES : (data.outcomes[code - FIRST_OUTCOME] ?? DENIES);
    // Without stop any grant suffices, wherever it stands.
    if (grants === 1 && !stop) return [GRANTS];
    says.push(stop ? [grants, speaks] : [grants, 0]);
    if (speaks === 1 && stop) break;
  }
  return says;
}

/** The code of what is joined: a constant if it is one. */
function join({ joined }: RoleSet, says: readonly Says[], any: readonly number[], policy: number): number {
  const granted = says[0]?.[0] === 1 || any.includes(ALLOWED);
  if (granted && policy === ALLOWED) return ALLOWED;
  const possible = granted || says.some(([grants]) => grants !== 0) || any.some((code) => code >= FIRST_CONDITION);
  if (!possible) return DENIED;
  return FIRST_CONDITION + joined.push(granted ? { says: [GRANTS], any: nobody, policy } : { says, any, policy }) - 1;
}

const GRANTS: Says = [1, 1];
const DENIES: Says = [0, 1];
const nobody: readonly never[] = [];
const FIRST_PRIVILEGE = 10;

function variantsOf(data: PolicyData): Pick<RoleTables, "variants" | "variantRuns"> {
  const usual = data.rules.map(([, variants]) => variants[0] ?? []);
  const byClass = new Map<number, (readonly number[])[]>();
  for (const [rule, cls, variant] of data.ruleVariants) {
    const list = byClass.get(cls) ?? [...usual];
    list[rule] = data.rules[rule]?.[1][variant] ?? [];
    byClass.set(cls, list);
  }
  const variants: Variants[] = [usual];
  const numbers = new Map<string, number>();
  const variantOf = new Uint32Array(data.classes.length);
  for (const [cls, list] of byClass) {
    const key = JSON.stringify(list);
    const number = numbers.get(key) ?? variants.push(list) - 1;
    numbers.set(key, number);
    variantOf[cls] = number;
  }
  return { variants, variantRuns: runsOf(variantOf) };
}
