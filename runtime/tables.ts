// Tables in memory: pages of row ids, and the decisions of groups in a dense form if they are few.
import { ALLOWED, DENIED, FIRST_CONDITION, NOT_DECLARED } from "./data.ts";
import type { PolicyData, RowsData, TableData } from "./data.ts";
import { newIds, unpack } from "./packed.ts";
import type { Ids } from "./packed.ts";

/** subject → page → row id → row. Page `p` begins at `pages[p << shift]`, subject `s` at `directory[s * perSubject]`. */
export interface Table {
  readonly shift: number;
  readonly perSubject: number;
  readonly directory: Ids;
  readonly pages: Ids;
  /** Rows one after the other, `columns` cells each. */
  readonly cells: Ids;
}

/** Also refuses what does not fit: other subjects or classes, codes out of range. */
export function loadTable(form: TableData, subjects: readonly string[], data: PolicyData, first: number, levels: number): Table {
  const columns = columnsOf(data);
  const limit = first + levels;
  if (!("pageSize" in form)) return loadRows(form, subjects, data.classes, columns, first, limit);
  const { pageSize, rowCount, pageCount } = form;
  const shift = 31 - Math.clz32(pageSize);
  if (1 << shift !== pageSize) throw new RangeError("a page size that is no power of two");
  const perSubject = Math.ceil(data.classes.length / pageSize);
  const directory = unpack(form.directory, subjects.length * perSubject, pageCount + 1);
  let seen = 0;
  directory.forEach((id, i) => (directory[i] = id === 0 ? seen++ : id - 1));
  if (seen !== pageCount || directory.some((id) => id >= pageCount)) throw new RangeError("a page that is missing");
  return {
    shift,
    perSubject,
    directory,
    pages: unpack(form.pages, pageCount * pageSize, rowCount),
    cells: unpack(form.rows, rowCount * columns, limit),
  };
}

export function rowOf(table: Table, subject: number, cls: number): number {
  return rowAt(table, subject * table.perSubject, cls);
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

/** Dense: a cell for each block, group, class and column. */
export function denseCells(table: Table, data: PolicyData, blocks: Blocks): Ids {
  const columns = columnsOf(data);
  const resolved = pagedCells(table, data, blocks);
  const { length } = data.classes;
  const cells = newIds(blocks.levels.length * data.groups.length * length * columns, FIRST_CONDITION + data.conditions);
  let to = 0;
  for (let block = 0; block < blocks.levels.length; block++) {
    for (let group = 0; group < data.groups.length; group++) {
      for (let cls = 0; cls < length; cls++, to += columns) {
        const from = block * table.cells.length + rowOf(table, group, cls) * columns;
        cells.set(resolved.subarray(from, from + columns), to);
      }
    }
  }
  return cells;
}

/** Paged: the rows once for each block, with the level-dependent codes resolved. */
export function pagedCells(table: Table, data: PolicyData, blocks: Blocks): Ids {
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

function loadRows(form: RowsData, subjects: readonly string[], classes: readonly string[], columns: number, first: number, limit: number): Table {
  const ids = new Map<string, number>();
  const cells: number[] = [];
  const directory = new Uint32Array(subjects.length * classes.length);
  const check = (fits: boolean): void => {
    if (!fits) throw new RangeError("a table that does not fit");
  };
  check(form.length === subjects.length);
  form.forEach(([subject, rows], s) => {
    check(subject === subjects[s] && rows.length === classes.length);
    rows.forEach(([cls, text], c) => {
      check(cls === classes[c]);
      let id = ids.get(text);
      if (id === undefined) {
        ids.set(text, (id = ids.size));
        const row = text.split(/ +/).map((cell) => codeOf(cell, first));
        check(row.length === columns && row.every((code) => code < limit));
        cells.push(...row);
      }
      directory[s * classes.length + c] = id;
    });
  });
  const packed = newIds(cells.length, limit);
  packed.set(cells);
  return { shift: 0, perSubject: classes.length, directory, pages: Uint32Array.from({ length: ids.size }, (_, i) => i), cells: packed };
}

function codeOf(cell: string, first: number): number {
  if (cell === "-") return DENIED;
  if (cell === "+") return ALLOWED;
  if (cell === ".") return NOT_DECLARED;
  const [, level, digits] = /^(L?)(\d+)$/.exec(cell) ?? [];
  return digits === undefined ? Infinity : Number(digits) + (level === "L" ? first : 0);
}
