// Finds what can be taken out of roles and groups without changing a decision of any group.
import { settings } from "../../runtime/data.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import { findingDiagnostics } from "../diagnostics/findings.ts";
import type { GroupModel, RoleModel } from "../model.ts";
import { references } from "../resolve/atoms.ts";
import type { Span } from "../source.ts";
import { type IsSilenced, safely, withoutName } from "./report.ts";
import { type IdleRow, reportRows, touchedBy } from "./idle-rows.ts";
import { rowsOf, type Removal, type Without } from "./without.ts";

/**
 * Each finding is true by itself, and all fixes together change nothing either: of two things of which either may go, one is found.
 * Roles that are in no group are reported elsewhere.
 */
export function findIdle(without: Without, isSilenced: IsSilenced, sink: Sink): void {
  const taken = new Taken(without);
  for (const group of without.model.groups.toReversed()) findEntries(group, without, taken, isSilenced, sink);
  for (const role of without.model.roles.toReversed()) {
    if (without.isSpent) return;
    const dependents = without.dependents(role);
    const groups = without.groupsOf(dependents);
    // Where all groups do without it, that has been said.
    if (groups.every((group) => group.roles.every((one, i) => !dependents.includes(one) || taken.spans.has(group.roleSpans[i] ?? group.span)))) continue;
    findDependencies(role, without, taken, isSilenced, sink);
    findRows(role, without, taken, isSilenced, sink);
  }
}

/** What has been found so far, which the fixes take out together. */
class Taken {
  readonly #without: Without;
  readonly spans = new Set<Span>();
  readonly roles = new Set<RoleModel>();

  constructor(without: Without) {
    this.#without = without;
  }

  with(spans: readonly Span[], roles: readonly RoleModel[]): Removal {
    return this.#without.removal([...this.spans, ...spans], [...this.roles, ...roles]);
  }

  add(span: Span, role?: RoleModel): void {
    this.spans.add(span);
    if (role !== undefined) this.roles.add(role);
  }
}

function findEntries(group: GroupModel, without: Without, taken: Taken, isSilenced: IsSilenced, sink: Sink): void {
  for (const [i, role] of group.roles.entries()) {
    const span = group.roleSpans[i];
    if (span === undefined || without.isSpent || isHeld(role, group, without)) continue;
    const kind = role.denyOnly && !group.stop ? findingDiagnostics.denyOnlyWithoutStop : findingDiagnostics.entryChangesNothing;
    if (![without.removal([span], []), taken.with([span], [])].every((removal) => sameGroup(group, role, removal, without))) continue;
    if (!isSilenced(kind.code, span)) taken.add(span);
    if (kind === findingDiagnostics.denyOnlyWithoutStop) {
      const help = "write `stop at first grant or deny` and put it before the roles that grant, or deny by level 0 in a role that depends on them";
      sink.report(findingDiagnostics.denyOnlyWithoutStop, span, { role: role.name, group: group.name }, { help });
    } else {
      const why = group.roles.length === 1 ? "it grants nothing" : group.stop && i > 0 ? "the roles before it decide" : "the others grant all that it grants";
      const edit = withoutName(`take \`${role.name}\` out of the group`, span, group.roleSpans, taken.spans);
      const fix = edit && safely(edit);
      sink.report(
        findingDiagnostics.entryChangesNothing,
        span,
        { role: role.name, group: group.name, why },
        { help: "take it out, or say what it is for", fix },
      );
    }
  }
}

/** Whether conditions ask for what this role alone brings to the group. */
function isHeld(role: RoleModel, group: GroupModel, { resolved }: Without): boolean {
  const others = new Set(group.roles.filter((other) => other !== role).flatMap((other) => other.holds));
  return asksFor(
    role.holds.filter((held) => !others.has(held)),
    resolved.conditions.atoms.atoms,
  );
}

function asksFor(roles: readonly RoleModel[], atoms: Without["resolved"]["conditions"]["atoms"]["atoms"]): boolean {
  const names = new Set(roles.map((role) => role.name));
  return atoms.some(
    (atom) => (atom.kind === "holds" && names.has(atom.role)) || references(atom).some(({ root, path }) => root === "operator" && path[0] === "roles"),
  );
}

