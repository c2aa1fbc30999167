// Brings what alternatives have in common to the front, so that an expression is short.
import type { Literal } from "./cubes.ts";

export type Expression =
  | { readonly kind: "literal"; readonly literal: Literal }
  /** The name of an access when, or its negation. */
  | { readonly kind: "name"; readonly name: string; readonly negated: boolean }
  /** No operands: `and` is true, `or` is false. */
  | { readonly kind: "and" | "or"; readonly operands: readonly Expression[] };

/** Products joined by or. */
export function ofProducts(terms: readonly (readonly Literal[])[]): Expression {
  return factored("or", terms);
}

/** Sums joined by and. */
export function ofSums(terms: readonly (readonly Literal[])[]): Expression {
  return factored("and", terms);
}

/** Flat: no `and` directly in an `and`, no join of one. */
export function joined(kind: "and" | "or", operands: readonly Expression[]): Expression {
  const flat = operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]));
  const other = kind === "and" ? "or" : "and";
  const absorbing = flat.find((operand) => operand.kind === other && operand.operands.length === 0);
  if (absorbing !== undefined) return absorbing;
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind, operands: flat };
}

/** How much there is to read. A name says more than a comparison, so it counts a little less. */
export function sizeOf(expression: Expression): number {
  if (expression.kind === "literal") return 1;
  if (expression.kind === "name") return 0.9;
  return expression.operands.reduce((sum, operand) => sum + sizeOf(operand) + (operand.kind === "or" || operand.kind === "and" ? 0.1 : 0), 0);
}

/** The literal that most terms have is taken out of them; then the same within and beside them. */
function factored(outer: "and" | "or", terms: readonly (readonly Literal[])[]): Expression {
  const inner = outer === "or" ? "and" : "or";
  const common = mostCommon(terms);
  if (common === undefined)
    return joined(
      outer,
      terms.map((term) => joined(inner, term.map(literal))),
    );
  const having = terms.filter((term) => term.includes(common));
  const others = terms.filter((term) => !term.includes(common));
  const rest = factored(
    outer,
    having.map((term) => term.filter((one) => one !== common)),
  );
  const front = joined(inner, [literal(common), rest]);
  return others.length === 0 ? front : joined(outer, [front, factored(outer, others)]);
}

/** Undefined if no two terms share one. */
function mostCommon(terms: readonly (readonly Literal[])[]): Literal | undefined {
  const counts = new Map<Literal, number>();
  for (const term of terms) for (const one of term) counts.set(one, (counts.get(one) ?? 0) + 1);
  let best: Literal | undefined;
  for (const [one, count] of counts) if (count > 1 && (best === undefined || count > (counts.get(best) ?? 0))) best = one;
  return best;
}

function literal(one: Literal): Expression {
  return { kind: "literal", literal: one };
}
