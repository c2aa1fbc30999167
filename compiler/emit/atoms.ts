// Atoms as expressions of TypeScript: whether one is true, whether it is false, whether it is either.
import type { Atom, Operand, ReferenceOperand } from "../condition.ts";
import { literal } from "./escape.ts";
import { and, constant, equal, no, not, or, plain, yes } from "./expression.ts";
import type { Expression } from "./expression.ts";
import { choiceOf, possibleValues } from "./knowledge.ts";
import type { Knowledge } from "./knowledge.ts";
import { call } from "./scope.ts";
import type { CaseScope } from "./scope.ts";
import { isMember, knownIfEqual, valueOf } from "./values.ts";
import type { Value } from "./values.ts";

/** An atom is unknown where it is neither true nor false. */
export interface AtomForms {
  readonly isTrue: Expression;
  readonly isFalse: Expression;
  readonly isKnown: Expression;
}

export function formsOf(atom: Atom, knowledge: Knowledge, scope: CaseScope, roles: ReadonlyMap<string, number>): AtomForms {
  const choice = choiceOf(atom);
  if (choice !== undefined) return choiceForms(choice.reference, choice.values, knowledge, scope);
  switch (atom.kind) {
    case "holds":
      return certain(equal(`f.holds[${roles.get(atom.role) ?? -1}]`, "true"));
    case "is null":
      return nullForms(valueOf(atom.operand, scope));
    case "is empty":
      return emptyForms(valueOf(atom.operand, scope));
    case "truth":
      return choiceForms(atom.operand, [true], knowledge, scope);
    case "compare":
      return compareForms(atom, knowledge, scope);
    case "match":
      return matchForms(atom, knowledge, scope);
    case "includes":
      return includesForms(atom, knowledge, scope);
  }
}

/** Never unknown. */
function certain(isTrue: Expression): AtomForms {
  return { isTrue, isFalse: not(isTrue), isKnown: yes };
}

/** True if a reference has one of these values, which its type has. */
function choiceForms(reference: ReferenceOperand, values: readonly (string | number | boolean)[], knowledge: Knowledge, scope: CaseScope): AtomForms {
  const value = foreseenValue(reference, knowledge, scope);
  const { known } = value;
  const possible = possibleValues(reference, knowledge);
  if (possible === undefined) {
    const isTrue = isOne(value, values, scope);
    return { isTrue, isFalse: and(known, isNone(value, values, scope)), isKnown: known };
  }
  const isTrue = isOne(
    value,
    possible.filter((one) => values.includes(one)),
    scope,
  );
  if (known === yes) return certain(isTrue);
  return {
    isTrue,
    isFalse: isOne(
      value,
      possible.filter((one) => !values.includes(one)),
      scope,
    ),
    isKnown: known,
  };
}

function isOne(value: Value, values: readonly (string | number | boolean)[], scope: CaseScope): Expression {
  if (values.length <= 4 || typeof values[0] === "string") return isMember(value.text, values, scope);
  return and(value.known, plain(`${scope.list(values)}.includes(${value.text})`));
}

/** Of a value that is known. */
function isNone(value: Value, values: readonly (string | number | boolean)[], scope: CaseScope): Expression {
  if (values.length <= 4) return and(...values.map((one) => not(equal(value.text, literal(one)))));
  return not(plain(`${scope.list(values)}.includes(${value.text})`));
}

function nullForms(value: Value): AtomForms {
  const isTrue = value.isFact ? equal(value.raw, "null") : plain(`${value.raw} == null`, `${value.raw} != null`);
  return { isTrue, isFalse: value.known, isKnown: or(isTrue, value.known) };
}

function emptyForms(value: Value): AtomForms {
  if (value.known === yes) return certain(equal(`${value.text}.length`, "0"));
  return { isTrue: equal(`${value.text}?.length`, "0"), isFalse: plain(`(${value.text}?.length ?? 0) > 0`), isKnown: value.known };
}

