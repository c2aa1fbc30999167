// What one comparison comes to, once the values of its operands are known.
import type { Atom, Operand } from "../condition.ts";
import type { OperandValue, Scalar, Truth } from "./trace.ts";

/** `holds`: whether the requestor's roles, or those that they depend on, have one of this name. */
export function compare(atom: Atom, valueOf: (operand: Operand) => OperandValue, holds: (role: string) => boolean): Truth {
  switch (atom.kind) {
    case "holds":
      return truth(holds(atom.role));
    case "is null":
      return isNull(valueOf(atom.operand));
    case "truth":
      return withValues([atom.operand], valueOf, ([value]) => value === true);
    case "is empty":
      return withValues([atom.operand], valueOf, ([value]) => elements(value).length === 0);
    case "compare":
      return withValues([atom.left, atom.right], valueOf, ([a, b]) => relation(atom.operator, scalar(a), scalar(b)));
    case "match":
      return withValues([atom.left, atom.right], valueOf, ([a, b]) => match(atom.how, String(a), String(b)));
    case "includes":
      return withValues([atom.list, atom.other], valueOf, ([list, other]) => includes(atom.how, elements(list), other));
  }
}

type Known = Scalar | readonly Scalar[];

/** An operand that is absent, null or ill-typed makes every comparison unknown. */
function withValues(operands: readonly Operand[], valueOf: (operand: Operand) => OperandValue, test: (values: readonly Known[]) => boolean): Truth {
  const values: Known[] = [];
  for (const operand of operands) {
    const value = valueOf(operand);
    if (value.kind !== "value") return "unknown";
    values.push(value.value);
  }
  return truth(test(values));
}

/** True for absent or null, false for a well-typed value, unknown for an ill-typed one and without an object. */
function isNull(value: OperandValue): Truth {
  switch (value.kind) {
    case "absent":
    case "null":
      return "true";
    case "value":
      return "false";
    case "ill-typed":
    case "no object":
      return "unknown";
  }
}

function relation(operator: "=" | "<" | "<=" | ">" | ">=", a: Scalar, b: Scalar): boolean {
  switch (operator) {
    case "=":
      return a === b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
  }
}

function match(how: "starts with" | "ends with" | "contains", whole: string, part: string): boolean {
  if (how === "starts with") return whole.startsWith(part);
  if (how === "ends with") return whole.endsWith(part);
  return whole.includes(part);
}

/** `all of` an empty list is true, `any of` an empty list false. */
function includes(how: "one" | "all of" | "any of", list: readonly Scalar[], other: Known | undefined): boolean {
  if (how === "one") return list.includes(scalar(other));
  if (how === "all of") return elements(other).every((element) => list.includes(element));
  return elements(other).some((element) => list.includes(element));
}

function elements(value: Known | undefined): readonly Scalar[] {
  return Array.isArray(value) ? value : [];
}

function scalar(value: Known | undefined): Scalar {
  return typeof value === "object" || value === undefined ? "" : value;
}

function truth(value: boolean): Truth {
  return value ? "true" : "false";
}
