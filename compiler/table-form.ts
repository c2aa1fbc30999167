// The two forms in which a table of rows is written into a module: readable for small policies, packed for large ones.
import type { PackedData, RowsData } from "../runtime/data.ts";

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
  let best: Paging = { pageSize: 1, pages: order.map((_, id) => [id]), directory: numbered };
  let paging = best;
  for (const pageSize of PAGE_SIZES.slice(1)) {
    paging = doublePages(paging, pageSize);
    if (bytes(paging, order.length) < bytes(best, order.length)) best = paging;
  }
  const { pages, directory } = renumberPages(best);
  return {
    pageSize: best.pageSize,
    rowCount: order.length,
    pageCount: pages.length,
    rows: runs(order.flatMap((row) => rows[row] ?? [])),
    pages: runs(pages.flat()),
    directory: runs(relative(directory)),
  };
}

function cellText(code: number, first: number): string {
  if (code >= first) return `L${code - first}`;
  return ["-", "+", "."][code] ?? String(code);
}

interface Paging {
  readonly pageSize: number;
  readonly pages: readonly (readonly number[])[];
  /** By subject, the ids of its pages. */
  readonly directory: readonly (readonly number[])[];
}

/** Frequent rows get small numbers, which are short in the text. */
function numberRows(count: number, rowOf: readonly Uint32Array[]): { order: number[]; numbered: number[][] } {
  const uses = new Float64Array(count);
  for (const subject of rowOf) for (const row of subject) uses[row] = (uses[row] ?? 0) + 1;
  const order = [...uses.keys()].filter((row) => uses[row] !== 0).sort((a, b) => (uses[b] ?? 0) - (uses[a] ?? 0) || a - b);
  const id = new Uint32Array(count);
  order.forEach((row, n) => { id[row] = n; });
  return { order, numbered: rowOf.map((subject) => Array.from(subject, (row) => id[row] ?? 0)) };
}

/** Pages of twice the size, each a pair of pages, equal pairs shared. The last page is filled with row 0. */
function doublePages(half: Paging, pageSize: number): Paging {
  const ids = new Map<number, number>();
  const pages: (readonly number[])[] = [];
  const filler = half.pages.length;
  const fillerPage = new Array<number>(half.pageSize).fill(0);
  const directory = half.directory.map((list) => {
    const joined: number[] = [];
    for (let i = 0; i < list.length; i += 2) {
      const left = list[i] ?? filler;
      const right = list[i + 1] ?? filler;
      const key = left * (filler + 1) + right;
      let id = ids.get(key);
      if (id === undefined) {
        id = pages.push([...(half.pages[left] ?? fillerPage), ...(half.pages[right] ?? fillerPage)]) - 1;
        ids.set(key, id);
      }
      joined.push(id);
    }
    return joined;
  });
  return { pageSize, pages, directory };
}

function bytes({ pages, directory, pageSize }: Paging, rowCount: number): number {
  const entries = directory.reduce((sum, list) => sum + list.length, 0);
  return entries * width(pages.length) + pages.length * pageSize * width(rowCount);
}

function width(count: number): 1 | 2 | 4 {
  if (count <= 0x100) return 1;
  return count <= 0x10000 ? 2 : 4;
}

/** Pages in the order in which the directory first mentions them, so that a new one needs no number. */
function renumberPages({ pages, directory }: Paging): { pages: (readonly number[])[]; directory: number[] } {
  const id = new Int32Array(pages.length).fill(-1);
  const ordered: (readonly number[])[] = [];
  const flat: number[] = [];
  for (const list of directory) {
    for (const page of list) {
      if (id[page] === -1) id[page] = ordered.push(pages[page] ?? []) - 1;
      flat.push(id[page] ?? 0);
    }
  }
  return { pages: ordered, directory: flat };
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
function runs(numbers: readonly number[]): string {
  const text: string[] = [];
  for (let i = 0; i < numbers.length; ) {
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