function compareForms(atom: Atom & { readonly kind: "compare" }, knowledge: Knowledge, scope: CaseScope): AtomForms {
  if (readsBetterTurned(atom)) return compareForms({ ...atom, left: atom.right, right: atom.left, operator: turned[atom.operator] }, knowledge, scope);
  const left = foreseenValue(atom.left, knowledge, scope);
  const right = foreseenValue(atom.right, knowledge, scope);
  if (left.literal !== undefined && right.literal !== undefined) return certain(constant(compared(atom.operator, left.literal, right.literal)));
  const known = and(left.known, right.known);
  const holds = plain(`${left.text} ${signs[atom.operator]} ${right.text}`);
  const fails = plain(`${left.text} ${opposites[atom.operator]} ${right.text}`);
  if (atom.operator !== "=") {
    const certain = and(left.isNumber ? yes : left.known, right.isNumber ? yes : right.known);
    return { isTrue: and(certain, holds), isFalse: and(certain, fails), isKnown: known };
  }
  if (areDisjoint(atom.left, atom.right, knowledge)) return { isTrue: no, isFalse: known, isKnown: known };
  return { isTrue: and(knownIfEqual(left, right), holds), isFalse: and(known, fails), isKnown: known };
}

/** Of two unions: whether they have no member in common. */
function areDisjoint(left: Operand, right: Operand, knowledge: Knowledge): boolean {
  if (left.kind !== "reference" || right.kind !== "reference") return false;
  const [a, b] = [possibleValues(left, knowledge), possibleValues(right, knowledge)];
  return a !== undefined && b !== undefined && !a.some((value) => b.includes(value));
}

/** People write what is asked about on the left. */
function readsBetterTurned({ left, right }: Atom & { readonly kind: "compare" }): boolean {
  const rank = (operand: Operand): number => (operand.kind !== "reference" ? 2 : operand.root === "object" ? 0 : 1);
  return rank(right) < rank(left);
}

const turned = { "=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;
const signs = { "=": "===", "<": "<", "<=": "<=", ">": ">", ">=": ">=" } as const;
const opposites = { "=": "!==", "<": ">=", "<=": ">", ">": "<=", ">=": "<" } as const;

function compared(operator: keyof typeof signs, left: string | number | boolean, right: string | number | boolean): boolean {
  switch (operator) {
    case "=":
      return left === right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}

function matchForms(atom: Atom & { readonly kind: "match" }, knowledge: Knowledge, scope: CaseScope): AtomForms {
  const left = foreseenValue(atom.left, knowledge, scope);
  const right = foreseenValue(atom.right, knowledge, scope);
  const known = and(left.known, right.known);
  const method = { "starts with": "startsWith", "ends with": "endsWith", contains: "includes" }[atom.how];
  return judged(known, `${left.text}.${method}(${right.text})`);
}

function includesForms(atom: Atom & { readonly kind: "includes" }, knowledge: Knowledge, scope: CaseScope): AtomForms {
  const list = valueOf(atom.list, scope);
  const other = foreseenValue(atom.other, knowledge, scope);
  const known = and(list.known, other.known);
  if (atom.how !== "one") return judged(known, call(atom.how === "all of" ? "includesAll" : "includesAny", list.text, other.text));
  if (list.known === yes) return judged(known, `${list.text}.includes(${other.text})`);
  const includes = `${list.text}?.includes(${other.text})`;
  return {
    isTrue: and(needsGuard(atom.other) ? other.known : yes, equal(includes, "true")),
    isFalse: and(other.known, equal(includes, "false")),
    isKnown: known,
  };
}

/** What is asked where both sides are known. */
function judged(known: Expression, call: string): AtomForms {
  const holds = plain(call, `!${call}`);
  return { isTrue: and(known, holds), isFalse: and(known, not(holds)), isKnown: known };
}

/** Elements of a list are well-typed, and so is what is among them; but a union or an integer is more than a text or a number. */
function needsGuard(operand: Operand): boolean {
  if (operand.kind !== "reference" || operand.root !== "object") return false;
  return operand.type.kind === "union" || (operand.type.kind === "scalar" && operand.type.name === "integer");
}

/** A reference whose values are known needs no guard, and TypeScript would not stand one that asks for others. */
function foreseenValue(operand: Operand, knowledge: Knowledge, scope: CaseScope): Value {
  const value = valueOf(operand, scope);
  return value.key !== undefined && knowledge.has(value.key) ? { ...value, known: yes } : value;
}
