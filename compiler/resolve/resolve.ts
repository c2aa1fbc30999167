// Model to decision diagrams: one for every cell of group or role, class, and setting, privilege or rule.
import { DENIED, GRANT, NONE, NOT_DECLARED } from "../../runtime/data.ts";
import { AtomTable } from "./atoms.ts";
import { classOrder, type ClassOrder } from "./class-order.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import { Diagrams, either, type Node, type Operation } from "../diagram.ts";
import type { GroupModel, Model } from "../model.ts";
import { ConditionDiagrams } from "./conditions.ts";
import { nearestRules, resolvePolicies, type PolicyRows } from "./policies.ts";
import { resolveRoles } from "./roles.ts";
import { cell, classAt, type Resolving } from "./resolving.ts";
import { columnsOf, RowTable, type Columns, type Row } from "./rows.ts";

/** Rows, and the number of each subject's and class id's row. `@baseclass` has the last class id. */
export interface Grid {
  readonly rows: readonly Row[];
  readonly rowOf: readonly Uint32Array[];
}

export interface Resolved {
  readonly diagrams: Diagrams;
  readonly conditions: ConditionDiagrams;
  readonly order: ClassOrder;
  readonly columns: Columns;
  /** By group: 0, 1 or NOT_DECLARED; roles and policies joined. */
  readonly groups: Grid;
  /** By role: NONE, GRANT or DENY; policies left out; no rules. */
  readonly roles: Grid;
  /** One subject: 0, 1 or NOT_DECLARED. */
  readonly policies: Grid;
  readonly views: Pick<PolicyRows, "views" | "viewOf">;
}

/** Where diagrams live: what is resolved in one space can be compared, equal functions are the same node there. */
export interface Space {
  readonly diagrams: Diagrams;
  readonly atoms: AtomTable;
}

/** docs/language.md, The decision. Cells beyond the limit of a diagram are reported. */
export function resolve(model: Model, sink: Sink, space: Space = { diagrams: new Diagrams(), atoms: new AtomTable() }): Resolved {
  const { diagrams } = space;
  const conditions = new ConditionDiagrams(diagrams, space.atoms);
  const context: Resolving = { model, order: classOrder(model), columns: columnsOf(model), diagrams, conditions, sink };
  const roleTable = new RowTable();
  const roles = resolveRoles(context, roleTable).map((rows) => rows.rowOf);
  const policyTable = new RowTable();
  const policies = resolvePolicies(context, policyTable);
  const groupTable = new RowTable();
  const tables: RowTables = { roleTable, policyTable, groupTable, joined: new Map() };
  const needs = ruleNeeds(context);
  const groups = model.groups.map((group) => {
    const parts = group.roles.map((role) => roles[role.index] ?? new Uint32Array());
    return joinGroup(context, group, parts, policies.rowOf, needs, tables);
  });
  diagrams.unlimited();
  return {
    diagrams,
    conditions,
    order: context.order,
    columns: context.columns,
    groups: { rows: groupTable.rows, rowOf: groups },
    roles: { rows: roleTable.rows, rowOf: roles },
    policies: { rows: policyTable.rows, rowOf: [policies.rowOf] },
    views: policies,
  };
}

interface RowTables {
  readonly roleTable: RowTable;
  readonly policyTable: RowTable;
  readonly groupTable: RowTable;
  /** What joined rows came to, for groups of all kinds: by the numbers of what was joined. */
  readonly joined: Map<string, number>;
}

