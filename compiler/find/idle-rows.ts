// Rows of blocks that change nothing: where they would decide, and why it comes to the same.
import { GRANT } from "../../runtime/data.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import { findingDiagnostics } from "../diagnostics/findings.ts";
import { settingNames, type ClassModel, type GroupModel, type RoleModel } from "../model.ts";
import { canReach } from "../resolve/feasible.ts";
import type { Span } from "../source.ts";
import { type IsSilenced, labelsOf, listed, safely, shortened, withoutRows } from "./report.ts";
import type { Removal, Without } from "./without.ts";

/** A row of an access or deny block, with all classes and names that it stands for. */
export interface Row {
  readonly span: Span;
  readonly on: ReadonlySet<ClassModel>;
  /** `open`, `privilege Approve`. */
  readonly names: ReadonlySet<string>;
  readonly deny: boolean;
}

export interface IdleRow extends Row {
  /** Where the role itself would say something else; undefined if nowhere. */
  readonly changed: { readonly id: number; readonly column: number; readonly group: GroupModel } | undefined;
  readonly first: { readonly id: number; readonly column: number } | undefined;
}

/** The classes and columns where a row decides what its role says. */
export function* touchedBy(role: RoleModel, row: Row, without: Without, removal: Removal): Iterable<{ readonly id: number; readonly column: number }> {
  const { model, resolved } = without;
  const columns = [...row.names].map((name) => {
    const setting = settingNames.indexOf(name as (typeof settingNames)[number]);
    return setting !== -1 ? setting : resolved.columns.firstPrivilege + model.privileges.indexOf(name.replace(/^privilege /, ""));
  });
  for (const on of row.on) {
    for (const id of row.deny ? [resolved.order.idOf.get(on) ?? 0] : without.distinctBelow(on)) {
      if (without.classOf(id) === model.baseclass) continue;
      for (const column of columns) {
        without.budget.left--;
        const value = row.deny ? without.denyValue(role, on, column, removal) : without.deciding(role, without.classOf(id), column, removal)?.value;
        if (value?.span === row.span) yield { id, column };
      }
    }
  }
}

/** One finding for each cause. */
export function reportRows(role: RoleModel, rows: readonly IdleRow[], isSilenced: IsSilenced, without: Without, sink: Sink): void {
  reportDenies(
    role,
    rows.filter((row) => row.deny),
    isSilenced,
    sink,
  );
  const byCause = new Map<string, { readonly cause: Cause; readonly rows: IdleRow[] }>();
  for (const row of rows) {
    if (row.deny) continue;
    const cause = causeOf(role, row, without);
    const { code } = cause.broader === undefined ? findingDiagnostics.settingChangesNothing : findingDiagnostics.grantedMoreBroadly;
    // What is silenced stands alone, so that the others are still seen.
    const key = isSilenced(code, row.span) ? `${cause.key} ${row.span.start}` : cause.key;
    const known = byCause.get(key);
    if (known === undefined) byCause.set(key, { cause, rows: [row] });
    else known.rows.push(row);
  }
  for (const { cause, rows: same } of byCause.values()) {
    const spans = same.map((row) => row.span);
    const [span, ...others] = spans;
    if (span === undefined) continue;
    const name = same.length === 1 ? `\`${shortened(span)}\` on ${listed([...(same[0]?.on ?? [])].map((cls) => cls.name))}` : `${same.length} settings`;
    const labels = [...labelsOf(others, "this one too"), ...(cause.at === undefined ? [] : [{ span: cause.at, message: cause.label }])];
    const fix = cause.isSafe ? safely(withoutRows(same.length === 1 ? "take the row out" : `take these ${same.length} rows out`, spans)) : undefined;
    const extras = { labels, help: cause.help, fix };
    if (cause.broader === undefined) sink.report(findingDiagnostics.settingChangesNothing, span, { rows: name, role: role.name, why: cause.why }, extras);
    else sink.report(findingDiagnostics.grantedMoreBroadly, span, { rows: name, role: role.name, ...cause.broader }, extras);
  }
}

