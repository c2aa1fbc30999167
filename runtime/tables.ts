// Tables in memory: the decisions of groups, dense if they are few, else as pages of row ids.
import { ALLOWED, DENIED, FIRST_CONDITION, FIRST_OUTCOME, NOT_DECLARED } from "./data.ts";
import type { PolicyData, RowsData } from "./data.ts";
import { newIds } from "./ids.ts";
import type { Ids } from "./ids.ts";
import { eachPage, runsOf } from "./runs.ts";
import type { Lines, Runs } from "./runs.ts";

/** All tables, whichever form they have in the module. */
export interface Form {
  readonly pageSize: number;
  readonly pageCount: number;
  /** Whether groups are read only when they are asked for. */
  readonly lazy: boolean;
  readonly groups: Lines;
  readonly roles: Lines;
  /** One subject. */
  readonly policies: Lines;
}

/**
 * Subject → page → row id → row. Page `p` begins at `pages[p << shift]`, subject `s` at `directory[s * perSubject]`.
 * Page 0 denies everything: the place of a group that was not filled in.
 */
export interface Table {
  readonly shift: number;
  readonly perSubject: number;
  readonly directory: Ids;
  readonly pages: Ids;
  /** Rows one after the other, `columns` cells each; the last one denies everything. */
  readonly cells: Ids;
}

/** `base`: where the subject's pages begin in the directory. */
export function rowAt(table: Table, base: number, cls: number): number {
  const { shift } = table;
  const page = table.directory[base + (cls >> shift)] ?? 0;
  return table.pages[(page << shift) + (cls & ((1 << shift) - 1))] ?? 0;
}

type Sizes = Pick<PolicyData, "privileges" | "rules">;

export function columnsOf(data: Sizes): number {
  return 10 + data.privileges.length + data.rules.length;
}

/** Levels at which the same is decided share a block. The block of level 5 is the first. */
export interface Blocks {
  /** For each block, a level that stands for it. */
  readonly levels: readonly number[];
  /** By level, its block. */
  readonly of: readonly number[];
}

export function blocksOf(data: Pick<PolicyData, "levels">): Blocks {
  const keys: string[] = [];
  const levels: number[] = [];
  const of: number[] = [];
  for (let level = 5; level > 0; level--) {
    const key = data.levels.map((codes) => codes[level - 1]).join();
    let block = keys.indexOf(key);
    if (block < 0) {
      block = keys.push(key) - 1;
      levels.push(level);
    }
    of[level] = block;
  }
  return { levels, of };
}

/** Up to this many cells the decisions of groups are dense: small enough to stay in the processor's cache. */
const DENSE_CELLS = 0x40000;

export function isDense(data: Sizes & Pick<PolicyData, "groups" | "classes" | "levels">): boolean {
  return data.groups.length * data.classes.length * columnsOf(data) * blocksOf(data).levels.length <= DENSE_CELLS;
}

/** The decisions of groups, and how to fill in those of one; until then it is denied everything. */
export interface GroupTable {
  readonly table: Table;
  /** Dense: a cell for each block, group, class and column. Paged: the rows of `table` once for each block, levels resolved. */
  readonly cells: Ids;
  fill(group: number): void;
}

export function groupTable(form: Form, data: PolicyData, blocks: Blocks, dense: boolean): GroupTable {
  const table = emptyTable(form, data, dense);
  const resolved = resolvedCells(table, data, blocks);
  const filled = new Uint8Array(data.groups.length);
  const once = (fill: (group: number, runs: Runs) => void) => (group: number) => {
    if (filled[group] !== 0) return;
    fill(group, form.groups.runs(group));
    filled[group] = 1;
  };
  if (!dense) return { table, cells: resolved, fill: once(pageFiller(table, form, data)) };
  const cells = newIds(blocks.levels.length * data.groups.length * data.classes.length * columnsOf(data), FIRST_CONDITION + data.conditions);
  return { table, cells, fill: once((group, runs) => fillDense(cells, resolved, table, data, blocks, group, runs)) };
}

function emptyTable({ groups, pageSize, pageCount }: Form, data: PolicyData, dense: boolean): Table {
  const shift = 31 - Math.clz32(pageSize);
  if (1 << shift !== pageSize) throw new RangeError("a page size that is no power of two");
  const columns = columnsOf(data);
  const rowCount = groups.cells.length / columns;
  const perSubject = Math.ceil(data.classes.length / pageSize);
  const cells = newIds(groups.cells.length + columns, FIRST_CONDITION + data.conditions + data.levels.length);
  cells.set(groups.cells);
  const pages = newIds(dense ? 0 : (pageCount + 1) * pageSize, rowCount + 1).fill(rowCount, 0, pageSize);
  return { shift, perSubject, directory: newIds(dense ? 0 : data.groups.length * perSubject, pageCount + 1), pages, cells };
}

