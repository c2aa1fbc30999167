// Operands as expressions of TypeScript, with what must hold for them to be known.
import type { Operand, ReferenceOperand, ValueType } from "../condition.ts";
import { literal } from "./escape.ts";
import { and, equal, not, or, plain, yes } from "./expression.ts";
import type { Expression } from "./expression.ts";
import { camelCase } from "./names.ts";
import { call } from "./scope.ts";
import type { CaseScope } from "./scope.ts";

export interface Value {
  /** As it is compared: a datetime in milliseconds, a list that is undefined if it is not known. */
  readonly text: string;
  /** As it is read: `o.owner`. */
  readonly raw: string;
  /** Whether it is well-typed and not absent. Narrows `text` to the type that a comparison needs. */
  readonly known: Expression;
  /** Of a reference: what tells it from others. */
  readonly key: string | undefined;
  readonly literal: string | number | boolean | undefined;
  /** Facts are checked when the requestor is made: they are well-typed, or NaN, which equals nothing; a list or a page undefined. */
  readonly isFact: boolean;
  /** Whether what is not known is NaN, with which no comparison of numbers is true. */
  readonly isNumber: boolean;
  readonly type: ValueType;
}

export function valueOf(operand: Operand, scope: CaseScope): Value {
  switch (operand.kind) {
    case "literal":
      return { ...certain(literal(operand.value), operand.type), literal: operand.value };
    case "list":
      return certain(scope.list(operand.values), operand.type);
    case "clock": {
      const { which, offset, type } = operand;
      return certain(scope.value(call(which === "now" ? "clock" : "today", "f.now", String(offset)), which), type);
    }
    case "reference":
      return operand.root === "object" ? property(operand, scope) : fact(operand);
  }
}

export function keyOf({ root, path }: ReferenceOperand): string {
  return [root, ...path].join(".");
}

function certain(text: string, type: ValueType): Value {
  return { text, raw: text, known: yes, key: undefined, literal: undefined, isFact: false, isNumber: false, type };
}

function property(operand: ReferenceOperand, scope: CaseScope): Value {
  const { path, type } = operand;
  const name = camelCase(path);
  const [first = "", ...rest] = path;
  const page = rest.slice(0, -1).reduce((text, part) => call("field", text, literal(part)), `o.${first}`);
  const last = rest.at(-1);
  const raw = last === undefined ? page : scope.value(call("field", page, literal(last)), name);
  const made = { raw, text: raw, key: keyOf(operand), literal: undefined, isFact: false, isNumber: false, type };
  if (type.kind === "union") return { ...made, known: isMember(raw, type.members, scope) };
  if (type.kind === "page") return { ...made, known: plain(call("isPage", raw)) };
  if (type.kind === "list") {
    const text = scope.value(call("listOf", raw, literal(type.element)), name);
    return { ...made, text, known: plain(`${text} !== undefined`, `${text} === undefined`) };
  }
  switch (type.name) {
    case "datetime": {
      const text = scope.value(call("instant", raw), `${name}Time`);
      return { ...made, text, known: isNumber(text), isNumber: true };
    }
    case "text":
      return { ...made, known: equal(`typeof ${raw}`, `"string"`) };
    case "boolean":
      return { ...made, known: equal(`typeof ${raw}`, `"boolean"`) };
    case "integer":
      return { ...made, known: plain(call("isInteger", raw)) };
    case "decimal":
      return { ...made, known: plain(call("isDecimal", raw)) };
    case "date":
      return { ...made, known: plain(call("isDate", raw)) };
  }
}

function fact(operand: ReferenceOperand): Value {
  const { type } = operand;
  const text = `f[${literal(keyOf(operand))}]`;
  const made = { raw: `f.facts[${literal(keyOf(operand))}]`, text, key: keyOf(operand), literal: undefined, isFact: true, isNumber: false, type };
  const typeIs = (name: string): Value => ({ ...made, known: equal(`typeof ${text}`, literal(name)) });
  if (type.kind === "page") return { ...made, known: equal(text, "true") };
  if (type.kind === "union") return typeIs("string");
  if (type.kind === "list") return { ...made, known: plain(`${text} !== undefined`, `${text} === undefined`) };
  switch (type.name) {
    case "text":
    case "date":
      return typeIs("string");
    case "boolean":
      return typeIs("boolean");
    case "integer":
    case "decimal":
    case "datetime":
      return { ...made, known: isNumber(text), isNumber: true };
  }
}

function isNumber(text: string): Expression {
  return not(plain(`Number.isNaN(${text})`, `!Number.isNaN(${text})`));
}

/** Members that are few are written out. */
export function isMember(text: string, members: readonly (string | number | boolean)[], scope: CaseScope): Expression {
  if (members.length <= 4 || members.some((member) => typeof member !== "string")) return or(...members.map((member) => equal(text, literal(member))));
  return plain(call("isOneOf", text, scope.list(members)));
}

/** What must be asked so that both are known, given that they are equal. */
export function knownIfEqual(left: Value, right: Value): Expression {
  // What is NaN if it is not known equals nothing.
  if (isDatetime(left) || (left.isFact && right.isFact)) return yes;
  const byLeft = implies(left, right);
  const byRight = implies(right, left);
  if ((left.isFact && byLeft) || (right.isFact && byRight)) return yes;
  if (byLeft && byRight) return cost(right) < cost(left) ? right.known : left.known;
  if (byLeft) return left.known;
  return byRight ? right.known : and(left.known, right.known);
}

/** Whether `other` is known if it equals `value`, which is. */
function implies({ type }: Value, other: Value): boolean {
  if (other.isFact) return true;
  if (other.type.kind === "union") {
    const { members } = other.type;
    return type.kind === "union" && type.members.every((member) => members.includes(member));
  }
  return !(other.type.kind === "scalar" && other.type.name === "integer") || (type.kind === "scalar" && type.name === "integer");
}

function cost({ type, known }: Value): number {
  if (known === yes) return -1;
  return type.kind === "scalar" && (type.name === "text" || type.name === "boolean") ? 0 : 2;
}

function isDatetime({ type }: Value): boolean {
  return type.kind === "scalar" && type.name === "datetime";
}
