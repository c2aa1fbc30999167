// Decision diagrams to tables: numbers for decisions, rows for classes, conditions in the order of their first use.
import { FIRST_CONDITION, FIRST_OUTCOME, FORMAT, settings, type PolicyData, type PropertyData } from "../../runtime/data.ts";
import type { Node } from "../diagram.ts";
import { Codes } from "./codes.ts";
import { filterData } from "./filter-data.ts";
import { attributeData, attributeShapes, objectShapes } from "./shapes.ts";
import type { ClassModel, ExternalAssignmentModel, Model } from "../model.ts";
import { nearestRules } from "../resolve/policies.ts";
import type { Grid, Resolved } from "../resolve/resolve.ts";
import { kindOf, OMITTED, type SeenProperty } from "../resolve/views.ts";
import { packTables } from "./pack.ts";
import { readableTable } from "./table-form.ts";
import type { ExternalAssignmentShape, Tables } from "../tables.ts";

/** Rows of the readable form up to which a policy keeps it. */
const READABLE_ROWS = 2_000;

/** Numbers everything and brings it into the form in which it is written. `resolved` must be free of errors. */
export function lower(model: Model, resolved: Resolved): Tables {
  const codes = new Codes(resolved);
  const classes = resolved.order.classes.slice(0, -1);
  // The order matters: conditions are numbered as groups, then policies, roles and properties first meet them.
  const groups = coded(resolved.groups, classes.length, (node) => codes.decision(node));
  const policies = coded(resolved.policies, classes.length, (node) => codes.decision(node));
  const roles = coded(resolved.roles, classes.length, (node) => codes.outcome(node));
  const viewOf = renumbered(resolved.views.viewOf.slice(0, classes.length));
  const views = viewOf.distinct.map((view) => (resolved.views.views[view] ?? []).map((seen) => viewEntry(seen, codes)));
  const could = codes.could();
  const rules = ruleData(model, classes);
  const firstLevel = FIRST_CONDITION + codes.conditions.length;
  const tables = {
    groups: withLevels(groups, firstLevel),
    policies: withLevels(policies, firstLevel),
    roles: withLevels(roles, FIRST_OUTCOME + codes.outcomes.length),
  };
  return {
    data: {
      format: FORMAT,
      classes: classes.map((cls) => cls.name),
      groups: model.groups.map((group) => [group.name, group.roles.map((role) => role.index), group.stop ? 1 : 0]),
      roles: model.roles.map((role) => [role.name, role.holds.map((held) => held.index), role.denyOnly ? 1 : 0]),
      privileges: model.privileges,
      ...rules,
      operator: attributeData(model.operator),
      context: attributeData(model.context),
      properties: codes.properties(),
      conditions: codes.conditions.length,
      could,
      filters: filterData(codes.conditions, resolved.conditions.atoms.atoms, new Map(model.roles.map((role) => [role.name, role.index]))),
      levels: codes.levels,
      outcomes: codes.outcomes,
      outcomeLevels: codes.outcomeLevels,
      ...(model.groups.length * classes.length > READABLE_ROWS ? packed(model, resolved, tables, rules.ruleVariants) : readable(model, classes, tables)),
      views,
      viewOf: [...viewOf.numbers],
    },
    conditions: codes.conditions.map((node) => ({ node, atoms: resolved.conditions.atoms.atoms })),
    conditional: conditionalColumns(tables.groups, codes, settings.length + model.privileges.length + model.rules.length),
    objects: objectShapes(classes, resolved.order),
    operator: attributeShapes(model.operator),
    context: attributeShapes(model.context),
    externalAssignments: model.externalAssignments.map(externalAssignment),
    documentation: {
      groups: model.groups.map((group) => group.documentation),
      privileges: model.privileges.map(() => undefined),
      rules: model.rules.map((name) => model.classes.flatMap((cls) => cls.ownRules.get(name)?.documentation ?? [])[0]),
    },
  };
}

function externalAssignment(assignment: ExternalAssignmentModel): ExternalAssignmentShape {
  const { name, on, group, performs, expiresAfter, remindEvery, open, documentation } = assignment;
  return {
    name,
    class: on.name,
    group: group.name,
    performs: performs.map((thing) => (thing.kind === "rule" ? { rule: thing.name } : { privilege: thing.name })),
    expiresAfter,
    remindEvery,
    open,
    documentation,
  };
}

/** Nothing is noted of a single value that everybody sees. */
function viewEntry({ path, type, node, masks, shown, encrypted }: SeenProperty, codes: Codes): PolicyData["views"][number][number] {
  const name = path.join(".");
  const code = codes.condition(node);
  const [first, ...others] = masks;
  const isMasked = others.length > 0 || (first !== undefined && first.mask !== OMITTED);
  const kind = kindOf(type);
  const notes: PropertyData = {
    ...(kind !== undefined && (isMasked || encrypted || kind === "page" || kind === "list") ? { kind } : {}),
    ...(isMasked ? { mask: others.length === 0 ? (first?.mask ?? OMITTED) : masks.map((way) => [way.mask, codes.condition(way.node)] as const) } : {}),
    ...(shown ? { shown: 1 } : {}),
    ...(encrypted ? { encrypted: 1 } : {}),
  };
  return Object.keys(notes).length === 0 ? [name, code] : [name, code, notes];
}

