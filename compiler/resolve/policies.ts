// What the policies alone say, for every class: `policies` and `abac` of docs/language.md, and the rules' own conditions.
import { NOT_DECLARED, type Setting } from "../../runtime/data.ts";
import { both, either, type Node } from "../diagram.ts";
import { readingRuleKinds, type ClassModel, type PolicyModel, type RuleModel } from "../model.ts";
import { allTrue, cell, classAt, type Resolving } from "./resolving.ts";
import type { Row, RowTable } from "./rows.ts";
import { keyOfView, viewOfClass, type SeenProperty } from "./views.ts";
import { settings } from "../../runtime/data.ts";

export interface PolicyRows {
  /** Row numbers by class id, in cells of 0, 1 and NOT_DECLARED. */
  readonly rowOf: Uint32Array;
  /** Distinct lists of a class's properties, and which one each class id has. */
  readonly views: readonly (readonly SeenProperty[])[];
  readonly viewOf: Uint32Array;
}

export function resolvePolicies(context: Resolving, table: RowTable): PolicyRows {
  const { order } = context;
  const rowOf = new Uint32Array(order.classes.length);
  const viewOf = new Uint32Array(order.classes.length);
  const views: SeenProperty[][] = [];
  const viewNumbers = new Map<string, number>();
  for (const id of order.sequence) {
    const cls = classAt(context, id);
    const parent = order.parent[id] ?? -1;
    if (parent !== -1 && writesNothing(cls)) {
      rowOf[id] = rowOf[parent] ?? 0;
      viewOf[id] = viewOf[parent] ?? 0;
      continue;
    }
    rowOf[id] = table.number(policyRow(context, cls));
    const view = viewOfClass(context, cls, policiesOf(cls).get("discover") ?? []);
    const key = keyOfView(view);
    let number = viewNumbers.get(key);
    if (number === undefined) viewNumbers.set(key, (number = views.push(view) - 1));
    viewOf[id] = number;
  }
  return { rowOf, views, viewOf };
}

/** The nearest declaration of each rule, which decides. */
export function nearestRules(cls: ClassModel): ReadonlyMap<string, RuleModel> {
  const found = new Map<string, RuleModel>();
  for (const other of cls.searchOrder) for (const [name, rule] of other.ownRules) if (!found.has(name)) found.set(name, rule);
  return found;
}

function writesNothing(cls: ClassModel): boolean {
  return (
    cls.ownPolicies.length === 0 &&
    cls.ownWhens.size === 0 &&
    cls.ownPrivileges.length === 0 &&
    cls.ownRules.size === 0 &&
    cls.properties === cls.searchOrder[1]?.properties
  );
}

/** What an ABAC action is called among policies; the settings that policies do not know by another name are their own. */
const actionOf: Readonly<Partial<Record<Setting, string>>> = { open: "read", modify: "update" };

function policyRow(context: Resolving, cls: ClassModel): Row {
  const { model, diagrams, conditions } = context;
  const policies = policiesOf(cls);
  const rules = nearestRules(cls);
  const declared = new Set(cls.privileges);
  const notDeclared = diagrams.leaf(NOT_DECLARED);
  const row: Node[] = [];
  const add = (make: () => Node): void => void row.push(cell(context, "the policies", cls, row.length, make));
  const abac = (action: string): Node => allTrue(context, cls, policies.get(action) ?? []);
  for (const setting of settings) {
    if (setting === "discover") add(() => (policies.has("discover") ? diagrams.apply(either, abac("read"), abac("discover")) : abac("read")));
    else add(() => abac(actionOf[setting] ?? setting));
  }
  for (const privilege of model.privileges) {
    if (declared.has(privilege)) add(() => abac(`privilege ${privilege}`));
    else row.push(notDeclared);
  }
  for (const name of model.rules) {
    const rule = rules.get(name);
    if (rule === undefined) {
      row.push(notDeclared);
      continue;
    }
    add(() => {
      const when = rule.when === undefined ? diagrams.leaf(1) : conditions.holds(rule.when, cls);
      return readingRuleKinds.has(rule.ruleKind) ? diagrams.apply(both, when, abac("read")) : when;
    });
  }
  return row;
}

/** By action: going up the search order, every policy for it whose name no nearer class has used for it. */
function policiesOf(cls: ClassModel): ReadonlyMap<string, readonly PolicyModel[]> {
  const found = new Map<string, Map<string, PolicyModel>>();
  for (const other of cls.searchOrder) {
    for (const policy of other.ownPolicies) {
      const action = nameOfAction(policy);
      if (action === undefined) continue;
      let named = found.get(action);
      if (named === undefined) found.set(action, (named = new Map()));
      if (!named.has(policy.name)) named.set(policy.name, policy);
    }
  }
  return new Map([...found].map(([action, named]) => [action, [...named.values()]]));
}

function nameOfAction({ action }: PolicyModel): string | undefined {
  if (action.kind === "action") return action.action;
  return action.kind === "privilege" ? `privilege ${action.privilege}` : undefined;
}
