// Conditions: expressions and bodies with every name found and every type checked, in the few forms of condition.ts.
import type { Body, Expression, Name } from "../ast.ts";
import type { ClassDraft } from "./classes.ts";
import { bindBetween, bindCompare, bindEmpty, bindIncludes, bindIsNull, bindMatch } from "./comparisons.ts";
import { didYouMean, reportUnknown } from "./context.ts";
import { type Environment, nearestWhen } from "./environment.ts";
import { bindPath, pathText } from "./operands.ts";
import { findRole } from "./roles.ts";
import { describeType } from "./types.ts";
import type { Condition } from "../condition.ts";
import type { Label } from "../diagnostics/diagnostic.ts";
import { nameDiagnostics } from "../diagnostics/names.ts";
import { typeDiagnostics } from "../diagnostics/types.ts";
import type { ClassModel } from "../model.ts";
import type { Span } from "../source.ts";

/** What is wrong is reported, and stands as `false`. `on` is the class whose properties and access whens are meant. */
export function bindCondition(expression: Expression, on: ClassDraft, environment: Environment): Condition {
  return bindExpression(expression, on, environment) ?? { kind: "constant", value: false, span: expression.span };
}

export function bindBody(body: Body, on: ClassDraft, environment: Environment): Condition {
  if (body.kind === "single") return bindCondition(body.expression, on, environment);
  return {
    kind: "rows",
    rows: body.rows.map((row) => ({
      when: bindCondition(row.when, on, environment),
      then: bindCondition(row.then, on, environment),
      span: row.span,
    })),
    otherwise: bindCondition(body.otherwise, on, environment),
    span: body.span,
  };
}

/** Expressions nest 64 deep at most, so this may recurse. */
function bindExpression(expression: Expression, on: ClassDraft, environment: Environment): Condition | undefined {
  const { span } = expression;
  switch (expression.kind) {
    case "or":
    case "and":
      return { kind: expression.kind, operands: expression.operands.map((operand) => bindCondition(operand, on, environment)), span };
    case "not":
      return { kind: "not", operand: bindCondition(expression.operand, on, environment), span };
    case "constant":
      return { kind: "constant", value: expression.value, span };
    case "compare":
      return bindCompare(expression, on, environment);
    case "between":
      return bindBetween(expression, on, environment);
    case "match":
      return bindMatch(expression, on, environment);
    case "includes":
      return bindIncludes(expression, on, environment);
    case "in":
      return bindIncludes({ ...expression, kind: "includes", how: "one", other: expression.element }, on, environment, expression);
    case "is null":
      return bindIsNull(expression, on, environment);
    case "is empty":
      return bindEmpty(expression, on, environment);
    case "truth":
      return bindTruth(expression, on, environment);
    case "reference":
      return bindReference(expression.name, span, on, environment);
    case "holds": {
      const role = findRole(expression.role, environment.roles, environment.context);
      return role && { kind: "atom", atom: { kind: "holds", role: role.name }, span };
    }
  }
}

function bindTruth(expression: Expression & { kind: "truth" }, on: ClassDraft, environment: Environment): Condition | undefined {
  const operand = bindPath(expression.operand, on, environment);
  if (operand === undefined) return undefined;
  if (operand.type.kind === "scalar" && operand.type.name === "boolean") return { kind: "atom", atom: { kind: "truth", operand }, span: expression.span };
  const name = pathText(expression.operand);
  environment.context.sink.report(
    typeDiagnostics.notBoolean,
    expression.span,
    { name, type: describeType(operand.type) },
    {
      help:
        operand.type.kind === "list" ? `write \`${name} is not empty\`, or what it includes` : `compare it with something, or write \`${name} is not null\``,
    },
  );
  return undefined;
}

/** The name must be known here; which access when it is, depends on the class of the object. */
function bindReference(name: Name, span: Span, on: ClassDraft, environment: Environment): Condition | undefined {
  if (nearestWhen(name.text, on, environment.whens) !== undefined) return { kind: "when", name: name.text, span };
  if (!environment.classes.incomplete.has(on) && !environment.context.damage.has("access when", name.text)) reportMissing(name, on, environment);
  return undefined;
}

function reportMissing(name: Name, on: ClassDraft, environment: Environment): void {
  const { context } = environment;
  const elsewhere = declaredElsewhere(name, environment);
  const path = asPath(name, on, environment);
  if (path !== undefined) {
    const fix = { title: `write \`${path}\``, edits: [{ span: name.span, text: path }] };
    context.sink.report(nameDiagnostics.unknownAccessWhen, name.span, { name: name.text, on: on.name }, { help: `did you mean \`${path}\`?`, fix });
    return;
  }
  const help =
    elsewhere.length > 0 ? `declare it on \`${on.name}\` or on a class that it inherits from` : `declare it: \`access when ${name.text} on ${on.name} { … }\``;
  const unknown = {
    kind: nameDiagnostics.unknownAccessWhen,
    args: { name: name.text, on: on.name },
    name,
    damaged: "access when",
    candidates: visibleWhens(on, environment),
  } as const;
  if (elsewhere.length === 0) reportUnknown(context, unknown, { help });
  else context.sink.report(unknown.kind, name.span, unknown.args, { labels: elsewhere, ...didYouMean(context, name, unknown.candidates, help) });
}

/** A property or attribute of that name whose dot or root was left out. */
function asPath(name: Name, on: ClassDraft, environment: Environment): string | undefined {
  if (on.properties.has(name.text)) return `.${name.text}`;
  if (environment.operator.types.has(name.text)) return `operator.${name.text}`;
  return environment.request.types.has(name.text) ? `context.${name.text}` : undefined;
}

function declaredElsewhere(name: Name, environment: Environment): readonly Label[] {
  const labels: Label[] = [];
  for (const [on, own] of environment.whens) {
    const found = own.get(name.text);
    if (found && labels.length < 3) labels.push({ span: found.declaration.name.span, message: `declared on \`${on.name}\`` });
  }
  return labels;
}

function* visibleWhens(on: ClassModel, environment: Environment): Iterable<string> {
  for (const one of on.searchOrder) yield* environment.whens.get(one)?.keys() ?? [];
}
