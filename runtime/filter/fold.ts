// Atoms with the facts of a requestor filled in: decided, or a comparison of an object's properties.
import type { Facts, TypeData } from "../data.ts";
import { clock, illTyped, includesAll, includesAny, today } from "../values.ts";
import type { Comparing, Operand, Property, Scalar, Value } from "./condition.ts";
import type { AtomData, Comparison, Match, OperandData } from "./packed.ts";

/** An atom that is decided, for every object; or what is left to be asked of one. */
export type Folded = "false" | "true" | "unknown" | Comparing | { readonly operator: "is known"; readonly of: Property };

/** Undefined: absent, null or ill-typed, so that every comparison with it is unknown. */
type Side = Operand | undefined;

/** Reads as `compiler/interpret.ts` and generated modules do (docs/language.md, The decision). May throw: a clock may. */
export function fold(atom: AtomData, operands: readonly OperandData[], facts: Facts): Folded {
  const [kind, first, second = -1] = atom;
  if (kind === "holds") return constant(facts.holds[first] === true);
  const data = operands[first] ?? missing();
  if (kind === "null") return foldNull(data, facts);
  const left = sideOf(data, facts);
  if (left === undefined) return "unknown";
  if (kind === "true") return left.kind === "property" ? { operator: "in", of: left, values: [true] } : constant(left.value === true);
  if (kind === "empty") return left.kind === "property" ? { operator: "is empty", of: left } : constant((left.value as readonly Scalar[]).length === 0);
  const right = sideOf(operands[second] ?? missing(), facts);
  if (right === undefined) return "unknown";
  switch (kind) {
    case "starts with":
    case "ends with":
    case "contains":
      return foldMatch(kind, left, right);
    case "one":
    case "all of":
    case "any of":
      return foldIncludes(kind, left, right);
    default:
      return foldComparison(kind, left, right);
  }
}

function foldNull(data: OperandData, facts: Facts): Folded {
  if (data[0] === "o") return { operator: "is null", of: propertyOf(data) };
  const value = data[0] === "f" ? facts[data[1] as keyof Facts] : undefined;
  return value === illTyped ? "unknown" : constant(value === null);
}

function foldComparison(operator: Comparison, left: Operand, right: Operand): Folded {
  if (left.kind === "value")
    return right.kind === "value" ? constant(compared(operator, left.value, right.value)) : foldComparison(turned[operator], right, left);
  if (operator !== "=") return { operator, left, right };
  return right.kind === "value" ? membership(left, [right.value as Scalar]) : { operator, left, right };
}

function foldMatch(how: Match, left: Operand, right: Operand): Folded {
  if (left.kind === "value" && right.kind === "value") return constant(matches(how, left.value as string, right.value as string));
  if (left.kind === "property" && right.kind === "value") {
    const members = membersOf(left);
    if (members !== undefined)
      return membership(
        left,
        members.filter((member) => matches(how, member, right.value as string)),
      );
    if (right.value === "") return { operator: "is known", of: left };
  }
  if (left.kind === "value" && right.kind === "property") {
    const members = membersOf(right);
    if (members !== undefined)
      return membership(
        right,
        members.filter((member) => matches(how, left.value as string, member)),
      );
  }
  return { operator: how, left, right };
}

function foldIncludes(how: "one" | "all of" | "any of", list: Operand, other: Operand): Folded {
  if (how === "one") {
    if (list.kind === "property") return other.kind === "property" ? { operator: "includes", list, other } : anyOf(list, [other.value as Scalar]);
    return other.kind === "property" ? membership(other, list.value as readonly Scalar[]) : constant((list.value as readonly unknown[]).includes(other.value));
  }
  const [a, b] = [listOf(list), listOf(other)];
  if (a !== undefined && b !== undefined) return constant((how === "all of" ? includesAll : includesAny)(a, b));
  // What does not depend on the list's elements: only whether it is one.
  if (how === "all of" && list.kind === "property" && b?.length === 0) return { operator: "is known", of: list };
  if (how === "all of") return { operator: "includes all of", list, other };
  if (list.kind === "property") return b === undefined ? { operator: "includes any of", list, other } : anyOf(list, b);
  return other.kind === "property" ? anyOf(other, a ?? []) : "unknown";
}

/** Of a union: with them, a test is a test for some of them. */
function membersOf({ type }: Property): readonly string[] | undefined {
  return typeof type === "string" || type[0] !== "union" ? undefined : type.slice(1);
}

function anyOf(list: Property, values: readonly Scalar[]): Folded {
  return { operator: "includes any of", list, other: valueOf(values) };
}

/** Values that the property's type does not have are left out. */
function membership(of: Property, values: readonly Scalar[]): Folded {
  const { type } = of;
  const possible = typeof type === "string" ? values : values.filter((value) => type.includes(value as string, 1));
  return { operator: "in", of, values: Object.freeze([...new Set(possible)]) };
}

function sideOf(data: OperandData, facts: Facts): Side {
  switch (data[0]) {
    case "o":
      return propertyOf(data);
    case "f": {
      const value = facts[data[1] as keyof Facts];
      return value === null || value === undefined || value === illTyped ? undefined : valueOf(value as Value["value"]);
    }
    case "now":
      return valueOf(clock(facts.now, data[1]));
    case "today":
      return valueOf(today(facts.now, data[1]));
    case "v":
      return valueOf(data[1]);
  }
}

function propertyOf([, type, ...path]: readonly [kind: "o", type: TypeData, ...path: string[]]): Property {
  return { kind: "property", path, type };
}

function valueOf(value: Value["value"]): Value {
  return { kind: "value", value };
}

function listOf(operand: Operand): readonly Scalar[] | undefined {
  return operand.kind === "value" ? (operand.value as readonly Scalar[]) : undefined;
}

function constant(value: boolean): "true" | "false" {
  return value ? "true" : "false";
}

const turned = { "=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

export function compared(operator: Comparison, left: unknown, right: unknown): boolean {
  if (operator === "=") return left === right;
  const [a, b] = [left as number, right as number];
  if (operator === "<") return a < b;
  if (operator === "<=") return a <= b;
  return operator === ">" ? a > b : a >= b;
}

export function matches(how: Match, text: string, part: string): boolean {
  if (how === "starts with") return text.startsWith(part);
  return how === "ends with" ? text.endsWith(part) : text.includes(part);
}

function missing(): never {
  throw new RangeError("the conditions are damaged");
}
