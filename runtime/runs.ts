// Which row of a table each class has, as runs of classes with the same row.

/** `rows[i]` is the row from class `starts[i]` on, up to the next start. The first start is 0. Neighbours differ. */
export interface Runs {
  readonly starts: readonly number[];
  readonly rows: readonly number[];
}

/** A table of cells in memory: its rows, one after the other, and which of them each subject has where. */
export interface Lines {
  readonly cells: ArrayLike<number>;
  /** Throws RangeError where the data is damaged. */
  runs(subject: number): Runs;
}

/** Builds runs from left to right. */
export class RunsBuilder implements Runs {
  readonly starts: number[] = [];
  readonly rows: number[] = [];

  /** `row` from class `start` on; a later call for the same start counts. */
  put(start: number, row: number): void {
    const { starts, rows } = this;
    if (starts.at(-1) === start) {
      starts.pop();
      rows.pop();
    }
    if (rows.at(-1) === row) return;
    starts.push(start);
    rows.push(row);
  }
}

/** `rowOf`: by class. */
export function runsOf(rowOf: ArrayLike<number>): Runs {
  const runs = new RunsBuilder();
  for (let cls = 0; cls < rowOf.length; cls++) runs.put(cls, rowOf[cls] ?? 0);
  return runs;
}

/** Visits the stretches of classes, `from` to before `to`, on which none of the lists changes. `rows`: by list, to be read at once. */
export function sweep(lists: readonly Runs[], classes: number, visit: (from: number, to: number, rows: readonly number[]) => void): void {
  const count = lists.length;
  const changes = new Float64Array(lists.reduce((sum, { starts }) => sum + starts.length, 0));
  let filled = 0;
  lists.forEach(({ starts }, i) => {
    for (const start of starts) changes[filled++] = start * count + i;
  });
  changes.sort();
  const rows = lists.map(() => 0);
  const next = lists.map(() => 0);
  let from = 0;
  for (const change of changes) {
    const start = Math.floor(change / count);
    const i = change - start * count;
    if (start !== from) {
      visit(from, start, rows);
      from = start;
    }
    const n = next[i] ?? 0;
    rows[i] = lists[i]?.rows[n] ?? 0;
    next[i] = n + 1;
  }
  if (from < classes) visit(from, classes, rows);
}

/**
 * Visits the pages of `1 << shift` classes, in order. Equal pages have equal keys: made of their runs, which are those
 * from `first` to before `end`.
 */
export function eachPage({ starts, rows }: Runs, shift: number, classes: number, visit: (page: number, key: string, first: number, end: number) => void): void {
  let next = 0;
  for (let page = 0; page << shift < classes; page++) {
    const from = page << shift;
    const to = Math.min(from + (1 << shift), classes);
    const first = starts[next] === from ? next : next - 1;
    let key = String(rows[first]);
    for (next = first + 1; (starts[next] ?? to) < to; next++) key += `,${(starts[next] ?? 0) - from},${rows[next]}`;
    visit(page, key, first, next);
  }
}