/** Without `source`, be it in a group or a role that others depend on. Classes for which all say the same are looked at once. */
function sameGroup(group: GroupModel, source: RoleModel, removal: Removal, without: Without): boolean {
  const { roles, policies, columns } = without.resolved;
  const touched = group.roles.some((role) => removal.affected.has(role));
  const every = Array.from({ length: columns.firstRule }, (_, column) => column).filter((column) => column !== settings.indexOf("discover"));
  const seen = new Set<string>();
  for (const id of without.distinctBelow(without.model.baseclass)) {
    // Where it says nothing, nothing is missing without it; where rows were taken from it, it may say something else.
    const said = removal.affected.has(source) ? every : without.saidIn(source, id);
    if (said.length === 0) continue;
    const key = touched ? String(id) : `${group.roles.map((role) => roles.rowOf[role.index]?.[id]).join(",")}|${policies.rowOf[0]?.[id]}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const column of said) if (without.isSpent || !sameIn(group, id, column, removal, without)) return false;
  }
  return true;
}

function sameIn(group: GroupModel, id: number, column: number, removal: Removal, without: Without): boolean {
  const joined = without.joined(group, id, column, removal);
  return without.shownIn(column).every((shown) => without.sameDecision(group, id, shown, joined));
}

function findDependencies(role: RoleModel, without: Without, taken: Taken, isSilenced: IsSilenced, sink: Sink): void {
  for (const [i, other] of role.dependsOn.entries()) {
    const span = role.dependsOnSpans[i];
    if (span === undefined || asksFor(other.holds, without.resolved.conditions.atoms.atoms)) continue;
    const same = [without.removal([span], [role]), taken.with([span], [role])].every((removal) =>
      without.groupsOf(without.dependents(role)).every((group) => sameGroup(group, other, removal, without)),
    );
    if (!same) continue;
    const kind = findingDiagnostics.dependencyChangesNothing;
    if (!isSilenced(kind.code, span)) taken.add(span, role);
    const help = "what it would take from there, its own blocks or the other roles of its groups say already";
    const edit =
      isSameRole(role, without.removal([span], [role]), without) && withoutName(`do not depend on \`${other.name}\``, span, role.dependsOnSpans, taken.spans);
    const fix = edit ? safely(edit) : undefined;
    sink.report(kind, span, { role: role.name, other: other.name }, { help, fix });
  }
}

/** Whether a role itself says the same, so that it may also be used alone. */
function isSameRole(role: RoleModel, removal: Removal, without: Without): boolean {
  const { columns } = without.resolved;
  return without.distinctBelow(without.model.baseclass).every((id) => {
    if (without.isSpent) return false;
    for (let column = 0; column < columns.firstRule; column++) if (without.says(role, id, column, removal) !== without.says(role, id, column)) return false;
    return true;
  });
}

function findRows(role: RoleModel, without: Without, taken: Taken, isSilenced: IsSilenced, sink: Sink): void {
  const idle: IdleRow[] = [];
  const access = [...rowsOf(role.access.values())].map(([span, row]) => ({ span, ...row, deny: false }));
  const deny = [...rowsOf(role.deny.values())].map(([span, row]) => ({ span, ...row, deny: true }));
  for (const row of [...access, ...deny].sort((a, b) => b.span.start - a.span.start)) {
    if (without.isSpent) break;
    const touched = touchedBy(role, row, without, without.removal([], []));
    const first = changesNothing(role, touched, without.removal([row.span], [role]), without);
    if (first === undefined) continue;
    const again = touchedBy(role, row, without, taken.with([], []));
    if (changesNothing(role, again, taken.with([row.span], [role]), without) === undefined) continue;
    idle.push({ ...row, ...first });
    const codes = [findingDiagnostics.settingChangesNothing, findingDiagnostics.grantedMoreBroadly, findingDiagnostics.denyChangesNothing];
    if (!codes.some(({ code }) => isSilenced(code, row.span))) taken.add(row.span, role);
  }
  reportRows(role, idle.reverse(), isSilenced, without, sink);
}

export interface Evidence {
  /** Where the role itself says something else without the row: undefined if nowhere. */
  readonly changed: { readonly id: number; readonly column: number; readonly group: GroupModel } | undefined;
  readonly first: { readonly id: number; readonly column: number } | undefined;
}

/** Undefined if some decision of a group changes. */
function changesNothing(
  role: RoleModel,
  touched: Iterable<{ readonly id: number; readonly column: number }>,
  removal: Removal,
  without: Without,
): Evidence | undefined {
  let changed: Evidence["changed"];
  let first: Evidence["first"];
  const dependents = without.dependents(role);
  for (const place of touched) {
    if (without.isSpent) return undefined;
    const { id, column } = place;
    first ??= place;
    const others = [...removal.affected].filter((one) => dependents.includes(one) && without.says(one, id, column, removal) !== without.says(one, id, column));
    for (const group of without.groupsOf(others)) {
      changed ??= { id, column, group };
      if (!sameIn(group, id, column, removal, without)) return undefined;
    }
  }
  return { changed, first };
}
