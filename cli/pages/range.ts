// Which rows or columns are in view.

/** Rows and columns beyond the edge, so that short scrolls show no gap. */
const SPARE = 4;

/** Both ends are in it; `to` is below `from` if nothing is. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export function range(scrolled: number, length: number, size: number, count: number): Range {
  return { from: Math.max(0, Math.floor(scrolled / size) - SPARE), to: Math.min(count - 1, Math.ceil((scrolled + length) / size) + SPARE) };
}

export function steps({ from, to }: Range): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
