// The values that a policy test gives: each name once, and each value of its declared type or null.
import type { Name, TestObject, TestValue } from "../ast.ts";
import { type BindContext, didYouMean, listNames } from "./context.ts";
import { describeLiteral, fits, literalType, literalValue, scalarFits } from "./literals.ts";
import { describeType, quote } from "./types.ts";
import type { ValueType } from "../condition.ts";
import { nameDiagnostics } from "../diagnostics/names.ts";
import { typeDiagnostics } from "../diagnostics/types.ts";

/** What may be given. */
export interface Entries {
  readonly types: ReadonlyMap<string, ValueType>;
  /** What stands before the names in messages: `.` or `operator.`. */
  readonly prefix: string;
  unknown(name: Name): void;
}

export function checkEntries(object: TestObject, { types, prefix, unknown }: Entries, context: BindContext): void {
  const first = new Map<string, Name>();
  for (const { name, value } of object.entries) {
    const earlier = first.get(name.text);
    const type = types.get(name.text);
    if (earlier)
      context.sink.report(
        nameDiagnostics.duplicateValue,
        name.span,
        { name: name.text },
        { labels: [{ span: earlier.span, message: "first given here" }], help: "take one of them away" },
      );
    else first.set(name.text, name);
    if (type === undefined) unknown(name);
    else checkValue(`${prefix}${name.text}`, "", value, type, context);
  }
}

/** `before` says which part of what is called `name` the value is. */
function checkValue(name: string, before: string, value: TestValue, type: ValueType, context: BindContext): void {
  if (value.kind === "null") return;
  if (value.kind === "object" && type.kind === "page") {
    const types = new Map(type.fields.map((field) => [field.name, field.type]));
    const unknown = (field: Name) =>
      context.sink.report(
        nameDiagnostics.unknownField,
        field.span,
        { page: name, name: field.text },
        didYouMean(context, field, types.keys(), listNames(types.keys())),
      );
    checkEntries(value, { types, prefix: `${name}.`, unknown }, context);
    return;
  }
  if (value.kind === "values" && type.kind === "list") {
    for (const element of value.elements) checkValue(name, "an element of ", element, { kind: "scalar", name: type.element }, context);
    return;
  }
  if (value.kind === "object" || value.kind === "values") report(`${before}\`${name}\``, value, type, context);
  else if (type.kind === "union" && value.kind === "text") checkMember(value, type, context);
  else if (
    type.kind === "scalar"
      ? !scalarFits(literalType(value), type.name)
      : !fits({ kind: "literal", value: literalValue(value), type: { kind: "scalar", name: literalType(value) } }, type)
  ) {
    report(`${before}\`${name}\``, value, type, context);
  }
}

function checkMember(value: TestValue & { kind: "text" }, type: ValueType & { kind: "union" }, context: BindContext): void {
  if (type.members.includes(value.value)) return;
  const nearest = context.suggest.nearest(value.value, type.members);
  const text = nearest === undefined ? undefined : quote(nearest);
  const fix = text === undefined ? undefined : { title: `write \`${text}\``, edits: [{ span: value.span, text }] };
  const args = { value: `\`${quote(value.value)}\``, type: describeType(type) };
  context.sink.report(typeDiagnostics.notInUnion, value.span, args, { help: text ? `did you mean \`${text}\`?` : helpFor(type), fix });
}

function report(name: string, value: Exclude<TestValue, { kind: "null" }>, type: ValueType, context: BindContext): void {
  context.sink.report(typeDiagnostics.wrongTestValue, value.span, { name, type: describeType(type), value: describeValue(value) }, { help: helpFor(type) });
}

function describeValue(value: Exclude<TestValue, { kind: "null" }>): string {
  if (value.kind === "object") return "an object";
  return value.kind === "values" ? "a list" : describeLiteral(value);
}

/** How a value of the type is written. */
function helpFor(type: ValueType): string {
  if (type.kind === "page") return "write its fields between braces: `{ name: value }`";
  if (type.kind === "list") return "write a list: `[…]`";
  if (type.kind === "union") return "write one of its texts";
  switch (type.name) {
    case "text":
      return "write a text in double quotes";
    case "integer":
      return "write a number without a point, such as `10`";
    case "decimal":
      return "write a number, such as `2.5`";
    case "boolean":
      return "write `true` or `false`";
    case "date":
      return 'write `date "2026-11-22"`';
    case "datetime":
      return 'write `datetime "2026-11-22T10:00:00Z"`';
  }
}
