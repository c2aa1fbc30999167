// The readable form in which the tables of small policies are written into a module.
import type { RowsData } from "../../runtime/data.ts";

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

function cellText(code: number, first: number): string {
  if (code >= first) return `L${code - first}`;
  return ["-", "+", "."][code] ?? String(code);
}
