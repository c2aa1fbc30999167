// What each role alone says, for every class: `setting` and `privilege` of docs/language.md, with all inheritance done.
import { DENY, GRANT, NONE } from "../../runtime/data.ts";
import { both, type Node, type Operation } from "../diagram.ts";
import { settingNames, type AccessBlockModel, type AccessValue, type ClassModel, type DenyValue, type RoleModel } from "../model.ts";
import { cell, classAt, type Resolving } from "./resolving.ts";
import type { Row, RowTable } from "./rows.ts";

/** Row numbers by class id. `basis` leaves out the deny blocks: it is what the classes below inherit. */
export interface RoleRows {
  readonly rowOf: Uint32Array;
  readonly basis: Uint32Array;
}

/** The rows of every role, by its index, in cells of NONE, GRANT and DENY. */
export function resolveRoles(context: Resolving, table: RowTable): readonly RoleRows[] {
  const done = new Map<RoleModel, RoleRows>();
  const whenClasses = context.model.classes.filter((cls) => cls.ownWhens.size > 0);
  const visit = (role: RoleModel): RoleRows => {
    const known = done.get(role);
    if (known !== undefined) return known;
    const below = role.dependsOn.map(visit);
    const rows = roleRows(context, table, role, below, whenClasses);
    done.set(role, rows);
    return rows;
  };
  return context.model.roles.map(visit);
}

/** Of the roles that one depends on: a grant, else a denial, else nothing. */
export const strongest: Operation = { combine: (a, b) => (a === GRANT || b === GRANT ? GRANT : a === DENY || b === DENY ? DENY : NONE) };
export const denyElse: Operation = { combine: (denies, otherwise) => (denies === 1 ? DENY : otherwise) };
const grantOrDeny = (holds: number): number => (holds === 1 ? GRANT : DENY);

function roleRows(context: Resolving, table: RowTable, role: RoleModel, below: readonly RoleRows[], whenClasses: readonly ClassModel[]): RoleRows {
  const { order } = context;
  const touched = new Uint8Array(order.classes.length);
  const touch = (cls: ClassModel): void => void (touched[order.idOf.get(cls) ?? 0] = 1);
  whenClasses.forEach(touch);
  let denies = false;
  for (const held of role.holds) {
    for (const cls of held.access.keys()) touch(cls);
    for (const cls of held.deny.keys()) touch(cls);
    if (held.deny.size > 0) denies = true;
  }
  const basis = new Uint32Array(order.classes.length);
  const rowOf = denies ? new Uint32Array(order.classes.length) : basis;
  for (const id of order.sequence) {
    const parent = order.parent[id] ?? -1;
    if (touched[id] === 0 && parent !== -1) {
      rowOf[id] = basis[id] = basis[parent] ?? 0;
      continue;
    }
    const cls = classAt(context, id);
    const inherited = below.map((rows) => table.row(rows.basis[id] ?? 0));
    const bare = accessRow(context, role, cls, inherited);
    basis[id] = table.number(bare);
    if (denies) {
      const asDenied = below.map((rows) => table.row(rows.rowOf[id] ?? 0));
      const open = asDenied.every((row, i) => row === inherited[i]) ? bare : accessRow(context, role, cls, asDenied);
      rowOf[id] = table.number(denyRow(context, role, cls, open));
    }
  }
  return { rowOf, basis };
}

/** What the access blocks say, and the roles below where they say nothing. */
function accessRow(context: Resolving, role: RoleModel, cls: ClassModel, below: readonly Row[]): Row {
  const { diagrams, columns } = context;
  const chain = cls.searchOrder.flatMap((other) => role.access.get(other) ?? []);
  const nothing = diagrams.leaf(NONE);
  const fromBelow = (column: number): Node => below.reduce((joined, row) => diagrams.apply(strongest, joined, row[column] ?? nothing), nothing);
  const row: Node[] = [];
  for (let column = 0; column < columns.firstRule; column++) {
    const value = valueIn(context, role, chain, column);
    row.push(
      value === undefined && below.length === 0
        ? nothing
        : cell(context, `role \`${role.name}\``, cls, column, () => (value === undefined ? fromBelow(column) : outcome(context, value, cls))),
    );
  }
  while (row.length < columns.width) row.push(nothing);
  return row;
}

/** The value that decides a column among a role's blocks, nearest class first. `discover` repeats `open`. */
function valueIn({ model, columns }: Resolving, role: RoleModel, chain: readonly AccessBlockModel[], column: number): AccessValue | undefined {
  if (column < columns.firstPrivilege) {
    const setting = settingNames[column] ?? "open";
    return chain.find((block) => block.settings.has(setting))?.settings.get(setting);
  }
  const privilege = model.privileges[column - columns.firstPrivilege] ?? "";
  const asked = role.inheritsPrivileges ? chain : chain.slice(0, 1);
  return asked.find((block) => block.privileges.has(privilege))?.privileges.get(privilege);
}

function denyRow(context: Resolving, role: RoleModel, cls: ClassModel, row: Row): Row {
  const block = role.deny.get(cls);
  if (block === undefined) return row;
  return row.map((node, column) => {
    if (column >= context.columns.firstPrivilege) return node;
    const value = block.settings.get(settingNames[column] ?? "open");
    if (value === undefined) return node;
    return cell(context, `role \`${role.name}\``, cls, column, () => context.diagrams.apply(denyElse, denial(context, value, cls), node));
  });
}

/** Grants where level and condition hold, denies elsewhere. */
export function outcome({ diagrams, conditions }: Pick<Resolving, "diagrams" | "conditions">, value: AccessValue, cls: ClassModel): Node {
  const condition = value.when === undefined ? diagrams.leaf(1) : conditions.holds(value.when, cls);
  return diagrams.map(diagrams.apply(both, levels(diagrams, 1, value.level ?? 5), condition), grantOrDeny);
}

/** 1 where it denies: a condition that is not known holds here. */
export function denial({ diagrams, conditions }: Pick<Resolving, "diagrams" | "conditions">, value: DenyValue, cls: ClassModel): Node {
  const condition = value.when === undefined ? diagrams.leaf(1) : conditions.mayHold(value.when, cls);
  return diagrams.apply(both, levels(diagrams, value.lowest, value.highest), condition);
}

/** 1 at the levels from lowest to highest. */
function levels(diagrams: Resolving["diagrams"], lowest: number, highest: number): Node {
  return diagrams.level([1, 2, 3, 4, 5].map((level) => diagrams.leaf(lowest <= level && level <= highest ? 1 : 0)));
}
