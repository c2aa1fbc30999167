// Reads a plan as an expression that has the right types where it stands.
import { literals, operatorFields, contextFields, roleNames, groupNames } from "./pools.ts";
import type { Field, Scalar, Type } from "./pools.ts";
import type { BodyPlan, ExpressionPlan, Picks } from "./plan.ts";
import { written } from "./pools.ts";

/** What an expression may use. */
export interface Scope {
  /** Of the class where it stands, as declared in it and above. */
  readonly properties: readonly Field[];
  /** Access whens that it may refer to. */
  readonly whens: readonly string[];
  readonly roles: readonly string[];
  readonly groups: readonly string[];
}

interface Operand {
  readonly text: string;
  readonly type: Type;
}

export function writeBody(plan: BodyPlan, scope: Scope): string {
  if (plan.rows.length === 0) return `{ ${writeExpression(plan.last, scope)} }`;
  const rows = plan.rows.map(([when, then], i) => `  when ${writeExpression(when, scope)} then ${i === 1 ? "unrestricted" : writeExpression(then, scope)}\n`);
  return `{\n${rows.join("")}  otherwise ${writeExpression(plan.last, scope)}\n}`;
}

export function writeExpression(plan: ExpressionPlan, scope: Scope): string {
  if (plan.parts.length === 0) return writeAtom(plan.picks, scope);
  const parts = plan.parts.map((part) => (part.parts.length > 1 ? `(${writeExpression(part, scope)})` : writeExpression(part, scope)));
  if (parts.length === 1) return `not (${parts[0]})`;
  return parts.join(at(["and", "or"], plan.picks[0]) === "and" ? " and " : " or ");
}

export function at<T>(list: readonly T[], index: number | undefined): T {
  return list[(index ?? 0) % list.length] as T;
}

/** References come first, so that access whens are frequent; then comparisons of properties, of attributes, and the rest. */
function writeAtom(picks: Picks, scope: Scope): string {
  const operands = [...flat(scope.properties, ""), ...flat(scope.properties, ""), ...attributes];
  const [kind = 0, first, second, third] = picks;
  if (kind % 5 === 0 && scope.whens.length > 0) return at(scope.whens, first);
  const special = kind % 31;
  if (special === 1) return `operator holds ${written(at(scope.roles, first))}`;
  if (special === 2) return `operator.accessGroup ${at(["=", "!="], second)} ${quoted(at(scope.groups, first))}`;
  if (special === 3) return `operator.roles includes ${quoted(at(scope.roles, first))}`;
  if (special === 4) return at(["true", "false", "operator.accessGroup is null", "operator.id is null"], first);
  const operand = at(operands, first);
  if (kind % 7 === 3) return `${operand.text} is ${at(["", "not "], second)}null`;
  return comparison(operand, operands, picks.slice(2), third ?? 0);
}

function comparison(operand: Operand, operands: readonly Operand[], picks: Picks, how: number): string {
  const { type } = operand;
  if (type.kind === "page") return `${operand.text} is null`;
  if (type.kind === "list") return ofList(operand, type.element, operands, picks, how);
  if (type.kind === "scalar" && type.name === "boolean" && how % 3 > 0) return at([operand.text, `not ${operand.text}`], how);
  const other = partner(operand, operands, picks);
  const ordered = type.kind === "scalar" && type.name !== "text" && type.name !== "boolean";
  if (ordered && how % 6 === 5) return `${operand.text} between ${other} and ${partner(operand, operands, picks.slice(1))}`;
  if (ordered) return `${operand.text} ${at(["<=", "=", ">", "!=", "<", ">="], how)} ${other}`;
  if (type.kind === "scalar" && type.name === "text" && how % 3 === 2)
    return `${operand.text} ${at(["starts with", "ends with", "contains"], picks[0])} ${other}`;
  const lists = operands.filter((o) => o.type.kind === "list" && o.type.element === "text");
  if (type.kind === "scalar" && type.name === "text" && how % 5 === 4 && lists.length > 0)
    return `${operand.text} ${at(["in", "not in"], picks[1])} ${at(lists, picks[2]).text}`;
  if (type.kind !== "scalar" || type.name === "boolean" || how % 4 < 3) return `${operand.text} ${at(["=", "!="], how)} ${other}`;
  return `${operand.text} ${at(["in", "not in"], how)} [${at(literals[type.name], picks[0])}, ${at(literals[type.name], picks[1])}]`;
}

function ofList(operand: Operand, element: Scalar, operands: readonly Operand[], picks: Picks, how: number): string {
  const literal = at(literals[element], picks[0]);
  const same = operands.filter((o) => o.type.kind === "list" && o.type.element === element);
  const scalars = operands.filter((o) => o.type.kind === "scalar" && o.type.name === element);
  switch (how % 6) {
    case 0:
      return `${operand.text} includes ${literal}`;
    case 1:
      return `${operand.text} includes all of ${at(same, picks[1]).text}`;
    case 2:
      return `${operand.text} includes any of ${at(same, picks[1]).text}`;
    case 3:
      return `${operand.text} is ${at(["", "not "], picks[1])}empty`;
    case 4:
      return `[${literal}, ${at(literals[element], picks[1])}] includes ${at(["all of", "any of"], picks[2])} ${operand.text}`;
    default:
      return scalars.length > 0 ? `${at(scalars, picks[1]).text} in ${operand.text}` : `${operand.text} includes ${literal}`;
  }
}

/** Something that it may be compared with: mostly a literal. */
function partner(operand: Operand, operands: readonly Operand[], picks: Picks): string {
  const { type } = operand;
  const [choice = 0, index = 0] = picks;
  const others = operands.filter((o) => o.text !== operand.text && comparable(type, o.type));
  if (choice % 3 === 0 && others.length > 0) return at(others, index).text;
  if (type.kind === "union") return quoted(at(type.members, index));
  if (type.kind !== "scalar") return "";
  if (choice % 3 === 1 && type.name === "date") return at(["today", "today - 1 day", "today + 2 weeks"], index);
  if (choice % 3 === 1 && type.name === "datetime") return at(["now", "now - 3 hours", "now + 30 minutes"], index);
  if (type.name === "boolean") return at(literals.boolean, index);
  return at(literals[type.name], index);
}

function comparable(a: Type, b: Type): boolean {
  const texts = (type: Type): boolean => type.kind === "union" || (type.kind === "scalar" && type.name === "text");
  const numbers = (type: Type): boolean => type.kind === "scalar" && (type.name === "integer" || type.name === "decimal");
  if (a.kind === "union" && b.kind === "union") return a.members.some((member) => b.members.includes(member));
  return (texts(a) && texts(b)) || (numbers(a) && numbers(b)) || (a.kind === "scalar" && b.kind === "scalar" && a.name === b.name);
}

/** With the fields of pages. */
function flat(fields: readonly Field[], prefix: string): readonly Operand[] {
  return fields.flatMap(({ name, type }) => {
    const text = `${prefix}.${name}`;
    return [{ text, type }, ...(type.kind === "page" ? flat(type.fields, text) : [])];
  });
}

const attributes: readonly Operand[] = [
  ...flat(operatorFields, "operator"),
  ...flat(contextFields, "context"),
  { text: "operator.id", type: { kind: "scalar", name: "text" } },
];

/** The scope of a policy without roles or groups yet: names that are always declared. */
export const firstRole = roleNames[0];
export const firstGroup = groupNames[0];

function quoted(text: string): string {
  return JSON.stringify(text);
}
