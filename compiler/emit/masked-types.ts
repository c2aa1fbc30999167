// Types of masked copies, for classes where they differ from those of objects, since a masked number is a text; and what is encrypted.
import type { InterfaceDeclarationStructure, OptionalKind, PropertySignatureStructure } from "ts-morph";
import type { PageField, ValueType } from "../condition.ts";
import type { Tables } from "../tables.ts";
import { literal, memberName } from "./escape.ts";
import type { Names } from "./names.ts";
import { typeOf } from "./types.ts";

type Interface = OptionalKind<InterfaceDeclarationStructure>;

/** None if no number is masked. Classes that mask the same share the interface with what differs. */
export function maskedInterfaces(tables: Tables, interfaces: readonly Interface[], names: Names): readonly Interface[] {
  const { views, viewOf } = tables.data;
  const paths = views.map((view) => new Set(view.flatMap(([path, , notes]) => (notes?.kind === "number" && notes.mask !== undefined ? [path] : []))));
  const shared = new Map<string, Interface>();
  const properties = tables.objects.flatMap((object, id): OptionalKind<PropertySignatureStructure>[] => {
    const masked = paths[viewOf[id] ?? 0] ?? new Set();
    if (masked.size === 0) return [];
    const changed = [...new Set([...masked].map((path) => path.split(".")[0] ?? ""))].map((name) => ({
      name: memberName(name),
      type: `${maskedType(propertyType(tables, id, name), name, masked)} | null | undefined`,
      isReadonly: true,
      hasQuestionToken: true,
    }));
    const key = JSON.stringify(changed);
    const fields = shared.get(key) ?? { name: names.give(`${object.identifier}Masks`), isExported: true, properties: changed };
    shared.set(key, fields);
    return [{ name: literal(object.name), type: `Masked<${interfaces[id]?.name ?? "object"}, ${fields.name}>`, isReadonly: true }];
  });
  return properties.length === 0 ? [] : [...shared.values(), { name: "MaskedObjects", isExported: true, properties }];
}

/** For each class that has some, the properties that are encrypted as a whole. */
export function encryptedInterface({ data, objects }: Tables): readonly Interface[] {
  const types = data.views.map((view) => view.flatMap(([path, , notes]) => (notes?.encrypted === 1 && !path.includes(".") ? [literal(path)] : [])).join(" | "));
  const properties = objects.flatMap(({ name }, id) => {
    const type = types[data.viewOf[id] ?? 0] ?? "";
    return type === "" ? [] : [{ name: literal(name), type, isReadonly: true }];
  });
  return properties.length === 0 ? [] : [{ name: "EncryptedNames", isExported: true, properties }];
}

function maskedType(type: ValueType, path: string, masked: ReadonlySet<string>): string {
  if (type.kind !== "page") return masked.has(path) ? "number | string" : typeOf(type);
  const field = ({ name, type: inner }: PageField): string =>
    `readonly ${memberName(name)}?: ${maskedType(inner, `${path}.${name}`, masked)} | null | undefined`;
  return `{ ${type.fields.map(field).join("; ")} }`;
}

/** Of a property that the class, or one above it, declares. */
function propertyType({ objects }: Tables, id: number, name: string): ValueType {
  const open = [id];
  for (const at of open) {
    const found = objects[at]?.fields.find((field) => field.name === name);
    if (found !== undefined) return found.type;
    open.push(...(objects[at]?.extends ?? []));
  }
  throw new Error(`class ${id} has no property ${name}`);
}
