// Conditions: on one line, or an operand a line, with `and` and `or` in front and the operands below each other.
import type { Doc } from "prettier";
import { builders } from "prettier/doc";
import type { Pen } from "./pen.ts";
import { isRule, isWord, type Branch, type Leaf, type Part } from "./tree.ts";

const { align, group, ifBreak, line } = builders;

/**
 * An expression. `keyword` is how many columns a word such as `when ` takes that stands in front of it, at the start of a
 * line if the expression breaks: then `and` and `or` end where that word does. Without one, the first operand is moved instead.
 */
export function printExpression(pen: Pen, expression: Branch, keyword?: number): Doc {
  const [only] = expression.parts;
  if (isRule(only, "conjunction", "negation") && expression.parts.length === 1) return printExpression(pen, only, keyword);
  if (expression.rule === "negation") return printNegation(pen, expression.parts);
  const width = expression.rule === "expression" ? 3 : 4;
  const column = keyword ?? width;
  const docs = expression.parts.map((part, at) => {
    if (part.kind === "leaf") return align(column - width, pen.word(line, part));
    const operand = (branch: Branch): Doc => align(column, printExpression(pen, branch));
    return at === 0 ? operand(part) : pen.then(" ", part, operand);
  });
  return group([keyword === undefined ? ifBreak(" ".repeat(width)) : "", ...docs]);
}

/** A keyword, and the expression behind it. */
export function printClause(pen: Pen, word: Leaf, expression: Branch): Doc {
  const width = word.token.image.length + 1;
  return [word.token.image, pen.then(" ", expression, (each) => printExpression(pen, each, width))];
}

/** The body of an access when or of a policy. */
export function printBody(pen: Pen, body: Branch): Doc {
  const open = body.parts[0];
  const close = body.parts.at(-1);
  if (open?.kind !== "leaf" || close?.kind !== "leaf") return "";
  const items = body.parts.filter((part) => isRule(part, "row", "expression"));
  const then = thenColumn(pen, items);
  const print = (item: Branch): Doc => (item.rule === "row" ? printRow(pen, item, then) : printExpression(pen, item));
  return pen.braces(open, items, close, print, { oneALine: true, between: " " });
}

function printRow(pen: Pen, { parts }: Branch, column: number | undefined): Doc {
  const [when, condition, then, result] = parts;
  if (when?.kind !== "leaf" || condition?.kind !== "branch") return "";
  const first = printClause(pen, when, condition);
  if (then?.kind !== "leaf" || result?.kind !== "branch") return first;
  const padding = column === undefined ? 0 : column - flatWidth(pen, condition);
  return group([first, pen.gaps.before(then.first, padding > 0 ? " ".repeat(padding + 1) : line), printClause(pen, then, result)]);
}

/** Up to where conditions go that have their `then` below each other, which they have if every row fits on a line. */
function thenColumn(pen: Pen, items: readonly Branch[]): number | undefined {
  const rows = items.flatMap(({ rule, first, last, parts }) => {
    const [, condition, , result] = parts;
    if (rule !== "row" || condition?.kind !== "branch" || result?.kind !== "branch") return [];
    const width = pen.gaps.hasInside(first, last) || pen.gaps.isIgnored(first) ? Infinity : flatWidth(pen, condition);
    return [{ width, rest: flatWidth(pen, result) }];
  });
  const column = Math.max(0, ...rows.map(({ width }) => width));
  const longest = pen.widths.tabWidth + "when  then ".length + column + Math.max(0, ...rows.map(({ rest }) => rest));
  return rows.length > 1 && longest <= pen.widths.printWidth ? column : undefined;
}

/** How wide a condition without comments is on one line. */
function flatWidth(pen: Pen, part: Branch): number {
  return pen.widthOf(printExpression(pen, part));
}

function printNegation(pen: Pen, parts: readonly Part[]): Doc {
  let column = 0;
  return parts.map((part, at) => {
    const print = (each: Part): Doc => align(column, isRule(each, "condition") ? printCondition(pen, each) : pen.inline(each));
    const doc = at === 0 ? print(part) : pen.then(" ", part, print);
    column += 4;
    return doc;
  });
}

function printCondition(pen: Pen, condition: Branch): Doc {
  const [open, expression, close] = condition.parts;
  if (!isWord(open, "LParen") || expression?.kind !== "branch" || close === undefined) return pen.inline(condition);
  return [
    "(",
    align(
      1,
      pen.then("", expression, (each) => printExpression(pen, each)),
    ),
    pen.gaps.before(close.first, ""),
    ")",
  ];
}
