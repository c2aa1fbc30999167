// Reads a plan as the text of a policy that has no errors.
import { at, writeBody, writeExpression } from "./expressions.ts";
import { distinct, one, scopeOf, textOf } from "./pieces.ts";
import type { Piece, World } from "./pieces.ts";
import { classNames, contextFields, groupNames, operatorFields, privilegeNames, properties, ruleKinds, ruleNames, whenNames, written } from "./pools.ts";
import type { Field, Type } from "./pools.ts";
import type { PolicyPlan } from "./plan.ts";
import { writePolicies } from "./policies.ts";
import { roleNamesOf, writeRoles } from "./roles.ts";
import { isClosed, prefixes, searchOrder } from "./search-order.ts";
import type { Declared } from "./search-order.ts";

export interface RandomPolicy {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly classes: ReadonlyMap<string, Declared>;
}

export function policyOf(plan: PolicyPlan): RandomPolicy {
  const classes = classesOf(plan);
  const own = fieldsOf(plan, classes);
  const whens = declaredOnce(plan.whens, whenNames, [...classes.keys(), "@baseclass"]);
  const privileges = declaredOnce(plan.privileges, privilegeNames, [...classes.keys(), "@baseclass"]);
  const order = (cls: string): readonly string[] => searchOrder(cls, classes) ?? [];
  const known = (list: readonly { readonly name: string; readonly on: string }[], cls: string): readonly string[] => [
    ...new Set(list.filter((one) => order(cls).includes(one.on)).map((one) => one.name)),
  ];
  const world: World = {
    targets: [...[...classes.keys()].flatMap((cls) => order(cls).filter((above) => above !== "@baseclass")), "@baseclass"],
    order,
    fields: (cls) => [...new Set(order(cls).flatMap((c) => own.get(c) ?? []))],
    privileges: (cls) => known(privileges, cls),
    whens: (cls) => known(whens, cls),
    roles: roleNamesOf(plan),
    groups: distinct(plan.groups.map((group) => at(groupNames, group.picks[0]))),
  };
  const pieces: Piece[] = [
    { head: "operator {", items: operatorFields.map(writeField), tail: "}" },
    { head: "context {", items: contextFields.map(writeField), tail: "}" },
    ...[...classes.values()].map((cls) => writeClass(cls, own.get(cls.name) ?? [])),
    ...whens.map(({ name, on, plan: { body } }) => {
      const below = world.whens(on).filter((other) => whenNames.indexOf(other as never) < whenNames.indexOf(name as never));
      return one(`access when ${name} on ${written(on)} ${writeBody(body, { ...scopeOf(world, on), whens: below })}`);
    }),
    ...privileges.map(({ name, on }) => one(`privilege ${name} on ${written(on)}`)),
    ...writeRoles(plan, world),
    ...writeGroups(plan, world),
    ...writePolicies(plan, world),
    ...writeRules(plan, world),
  ];
  return { text: textOf(pieces), pieces, classes };
}

/** Distinct classes, each after its prefixes and its parent; what would not be closed loses its parent or its pattern. */
function classesOf(plan: PolicyPlan): ReadonlyMap<string, Declared> {
  const chosen = new Map(plan.classes.map((cls) => [at(classNames, cls.picks[0]) as string, cls.picks]));
  const classes = new Map<string, Declared>();
  const place = (name: string): void => {
    const picks = chosen.get(name);
    if (picks === undefined || classes.has(name)) return;
    for (const prefix of [...prefixes(name)].reverse()) place(prefix);
    const earlier = [...classes.keys()];
    const parent = earlier.length > 0 && (picks[1] ?? 0) % 3 === 0 ? at(earlier, picks[2]) : undefined;
    const attempts: readonly Declared[] = [
      { name, parent, withoutPattern: (picks[3] ?? 0) % 6 === 5 },
      { name, parent: undefined, withoutPattern: false },
      { name, parent: undefined, withoutPattern: true },
    ];
    const good = attempts.find((attempt) => isClosed(name, new Map([...classes, [name, attempt]])));
    if (good !== undefined) classes.set(name, good);
  };
  for (const name of chosen.keys()) place(name);
  return classes;
}

function fieldsOf(plan: PolicyPlan, classes: ReadonlyMap<string, Declared>): ReadonlyMap<string, readonly Field[]> {
  const result = new Map<string, readonly Field[]>();
  for (const { picks, fields } of plan.classes) {
    const name = at(classNames, picks[0]);
    if (classes.has(name)) result.set(name, distinct(fields.map((field) => at(properties, field))));
  }
  return result;
}

/** Names on classes, each pair once. */
function declaredOnce<P extends { readonly picks: readonly number[] }>(plans: readonly P[], names: readonly string[], classes: readonly string[]) {
  const found = new Map<string, { name: string; on: string; plan: P }>();
  for (const plan of plans) {
    const name = at(names, plan.picks[0]);
    const on = at(classes, plan.picks[1]);
    if (!found.has(`${name} ${on}`)) found.set(`${name} ${on}`, { name, on, plan });
  }
  return [...found.values()];
}

function writeClass(cls: Declared, fields: readonly Field[]): Piece {
  const parent = cls.parent === undefined ? "" : ` extends ${written(cls.parent)}`;
  const name = written(cls.name);
  return { head: `class ${name}${parent}${cls.withoutPattern ? " without pattern" : ""} {`, items: fields.map(writeField), tail: "}" };
}

function writeField({ name, type, default: value }: Field): string {
  return `${name}: ${writeType(type)}${value === undefined ? "" : ` = ${value}`}`;
}

function writeType(type: Type): string {
  switch (type.kind) {
    case "scalar":
      return type.name;
    case "list":
      return `list of ${type.element}`;
    case "union":
      return type.members.map((member) => JSON.stringify(member)).join(" | ");
    case "page":
      return `{ ${type.fields.map(writeField).join("  ")} }`;
  }
}

function writeGroups(plan: PolicyPlan, world: World): readonly Piece[] {
  return world.groups.map((name) => {
    const group = plan.groups.find((g) => at(groupNames, g.picks[0]) === name);
    const roles = distinct((group?.roles ?? [0]).map((role) => at(world.roles, role)));
    const stop = (group?.picks[1] ?? 0) % 2 === 1 ? "  stop at first grant or deny" : "";
    return one(`group ${written(name)} { roles ${roles.map(written).join(", ")}${stop} }`);
  });
}

function writeRules(plan: PolicyPlan, world: World): readonly Piece[] {
  const classes = world.targets.filter((cls) => cls !== "@baseclass");
  const seen = new Set<string>();
  return plan.rules.flatMap(({ picks, requires, when }) => {
    const on = at(classes, picks[1]);
    const name = at(ruleNames, picks[0]);
    const privileges = world.privileges(on);
    if (privileges.length === 0 || seen.has(`${name} ${on}`)) return [];
    seen.add(`${name} ${on}`);
    const needs = distinct(requires.map((r) => at(privileges, r)))
      .map(written)
      .join(" or ");
    const condition = when === null ? "" : ` when ${writeExpression(when, scopeOf(world, on))}`;
    return [one(`rule ${at(ruleKinds, picks[2])} ${name} on ${written(on)} requires ${needs}${condition}`)];
  });
}