/** One finding for each class, since a deny block is for its class alone. */
function reportDenies(role: RoleModel, rows: readonly IdleRow[], isSilenced: IsSilenced, sink: Sink): void {
  const kind = findingDiagnostics.denyChangesNothing;
  const byClass = new Map<string, IdleRow[]>();
  for (const row of rows) {
    const names = [...row.on].map((cls) => cls.name);
    const key = `${names.join(" ")} ${isSilenced(kind.code, row.span) ? row.span.start : ""}`;
    byClass.set(key, [...(byClass.get(key) ?? []), row]);
  }
  for (const same of byClass.values()) {
    const [first, ...others] = same;
    if (first === undefined) continue;
    const isSafe = same.every((row) => row.changed === undefined);
    sink.report(
      kind,
      first.span,
      { rows: same.length === 1 ? `\`${shortened(first.span)}\`` : `${same.length} rows`, role: role.name, cls: listed([...first.on].map((cls) => cls.name)) },
      {
        labels: labelsOf(
          others.map((row) => row.span),
          "this one too",
        ),
        help: "nothing grants there what it denies, or another role of each group grants it all the same",
        fix: isSafe
          ? safely(
              withoutRows(
                "take it out",
                same.map((row) => row.span),
              ),
            )
          : undefined,
      },
    );
  }
}

interface Cause {
  /** Rows of one role with the same key make one finding. */
  readonly key: string;
  readonly why: string;
  readonly at?: Span | undefined;
  readonly label: string;
  readonly help: string;
  /** Whether the role itself says the same without the row, so that it may also be joined ad hoc. */
  readonly isSafe: boolean;
  readonly broader?: { readonly other: string; readonly group: string; readonly cls: string };
}

const TAKE_OUT = "take it out: what it says, the policy says without it";

function causeOf(role: RoleModel, row: IdleRow, without: Without): Cause {
  const { changed, first } = row;
  if (changed === undefined) {
    const at = first && without.deciding(role, without.classOf(first.id), first.column, without.removal([row.span], [role]));
    if (at !== undefined) return { key: "above", why: "the role says the same higher up", at: at.value.span, label: "here", help: TAKE_OUT, isSafe: true };
    return { key: "below", why: "a role that it depends on says the same", label: "", help: TAKE_OUT, isSafe: true };
  }
  const { id, column, group } = changed;
  const { atoms } = without.resolved.conditions.atoms;
  if (!canReach(without.says(role, id, column), GRANT, atoms)) {
    const help = "what nothing grants is denied without it; keep it only as a note, with a comment that says so";
    return { key: "denial", why: "nothing that it denies is granted", label: "", help, isSafe: false };
  }
  const policy = without.resolved.policies.rows[without.resolved.policies.rowOf[0]?.[id] ?? 0]?.[column];
  if (policy !== undefined && !canReach(policy, 1, atoms)) {
    return { key: "policies", why: "policies deny it to everybody", label: "", help: "mend the policy, or take the setting out", isSafe: false };
  }
  const other = group.roles.find(
    (one) => one !== role && !one.holds.includes(role) && !without.grantsMore(without.says(role, id, column), without.says(one, id, column)),
  );
  if (other === undefined) {
    const why = group.stop ? `another role of group \`${group.name}\` decides before` : "the other roles of its groups grant it together";
    return { key: `joined ${group.name}`, why, label: "", help: TAKE_OUT, isSafe: false };
  }
  return byOther(other, row, changed, without);
}

/** Another role of the group grants as much; more broadly if it does so higher up. */
function byOther(other: RoleModel, row: IdleRow, { id, column, group }: NonNullable<IdleRow["changed"]>, without: Without): Cause {
  const at = [...other.holds].map((held) => without.deciding(held, without.classOf(id), column)).find((found) => found !== undefined);
  const key = `other ${other.name} ${at?.on.name ?? ""}`;
  const isBroader = at !== undefined && !group.stop && [...row.on].every((on) => on !== at.on && on.searchOrder.includes(at.on));
  const shared = {
    key,
    at: at?.value.span,
    label: "granted here",
    help: TAKE_OUT,
    isSafe: false,
    why: `\`${other.name}\` in group \`${group.name}\` grants it already`,
  };
  return isBroader ? { ...shared, broader: { other: other.name, group: group.name, cls: at.on.name } } : shared;
}
