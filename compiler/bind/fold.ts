// Comparisons of literals with literals come to the same always: this says to what.
import type { Atom, Operand } from "../condition.ts";

type Value = string | number | boolean;

/** Undefined if some operand is not written out. */
export function foldAtom(atom: Atom): boolean | undefined {
  switch (atom.kind) {
    case "compare": {
      const [left, right] = [single(atom.left), single(atom.right)];
      return left === undefined || right === undefined ? undefined : compare(atom.operator, left, right);
    }
    case "match": {
      const [left, right] = [single(atom.left), single(atom.right)];
      return typeof left === "string" && typeof right === "string" ? match(atom.how, left, right) : undefined;
    }
    case "includes": {
      const list = several(atom.list);
      const others = atom.how === "one" ? (several(atom.other) ?? one(single(atom.other))) : several(atom.other);
      if (list === undefined || others === undefined) return undefined;
      return atom.how === "any of" ? others.some((other) => list.includes(other)) : others.every((other) => list.includes(other));
    }
    case "is empty": {
      const list = several(atom.operand);
      return list && list.length === 0;
    }
    default:
      return undefined;
  }
}

function single(operand: Operand): Value | undefined {
  return operand.kind === "literal" ? operand.value : undefined;
}

function several(operand: Operand): readonly Value[] | undefined {
  return operand.kind === "list" ? operand.values : undefined;
}

function one(value: Value | undefined): readonly Value[] | undefined {
  return value === undefined ? undefined : [value];
}

function compare(operator: "=" | "<" | "<=" | ">" | ">=", left: Value, right: Value): boolean {
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

function match(how: "starts with" | "ends with" | "contains", text: string, part: string): boolean {
  if (how === "starts with") return text.startsWith(part);
  return how === "ends with" ? text.endsWith(part) : text.includes(part);
}
