// The attributes of `operator` and `context`: built in ones first, then what all files declare, pages made flat.
import type { AttributesDeclaration, Field } from "../ast.ts";
import type { BindContext } from "./context.ts";
import { bindLiteral, describeLiteral, fits } from "./literals.ts";
import { bindType, checkFree, describeType } from "./types.ts";
import type { ListOperand, LiteralOperand, ValueType } from "../condition.ts";
import { nameDiagnostics } from "../diagnostics/names.ts";
import { typeDiagnostics } from "../diagnostics/types.ts";
import type { Attribute } from "../model.ts";

/** What stands directly under `operator` or `context`. */
export interface Attributes {
  readonly root: "operator" | "context";
  /** By name, the type that paths start from. */
  readonly types: ReadonlyMap<string, ValueType>;
  readonly flat: readonly Attribute[];
}

const TEXT: ValueType = { kind: "scalar", name: "text" };

const BUILT_IN: readonly Attribute[] = [
  { path: ["id"], type: TEXT, default: undefined, builtIn: true, span: undefined, documentation: undefined },
  { path: ["accessGroup"], type: TEXT, default: undefined, builtIn: true, span: undefined, documentation: undefined },
  { path: ["roles"], type: { kind: "list", element: "text" }, default: undefined, builtIn: true, span: undefined, documentation: undefined },
];

export function bindAttributes(root: "operator" | "context", declarations: readonly AttributesDeclaration[], context: BindContext): Attributes {
  const types = new Map<string, ValueType>();
  const flat: Attribute[] = [];
  for (const attribute of root === "operator" ? BUILT_IN : []) {
    types.set(attribute.path.join("."), attribute.type);
    flat.push(attribute);
  }
  const first = new Map<string, Field>();
  for (const field of declarations.filter((d) => d.kind === root).flatMap((d) => d.fields)) {
    if (!isNew(root, field, first, context)) continue;
    first.set(field.name.text, field);
    const type = bindType(field.type, context);
    types.set(field.name.text, type);
    flatten([], field, type, flat, context);
  }
  return { root, types, flat };
}

function isNew(root: "operator" | "context", field: Field, first: ReadonlyMap<string, Field>, context: BindContext): boolean {
  const { text, span } = field.name;
  if (root === "operator" && BUILT_IN.some((attribute) => attribute.path[0] === text)) {
    context.sink.report(nameDiagnostics.builtInAttribute, span, { name: text }, { help: "take this line away; conditions may read it as it is" });
    return false;
  }
  const earlier = first.get(text);
  if (earlier !== undefined) {
    context.sink.report(
      nameDiagnostics.duplicateAttribute,
      span,
      { root, name: text },
      { labels: [{ span: earlier.name.span, message: "first declared here" }], help: "take one of them away" },
    );
    return false;
  }
  checkFree(field, "attribute", context);
  return true;
}

function flatten(above: readonly string[], field: Field, type: ValueType, flat: Attribute[], context: BindContext): void {
  const path = [...above, field.name.text];
  flat.push({ path, type, default: bindDefault(path, field, type, context), builtIn: false, span: field.name.span, documentation: field.documentation });
  if (field.type.kind !== "page" || type.kind !== "page") return;
  const inner = new Map(field.type.fields.toReversed().map((one) => [one.name.text, one]));
  for (const { name, type: innerType } of type.fields) {
    const syntax = inner.get(name);
    if (syntax) flatten(path, syntax, innerType, flat, context);
  }
}

function bindDefault(path: readonly string[], field: Field, type: ValueType, context: BindContext): LiteralOperand | ListOperand | undefined {
  if (field.default === undefined) return undefined;
  const value = bindLiteral(field.default, context);
  if (value === undefined) return undefined;
  if (fits(value, type)) return { ...value, type };
  context.sink.report(
    typeDiagnostics.wrongDefault,
    field.default.span,
    { name: path.join("."), type: describeType(type), value: describeLiteral(field.default) },
    {
      labels: [{ span: field.type.span, message: "its type" }],
      help: type.kind === "page" ? "give defaults to the fields of the page" : "write a value of that type",
    },
  );
  return undefined;
}
