// What the policies require and what each role says on its own, before and after: the parts that sets of roles are decided from.
import { GRANT, NONE, NOT_DECLARED, settings } from "../../runtime/data.ts";
import type { Node } from "../diagram.ts";
import type { Grid } from "../resolve/resolve.ts";
import { columnOf, type Analysis, type Asked } from "./analysis.ts";
import type { ClassSet, ClassSets } from "./class-set.ts";
import type { Comparison, Side } from "./comparison.ts";
import { describe } from "./describe.ts";
import { allAsked, askedKey, joinedChanges, type CellChange, type DecisionChange } from "./diff-cells.ts";

/** A role says something else: `grants`, `denies`, `says nothing`, or `grants when …`. */
export interface RoleChange {
  readonly role: string;
  readonly asked: readonly Asked[];
  readonly classes: ClassSet;
  readonly levels: readonly number[];
  readonly before: string;
  readonly after: string;
}

/** `groups` of these changes is empty: policies are for everybody. What only one of the two knows is left out. */
export function diffPolicies(comparison: Comparison, sets: ClassSets): readonly DecisionChange[] {
  const known = (node: Node | undefined): boolean => node !== undefined && (node.kind !== "leaf" || node.value !== NOT_DECLARED);
  const cells = changedCells(comparison, "", allAsked(comparison), (side, id) => rowOf(comparison.analysis(side).resolved.policies, 0, id), known);
  return joinedChanges(comparison, sets, cells).map((change) => ({ ...change, groups: [] }));
}

/** Roles that are in both policies. */
export function diffRoles(comparison: Comparison, sets: ClassSets): readonly RoleChange[] {
  const indexOf = (side: Side, name: string): number => comparison.analysis(side).model.roles.findIndex((role) => role.name === name);
  return comparison.after.model.roles.flatMap(({ name }) => {
    const index = { before: indexOf("before", name), after: indexOf("after", name) };
    if (index.before === -1) return [];
    const asked = allAsked(comparison).filter((one) => one.kind !== "rule" && !(one.kind === "setting" && one.setting === settings[9]));
    const cells = changedCells(
      comparison,
      name,
      asked,
      (side, id) => rowOf(comparison.analysis(side).resolved.roles, index[side], id),
      (node) => node !== undefined,
    );
    return joinedRoles(comparison, sets, cells);
  });
}

function joinedRoles(comparison: Comparison, sets: ClassSets, cells: readonly CellChange[]): readonly RoleChange[] {
  const found = new Map<string, { readonly cell: CellChange; readonly asked: Asked[] }>();
  for (const cell of cells) {
    const key = `${cell.levels.join("")}|${cell.before.id}|${cell.after.id}|${cell.classes.join("\n")}`;
    const same = found.get(key);
    if (same === undefined) found.set(key, { cell, asked: [cell.asked] });
    else same.asked.push(cell.asked);
  }
  return [...found.values()].map(({ cell, asked }) => ({
    role: cell.subject,
    asked,
    classes: sets.of(cell.classes),
    levels: cell.levels,
    before: saying(comparison.before, cell.before),
    after: saying(comparison.after, cell.after),
  }));
}

const words = ["says nothing", "grants", "denies"] as const;
const isGrant = (outcome: number): number => (outcome === GRANT ? 1 : 0);
const isSilent = (outcome: number): number => (outcome === NONE ? 1 : 0);

/** Where a role grants and where it says nothing, more is known; where it denies, that is the rest. */
function saying(analysis: Analysis, node: Node): string {
  if (node.kind === "leaf") return words[node.value] ?? "says nothing";
  const when = (says: string, relabel: (outcome: number) => number): readonly string[] => {
    const part = analysis.resolved.diagrams.map(node, relabel);
    if (part.kind === "leaf") return [];
    return [`${says} when ${describe(analysis, part).text ?? "a long condition holds"}`];
  };
  return [...when("grants", isGrant), ...when("says nothing", isSilent), "else denies"].join(", ");
}

function rowOf(grid: Grid, subject: number, id: number): readonly Node[] {
  return grid.rows[grid.rowOf[subject]?.[id] ?? 0] ?? [];
}

/** Of classes in both policies. */
function changedCells(
  comparison: Comparison,
  subject: string,
  questions: readonly Asked[],
  row: (side: Side, id: number) => readonly Node[],
  known: (node: Node | undefined) => boolean,
): readonly CellChange[] {
  const columns = questions.flatMap((asked) =>
    asked.kind === "see" ? [] : [{ asked, before: columnOf(comparison.before, asked), after: columnOf(comparison.after, asked) }],
  );
  const found = new Map<string, CellChange & { readonly levels: number[] }>();
  const seen = new Map<readonly Node[], Map<readonly Node[], readonly (CellChange & { readonly levels: number[] })[]>>();
  for (const name of comparison.classNames) {
    const ids = { before: idOf(comparison, "before", name), after: idOf(comparison, "after", name) };
    if (ids.before === undefined || ids.after === undefined) continue;
    const [old, now] = [row("before", ids.before), row("after", ids.after)];
    let inner = seen.get(old);
    if (inner === undefined) seen.set(old, (inner = new Map()));
    let changes = inner.get(now);
    if (changes === undefined) {
      changes = columns.flatMap(({ asked, before, after }) =>
        known(old[before]) && known(now[after]) ? changesAt(comparison, subject, asked, old[before], now[after]) : [],
      );
      inner.set(now, changes);
    }
    for (const change of changes) {
      const key = `${askedKey(change.asked)}|${change.levels.join("")}|${change.before.id}|${change.after.id}`;
      const same = found.get(key);
      if (same === undefined) found.set(key, { ...change, classes: [name] });
      else same.classes.push(name);
    }
  }
  return [...found.values()];
}

function idOf(comparison: Comparison, side: Side, name: string): number | undefined {
  const cls = comparison.classOf(side, name);
  return cls === undefined ? undefined : comparison.analysis(side).resolved.order.idOf.get(cls);
}

function changesAt(
  comparison: Comparison,
  subject: string,
  asked: Asked,
  before: Node | undefined,
  after: Node | undefined,
): readonly (CellChange & { readonly levels: number[] })[] {
  const found = new Map<string, CellChange & { readonly levels: number[] }>();
  if (before === undefined || after === undefined) return [];
  for (const level of comparison.levels) {
    const old = comparison.before.resolved.diagrams.cofactor(before, level);
    const now = comparison.after.resolved.diagrams.cofactor(after, level);
    if (!comparison.differ(old, now)) continue;
    const key = `${old.id} ${now.id}`;
    const same = found.get(key);
    if (same === undefined) found.set(key, { subject, asked, levels: [level], before: old, after: now, classes: [] });
    else same.levels.push(level);
  }
  return [...found.values()];
}
