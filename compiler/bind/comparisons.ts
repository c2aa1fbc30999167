// Single comparisons: their operands' types must fit, texts must be possible; what is left is an atom or a constant.
import type { CompareOperator, Expression } from "../ast.ts";
import type { ClassDraft } from "./classes.ts";
import { checkTexts } from "./texts.ts";
import type { Environment } from "./environment.ts";
import { foldAtom } from "./fold.ts";
import { bindOperand, bindPath, describeOperand, pathText, type Typed } from "./operands.ts";
import { categoryOf, describeType, scalarCategory } from "./types.ts";
import type { Atom, Condition, ValueType } from "../condition.ts";
import { typeDiagnostics } from "../diagnostics/types.ts";
import type { Span } from "../source.ts";

type Kind<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

export function bindCompare(expression: Kind<"compare">, on: ClassDraft, environment: Environment): Condition | undefined {
  const [left, right] = bindBoth(expression.left, expression.right, on, environment);
  if (!left || !right) return undefined;
  const { operator, operatorSpan, span } = expression;
  if (!areComparable(operator, operatorSpan, left, right, environment)) return undefined;
  const name = operator === "!=" ? "=" : operator;
  const atom = condition({ kind: "compare", operator: name, left: left.operand, right: right.operand }, span, environment);
  return operator === "!=" ? { kind: "not", operand: atom, span } : atom;
}

export function bindBetween(expression: Kind<"between">, on: ClassDraft, environment: Environment): Condition | undefined {
  const operand = bindOperand(expression.operand, on, environment);
  const [low, high] = bindBoth(expression.low, expression.high, on, environment);
  if (!operand || !low || !high) return undefined;
  const { span } = expression;
  if (!areComparable("between", operand.node.span, operand, low, environment) || !areComparable("between", operand.node.span, operand, high, environment))
    return undefined;
  const operands = [
    condition({ kind: "compare", operator: ">=", left: operand.operand, right: low.operand }, span, environment),
    condition({ kind: "compare", operator: "<=", left: operand.operand, right: high.operand }, span, environment),
  ];
  return { kind: "and", operands, span };
}

export function bindMatch(expression: Kind<"match">, on: ClassDraft, environment: Environment): Condition | undefined {
  const [left, right] = bindBoth(expression.left, expression.right, on, environment);
  if (!left || !right) return undefined;
  const { how, span } = expression;
  const wrong = [left, right].filter((side) => scalarCategory(side.operand.type) !== "text");
  for (const side of wrong) {
    if (isPage(side, environment)) continue;
    const help =
      how === "contains" && side.operand.type.kind === "list" ? "a list is asked with `includes`" : "write a text in double quotes, or a property that is one";
    environment.context.sink.report(typeDiagnostics.notText, side.node.span, { how, type: describeOperand(side) }, { help });
  }
  return wrong.length > 0 ? undefined : condition({ kind: "match", how, left: left.operand, right: right.operand }, span, environment);
}

/** `E in Y` comes here as `Y includes E`, with itself as `written`. */
export function bindIncludes(
  expression: Omit<Kind<"includes">, "span"> & { span: Span },
  on: ClassDraft,
  environment: Environment,
  written?: Kind<"in">,
): Condition | undefined {
  const [list, other] = bindBoth(expression.list, expression.other, on, environment);
  if (!list || !other) return undefined;
  const { how, span } = expression;
  const word = written ? (written.negated ? "not in" : "in") : how === "one" ? "includes" : `includes ${how}`;
  if (!isList(list, word, environment)) return undefined;
  if (!(how === "one" ? isScalar(other, word, environment) : isList(other, word, environment))) return undefined;
  if (!elementsCompare(list, other, environment)) return undefined;
  checkTexts(list, other, environment);
  const atom = condition({ kind: "includes", how, list: list.operand, other: other.operand }, span, environment);
  return written?.negated ? { kind: "not", operand: atom, span } : atom;
}

export function bindIsNull(expression: Kind<"is null">, on: ClassDraft, environment: Environment): Condition | undefined {
  const { operand: node, span, negated } = expression;
  if (node.kind !== "path") {
    const operand = bindOperand(node, on, environment);
    const what = node.kind === "clock" ? `\`${node.which}\`` : operand && describeOperand(operand);
    if (what) environment.context.sink.report(typeDiagnostics.neverNull, node.span, { what }, { help: "only a property or an attribute may be null" });
    return undefined;
  }
  const operand = bindPath(node, on, environment);
  return operand && negate(negated, { kind: "atom", atom: { kind: "is null", operand }, span });
}

export function bindEmpty(expression: Kind<"is empty">, on: ClassDraft, environment: Environment): Condition | undefined {
  const list = bindOperand(expression.operand, on, environment);
  if (!list || !isList(list, "is empty", environment)) return undefined;
  return negate(expression.negated, condition({ kind: "is empty", operand: list.operand }, expression.span, environment));
}

/** Both are looked at, also if one is wrong. */
function bindBoth(a: Typed["node"], b: Typed["node"], on: ClassDraft, environment: Environment): readonly [Typed | undefined, Typed | undefined] {
  return [bindOperand(a, on, environment), bindOperand(b, on, environment)];
}

function negate(negated: boolean, condition: Condition): Condition {
  return negated ? { kind: "not", operand: condition, span: condition.span } : condition;
}

