// Operands of conditions: paths resolved to typed references, clocks moved, literals typed.
import type { Clock, Literal, Operand as OperandNode, Path } from "../ast.ts";
import type { Attributes } from "./attributes.ts";
import type { ClassDraft } from "./classes.ts";
import { didYouMean, listNames, reportUnknown } from "./context.ts";
import type { Environment } from "./environment.ts";
import { bindLiteral, DAY, describeLiteral, durationOf } from "./literals.ts";
import { describeType } from "./types.ts";
import type { ClockOperand, Operand, ReferenceOperand, ValueType } from "../condition.ts";
import type { Label } from "../diagnostics/diagnostic.ts";
import { nameDiagnostics } from "../diagnostics/names.ts";
import { typeDiagnostics } from "../diagnostics/types.ts";

/** An operand with its syntax, for messages. */
export interface Typed {
  readonly operand: Operand;
  readonly node: OperandNode;
}

/** Undefined if something is wrong with it, which has been reported. */
export function bindOperand(node: OperandNode, on: ClassDraft, environment: Environment): Typed | undefined {
  const operand = bindAny(node, on, environment);
  return operand && { operand, node };
}

function bindAny(node: OperandNode, on: ClassDraft, environment: Environment): Operand | undefined {
  switch (node.kind) {
    case "path":
      return bindPath(node, on, environment);
    case "clock":
      return bindClock(node, environment);
    default:
      return bindLiteral(node, environment.context);
  }
}

/** What an operand is, in a sentence. */
export function describeOperand({ operand, node }: Typed): string {
  if (node.kind === "path" || node.kind === "clock") return describeType(operand.type);
  return describeLiteral(node satisfies Literal);
}

/** A path as it is written. */
export function pathText(path: Path): string {
  const names = path.segments.map((segment) => segment.text).join(".");
  return path.root === "object" ? `.${names}` : `${path.root}.${names}`;
}

/** Finds a path's type; a name that is missing anywhere on it is reported. */
export function bindPath(path: Path, on: ClassDraft, environment: Environment): ReferenceOperand | undefined {
  let type = path.root === "object" ? propertyType(path, on, environment) : attributeType(path, environment);
  for (let at = 1; type !== undefined && at < path.segments.length; at++) type = fieldType(path, at, type, environment);
  return type && { kind: "reference", root: path.root, path: path.segments.map((segment) => segment.text), type };
}

function propertyType(path: Path, on: ClassDraft, environment: Environment): ValueType | undefined {
  const [name] = path.segments;
  if (name === undefined) return undefined;
  const property = on.properties.get(name.text);
  if (property !== undefined) return property.type;
  if (environment.classes.incomplete.has(on)) return undefined;
  const args = { name: name.text, on: on.name };
  const otherwise =
    attributeOf(name.text, environment) ?? (on.properties.size === 0 ? `\`${on.name}\` has no properties yet` : listNames(on.properties.keys(), "."));
  const labels = declaredBelow(name.text, on, environment);
  reportUnknown(
    environment.context,
    { kind: nameDiagnostics.unknownProperty, args, name, damaged: "class", candidates: on.properties.keys(), prefix: "." },
    { help: otherwise, labels },
  );
  return undefined;
}

function attributeOf(name: string, environment: Environment): string | undefined {
  for (const attributes of [environment.operator, environment.request]) {
    if (attributes.types.has(name)) return `did you mean \`${attributes.root}.${name}\`?`;
  }
  return undefined;
}

/** Where a class below has the property that this one lacks. */
function declaredBelow(name: string, on: ClassDraft, environment: Environment): readonly Label[] {
  if (on.index < 0) return [];
  for (const one of environment.classes.below(on)) {
    const property = one.properties.get(name);
    if (property !== undefined) return [{ span: property.span, message: `declared for \`${one.name}\`, which is below \`${on.name}\`` }];
  }
  return [];
}

function attributeType(path: Path, environment: Environment): ValueType | undefined {
  const [name] = path.segments;
  if (name === undefined) return undefined;
  const attributes: Attributes = path.root === "operator" ? environment.operator : environment.request;
  const type = attributes.types.get(name.text);
  if (type !== undefined) return type;
  const args = { root: attributes.root, name: name.text };
  const help =
    attributes.types.size === 0 ? `declare it: \`${attributes.root} { ${name.text}: text }\`` : listNames(attributes.types.keys(), `${attributes.root}.`);
  reportUnknown(
    environment.context,
    { kind: nameDiagnostics.unknownAttribute, args, name, damaged: attributes.root, candidates: attributes.types.keys(), prefix: `${attributes.root}.` },
    { help },
  );
  return undefined;
}

function fieldType(path: Path, at: number, type: ValueType, environment: Environment): ValueType | undefined {
  const name = path.segments[at];
  if (name === undefined) return undefined;
  const above = pathText({ ...path, segments: path.segments.slice(0, at) });
  if (type.kind !== "page") {
    environment.context.sink.report(nameDiagnostics.noFields, name.span, { name: above, type: describeType(type) }, { help: `take \`.${name.text}\` away` });
    return undefined;
  }
  const field = type.fields.find((one) => one.name === name.text);
  if (field !== undefined) return field.type;
  const candidates = type.fields.map((one) => one.name);
  environment.context.sink.report(
    nameDiagnostics.unknownField,
    name.span,
    { page: above, name: name.text },
    didYouMean(environment.context, name, candidates, listNames(candidates)),
  );
  return undefined;
}

function bindClock(clock: Clock, environment: Environment): ClockOperand | undefined {
  const type: ValueType = { kind: "scalar", name: clock.which === "now" ? "datetime" : "date" };
  if (clock.offset === undefined) return { kind: "clock", which: clock.which, offset: 0, type };
  const { sign, duration } = clock.offset;
  if (clock.which === "today" && (duration.unit === "minutes" || duration.unit === "hours")) {
    environment.context.sink.report(
      typeDiagnostics.wrongClockUnit,
      duration.span,
      { unit: duration.unit },
      { help: `write \`days\` or \`weeks\`, or compare with \`now\`` },
    );
    return undefined;
  }
  const length = durationOf(duration, environment.context);
  const offset = sign * (clock.which === "today" ? length / DAY : length);
  return { kind: "clock", which: clock.which, offset: offset === 0 ? 0 : offset, type };
}
