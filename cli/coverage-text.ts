// Coverage for a terminal: the figures, where they come from, what is missing, and tests to start from.
import { visible } from "../compiler/diagnostics/visible.ts";
import type { ConditionCoverage, Coverage, Line, Ratio } from "../compiler/policy-test/index.ts";

const MOST_LINES = 20;

export function coverageText(coverage: Coverage): string {
  return [
    "coverage",
    ...table([
      ["cells asked", ...figures(coverage.cells)],
      ["entries that decided", ...figures(coverage.entries)],
      ["outcomes of conditions", ...figures(coverage.conditions)],
      ["comparisons shown to matter", ...figures(coverage.comparisons)],
    ]),
    ...(coverage.impossible > 0 ? [`  not counted: ${coverage.impossible} outcomes and comparisons that no test can show`] : []),
    ...(coverage.complete ? [] : ["  the policy is so large that not everything was looked at; what was not counts as missing"]),
    ...section(
      "by class",
      some(coverage.classes, ({ name, cells }) => [name, ...figures(cells)]),
    ),
    ...section(
      coverage.subjects[0]?.kind === "role" ? "by role, alone" : "by group",
      some(coverage.subjects, ({ name, cells }) => [name, ...figures(cells)]),
    ),
    ...section(
      "entries by role",
      some(coverage.roles, ({ name, entries }) => [name, ...figures(entries)]),
    ),
    ...section("entries that decided nothing", some([...coverage.roles.flatMap(({ missing }) => missing), ...coverage.policies.missing], lineOf)),
    ...section(
      "untested cells",
      some(coverage.untested, (each) => [each.subject, each.question, each.conditional ? "by condition" : ""]),
    ),
    ...conditions(coverage.conditionList),
    ...(coverage.suggestion === "" ? [] : ["", "tests to start from", "", ...coverage.suggestion.trimEnd().split("\n")]),
  ]
    .map((line) => `${visible(line.trimEnd())}\n`)
    .join("");
}

/** Whole percent, rounded down, so that 100 means all; 100 of nothing. */
export function percent({ done, all }: Ratio): string {
  return String(all === 0 ? 100 : Math.floor((done * 100) / all));
}

function figures(ratio: Ratio): readonly string[] {
  return [`${percent(ratio)} %`, `${ratio.done} of ${ratio.all}`];
}

function lineOf({ text, file, line }: Line): readonly string[] {
  return [`${file}:${line}`, text];
}

function conditions(all: readonly ConditionCoverage[]): readonly string[] {
  const open = all.filter((each) => [each.granted, each.denied, ...each.comparisons.map(({ shown }) => shown)].includes("no"));
  const lines = open
    .slice(0, MOST_LINES)
    .flatMap((each) => [
      `  ${each.example}${each.cells > 1 ? `  (and ${each.cells - 1} more)` : ""}`,
      ...(each.granted === "no" ? ["    never seen granted"] : []),
      ...(each.denied === "no" ? ["    never seen denied"] : []),
      ...each.comparisons.filter(({ shown }) => shown === "no").map(({ text }) => `    not shown to matter: ${text}`),
    ]);
  return lines.length === 0 ? [] : ["", "conditions with something left to show", ...lines, ...more(open.length)];
}

function some<T>(all: readonly T[], row: (each: T) => readonly string[]): { readonly rows: readonly (readonly string[])[]; readonly count: number } {
  return { rows: all.slice(0, MOST_LINES).map(row), count: all.length };
}

function section(title: string, { rows, count }: ReturnType<typeof some>): readonly string[] {
  return rows.length === 0 ? [] : ["", title, ...table(rows), ...more(count)];
}

function more(count: number): readonly string[] {
  return count > MOST_LINES ? [`  … and ${count - MOST_LINES} more`] : [];
}

/** Columns side by side; those that hold figures stand on the right. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? "").length)));
  return rows.map((row) => `  ${row.map((cell, i) => (/^\d+ %$/.test(cell) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join("  ")}`);
}