/** An atom; or a constant, with a warning, if no operand can vary. */
function condition(atom: Atom, span: Span, environment: Environment): Condition {
  const value = foldAtom(atom);
  if (value === undefined) return { kind: "atom", atom, span };
  environment.context.sink.report(
    typeDiagnostics.constantComparison,
    span,
    { value: String(value) },
    { help: `write \`${value}\`, or compare with a property or an attribute` },
  );
  return { kind: "constant", value, span };
}

function areComparable(operator: CompareOperator | "between", at: Span, left: Typed, right: Typed, environment: Environment): boolean {
  if ([left, right].some((side) => isPage(side, environment))) return false;
  const list = [left, right].find((side) => side.operand.type.kind === "list");
  if (list !== undefined) {
    const help = "a list is asked with `includes`, `includes all of`, `includes any of`, `in` or `is empty`";
    environment.context.sink.report(typeDiagnostics.notScalar, list.node.span, { how: operator, type: describeOperand(list) }, { help });
    return false;
  }
  const category = scalarCategory(left.operand.type);
  if (category !== scalarCategory(right.operand.type)) {
    reportIncomparable(left, right, environment);
    return false;
  }
  if (operator === "=" || operator === "!=") {
    checkTexts(left, right, environment);
    return true;
  }
  if (category !== "text" && category !== "boolean") return true;
  environment.context.sink.report(
    typeDiagnostics.notOrdered,
    at,
    { operator, type: describeOperand(left) },
    { help: "ask with `=`, `!=` or `in`", labels: [{ span: left.node.span, message: describeOperand(left) }] },
  );
  return false;
}

/** The literal is what is wrong, if one side is a literal. */
function reportIncomparable(left: Typed, right: Typed, environment: Environment): void {
  const isLiteral = (side: Typed) => side.node.kind !== "path" && side.node.kind !== "clock";
  const [wrong, other] = isLiteral(left) && !isLiteral(right) ? [left, right] : [right, left];
  environment.context.sink.report(
    typeDiagnostics.incomparable,
    wrong.node.span,
    { left: describeOperand(left), right: describeOperand(right) },
    { labels: [{ span: other.node.span, message: describeOperand(other) }], help: conversion(wrong, other.operand.type) },
  );
}

/** How the author could write what was meant. */
function conversion(wrong: Typed, type: ValueType): string {
  const wanted = scalarCategory(type);
  if (wrong.node.kind === "text") {
    const { value } = wrong.node;
    if (wanted === "number" && /^-?\d+(\.\d+)?$/.test(value)) return `write \`${value}\`, without quotes`;
    if (wanted === "boolean" && (value === "true" || value === "false")) return `write \`${value}\`, without quotes`;
    if (wanted === "date" && /^\d{4}-\d\d-\d\d$/.test(value)) return `write \`date "${value}"\``;
    if (wanted === "datetime" && /^\d{4}-\d\d-\d\d[Tt]/.test(value)) return `write \`datetime "${value}"\``;
  }
  if (wrong.node.kind === "number" && wanted === "text") return `write \`"${wrong.node.value}"\`, in quotes`;
  if (wrong.node.kind === "clock") return wrong.node.which === "now" ? "compare a date with `today`" : "compare a datetime with `now`";
  return "nothing is converted but integers to decimals; compare values of one kind";
}

/** Reports it if it is one. */
function isPage(side: Typed, environment: Environment): boolean {
  if (side.operand.type.kind !== "page" || side.node.kind !== "path") return false;
  environment.context.sink.report(typeDiagnostics.pageOperand, side.node.span, { name: pathText(side.node) }, { help: "name one of its fields" });
  return true;
}

function isList(side: Typed, how: string, environment: Environment): boolean {
  if (side.operand.type.kind === "list") return true;
  if (isPage(side, environment)) return false;
  const help = how === "includes" && scalarCategory(side.operand.type) === "text" ? "a text is asked with `contains`" : "name a list, or write one: `[…]`";
  environment.context.sink.report(typeDiagnostics.notList, side.node.span, { how, type: describeOperand(side) }, { help });
  return false;
}

function isScalar(side: Typed, how: string, environment: Environment): boolean {
  if (scalarCategory(side.operand.type) !== undefined) return true;
  if (isPage(side, environment)) return false;
  const help = how === "includes" ? "write `includes all of` or `includes any of`" : "write `includes all of` or `includes any of`, the other list first";
  environment.context.sink.report(typeDiagnostics.notScalar, side.node.span, { how, type: describeOperand(side) }, { help });
  return false;
}

/** Elements of both must compare; an empty list of literals goes with all. */
function elementsCompare(list: Typed, other: Typed, environment: Environment): boolean {
  if ([list, other].some((side) => side.operand.kind === "list" && side.operand.values.length === 0)) return true;
  const category = (type: ValueType) => (type.kind === "list" ? categoryOf(type.element) : scalarCategory(type));
  if (category(list.operand.type) === category(other.operand.type)) return true;
  const describe = (side: Typed) => (side.node.kind === "list" ? describeType(side.operand.type) : describeOperand(side));
  environment.context.sink.report(
    typeDiagnostics.incomparable,
    other.node.span,
    { left: describe(list), right: describe(other) },
    { labels: [{ span: list.node.span, message: describe(list) }], help: "compare values of one kind" },
  );
  return false;
}