/** A grid in codes. A level-dependent code is -1 less its number, until all other codes are known. */
interface CodedGrid {
  readonly rows: readonly (readonly number[])[];
  /** Without `@baseclass`. */
  readonly rowOf: readonly Uint32Array[];
}

function coded(grid: Grid, classes: number, code: (node: Node) => number): CodedGrid {
  const all = new Uint32Array(grid.rowOf.length * classes);
  grid.rowOf.forEach((ids, subject) => all.set(ids.subarray(0, classes), subject * classes));
  const { numbers, distinct } = renumbered(all);
  return {
    rows: distinct.map((id) => (grid.rows[id] ?? []).map(code)),
    rowOf: grid.rowOf.map((_, subject) => numbers.subarray(subject * classes, (subject + 1) * classes)),
  };
}

/** Numbers in the order of first use, so that what is not used is left out; `distinct` gives the old ones. */
function renumbered(ids: Uint32Array): { readonly numbers: Uint32Array; readonly distinct: readonly number[] } {
  const known = new Map<number, number>();
  const numbers = new Uint32Array(ids.length);
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] ?? 0;
    if (i > 0 && id === ids[i - 1]) {
      numbers[i] = numbers[i - 1] ?? 0;
      continue;
    }
    const number = known.get(id) ?? known.size;
    known.set(id, number);
    numbers[i] = number;
  }
  return { numbers, distinct: [...known.keys()] };
}

/** A grid with all its codes known. `first`: the first level-dependent one. */
interface Table extends CodedGrid {
  readonly first: number;
}

interface AllTables {
  readonly groups: Table;
  readonly roles: Table;
  readonly policies: Table;
}

function withLevels({ rows, rowOf }: CodedGrid, first: number): Table {
  return { first, rows: rows.map((row) => row.map((code) => (code < 0 ? first - code - 1 : code))), rowOf };
}

function conditionalColumns({ rows, first }: Table, { levels }: Codes, columns: number): boolean[] {
  const isConditional = (code: number): boolean => (code < first ? code >= FIRST_CONDITION : (levels[code - first] ?? []).some(isConditional));
  return Array.from({ length: columns }, (_, column) => rows.some((row) => isConditional(row[column] ?? 0)));
}

type TableParts = Pick<PolicyData, "groupTable" | "roleTable" | "policyTable" | "packed">;

function readable(model: Model, classes: readonly ClassModel[], { groups, roles, policies }: AllTables): TableParts {
  const names = classes.map((cls) => cls.name);
  const table = (subjects: readonly { readonly name: string }[], { rows, rowOf, first }: Table): PolicyData["groupTable"] =>
    readableTable(
      subjects.map((subject) => subject.name),
      names,
      rows,
      rowOf,
      first,
    );
  return { groupTable: table(model.groups, groups), roleTable: table(model.roles, roles), policyTable: table([{ name: "policies" }], policies) };
}

function packed(model: Model, { order }: Resolved, { groups, roles, policies }: AllTables, ruleVariants: PolicyData["ruleVariants"]): TableParts {
  const classes = order.classes.slice(0, -1);
  const parents = classes.map((cls) => order.idOf.get(cls.searchOrder[1] ?? model.baseclass) ?? -1).map((id) => (id < classes.length ? id : -1));
  const rolesOf = model.groups.map((group) => group.roles.map((role) => role.index));
  const packing = { parents, rolesOf, groups, roles, policies: withNeeds(policies, ruleVariants) };
  return { groupTable: [], roleTable: [], policyTable: [], packed: packTables(packing) };
}

/** A row for each two of row and privileges that rules need. */
function withNeeds({ rows, rowOf }: Table, ruleVariants: PolicyData["ruleVariants"]): CodedGrid {
  const needs = new Map<number, string>();
  for (const [rule, cls, variant] of ruleVariants) needs.set(cls, `${needs.get(cls) ?? ""} ${rule}:${variant}`);
  const numbers = new Map<string, number>();
  const all: (readonly number[])[] = [];
  const apart = rowOf.map((subject) =>
    subject.map((row, cls) => {
      const key = `${row}${needs.get(cls) ?? ""}`;
      const number = numbers.get(key) ?? all.push(rows[row] ?? []) - 1;
      numbers.set(key, number);
      return number;
    }),
  );
  return { rows: all, rowOf: apart };
}

/** For each rule the lists of privileges that it may need, and where it is not the first of them. */
function ruleData(model: Model, classes: readonly ClassModel[]): Pick<PolicyData, "rules" | "ruleVariants"> {
  const numbers = new Map(model.privileges.map((privilege, i) => [privilege, i]));
  const variants = new Map(model.rules.map((name) => [name, new Map<string, readonly number[]>()]));
  const other: [number, number, number][] = [];
  classes.forEach((cls, id) => {
    for (const [name, { requires }] of nearestRules(cls)) {
      const known = variants.get(name) ?? new Map<string, readonly number[]>();
      const key = requires.join(" ");
      if (!known.has(key))
        known.set(
          key,
          requires.map((privilege) => numbers.get(privilege) ?? 0),
        );
      const variant = [...known.keys()].indexOf(key);
      if (variant > 0) other.push([model.rules.indexOf(name), id, variant]);
    }
  });
  other.sort(([ruleA, classA], [ruleB, classB]) => ruleA - ruleB || classA - classB);
  return { rules: [...variants].map(([name, lists]) => [name, [...lists.values()]]), ruleVariants: other };
}
