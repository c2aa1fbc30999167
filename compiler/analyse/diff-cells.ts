// Which decisions of groups differ between two versions of a policy, joined so that one edit is one change.
import { settings } from "../../runtime/data.ts";
import type { ClassModel, GroupModel } from "../model.ts";
import type { Node } from "../diagram.ts";
import { columnOf, settled, type Analysis, type Asked } from "./analysis.ts";
import type { ClassSets } from "./class-set.ts";
import { type ClassSet } from "./class-set.ts";
import type { Comparison, Effect, Side } from "./comparison.ts";
import { describe } from "./describe.ts";
import type { Access } from "./who.ts";

/** The same change of the same decisions, for all these groups and classes, at these levels. */
export interface DecisionChange {
  readonly groups: readonly string[];
  readonly asked: readonly Asked[];
  readonly classes: ClassSet;
  readonly levels: readonly number[];
  readonly before: Access;
  readonly after: Access;
  readonly effect: Effect;
}

/** One change of one cell. `subject` is a group's name; `node` the decisions at these levels. */
export interface CellChange {
  readonly subject: string;
  readonly asked: Asked;
  readonly levels: readonly number[];
  readonly before: Node;
  readonly after: Node;
  readonly classes: string[];
}

export function diffCells(comparison: Comparison, sets: ClassSets): readonly DecisionChange[] {
  const names = [...new Set([...comparison.after.model.groups, ...comparison.before.model.groups].map((group) => group.name))];
  const changes = names.flatMap((name) => changesOf(comparison, name));
  return joinedChanges(comparison, sets, changes);
}

/** Joins over groups, then over what is asked. */
export function joinedChanges(comparison: Comparison, sets: ClassSets, changes: readonly CellChange[]): readonly DecisionChange[] {
  const sameButSubject = gathered(changes, (c) => `${askedKey(c.asked)}|${c.levels.join("")}|${c.before.id}|${c.after.id}|${c.classes.join("\n")}`);
  const rows = sameButSubject.map((same) => ({ change: same[0], subjects: same.map(({ subject }) => subject) }));
  const sameButAsked = gathered(rows, ({ change, subjects }) =>
    [change.levels.join(""), change.before.id, change.after.id, subjects.join("\n"), change.classes.join("\n")].join("|"),
  );
  return sameButAsked.map((same) => {
    const [{ change, subjects }] = same;
    return {
      groups: subjects,
      asked: same.map((row) => row.change.asked),
      classes: sets.of(change.classes),
      levels: change.levels,
      ...accesses(comparison, change, subjects),
      effect: comparison.effect(change.before, change.after),
    };
  });
}

function gathered<T>(all: readonly T[], key: (one: T) => string): readonly (readonly [T, ...T[]])[] {
  const found = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const name = key(one);
    const list = found.get(name);
    if (list === undefined) found.set(name, [one]);
    else list.push(one);
  }
  return [...found.values()];
}

export function askedKey(asked: Asked): string {
  switch (asked.kind) {
    case "setting":
      return asked.setting;
    case "privilege":
      return `privilege:${asked.privilege}`;
    case "rule":
      return `perform:${asked.rule}`;
    case "see":
      return `see:.${asked.path.join(".")}`;
  }
}

/** All that can be asked of both policies or of one; not who sees what. */
export function allAsked({ before, after }: Comparison): readonly Asked[] {
  const privileges = new Set([...after.model.privileges, ...before.model.privileges]);
  const rules = new Set([...after.model.rules, ...before.model.rules]);
  return [
    ...settings.map((setting): Asked => ({ kind: "setting", setting })),
    ...[...privileges].map((privilege): Asked => ({ kind: "privilege", privilege })),
    ...[...rules].map((rule): Asked => ({ kind: "rule", rule })),
  ];
}

interface Slot {
  readonly asked: Asked;
  readonly before: Node | undefined;
  readonly after: Node | undefined;
}

/** Classes with the same two rows change in the same way. */
function changesOf(comparison: Comparison, name: string): readonly CellChange[] {
  const groups = { before: comparison.groupOf("before", name), after: comparison.groupOf("after", name) };
  const questions = allAsked(comparison).map((asked) => ({
    asked,
    columns: asked.kind === "see" ? [] : [columnOf(comparison.before, asked), columnOf(comparison.after, asked)],
  }));
  const found = new Map<string, CellChange>();
  const known = new Map<string, readonly Omit<CellChange, "classes">[]>();
  for (const cls of comparison.classNames) {
    const [before, after] = [rowsOf(comparison, "before", groups.before, cls), rowsOf(comparison, "after", groups.after, cls)];
    const key = `${before.row} ${after.row} ${before.view} ${after.view}`;
    let changes = known.get(key);
    if (changes === undefined) {
      const slots = [
        ...questions.map(({ asked, columns }): Slot => ({ asked, before: before.cells[columns[0] ?? -1], after: after.cells[columns[1] ?? -1] })),
        ...seenSlots(before.seen, after.seen, groups),
      ];
      known.set(key, (changes = slots.flatMap((slot) => changesOfSlot(comparison, name, groups, slot))));
    }
    for (const change of changes) {
      const id = `${askedKey(change.asked)}|${change.levels.join("")}|${change.before.id}|${change.after.id}`;
      const same = found.get(id);
      if (same === undefined) found.set(id, { ...change, classes: [cls] });
      else same.classes.push(cls);
    }
  }
  return [...found.values()];
}

