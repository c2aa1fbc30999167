// Which neighbours stand in columns: one-line groups, and the expectations of a test.
import type { Pen } from "./pen.ts";
import { isWord, type Branch, type Part } from "./tree.ts";

/** By the index of a token, how many blanks stand before it. */
export type Columns = ReadonlyMap<number, number>;

/** Cuts things into runs of neighbours that stand on successive lines and are of one kind; `undefined` is no kind. */
function runs<T extends Branch>(pen: Pen, items: readonly T[], kind: (item: T) => string | undefined): readonly (readonly T[])[] {
  const result: T[][] = [];
  let before: string | undefined;
  for (const item of items) {
    const own = kind(item);
    const run = result.at(-1);
    if (run !== undefined && own !== undefined && own === before && !pen.gaps.isApart(item.first)) run.push(item);
    else result.push([item]);
    before = own;
  }
  return result.filter((run) => run.length > 1);
}

/** The braces of groups that are written on one line stand below each other. */
export function groupColumns(pen: Pen, declarations: readonly Branch[]): Columns {
  const columns = new Map<number, number>();
  for (const run of runs(pen, declarations, (item) => (isOneLine(pen, item) ? "group" : undefined))) {
    const heads = run.map((item) => ({ item, width: widthOf(pen, item.parts[0], item.parts[1]) }));
    const longest = Math.max(...heads.map(({ width }) => width));
    const fits = heads.every(({ item, width }) => oneLineWidth(pen, item) + longest - width <= pen.widths.printWidth);
    for (const { item, width } of fits ? heads : []) columns.set(item.parts[2]?.first ?? -1, 1 + longest - width);
  }
  return columns;
}

/** Whether a group is, and may stay, on one line. */
function isOneLine(pen: Pen, item: Branch): boolean {
  const [, , open, first] = item.parts;
  if (item.rule !== "groupDeclaration" || open === undefined || first === undefined || pen.gaps.hasInside(item.first, item.last)) return false;
  const clauses = item.parts.filter((part) => isWord(part, "Roles", "Stop"));
  if (pen.gaps.isIgnored(item.first) || pen.gaps.isOnNewLine(first.first) || clauses.slice(1).some((clause) => pen.gaps.isApart(clause.first))) return false;
  return oneLineWidth(pen, item) <= pen.widths.printWidth;
}

function oneLineWidth(pen: Pen, item: Branch): number {
  const clauses = item.parts.filter((part) => isWord(part, "Roles", "Stop")).length;
  const parts = item.parts.map((part) => pen.widthOf(pen.inline(part)));
  return parts.reduce((sum, width) => sum + width + 1, -1) + clauses - 1;
}

/** The words after `can`, `cannot` and their like stand below each other, and so do the classes that may be opened. */
export function expectationColumns(pen: Pen, items: readonly Branch[]): Columns {
  const columns = new Map<number, number>();
  const expectations = items.flatMap(({ parts: [part] }) => (part?.kind === "branch" && part.rule === "expectation" ? [part] : []));
  for (const run of runs(pen, expectations, (item) => family(pen, item))) {
    const width = isWord(run[0]?.parts[0], "Can", "Cannot") && !isWord(run[0].parts[1], "Perform") ? 2 : 1;
    for (let at = 0; at < width; at++) {
      const longest = Math.max(...run.map(({ parts }) => widthOf(pen, parts[at])));
      for (const { parts } of run) columns.set(parts[at + 1]?.first ?? -1, 1 + longest - widthOf(pen, parts[at]));
    }
  }
  return columns;
}

function family(pen: Pen, { parts, first }: Branch): string | undefined {
  const [verb, what, on] = parts;
  if (pen.gaps.hasInside(first, on?.first ?? first) || pen.gaps.isIgnored(first)) return undefined;
  if (isWord(verb, "Can", "Cannot")) return isWord(what, "Perform") ? "perform" : "can";
  return isWord(verb, "Has", "Lacks") ? "has" : "sees";
}

function widthOf(pen: Pen, from: Part | undefined, to: Part | undefined = from): number {
  if (from === undefined || to === undefined) return 0;
  return from === to ? pen.widthOf(pen.inline(from)) : widthOf(pen, from) + 1 + widthOf(pen, to);
}
