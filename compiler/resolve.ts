// Model to decision diagrams: one for every cell of group or role, class, and setting, privilege or rule.
import { GRANT, NONE, NOT_DECLARED } from "../runtime/data.ts";
import { classOrder, type ClassOrder } from "./class-order.ts";
import type { Sink } from "./diagnostics/diagnostic.ts";
import { Diagrams, either, type Node, type Operation } from "./diagram.ts";
import type { GroupModel, Model } from "./model.ts";
import { ConditionDiagrams } from "./resolve-conditions.ts";
import { nearestRule, resolvePolicies, type PolicyRows } from "./resolve-policies.ts";
import { resolveRoles } from "./resolve-roles.ts";
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

/** docs/language.md, The decision. Cells beyond the limit of a diagram are reported. */
export function resolve(model: Model, sink: Sink): Resolved {
  const diagrams = new Diagrams();
  const conditions = new ConditionDiagrams(diagrams);
  const context: Resolving = { model, order: classOrder(model), columns: columnsOf(model), diagrams, conditions, sink };
  const roleTable = new RowTable();
  const roles = resolveRoles(context, roleTable).map((rows) => rows.rowOf);
  const policyTable = new RowTable();
  const policies = resolvePolicies(context, policyTable);
  const groupTable = new RowTable();
  const ruleKeys = ruleKeysOf(context);
  const groups = model.groups.map((group) => {
    const parts = group.roles.map((role) => roles[role.index] ?? new Uint32Array());
    return joinGroup(context, group, parts, policies.rowOf, ruleKeys, { roleTable, policyTable, groupTable });
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
}

/** A group's row follows from its roles' rows, the policies' row and which privileges the rules need. */
function joinGroup(
  context: Resolving,
  group: GroupModel,
  parts: readonly Uint32Array[],
  policies: Uint32Array,
  ruleKeys: Uint32Array,
  tables: RowTables,
): Uint32Array {
  const joined = new Map<string, number>();
  const result = new Uint32Array(policies.length);
  for (let id = 0; id < result.length; id++) {
    if (id > 0 && policies[id] === policies[id - 1] && ruleKeys[id] === ruleKeys[id - 1] && sameAsBefore(parts, id)) {
      result[id] = result[id - 1] ?? 0;
      continue;
    }
    const key = `${parts.map((rows) => rows[id]).join(",")}|${policies[id]}|${ruleKeys[id]}`;
    let number = joined.get(key);
    if (number === undefined) {
      const roles = parts.map((rows) => tables.roleTable.row(rows[id] ?? 0));
      number = tables.groupTable.number(groupRow(context, group, id, roles, tables.policyTable.row(policies[id] ?? 0)));
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
const anyGrant: Operation = { combine: (a, b) => (a === GRANT || b === GRANT ? GRANT : NONE) };
const firstWord: Operation = { combine: (a, b) => (a === NONE ? b : a) };
const granted = (outcome: number): number => (outcome === GRANT ? 1 : 0);
const declaredAnd: Operation = { combine: (group, policy) => (policy === NOT_DECLARED ? NOT_DECLARED : group & policy) };
const asDenied = (decision: number): number => (decision === 1 ? 1 : 0);

function groupRow(context: Resolving, group: GroupModel, id: number, roles: readonly Row[], policy: Row): Row {
  const { diagrams, columns, model } = context;
  const cls = classAt(context, id);
  const row: Node[] = [];
  const policyCell = (column: number): Node => policy[column] ?? diagrams.leaf(NOT_DECLARED);
  const add = (make: (column: number) => Node): void => {
    const column = row.length;
    row.push(cell(context, `group \`${group.name}\``, cls, column, () => diagrams.apply(declaredAnd, make(column), policyCell(column))));
  };
  const byRoles = (column: number): Node => {
    const join = group.stop ? firstWord : anyGrant;
    const cells = roles.map((role) => role[column] ?? diagrams.leaf(NONE));
    return diagrams.map(cells.reduceRight((rest, node) => diagrams.apply(join, node, rest), diagrams.leaf(NONE)), granted);
  };
  while (row.length < columns.firstRule) add(byRoles);
  for (const name of model.rules) {
    const needed = (nearestRule(cls, name)?.requires ?? []).map((privilege) => columns.firstPrivilege + model.privileges.indexOf(privilege));
    add(() =>
      needed
        .map((column) => diagrams.map(row[column] ?? diagrams.leaf(0), asDenied))
        .reduceRight((rest, node) => diagrams.apply(either, node, rest), diagrams.leaf(0)),
    );
  }
  return row;
}

/** Classes have the same number here where each rule needs the same privileges. */
function ruleKeysOf({ model, order }: Resolving): Uint32Array {
  const keys = new Map<string, number>();
  return Uint32Array.from(order.classes, (cls) => {
    const key = model.rules.map((rule) => nearestRule(cls, rule)?.requires.join(" ") ?? "").join("\n");
    const known = keys.get(key);
    if (known !== undefined) return known;
    keys.set(key, keys.size);
    return keys.size - 1;
  });
}