type Groups = Readonly<Record<Side, GroupModel | undefined>>;
type Seen = readonly { readonly path: readonly string[]; readonly node: Node }[];

function rowsOf(comparison: Comparison, side: Side, group: GroupModel | undefined, name: string) {
  const { resolved } = comparison.analysis(side);
  const cls = comparison.classOf(side, name);
  const id = cls === undefined ? undefined : resolved.order.idOf.get(cls);
  if (group === undefined || id === undefined) return { row: -1, view: -1, cells: [], seen: [] };
  const row = resolved.groups.rowOf[group.index]?.[id] ?? 0;
  const view = resolved.views.viewOf[id] ?? 0;
  return { row, view, cells: resolved.groups.rows[row] ?? [], seen: resolved.views.views[view] ?? [] };
}

/** Properties that are new or gone are declarations' affair. */
function seenSlots(before: Seen, after: Seen, groups: Groups): readonly Slot[] {
  if (groups.before === undefined || groups.after === undefined) return [];
  const old = new Map(before.map(({ path, node }) => [path.join("."), node]));
  return after.flatMap(({ path, node }) =>
    old.has(path.join(".")) ? [{ asked: { kind: "see", path }, before: old.get(path.join(".")), after: node } as const] : [],
  );
}

function changesOfSlot(comparison: Comparison, subject: string, groups: Groups, { asked, before, after }: Slot): readonly Omit<CellChange, "classes">[] {
  const found = new Map<string, Omit<CellChange, "classes"> & { readonly levels: number[] }>();
  const writesOut = rolesOf(groups.before) !== rolesOf(groups.after) && groups.before !== undefined && groups.after !== undefined;
  for (const level of comparison.levels) {
    const old = at(comparison.before, groups.before, before, level, writesOut);
    const now = at(comparison.after, groups.after, after, level, writesOut);
    if (!comparison.differ(old, now)) continue;
    const key = `${old.id} ${now.id}`;
    const same = found.get(key);
    if (same === undefined) found.set(key, { subject, asked, levels: [level], before: old, after: now });
    else same.levels.push(level);
  }
  return [...found.values()];
}

function rolesOf(group: GroupModel | undefined): string {
  return [...new Set(group?.roles.map((role) => role.name))].sort().join(",");
}

function at(analysis: Analysis, group: GroupModel | undefined, node: Node | undefined, level: number, writesOut: boolean): Node {
  if (group === undefined || node === undefined) return analysis.resolved.diagrams.leaf(0);
  const made = settled(analysis, group, node, level);
  return writesOut ? (analysis.memberships.get(group)?.writtenOut(made) ?? made) : made;
}

function accesses(comparison: Comparison, change: CellChange, subjects: readonly string[]): { readonly before: Access; readonly after: Access } {
  const may = (name: string): boolean => meansTheSame(comparison, name, change.classes, subjects);
  const of = (side: Side): Access => {
    const node = change[side];
    if (node.kind === "leaf") return { kind: node.value === 1 ? "always" : "never" };
    const on = comparison.classOf(side, change.classes[0] ?? "");
    const group = comparison.groupOf(side, subjects[0] ?? "");
    const scope = on === undefined ? undefined : { on, group, may: (when: { readonly name: string }) => may(when.name) };
    return { kind: "when", text: describe(comparison.analysis(side), node, scope).text };
  };
  return { before: of("before"), after: of("after") };
}

/** Whether an access when comes to the same in both policies, on all of these classes, for all of these groups. */
function meansTheSame(comparison: Comparison, name: string, classes: readonly string[], subjects: readonly string[]): boolean {
  const truths = new Set<Node | undefined>();
  for (const side of ["before", "after"] as const) {
    const analysis = comparison.analysis(side);
    const { conditions } = analysis.resolved;
    const groups = subjects.flatMap((subject) => comparison.groupOf(side, subject) ?? []);
    const environments = new Map(
      classes.flatMap((cls) => comparison.classOf(side, cls) ?? []).map((cls): [unknown, ClassModel] => [conditions.environment(cls), cls]),
    );
    for (const cls of environments.values()) {
      const when = conditions.environment(cls).whens.get(name);
      const truth = when === undefined ? undefined : conditions.truthFor(when.body, cls);
      const settledTruths = groups.map((group) => truth && analysis.memberships.get(group)?.settle(truth));
      for (const one of groups.length === 0 ? [truth] : settledTruths) truths.add(one);
      if (truths.size > 1) return false;
    }
  }
  return !truths.has(undefined);
}
