// The two forms in which a table of rows is written into a module: readable for small policies, packed for large ones.
import type { PackedData, RowsData } from "../../runtime/data.ts";

const PAGE_SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256] as const;

/** The readable form. `first`: the first level-dependent code, written `L0`. `rowOf`: by subject, by class, an index of `rows`. */
export function readableTable(
  subjects: readonly string[],
  classes: readonly string[],
  rows: readonly (readonly number[])[],
  rowOf: readonly Uint32Array[],
  first: number,
): RowsData {
  const texts = rows.map((row) => row.map((code) => cellText(code, first)).join(" "));
  return subjects.map((subject, s) => [subject, classes.map((cls, c) => [cls, texts[rowOf[s]?.[c] ?? 0] ?? ""] as const)] as const);
}

/**
 * The packed form, with the page size for which the tables in memory are smallest.
 * `rowOf`: by subject, by class, an index of `rows`. Rows that nothing refers to are left out.
 */
export function packTable(rows: readonly (readonly number[])[], rowOf: readonly Uint32Array[]): PackedData {
  const { order, numbered } = numberRows(rows.length, rowOf);
  const pagings: Paging[] = [{ pageSize: 1, halves: new Uint32Array(order.length * 2), directory: numbered }];
  for (const pageSize of PAGE_SIZES.slice(1)) pagings.push(doublePages(pagings.at(-1), pageSize));
  const best = pagings.reduce((a, b) => (bytes(b, order.length) < bytes(a, order.length) ? b : a));
  const { pages, directory } = renumberPages(best);
  const rowIds = pages.map((page) => rowsOfPage(pagings, pagings.indexOf(best), page));
  return {
    pageSize: best.pageSize,
    rowCount: order.length,
    pageCount: pages.length,
    rows: runs(order.map((row) => rows[row] ?? [])),
    pages: runs(rowIds),
    directory: runs([relative(directory)]),
  };
}

function cellText(code: number, first: number): string {
  if (code >= first) return `L${code - first}`;
  return ["-", "+", "."][code] ?? String(code);
}

interface Paging {
  readonly pageSize: number;
  /** Two for each page: the pages of half the size that it is made of. Unused where pages are single rows. */
  readonly halves: Uint32Array;
  /** By subject, the ids of its pages. */
  readonly directory: readonly Uint32Array[];
}

/** Frequent rows get small numbers, which are short in the text. */
function numberRows(count: number, rowOf: readonly Uint32Array[]): { order: number[]; numbered: Uint32Array[] } {
  const uses = new Float64Array(count);
  for (const subject of rowOf) for (const row of subject) uses[row] = (uses[row] ?? 0) + 1;
  const order = [...uses.keys()].filter((row) => uses[row] !== 0).sort((a, b) => (uses[b] ?? 0) - (uses[a] ?? 0) || a - b);
  const id = new Uint32Array(count);
  order.forEach((row, n) => {
    id[row] = n;
  });
  return { order, numbered: rowOf.map((subject) => subject.map((row) => id[row] ?? 0)) };
}

/** Pages of twice the size, each a pair of pages, equal pairs shared. The last page is filled with row 0. */
function doublePages(half: Paging | undefined, pageSize: number): Paging {
  const ids = new Map<number, number>();
  const halves: number[] = [];
  const filler = (half?.halves.length ?? 0) / 2;
  const directory = (half?.directory ?? []).map((list) =>
    Uint32Array.from({ length: Math.ceil(list.length / 2) }, (_, i) => {
      const left = list[2 * i] ?? filler;
      const right = list[2 * i + 1] ?? filler;
      const key = left * (filler + 1) + right;
      const id = ids.get(key) ?? ids.size;
      if (id === ids.size) {
        ids.set(key, id);
        halves.push(left, right);
      }
      return id;
    }),
  );
  return { pageSize, halves: Uint32Array.from(halves), directory };
}

/** `size`: which of the pagings the page is of. */
function rowsOfPage(pagings: readonly Paging[], size: number, page: number): number[] {
  const halves = pagings[size]?.halves;
  if (size === 0 || halves === undefined) return [page * 2 < (halves?.length ?? 0) ? page : 0];
  const [left, right] = page * 2 < halves.length ? [halves[page * 2] ?? 0, halves[page * 2 + 1] ?? 0] : [Infinity, Infinity];
  return [...rowsOfPage(pagings, size - 1, left), ...rowsOfPage(pagings, size - 1, right)];
}

function bytes({ halves, directory, pageSize }: Paging, rowCount: number): number {
  const pages = halves.length / 2;
  const entries = directory.reduce((sum, list) => sum + list.length, 0);
  return entries * width(pages) + pages * pageSize * width(rowCount);
}

function width(count: number): 1 | 2 | 4 {
  if (count <= 0x100) return 1;
  return count <= 0x10000 ? 2 : 4;
}

/** Pages in the order in which the directory first mentions them, so that a new one needs no number. */
function renumberPages({ halves, directory }: Paging): { pages: readonly number[]; directory: number[] } {
  const id = new Int32Array(halves.length / 2).fill(-1);
  const pages: number[] = [];
  const flat: number[] = [];
  for (const list of directory) {
    for (const page of list) {
      if (id[page] === -1) id[page] = pages.push(page) - 1;
      flat.push(id[page] ?? 0);
    }
  }
  return { pages, directory: flat };
}

/** 0 for the next page not seen before, else one more than the page's number. */
function relative(directory: readonly number[]): number[] {
  let seen = 0;
  return directory.map((page) => {
    if (page < seen) return page + 1;
    seen += 1;
    return 0;
  });
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Runs as runtime/packed.ts reads them: after a number that equals the one before it, how often it comes again. */
function runs(lists: readonly (readonly number[])[]): string {
  const numbers = lists.flat();
  const text: string[] = [];
  for (let i = 0; i < numbers.length;) {
    const value = numbers[i] ?? 0;
    let end = i + 1;
    while (numbers[end] === value) end += 1;
    text.push(digits(value));
    if (end - i > 1) text.push(digits(value), digits(end - i - 2));
    i = end;
  }
  return text.join("");
}

/** Five bits a digit, lowest first; a digit of 32 and more says that another follows. */
function digits(value: number): string {
  let text = "";
  let rest = value;
  for (; rest > 31; rest = Math.floor(rest / 32)) text += DIGITS.charAt((rest % 32) + 32);
  return text + DIGITS.charAt(rest);
}
