// What the policies alone say, for every class: `policies` and `abac` of docs/language.md, and the rules' own conditions.
import { NOT_DECLARED, type Setting } from "../runtime/data.ts";
import { both, either, type Node } from "./diagram.ts";
import { readingRuleKinds, type ClassModel, type PolicyModel, type Property, type RuleModel } from "./model.ts";
import { cell, classAt, type Resolving } from "./resolving.ts";
import type { Row, RowTable } from "./rows.ts";
import { settings } from "../runtime/data.ts";
import type { ValueType } from "./condition.ts";

/** Who sees a property: its path, and a function to 0 and 1. */
export interface SeenProperty {
  readonly path: readonly string[];
  readonly node: Node;
}

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
    const view = viewOfClass(context, cls);
    const key = view.map((seen) => `${seen.path.join(".")} ${seen.node.id}`).join("\n");
    let number = viewNumbers.get(key);
    if (number === undefined) viewNumbers.set(key, (number = views.push(view) - 1));
    viewOf[id] = number;
  }
  return { rowOf, views, viewOf };
}

/** The nearest declaration of a rule, which decides. */
export function nearestRule(cls: ClassModel, rule: string): RuleModel | undefined {
  for (const other of cls.searchOrder) {
    const found = other.ownRules.get(rule);
    if (found !== undefined) return found;
  }
  return undefined;
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
  const { model, diagrams } = context;
  const subject = "the policies";
  let column = 0;
  const next = (make: () => Node): Node => cell(context, subject, cls, column++, make);
  const read = (): Node => abac(context, cls, "read");
  return [
    ...settings.map((setting) => next(() => (setting === "discover" ? discover(context, cls) : abac(context, cls, actionOf[setting] ?? setting)))),
    ...model.privileges.map((privilege) =>
      next(() => (cls.privileges.includes(privilege) ? abac(context, cls, `privilege ${privilege}`) : diagrams.leaf(NOT_DECLARED))),
    ),
    ...model.rules.map((name) =>
      next(() => {
        const rule = nearestRule(cls, name);
        if (rule === undefined) return diagrams.leaf(NOT_DECLARED);
        const when = rule.when === undefined ? diagrams.leaf(1) : context.conditions.holds(rule.when, cls);
        return readingRuleKinds.has(rule.ruleKind) ? diagrams.apply(both, when, read()) : when;
      }),
    ),
  ];
}

/** abac(read), or a discover policy and abac(discover); whether the group opens is joined later. */
function discover(context: Resolving, cls: ClassModel): Node {
  const read = abac(context, cls, "read");
  if (policies(cls, "discover").length === 0) return read;
  return context.diagrams.apply(either, read, abac(context, cls, "discover"));
}

/** 1 where every policy for the action is true. */
function abac({ diagrams, conditions }: Resolving, cls: ClassModel, action: string): Node {
  return policies(cls, action)
    .map((policy) => conditions.holds(policy.condition, cls))
    .reduceRight((rest, node) => diagrams.apply(both, node, rest), diagrams.leaf(1));
}

/** Going up the search order, every policy for the action whose name no nearer class has used for it. */
function policies(cls: ClassModel, action: string): readonly PolicyModel[] {
  return nearestByName(cls, (policy) => {
    if (policy.action.kind === "action") return policy.action.action === action;
    return policy.action.kind === "privilege" && `privilege ${policy.action.privilege}` === action;
  });
}

function nearestByName(cls: ClassModel, matches: (policy: PolicyModel) => boolean): readonly PolicyModel[] {
  const found = new Map<string, PolicyModel>();
  for (const other of cls.searchOrder) {
    if (other.ownPolicies.length === 0) continue;
    for (const policy of other.ownPolicies) if (!found.has(policy.name) && matches(policy)) found.set(policy.name, policy);
  }
  return [...found.values()];
}

/** All properties, pages and their fields; a field is seen only with the page that holds it. */
function viewOfClass(context: Resolving, cls: ClassModel): SeenProperty[] {
  const view: SeenProperty[] = [];
  const add = (path: readonly string[], type: ValueType, outer: Node): void => {
    const node = cell(context, "property-read", cls, 0, () => context.diagrams.apply(both, outer, seen(context, cls, path)));
    view.push({ path, node });
    if (type.kind === "page") for (const field of type.fields) add([...path, field.name], field.type, node);
  };
  for (const property of cls.properties.values() as Iterable<Property>) add([property.name], property.type, context.diagrams.leaf(1));
  return view;
}

/** 1 where every property-read policy that names the property is true; overriding is property by property. */
function seen({ diagrams, conditions }: Resolving, cls: ClassModel, path: readonly string[]): Node {
  const name = path.join(".");
  const naming = nearestByName(
    cls,
    (policy) => policy.action.kind === "property-read" && policy.action.properties.some((property) => property.path.join(".") === name),
  );
  return naming
    .map((policy) => conditions.holds(policy.condition, cls))
    .reduceRight((rest, node) => diagrams.apply(both, node, rest), diagrams.leaf(1));
}