/** A group's row follows from its roles' rows, the policies' row and which privileges the rules need. */
function joinGroup(
  context: Resolving,
  group: GroupModel,
  parts: readonly Uint32Array[],
  policies: Uint32Array,
  needs: RuleNeeds,
  tables: RowTables,
): Uint32Array {
  const { joined } = tables;
  const result = new Uint32Array(policies.length);
  for (let id = 0; id < result.length; id++) {
    if (id > 0 && policies[id] === policies[id - 1] && needs.of[id] === needs.of[id - 1] && sameAsBefore(parts, id)) {
      result[id] = result[id - 1] ?? 0;
      continue;
    }
    const key = `${group.stop}|${parts.map((rows) => rows[id]).join(",")}|${policies[id]}|${needs.of[id]}`;
    let number = joined.get(key);
    if (number === undefined) {
      const roles = parts.map((rows) => tables.roleTable.row(rows[id] ?? 0));
      number = tables.groupTable.number(groupRow(context, group, id, roles, tables.policyTable.row(policies[id] ?? 0), needs.lists[needs.of[id] ?? 0] ?? []));
      joined.set(key, number);
    }
    result[id] = number;
  }
  return result;
}

function sameAsBefore(parts: readonly Uint32Array[], id: number): boolean {
  for (const rows of parts) if (rows[id] !== rows[id - 1]) return false;
  return true;
}

/** Without stop any role's grant suffices; with it, the first role that says anything decides. */
export const anyGrant: Operation = { combine: (a, b) => (a === GRANT || b === GRANT ? GRANT : NONE) };
export const firstWord: Operation = { combine: (a, b) => (a === NONE ? b : a) };
export const granted = (outcome: number): number => (outcome === GRANT ? 1 : 0);
export const declaredAnd: Operation = { combine: (group, policy) => (policy === NOT_DECLARED ? NOT_DECLARED : group & policy) };
const asDenied = (decision: number): number => (decision === 1 ? 1 : 0);

function groupRow(context: Resolving, group: GroupModel, id: number, roles: readonly Row[], policy: Row, needed: readonly (readonly number[])[]): Row {
  const { diagrams, columns } = context;
  const [nothing, denied] = [diagrams.leaf(NONE), diagrams.leaf(DENIED)];
  const row: Node[] = [];
  const add = (isHopeless: boolean, make: () => Node): void => {
    const allowed = policy[row.length] ?? denied;
    const isDeclared = allowed.kind !== "leaf" || allowed.value !== NOT_DECLARED;
    if (!isDeclared || isHopeless) row.push(isDeclared ? denied : allowed);
    else row.push(cell(context, `group \`${group.name}\``, classAt(context, id), row.length, () => diagrams.apply(declaredAnd, make(), allowed)));
  };
  const join = group.stop ? firstWord : anyGrant;
  while (row.length < columns.firstRule) {
    const said = roles.map((role) => role[row.length] ?? nothing).filter((node) => node !== nothing);
    add(said.length === 0, () =>
      diagrams.map(
        said.reduceRight((rest, node) => diagrams.apply(join, node, rest), nothing),
        granted,
      ),
    );
  }
  for (const privileges of needed) {
    const held = privileges.map((column) => diagrams.map(row[column] ?? denied, asDenied)).filter((node) => node !== denied);
    add(held.length === 0, () => held.reduceRight((rest, node) => diagrams.apply(either, node, rest), denied));
  }
  return row;
}

/** By rule, the columns of the privileges of which one is needed; classes where all are the same share a list. */
interface RuleNeeds {
  readonly of: Uint32Array;
  readonly lists: readonly (readonly (readonly number[])[])[];
}

function ruleNeeds({ model, order, columns }: Resolving): RuleNeeds {
  const columnOf = new Map(model.privileges.map((privilege, i) => [privilege, columns.firstPrivilege + i]));
  const numbers = new Map<string, number>();
  const lists: (readonly number[])[][] = [];
  const of = new Uint32Array(order.classes.length);
  for (const id of order.sequence) {
    const cls = classAt({ order }, id);
    const parent = order.parent[id] ?? -1;
    if (parent !== -1 && cls.ownRules.size === 0) {
      of[id] = of[parent] ?? 0;
      continue;
    }
    const rules = nearestRules(cls);
    const list = model.rules.map((name) => (rules.get(name)?.requires ?? []).map((privilege) => columnOf.get(privilege) ?? 0));
    const key = JSON.stringify(list);
    of[id] = numbers.get(key) ?? lists.push(list) - 1;
    numbers.set(key, of[id] ?? 0);
  }
  return { of, lists };
}
