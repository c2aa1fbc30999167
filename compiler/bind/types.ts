// Types of values: from syntax to `ValueType`, compared, and in words for messages.
import type { Field, ScalarName, TextLiteral, TypeNode } from "../ast.ts";
import type { BindContext } from "./context.ts";
import type { PageField, ValueType } from "../condition.ts";
import { nameDiagnostics } from "../diagnostics/names.ts";
import { typeDiagnostics } from "../diagnostics/types.ts";

/** Reports what is doubled or reserved inside a type; what is left is fit to go on with. */
export function bindType(node: TypeNode, context: BindContext): ValueType {
  switch (node.kind) {
    case "scalar":
      return { kind: "scalar", name: node.name };
    case "list":
      return { kind: "list", element: node.element };
    case "union":
      return { kind: "union", members: distinctMembers(node.members, context) };
    case "page":
      return { kind: "page", fields: bindFields(node.fields, { in: "the page", what: "property" }, context) };
  }
}

/** The fields of a page: distinct names that no object answers to. */
function bindFields(fields: readonly Field[], owner: Owner, context: BindContext): readonly PageField[] {
  return distinctFields(fields, owner, context).map((field) => ({ name: field.name.text, type: bindType(field.type, context) }));
}

/** Whose fields are looked at, in the words of messages. */
export interface Owner {
  /** Such as "class `Work-`". */
  readonly in: string;
  readonly what: "property" | "attribute";
}

/** The first field of each name; others, and names that are reserved, are reported. */
export function distinctFields(fields: readonly Field[], owner: Owner, context: BindContext): readonly Field[] {
  const first = new Map<string, Field>();
  for (const field of fields) {
    const { text, span } = field.name;
    const earlier = first.get(text);
    if (earlier !== undefined) {
      context.sink.report(
        nameDiagnostics.duplicateProperty,
        span,
        { name: text, in: owner.in },
        { labels: [{ span: earlier.name.span, message: "first declared here" }], help: "take one of them away" },
      );
    } else {
      checkFree(field, owner.what, context);
      first.set(text, field);
    }
  }
  return [...first.values()];
}

/** What every JavaScript object answers to. Written out, so that the language is the same on every host. */
const RESERVED: ReadonlySet<string> = new Set([
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
  "__proto__",
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__",
]);

/** Reports a field that may not have its name. */
export function checkFree(field: Field, what: Owner["what"], context: BindContext): void {
  const { text, span } = field.name;
  if (!RESERVED.has(text)) return;
  context.sink.report(
    nameDiagnostics.reservedName,
    span,
    { name: text, what },
    { help: `call it something else, such as \`${text.replaceAll("_", "")}Value\`` },
  );
}

function distinctMembers(members: readonly TextLiteral[], context: BindContext): readonly string[] {
  const first = new Map<string, TextLiteral>();
  for (const member of members) {
    const earlier = first.get(member.value);
    if (earlier === undefined) first.set(member.value, member);
    else
      context.sink.report(
        typeDiagnostics.duplicateUnionMember,
        member.span,
        { value: `\`${quote(member.value)}\`` },
        { labels: [{ span: earlier.span, message: "first here" }], help: "take one of them away" },
      );
  }
  return [...first.keys()];
}

/** Whether two declarations say the same type; the order of members and fields does not matter. */
export function sameType(a: ValueType, b: ValueType): boolean {
  if (a === b) return true;
  if (a.kind === "scalar") return b.kind === "scalar" && a.name === b.name;
  if (a.kind === "list") return b.kind === "list" && a.element === b.element;
  if (a.kind === "union") return b.kind === "union" && a.members.length === b.members.length && sameMembers(a.members, b.members);
  return b.kind === "page" && a.fields.length === b.fields.length && sameFields(a.fields, b.fields);
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  const members = new Set(a);
  return b.every((member) => members.has(member));
}

function sameFields(a: readonly PageField[], b: readonly PageField[]): boolean {
  const types = new Map(a.map((field) => [field.name, field.type]));
  return b.every((field) => {
    const type = types.get(field.name);
    return type !== undefined && sameType(type, field.type);
  });
}

/** What compares with what: a union is a text, and integers are decimals. */
export type Category = "text" | "number" | "boolean" | "date" | "datetime";

export function categoryOf(scalar: ScalarName): Category {
  return scalar === "integer" || scalar === "decimal" ? "number" : scalar;
}

/** The category of a single value; undefined for lists and pages. */
export function scalarCategory(type: ValueType): Category | undefined {
  if (type.kind === "union") return "text";
  return type.kind === "scalar" ? categoryOf(type.name) : undefined;
}

/** A type in a sentence: "an integer", "a list of texts", "`"a" | "b"`". */
export function describeType(type: ValueType): string {
  switch (type.kind) {
    case "scalar":
      return type.name === "integer" ? "an integer" : `a ${type.name}`;
    case "list":
      return `a list of ${type.element === "text" ? "texts" : `${type.element}s`}`;
    case "union":
      return `\`${describeUnion(type.members)}\``;
    case "page":
      return "a page";
  }
}

function describeUnion(members: readonly string[]): string {
  const shown = members.length > 6 ? members.slice(0, 5) : members;
  return [...shown.map(quote), ...(members.length > 6 ? ["…"] : [])].join(" | ");
}

/** A text as a literal of the language. */
export function quote(text: string): string {
  return JSON.stringify(text);
}
