// What is declared in one of two policies only, or otherwise: classes, groups, roles, privileges, rules, properties, attributes.
import type { ListOperand, LiteralOperand, ValueType } from "../condition.ts";
import type { ClassModel, ExternalAssignmentModel, Model } from "../model.ts";
import { nearestRules } from "../resolve/policies.ts";
import { literalText } from "./atom-text.ts";
import type { ClassSet, ClassSets } from "./class-set.ts";
import type { Comparison } from "./comparison.ts";

/** `before` and `after` in words; undefined on the side that does not have it. */
export interface DeclarationChange {
  readonly kind: "class" | "group" | "role" | "privilege" | "rule" | "property" | "attribute" | "external assignment";
  readonly name: string;
  /** For what belongs to classes. */
  readonly classes: ClassSet | undefined;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export function diffDeclarations(comparison: Comparison, sets: ClassSets): readonly DeclarationChange[] {
  const [before, after] = [comparison.before.model, comparison.after.model];
  const plain = (kind: DeclarationChange["kind"], of: (model: Model) => ReadonlyMap<string, string>): readonly DeclarationChange[] =>
    changes(of(before), of(after)).map((change) => ({ kind, ...change, classes: undefined }));
  return [
    ...plain("class", (model) => new Map(model.classes.map((cls) => [cls.name, ""]))),
    ...plain("group", (model) => new Map(model.groups.map((group) => [group.name, ""]))),
    ...plain("role", (model) => rolesOf(model, comparison)),
    ...plain("attribute", attributesOf),
    ...plain("external assignment", (model) => new Map(model.externalAssignments.map((one) => [`${one.name} on ${one.on.name}`, assignmentText(one)]))),
    ...onClasses(comparison, sets, "privilege", (cls) => new Map(cls.privileges.map((name) => [name, ""]))),
    ...onClasses(comparison, sets, "rule", rulesOf),
    ...onClasses(comparison, sets, "property", (cls) => new Map([...cls.properties.values()].map(({ name, type }) => [`.${name}`, typeText(type)]))),
  ];
}

interface Change {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly Change[] {
  const names = new Set([...after.keys(), ...before.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).map((name) => ({ name, before: before.get(name), after: after.get(name) }));
}

/** A new class has what it has; that is said where it is new for classes that were there. */
function onClasses(
  comparison: Comparison,
  sets: ClassSets,
  kind: DeclarationChange["kind"],
  of: (cls: ClassModel) => ReadonlyMap<string, string>,
): readonly DeclarationChange[] {
  const found = new Map<string, Change & { readonly classes: string[] }>();
  for (const name of comparison.classNames) {
    const [old, now] = [comparison.classOf("before", name), comparison.classOf("after", name)];
    if (old === undefined || now === undefined) continue;
    for (const change of changes(of(old), of(now))) {
      const key = JSON.stringify(change);
      const same = found.get(key);
      if (same === undefined) found.set(key, { ...change, classes: [name] });
      else same.classes.push(name);
    }
  }
  return [...found.values()].map((change) => ({ ...change, kind, classes: sets.of(change.classes) }));
}

/** What a role grants is said by decisions; here, what else a program can tell of it. */
function rolesOf(model: Model, { after }: Comparison): ReadonlyMap<string, string> {
  const asked = new Set(after.resolved.conditions.atoms.atoms.flatMap((atom) => (atom.kind === "holds" ? [atom.role] : [])));
  return new Map(
    model.roles.map((role) => {
      const held = role.holds.map((other) => other.name).filter((name) => name !== role.name && asked.has(name));
      const parts = [...(role.denyOnly ? ["only denies: in no set of roles"] : []), ...(held.length > 0 ? [`holds ${held.sort().join(", ")}`] : [])];
      return [role.name, parts.join("; ")];
    }),
  );
}

function attributesOf(model: Model): ReadonlyMap<string, string> {
  const all = (["operator", "context"] as const).flatMap((root) =>
    model[root].filter((attribute) => !attribute.builtIn).map((attribute) => ({ root, attribute })),
  );
  return new Map(all.map(({ root, attribute }) => [`${root}.${attribute.path.join(".")}`, `${typeText(attribute.type)}${defaultText(attribute.default)}`]));
}

function defaultText(value: LiteralOperand | ListOperand | undefined): string {
  if (value === undefined) return "";
  return ` = ${value.kind === "list" ? `[${value.values.map((one) => literalText(one, value.type)).join(", ")}]` : literalText(value.value, value.type)}`;
}

function rulesOf(cls: ClassModel): ReadonlyMap<string, string> {
  return new Map([...nearestRules(cls)].map(([name, rule]) => [name, `${rule.ruleKind}, requires ${[...new Set(rule.requires)].sort().join(" or ")}`]));
}

function assignmentText({ group, performs, expiresAfter, remindEvery, open }: ExternalAssignmentModel): string {
  const things = [...new Set(performs.map(({ kind, name }) => `${kind} ${name}`))].sort().join(", ");
  const reminding = remindEvery === undefined ? "" : `, reminds every ${spanText(remindEvery)}`;
  return `group ${group.name} performs ${things}, expires after ${spanText(expiresAfter)}${reminding}${open ? ", may open it" : ""}`;
}

function spanText(milliseconds: number): string {
  const units = [
    ["days", 86_400_000],
    ["hours", 3_600_000],
    ["minutes", 60_000],
  ] as const;
  const [unit, size] = units.find(([, length]) => milliseconds % length === 0) ?? ["milliseconds", 1];
  return `${milliseconds / size} ${milliseconds === size ? unit.slice(0, -1) : unit}`;
}

function typeText(type: ValueType): string {
  switch (type.kind) {
    case "scalar":
      return type.name;
    case "list":
      return `list of ${type.element}`;
    case "union":
      return [...type.members]
        .sort()
        .map((member) => JSON.stringify(member))
        .join(" | ");
    case "page":
      return `{ ${type.fields
        .map((field) => `${field.name}: ${typeText(field.type)}`)
        .sort()
        .join(", ")} }`;
  }
}
