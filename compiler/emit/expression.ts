// Boolean expressions of TypeScript, joined with as few signs as they need.

/** Source text that is true or false. `form` says which parentheses it needs. */
export interface Expression {
  readonly text: string;
  readonly form: "constant" | "plain" | "and" | "or" | "conditional";
  /** The text of its negation where that is as short. */
  readonly negated?: string;
  /** What `and` or `or` joins. */
  readonly operands?: readonly Expression[];
}

export const yes: Expression = { text: "true", form: "constant", negated: "false" };
export const no: Expression = { text: "false", form: "constant", negated: "true" };

export function constant(value: boolean): Expression {
  return value ? yes : no;
}

/** A comparison, a call, or a property. */
export function plain(text: string, negated?: string): Expression {
  return negated === undefined ? { text, form: "plain" } : { text, form: "plain", negated };
}

export function equal(left: string, right: string): Expression {
  return plain(`${left} === ${right}`, `${left} !== ${right}`);
}

export function and(...operands: readonly Expression[]): Expression {
  if (operands.includes(no)) return no;
  return chain(
    operands.filter((operand) => operand !== yes),
    "and",
    " && ",
    yes,
  );
}

export function or(...operands: readonly Expression[]): Expression {
  if (operands.includes(yes)) return yes;
  return chain(
    operands.filter((operand) => operand !== no),
    "or",
    " || ",
    no,
  );
}

export function not(operand: Expression): Expression {
  if (operand === yes) return no;
  if (operand === no) return yes;
  if (operand.negated !== undefined) return plain(operand.negated, operand.text);
  return plain(`!(${operand.text})`);
}

export function choose(test: Expression, then: Expression, otherwise: Expression): Expression {
  if (test.form === "constant") return test === yes ? then : otherwise;
  if (then.text === otherwise.text) return then;
  if (then === yes) return or(test, otherwise);
  if (otherwise === no) return and(test, then);
  if (then === no) return and(not(test), otherwise);
  if (otherwise === yes) return or(not(test), then);
  return { text: `${wrap(test, "conditional")} ? ${wrap(then, "conditional")} : ${wrap(otherwise, "conditional")}`, form: "conditional" };
}

/** Joins what is joined already to one chain; what is asked a second time is left out. */
function chain(parts: readonly Expression[], form: "and" | "or", sign: string, none: Expression): Expression {
  const byText = new Map<string, Expression>();
  for (const part of parts) {
    for (const operand of part.form === form ? (part.operands ?? [part]) : [part]) {
      if (!byText.has(operand.text)) byText.set(operand.text, operand);
    }
  }
  const operands = [...byText.values()];
  const [first, second] = operands;
  if (first === undefined) return none;
  if (second === undefined) return first;
  return { text: operands.map((operand) => wrap(operand, form)).join(sign), form, operands };
}

function wrap({ text, form }: Expression, inside: Expression["form"]): string {
  return form === "constant" || form === "plain" || (form === inside && inside !== "conditional") ? text : `(${text})`;
}
