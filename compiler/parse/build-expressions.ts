// Conditions, from the concrete tree to the abstract one.
import type { BodyCstNode, ConditionCstNode, ConjunctionCstNode, ExpressionCstNode, NegationCstNode, RowCstNode } from "../../grammar/cst.ts";
import type { Body, Expression, Row } from "../ast.ts";
import { the, wordName, type Build } from "./build-context.ts";
import { comparison } from "./build-comparisons.ts";
import { roleName } from "./build-names.ts";
import { operand } from "./build-operands.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";
import { cover, type Span } from "../source.ts";

/** The body of an access when or a policy; undefined, and reported, if it is empty or has no `otherwise`. */
export function body(build: Build, node: BodyCstNode): Body | undefined {
  const { row, expression: single } = node.children;
  if (single !== undefined) return { kind: "single", expression: expression(build, the(single)), span: build.spanOf(node) };
  if (row !== undefined) return rows(build, node, row);
  build.report(kinds.emptyBlock, build.spanOf(node), { what: "a condition" }, { help: "a condition that always holds is `true`, or `unrestricted`" });
  return undefined;
}

/** How deep it recurses, and how many operands there are, has been bounded before the tokens were parsed. */
export function expression(build: Build, node: ExpressionCstNode): Expression {
  const operands = node.children.conjunction.map((part) => conjunction(build, part));
  return joined("or", operands);
}

function rows(build: Build, node: BodyCstNode, all: readonly RowCstNode[]): Body | undefined {
  const result: Row[] = [];
  let otherwise: Expression | undefined;
  for (const row of all) {
    const { When, Otherwise, expression: parts } = row.children;
    const span = build.spanOf(row);
    if (otherwise !== undefined) {
      const word = the(When ?? Otherwise);
      build.report(kinds.otherwise, build.span(word), { problem: `a \`${word.image}\` after \`otherwise\`` }, { help: "`otherwise` comes last, once" });
      return undefined;
    }
    const [first, second] = (parts ?? []).map((part) => expression(build, part));
    if (Otherwise !== undefined) otherwise = first;
    else if (first !== undefined && second !== undefined) result.push({ when: first, then: second, span });
  }
  if (otherwise === undefined) {
    const brace = the(node.children.RCurly);
    build.report(
      kinds.otherwise,
      build.span(brace),
      { problem: "rows without an `otherwise`" },
      { help: "say what holds in all other cases; `otherwise false` closes them" },
    );
    return undefined;
  }
  if (result.length === 0) return { kind: "single", expression: otherwise, span: build.spanOf(node) };
  return { kind: "rows", rows: result, otherwise, span: build.spanOf(node) };
}

function joined(kind: "or" | "and", operands: readonly Expression[]): Expression {
  const first = the(operands);
  const last = operands.at(-1) ?? first;
  if (operands.length === 1) return first;
  return { kind, operands, span: cover(first.span, last.span) };
}

function conjunction(build: Build, node: ConjunctionCstNode): Expression {
  return joined(
    "and",
    node.children.negation.map((part) => negation(build, part)),
  );
}

function negation(build: Build, node: NegationCstNode): Expression {
  let result = condition(build, the(node.children.condition));
  const end = result.span.end;
  for (const not of [...(node.children.Not ?? [])].reverse()) {
    result = { kind: "not", operand: result, span: { file: build.file, start: not.startOffset, end } };
  }
  return result;
}

function condition(build: Build, node: ConditionCstNode): Expression {
  const parts = node.children;
  const span = build.spanOf(node);
  if (parts.expression !== undefined) return { ...expression(build, the(parts.expression)), span };
  if (parts.Unrestricted !== undefined) return { kind: "constant", value: true, unrestricted: true, span };
  if (parts.roleName !== undefined) return { kind: "holds", role: roleName(build, the(parts.roleName), "a role"), span };
  if (parts.Ref !== undefined) return { kind: "reference", name: wordName(build, the(parts.Ref), "an access when"), span };
  return compared(build, node, span);
}

function compared(build: Build, node: ConditionCstNode, span: Span): Expression {
  const left = the(node.children.operand);
  const [tail, next] = node.children.tail ?? [];
  if (tail === undefined) return alone(build, node, span);
  if (next !== undefined) {
    const sign = Object.values(next.children).flat()[0];
    const where = sign !== undefined && "image" in sign ? build.span(sign) : build.spanOf(next);
    const start = build.spanOf(left);
    const middle = tail.children.operand?.at(-1);
    const both =
      middle === undefined
        ? undefined
        : `${build.text({ ...start, end: build.spanOf(tail).end })} and ${build.text({ ...start, start: build.spanOf(middle).start, end: build.spanOf(next).end })}`;
    build.report(
      kinds.chained,
      where,
      {},
      {
        help:
          both === undefined || both.length > 100
            ? "join two comparisons with `and`, or say `between A and B`"
            : `write \`${both.replace(/\s+/g, " ")}\`, or use \`between\``,
      },
    );
  }
  return comparison(build, left, tail, span);
}

/** An operand without a comparison is a condition only if it is true or false by itself. */
function alone(build: Build, node: ConditionCstNode, span: Span): Expression {
  const value = operand(build, the(node.children.operand));
  if (value.kind === "path") return { kind: "truth", operand: value, span };
  if (value.kind === "boolean") return { kind: "constant", value: value.value, unrestricted: false, span };
  const found = value.kind === "clock" ? `\`${value.which}\`` : value.kind === "list" ? "a list" : `a ${value.kind}`;
  build.report(
    kinds.noCondition,
    span,
    { found },
    { help: value.kind === "text" ? "a property is written as `.name`, an access when by its name without quotes" : "compare it with something" },
  );
  return { kind: "constant", value: false, unrestricted: false, span };
}