/** The rows once for each block, with the level-dependent codes resolved. */
function resolvedCells(table: Table, data: PolicyData, blocks: Blocks): Ids {
  const first = FIRST_CONDITION + data.conditions;
  const cells = newIds(table.cells.length * blocks.levels.length, first);
  let to = 0;
  for (const level of blocks.levels) {
    for (const code of table.cells) cells[to++] = atLevel(code, first, data.levels, level);
  }
  return cells;
}

export function atLevel(code: number, first: number, levels: readonly (readonly number[])[], level: number): number {
  return code < first ? code : (levels[code - first]?.[level - 1] ?? 0);
}

function fillDense(cells: Ids, resolved: Ids, table: Table, data: PolicyData, blocks: Blocks, group: number, { starts, rows }: Runs): void {
  const columns = columnsOf(data);
  const { length } = data.classes;
  for (let block = 0; block < blocks.levels.length; block++) {
    const base = (block * data.groups.length + group) * length;
    starts.forEach((start, i) => {
      const from = block * table.cells.length + (rows[i] ?? 0) * columns;
      const row = resolved.subarray(from, from + columns);
      for (let cls = start; cls < (starts[i + 1] ?? length); cls++) cells.set(row, (base + cls) * columns);
    });
  }
}

/** Equal pages are shared. */
function pageFiller({ shift, perSubject, directory, pages }: Table, { pageCount }: Form, data: PolicyData): (group: number, runs: Runs) => void {
  const known = new Map<string, number>();
  return (group, runs) => {
    eachPage(runs, shift, data.classes.length, (page, key, first, end) => {
      let id = known.get(key);
      if (id === undefined) {
        known.set(key, (id = known.size + 1));
        if (id > pageCount) throw new RangeError("more pages than there should be");
        for (let run = first; run < end; run++) {
          const start = Math.max((runs.starts[run] ?? 0) - (page << shift), 0);
          pages.fill(runs.rows[run] ?? 0, (id << shift) + start, (id + 1) << shift);
        }
      }
      directory[group * perSubject + page] = id;
    });
  };
}

/** The readable form. Refuses what does not fit: other subjects or classes, codes out of range. */
export function readableForm(data: PolicyData): Form {
  const decisions = FIRST_CONDITION + data.conditions;
  const names = (list: readonly (readonly [string, ...unknown[]])[]): string[] => list.map(([name]) => name);
  const groups = readLines(data.groupTable, names(data.groups), data, decisions, data.levels.length);
  return {
    pageSize: 1,
    pageCount: groups.cells.length / columnsOf(data),
    lazy: false,
    groups,
    roles: readLines(data.roleTable, names(data.roles), data, FIRST_OUTCOME + data.outcomes.length, data.outcomeLevels.length),
    policies: readLines(data.policyTable, ["policies"], data, decisions, data.levels.length),
  };
}

function readLines(form: RowsData, subjects: readonly string[], data: PolicyData, first: number, levels: number): Lines {
  const { classes } = data;
  const ids = new Map<string, number>();
  const cells: number[] = [];
  const check = (fits: boolean): void => {
    if (!fits) throw new RangeError("a table that does not fit");
  };
  check(form.length === subjects.length);
  const all = form.map(([subject, rows], s) => {
    check(subject === subjects[s] && rows.length === classes.length);
    const rowOf = rows.map(([cls, text], c) => {
      check(cls === classes[c]);
      let id = ids.get(text);
      if (id === undefined) {
        ids.set(text, (id = ids.size));
        const row = text.split(/ +/).map((cell) => codeOf(cell, first));
        check(row.length === columnsOf(data) && row.every((code) => code < first + levels));
        cells.push(...row);
      }
      return id;
    });
    return runsOf(rowOf);
  });
  return { cells, runs: (subject) => all[subject] ?? { starts: [], rows: [] } };
}

function codeOf(cell: string, first: number): number {
  if (cell === "-") return DENIED;
  if (cell === "+") return ALLOWED;
  if (cell === ".") return NOT_DECLARED;
  const [, level, digits] = /^(L?)(\d+)$/.exec(cell) ?? [];
  return digits === undefined ? Infinity : Number(digits) + (level === "L" ? first : 0);
}
