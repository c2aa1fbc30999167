// Tables in memory: a policy that decides by them, its conditions read off the diagrams instead of generated code.
import {
  checksum,
  clock,
  createPolicy,
  field,
  FIRST_CONDITION,
  illTyped,
  includesAll,
  includesAny,
  isOneOf,
  isPage,
  listOf,
  scalar,
  today,
  unpacked,
} from "../runtime/index.ts";
import { filters } from "../runtime/filter/index.ts";
import type { Facts, Policy, Test } from "../runtime/index.ts";
import { masks } from "../runtime/masks/index.ts";
import type { Atom, Operand, ReferenceOperand, ValueType } from "./condition.ts";
import { FALSE, TRUE, UNKNOWN, type DecisionNode, type Truth } from "./diagram.ts";
import type { Tables } from "./tables.ts";

/** Decides as the emitted module does, slower. */
export function interpret(tables: Tables): Policy {
  const roles = new Map(tables.data.roles.map(([name], index) => [name, index]));
  return withAtoms(tables, (atom, object, facts) => truthOf(atom, object, facts, roles));
}

/** A policy whose atoms come out as `truth` says, so that tables can be tried without objects. */
export function withAtoms(tables: Pick<Tables, "data" | "conditions">, truth: (atom: Atom, object: object, facts: Facts) => Truth): Policy {
  return policyOf(tables.data, (code, object, { facts }) => {
    const condition = tables.conditions[code - FIRST_CONDITION];
    if (condition === undefined) throw new RangeError(`there is no condition ${code}`);
    return isMet(condition, (atom) => truth(atom, object, facts));
  });
}

/** A policy that decides by these tables, whatever they say of their checksum. */
export function policyOf(tables: Tables["data"], test: Test): Policy {
  if (tables.packed !== undefined) return createPolicy(unpacked({ ...tables, checksum: "" }), test, { filters, masks });
  return createPolicy({ ...tables, checksum: checksum(tables) }, test, { filters, masks });
}

/** Walks a condition's diagram to its leaf. */
export function isMet({ node, atoms }: DecisionNode, truth: (atom: Atom) => Truth): boolean {
  let at = node;
  while (at.kind === "atom") {
    const atom = atoms[at.atom];
    if (atom === undefined) throw new RangeError(`there is no atom ${at.atom}`);
    at = at.children[truth(atom)];
  }
  return at.kind === "leaf" && at.value === 1;
}

/** Absent or null is null here; ill-typed is `illTyped`. */
type Value = unknown;

function truthOf(atom: Atom, object: object, facts: Facts, roles: ReadonlyMap<string, number>): Truth {
  const value = (operand: Operand): Value => valueOf(operand, object, facts);
  switch (atom.kind) {
    case "holds":
      return truth(facts.holds[roles.get(atom.role) ?? -1] === true);
    case "is null": {
      const operand = value(atom.operand);
      return operand === illTyped ? UNKNOWN : truth(operand === null);
    }
    case "truth":
      return ofKnown([value(atom.operand)], ([operand]) => operand === true);
    case "is empty":
      return ofKnown([value(atom.operand)], ([list]) => (list as readonly unknown[]).length === 0);
    case "compare":
      return ofKnown([value(atom.left), value(atom.right)], ([left, right]) => compare(atom.operator, left as never, right as never));
    case "match":
      return ofKnown([value(atom.left), value(atom.right)], ([left, right]) => matches(atom.how, left as string, right as string));
    case "includes":
      return ofKnown([value(atom.list), value(atom.other)], ([list, other]) => {
        if (atom.how === "one") return (list as readonly unknown[]).includes(other);
        return (atom.how === "all of" ? includesAll : includesAny)(list as readonly unknown[], other as readonly unknown[]);
      });
  }
}

function truth(value: boolean): Truth {
  return value ? TRUE : FALSE;
}

/** Unknown as soon as one of the values is. */
function ofKnown(values: readonly Value[], judge: (values: readonly Value[]) => boolean): Truth {
  return values.some((value) => value === null || value === illTyped) ? UNKNOWN : truth(judge(values));
}

function compare(operator: "=" | "<" | "<=" | ">" | ">=", left: string | number, right: string | number): boolean {
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

function matches(how: "starts with" | "ends with" | "contains", text: string, part: string): boolean {
  if (how === "starts with") return text.startsWith(part);
  return how === "ends with" ? text.endsWith(part) : text.includes(part);
}

function valueOf(operand: Operand, object: object, facts: Facts): Value {
  switch (operand.kind) {
    case "literal":
      return operand.value;
    case "list":
      return operand.values;
    case "clock":
      return operand.which === "now" ? clock(facts.now, operand.offset) : today(facts.now, operand.offset);
    case "reference":
      return operand.root === "object" ? propertyOf(operand, object) : facts[`${operand.root}.${operand.path.join(".")}`];
  }
}

function propertyOf({ path, type }: ReferenceOperand, object: object): Value {
  return typed(path.reduce<unknown>(field, object), type);
}

function typed(value: unknown, type: ValueType): Value {
  if (value === undefined || value === null) return null;
  switch (type.kind) {
    case "scalar":
      return scalar(value, type.name);
    case "union":
      return isOneOf(value, type.members) ? value : illTyped;
    case "list":
      return listOf(value, type.element) ?? illTyped;
    case "page":
      return isPage(value) ? value : illTyped;
  }
}
