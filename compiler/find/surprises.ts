// Finds settings that restrict less, or more, than their reader may think: other roles, other blocks, other classes.
import { DENY, GRANT } from "../../runtime/data.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import { findingDiagnostics } from "../diagnostics/findings.ts";
import type { Operation } from "../diagram.ts";
import { settingNames, type AccessBlockModel, type AccessValue, type ClassModel, type GroupModel, type RoleModel } from "../model.ts";
import { canReach } from "../resolve/feasible.ts";
import { outcome } from "../resolve/roles.ts";
import type { Span } from "../source.ts";
import { type IsSilenced, labelsOf, listed, shortened } from "./report.ts";
import type { Without } from "./without.ts";

/** A row of a block, for one class. */
interface Place {
  readonly role: RoleModel;
  readonly on: ClassModel;
  readonly id: number;
  readonly column: number;
  readonly value: AccessValue;
}

export function findSurprises(without: Without, isSilenced: IsSilenced, sink: Sink): void {
  const undoneRows = new Set<Span>();
  for (const role of without.model.roles) {
    if (without.groupsOf(without.dependents(role)).length === 0) continue;
    const narrower = new Map<Span, Narrower>();
    for (const place of placesOf(role, without)) {
      if (without.isSpent) return;
      const { span } = place.value;
      if (!undoneRows.has(span) && findUndone(place, without, sink)) undoneRows.add(span);
      const found = narrower.has(span) ? undefined : narrowerAt(place, without);
      if (found !== undefined) narrower.set(span, found);
    }
    reportNarrower([...narrower.values()], isSilenced, sink);
    findHidden(role, without, sink);
    findLeftOut(role, without, sink);
  }
}

/** Rows that deny something. */
function* placesOf(role: RoleModel, without: Without): Iterable<Place> {
  const { order, columns } = without.resolved;
  for (const [on, block] of role.access) {
    const id = order.idOf.get(on);
    if (id === undefined || on === without.model.baseclass) continue;
    const values: readonly (readonly [number, AccessValue])[] = [
      ...[...block.settings].map(([name, value]) => [settingNames.indexOf(name), value] as const),
      ...[...block.privileges].map(([name, value]) => [columns.firstPrivilege + without.model.privileges.indexOf(name), value] as const),
    ];
    for (const [column, value] of values) {
      without.budget.left--;
      if (value.when !== undefined || (value.level !== undefined && value.level < 5)) yield { role, on, id, column, value };
    }
  }
}

/** Another role of a group without stop grants, from higher up, all that a row denies. */
function findUndone({ role, on, id, column, value }: Place, without: Without, sink: Sink): boolean {
  for (const group of without.groupsOf([role])) {
    if (group.stop) continue;
    for (const other of group.roles) {
      if (other === role || other.holds.includes(role) || role.holds.includes(other)) continue;
      const source = deciderOf(other, on, column, without);
      if (source === undefined || source.on === on || !on.searchOrder.includes(source.on)) continue;
      if (!grantsWhatIsDenied(role, other, id, column, without)) continue;
      sink.report(
        findingDiagnostics.restrictionUndone,
        value.span,
        { row: shortened(value.span), role: role.name, cls: on.name, other: other.name, group: group.name, above: source.on.name },
        {
          labels: [{ span: source.value.span, message: "granted here" }],
          help: "roles of a group add up; let one role depend on the other, or let the group stop at the first grant or deny",
        },
      );
      return true;
    }
  }
  return false;
}

const undone: Operation = { combine: (row, other) => (row !== DENY ? 2 : other === GRANT ? 1 : 0) };

/** The role denies somewhere, and everywhere where it does, the other grants. */
function grantsWhatIsDenied(role: RoleModel, other: RoleModel, id: number, column: number, without: Without): boolean {
  const { diagrams, conditions } = without.resolved;
  const both = diagrams.apply(undone, without.says(role, id, column), without.says(other, id, column));
  without.budget.left -= 10;
  return canReach(both, 1, conditions.atoms.atoms) && !canReach(both, 0, conditions.atoms.atoms);
}

