// Types of a generated module: objects, operator, context, and the names that the policy knows.
import type { InterfaceDeclarationStructure, OptionalKind, PropertySignatureStructure, TypeAliasDeclarationStructure } from "ts-morph";
import type { ValueType } from "../condition.ts";
import type { FieldShape, ObjectShape, Tables } from "../tables.ts";
import { documentation, documentationBlock, literal, memberName } from "./escape.ts";
import type { LongTexts } from "./data-literal.ts";
import type { Names } from "./names.ts";

type Interface = OptionalKind<InterfaceDeclarationStructure>;
type Alias = OptionalKind<TypeAliasDeclarationStructure>;

/** One interface a class, by class id, with the name that it has in the module. */
export function objectInterfaces(objects: readonly ObjectShape[], names: Names): readonly Interface[] {
  const given = objects.map((object) => names.give(object.identifier));
  return objects.map((object, id) => ({
    name: given[id] ?? object.identifier,
    isExported: true,
    extends: object.extends.map((parent) => given[parent] ?? "object"),
    properties: object.fields.map(property),
    ...docs(object.documentation),
  }));
}

/** The object type of each class, by the class's name. */
export function objectsInterface(objects: readonly ObjectShape[], interfaces: readonly Interface[]): Interface {
  const properties = objects.map((object, id) => ({ name: literal(object.name), type: interfaces[id]?.name ?? "object", isReadonly: true }));
  return { name: "Objects", isExported: true, properties };
}

/** Of a large policy: thousands of members, written as they are to stand, since formatting them takes seconds. */
export function longInterface(name: string, members: readonly (readonly [name: string, type: string])[], texts: LongTexts): Interface {
  const code = members.map(([member, type]) => `readonly ${memberName(member)}: ${type};`).join("\n  ");
  return { name, isExported: true, properties: [{ name: texts.placeCode(code) }] };
}

/** An interface that says nothing but what it extends, as it is to stand; undefined for others. */
export function plainInterface({ name, extends: parents, properties = [], docs: documented }: Interface): string | undefined {
  if (properties.length > 0 || documented !== undefined || typeof parents === "function") return undefined;
  return `export interface ${name}${parents === undefined || parents.length === 0 ? "" : ` extends ${parents.join(", ")}`} {}`;
}

export function attributesInterface(name: string, fields: readonly FieldShape[]): Interface {
  return { name, isExported: true, properties: fields.map(property) };
}

export function nameTypes({ data, documentation: docsOf }: Tables): readonly Alias[] {
  const names = (list: readonly (readonly [string, ...unknown[]])[]): readonly string[] => list.map(([name]) => name);
  return [
    { name: "ClassName", isExported: true, leadingTrivia: "\n", type: "keyof Objects" },
    union("GroupName", names(data.groups), docsOf.groups),
    union("RoleName", names(data.roles), []),
    union("PrivilegeName", data.privileges, docsOf.privileges),
    union("RuleName", names(data.rules), docsOf.rules),
  ];
}

/** What tells the runtime's types what this policy knows. */
export function schemaInterface(names: ReadonlySet<string>): Interface {
  const parts: readonly (readonly [string, string])[] = [
    ["classes", "Objects"],
    ...(names.has("MaskedObjects") ? ([["masked", "MaskedObjects"]] as const) : []),
    ...(names.has("EncryptedNames") ? ([["encrypted", "EncryptedNames"]] as const) : []),
    ["groups", "GroupName"],
    ["roles", "RoleName"],
    ["privileges", "PrivilegeName"],
    ["rules", "RuleName"],
    ["operator", "Operator"],
    ["context", "Context"],
  ];
  return { name: "PolicySchema", isExported: true, properties: parts.map(([name, type]) => ({ name, type, isReadonly: true })) };
}

/** Documentation, if there is any, as ts-morph takes it. */
export function docs(text: string | undefined): { docs?: { description: string }[] } {
  return text === undefined ? {} : { docs: [{ description: documentation(text) }] };
}

function union(name: string, members: readonly string[], documented: readonly (string | undefined)[]): Alias {
  const type = members.map((member, i) => `${comment(documented[i])}${literal(member)}`).join(" | ");
  return { name, isExported: true, leadingTrivia: "\n", type: type === "" ? "never" : `| ${type}` };
}

function comment(text: string | undefined): string {
  return text === undefined ? "" : `\n${documentationBlock(text)}\n`;
}

export function property({ name, type, documentation: text }: FieldShape): OptionalKind<PropertySignatureStructure> {
  return { name: memberName(name), type: `${typeOf(type)} | null | undefined`, isReadonly: true, hasQuestionToken: true, ...docs(text) };
}

/** What a host gives for a value of this type. */
export function typeOf(type: ValueType): string {
  switch (type.kind) {
    case "union":
      return type.members.map((member) => literal(member)).join(" | ");
    case "list":
      return `readonly ${type.element === "datetime" ? "(Date | string)" : scalarOf(type.element)}[]`;
    case "page":
      return `{ ${type.fields.map((field) => `readonly ${memberName(field.name)}?: ${typeOf(field.type)} | null | undefined`).join("; ")} }`;
    case "scalar":
      return scalarOf(type.name);
  }
}

function scalarOf(name: string): string {
  switch (name) {
    case "integer":
    case "decimal":
      return "number";
    case "boolean":
      return "boolean";
    case "datetime":
      return "Date | string";
    default:
      return "string";
  }
}
