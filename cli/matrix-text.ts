// The matrix without a page: a table of signs, comma-separated values, and data.
import { EVERYTHING, FIRST_MATRIX_CONDITION, NOBODY, UNKNOWN_HERE, type Matrix } from "../compiler/analyse/index.ts";
import { visible } from "../compiler/diagnostics/visible.ts";
import { askedText } from "./action.ts";

const SETTINGS = 10;

/** A sign for each setting: `+` full, `?` by a condition, `-` none. Classes are indented below the one above them. */
export function matrixText(matrix: Matrix, level: number): string {
  const { classes, groups } = matrix;
  const depth = new Map<string, number>();
  const names = classes.map((cls) => {
    const above = cls.searchOrder[1];
    const deep = above === undefined || above.index === -1 ? 0 : (depth.get(above.name) ?? 0) + 1;
    depth.set(cls.name, deep);
    return `${"  ".repeat(deep)}${visible(cls.name)}`;
  });
  const first = Math.max(5, ...names.map((name) => name.length));
  const widths = groups.map((group) => Math.max(SETTINGS, visible(group.name).length));
  const line = (head: string, cells: readonly string[]): string =>
    `${head.padEnd(first)}  ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ")}`.trimEnd();
  const signs = (group: number, cls: number): string =>
    codesOf(matrix, group, cls, level)
      .slice(0, SETTINGS)
      .map((code) => (code === NOBODY ? "-" : code === EVERYTHING ? "+" : "?"))
      .join("");
  const rows = classes.map((_, cls) =>
    line(
      names[cls] ?? "",
      groups.map((_group, group) => signs(group, cls)),
    ),
  );
  const legend = matrix.actions.slice(0, SETTINGS).map(askedText).join(", ");
  return [
    `level ${level}; a sign each for ${legend}:`,
    "+ full, ? by a condition, - none  (--format csv, json and html have privileges, rules and conditions too)",
    "",
    line(
      "class",
      groups.map((group) => visible(group.name)),
    ),
    ...rows,
  ]
    .map((text) => `${text}\n`)
    .join("");
}

/** A line for each class and group, a column for each action: `full`, `none`, the condition, or nothing where it is not declared. */
export function matrixCsv(matrix: Matrix, level: number): string {
  const { classes, groups, actions } = matrix;
  const lines = [csvLine(["class", "group", ...actions.map(askedText)])];
  for (const [id, cls] of classes.entries()) {
    for (const [index, group] of groups.entries()) {
      lines.push(csvLine([cls.name, group.name, ...codesOf(matrix, index, id, level).map((code) => words(matrix, code))]));
    }
  }
  return lines.join("");
}

/** `cells` has for each class a row number for each group; `rows` the codes of all actions; `conditions` what codes from 3 on say. */
export function matrixJson(matrix: Matrix, level: number): string {
  const rows = matrix.rows.map((row) => row[level - 1]);
  const data = {
    level,
    classes: matrix.classes.map((cls) => cls.name),
    groups: matrix.groups.map((group) => group.name),
    actions: matrix.actions.map(askedText),
    codes: { [NOBODY]: "none", [EVERYTHING]: "full", [UNKNOWN_HERE]: "not declared" },
    firstCondition: FIRST_MATRIX_CONDITION,
    conditions: matrix.conditions.map((text) => text ?? null),
    rows,
    cells: matrix.classes.map((_, cls) => matrix.groups.map((_group, group) => matrix.rowOf[group]?.[cls] ?? 0)),
  };
  return `${JSON.stringify(data)}\n`;
}

function codesOf({ rows, rowOf }: Matrix, group: number, cls: number, level: number): readonly number[] {
  return rows[rowOf[group]?.[cls] ?? 0]?.[level - 1] ?? [];
}

function words({ conditions }: Matrix, code: number): string {
  if (code === NOBODY) return "none";
  if (code === EVERYTHING) return "full";
  return code === UNKNOWN_HERE ? "" : `when ${conditions[code - FIRST_MATRIX_CONDITION] ?? "a condition that is too long to write"}`;
}

/** RFC 4180. What a spreadsheet would take for a formula gets an apostrophe in front. */
function csvLine(fields: readonly string[]): string {
  const written = fields.map((field) => {
    const plain = /^[=+\-@\t\r]/.test(field) ? `'${field}` : field;
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  });
  return `${written.join(",")}\r\n`;
}