function deciderOf(role: RoleModel, on: ClassModel, column: number, without: Without): { readonly value: AccessValue; readonly on: ClassModel } | undefined {
  for (const held of role.holds) {
    const found = without.deciding(held, on, column);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Narrower extends Place {
  readonly from: string;
  /** The broader row. */
  readonly at: Span | undefined;
}

/** Whether the role would grant more there without the row. Plain level 0 says itself that it denies. */
function narrowerAt(place: Place, without: Without): Narrower | undefined {
  const { role, on, id, column, value } = place;
  if (value.level === 0) return undefined;
  const removal = without.removal([value.span], [role]);
  if (!without.grantsMore(without.says(role, id, column, removal), without.says(role, id, column))) return undefined;
  const above = without.deciding(role, on, column, removal);
  if (above !== undefined) return { ...place, from: `it grants on \`${above.on.name}\``, at: above.value.span };
  const below = role.dependsOn.flatMap((other) => deciderOf(other, on, column, without) ?? [])[0];
  return { ...place, from: "a role that it depends on grants", at: below?.value.span };
}

/** One finding for the rows of a block that replace something from the same place. */
function reportNarrower(found: readonly Narrower[], isSilenced: IsSilenced, sink: Sink): void {
  const kind = findingDiagnostics.narrowerReplacesBroader;
  const byBlock = new Map<string, Narrower[]>();
  for (const one of found) {
    const key = `${one.on.name} ${one.from} ${isSilenced(kind.code, one.value.span) ? one.value.span.start : ""}`;
    byBlock.set(key, [...(byBlock.get(key) ?? []), one]);
  }
  for (const same of byBlock.values()) {
    const [first, ...others] = same;
    if (first === undefined) continue;
    const rows = others.map(({ value }) => value.span);
    const broader = same.flatMap(({ at }) => at ?? []);
    sink.report(
      kind,
      first.value.span,
      {
        row: same
          .map(({ value }) => `\`${shortened(value.span)}\``)
          .slice(0, 3)
          .join(", "),
        cls: first.on.name,
        role: first.role.name,
        from: first.from,
      },
      {
        labels: [...labelsOf(rows, "this one too"), ...labelsOf([...new Set(broader)], "the broader one")],
        help: "what a role says for a class replaces what it has from elsewhere; if that is meant, say so in a comment: `// aclc-allow ACL5109: why`",
      },
    );
  }
}

/** Privileges that a role grants above one of its blocks, and not there, since it does not inherit privileges. */
function findHidden(role: RoleModel, without: Without, sink: Sink): void {
  if (role.inheritsPrivileges || role.access.size < 2) return;
  const reported = new Set<Span>();
  for (const [on, block] of role.access) {
    if (reported.has(block.span) || without.isSpent) continue;
    const hidden = on === without.model.baseclass ? [] : hiddenBy(role, on, block, without);
    const [first] = hidden;
    if (first === undefined) continue;
    reported.add(block.span);
    sink.report(
      findingDiagnostics.privilegeHidden,
      headOf(block.span),
      { role: role.name, cls: on.name, privileges: listed(hidden.map(({ name }) => name)), above: first.above.name },
      {
        labels: [{ span: first.value.span, message: "granted here" }],
        help: `write \`inherits privileges\` behind the role's name, or list what it should hold on \`${on.name}\` too`,
      },
    );
  }
}

function hiddenBy(
  role: RoleModel,
  on: ClassModel,
  block: AccessBlockModel,
  without: Without,
): readonly { readonly name: string; readonly above: ClassModel; readonly value: AccessValue }[] {
  const { order, columns, conditions } = without.resolved;
  const id = order.idOf.get(on) ?? 0;
  return on.privileges.flatMap((name) => {
    if (block.privileges.has(name)) return [];
    const column = columns.firstPrivilege + without.model.privileges.indexOf(name);
    const above = on.searchOrder.find((cls) => cls !== on && role.access.get(cls)?.privileges.has(name) === true);
    const value = above && role.access.get(above)?.privileges.get(name);
    if (above === undefined || value === undefined) return [];
    const node = outcome(without.resolved, value, on);
    if (!canReach(node, GRANT, conditions.atoms.atoms)) return [];
    const matters = without.groupsOf([role]).some((group) => {
      const joined = without.joined(group, id, column, undefined, (one) => (one === role ? node : undefined));
      return !without.sameDecision(group, id, column, joined);
    });
    return matters ? [{ name, above, value }] : [];
  });
}

/** The line of a block that names it. */
function headOf(span: Span): Span {
  const brace = span.file.text.indexOf("{", span.start);
  return brace === -1 || brace > span.end ? span : { ...span, end: Math.max(span.start + 1, brace - 1) };
}

/** A deny block that denies on its class what stays granted on a class below. */
function findLeftOut(role: RoleModel, without: Without, sink: Sink): void {
  const groups = without.groupsOf(without.dependents(role));
  const reported = new Set<Span>();
  for (const [on, block] of role.deny) {
    if (reported.has(block.span) || without.isSpent) continue;
    const left = new Set<ClassModel>();
    const settings = [...block.settings.keys()].filter((setting) => {
      const found = classesLeft(role, on, settingNames.indexOf(setting), groups, without);
      found.forEach((cls) => left.add(cls));
      return found.length > 0;
    });
    if (left.size === 0) continue;
    reported.add(block.span);
    sink.report(
      findingDiagnostics.denyLeavesOut,
      headOf(block.span),
      { role: role.name, cls: on.name, settings: listed(settings), left: listed([...left].map((cls) => cls.name)) },
      { help: `a deny block is for its class alone; write \`deny access to ${on.name} and below\` if the classes below are meant too` },
    );
  }
}

function classesLeft(role: RoleModel, on: ClassModel, column: number, groups: readonly GroupModel[], without: Without): readonly ClassModel[] {
  const { order, groups: table, conditions } = without.resolved;
  const value = without.denyValue(role, on, column);
  const id = order.idOf.get(on) ?? 0;
  if (value === undefined) return [];
  const removal = without.removal([value.span], [role]);
  const bitten = groups.filter((group) => !without.sameDecision(group, id, column, without.joined(group, id, column, removal)));
  if (bitten.length === 0) return [];
  return without.below(on).flatMap((below) => {
    const cls = without.classOf(below);
    if (below === id || without.isSpent || without.denyValue(role, cls, column) !== undefined) return [];
    const granted = bitten.some((group) => {
      const node = table.rows[table.rowOf[group.index]?.[below] ?? 0]?.[column];
      return node !== undefined && canReach(node, 1, conditions.atoms.atoms);
    });
    return granted ? [cls] : [];
  });
}
