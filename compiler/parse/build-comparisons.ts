// What follows an operand in a condition: signs, `between`, lists, `is null`.
import type { OperandCstNode, TailCstNode } from "../../grammar/cst.ts";
import type { CompareOperator, Expression, Operand } from "../ast.ts";
import { the, type Build } from "./build-context.ts";
import { operand } from "./build-operands.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";
import type { Span } from "../source.ts";

/** The comparison of an operand with its first tail. */
export function comparison(build: Build, first: OperandCstNode, tail: TailCstNode, span: Span): Expression {
  const parts = tail.children;
  if (parts.CompareSign !== undefined) return signed(build, first, tail, span);
  const left = operand(build, first);
  const [right, high] = (parts.operand ?? []).map((node) => operand(build, node));
  if (parts.Is !== undefined) {
    return { kind: parts.Null !== undefined ? "is null" : "is empty", negated: parts.Not !== undefined, operand: left, span };
  }
  const other = right ?? left;
  if (parts.Between !== undefined) return { kind: "between", operand: left, low: other, high: high ?? other, span };
  if (parts.Starts !== undefined) return { kind: "match", how: "starts with", left, right: other, span };
  if (parts.Ends !== undefined) return { kind: "match", how: "ends with", left, right: other, span };
  if (parts.Contains !== undefined) return { kind: "match", how: "contains", left, right: other, span };
  if (parts.In !== undefined) return { kind: "in", negated: parts.Not !== undefined, element: left, list: other, span };
  return { kind: "includes", how: parts.All !== undefined ? "all of" : parts.Any !== undefined ? "any of" : "one", list: left, other, span };
}

function signed(build: Build, first: OperandCstNode, tail: TailCstNode, span: Span): Expression {
  const sign = the(tail.children.CompareSign);
  const second = the(tail.children.operand);
  const operator = (sign.tokenType.LABEL ?? sign.image) as CompareOperator;
  if (first.children.Null === undefined && second.children.Null !== undefined && (operator === "=" || operator === "!=")) {
    const where = build.span(sign, the(second.children.Null));
    const text = operator === "=" ? "is null" : "is not null";
    build.report(
      kinds.nullValue,
      where,
      { word: operator },
      { help: `write \`${text}\``, fix: { title: `Write \`${text}\``, edits: [{ span: where, text }] } },
    );
    const left: Operand = operand(build, first);
    return { kind: "is null", negated: operator === "!=", operand: left, span };
  }
  return { kind: "compare", operator, operatorSpan: build.span(sign), left: operand(build, first), right: operand(build, second), span };
}
