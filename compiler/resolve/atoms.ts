// Numbers the atoms of a compilation, so that comparisons which always come to the same are one atom.
import type { Atom, Operand, ReferenceOperand, ValueType } from "../condition.ts";

/** An atom's number, and whether the comparison that was asked for is its negation. */
export interface AtomUse {
  readonly atom: number;
  readonly negated: boolean;
}

/** The atoms of one compilation, numbered in the order in which they are first used. */
export class AtomTable {
  readonly atoms: Atom[] = [];
  private readonly numbers = new Map<string, number>();

  /** Only `=` and `<` are kept: `a > b` is `b < a`, `a <= b` is not `b < a`, `a >= b` is not `a < b`. */
  use(atom: Atom): AtomUse {
    if (atom.kind !== "compare") return { atom: this.number(atom), negated: false };
    const { left, right } = atom;
    switch (atom.operator) {
      case "=":
        return { atom: this.number(equality(left, right)), negated: false };
      case "<":
        return { atom: this.number({ kind: "compare", operator: "<", left, right }), negated: false };
      case ">":
        return { atom: this.number({ kind: "compare", operator: "<", left: right, right: left }), negated: false };
      case "<=":
        return { atom: this.number({ kind: "compare", operator: "<", left: right, right: left }), negated: true };
      case ">=":
        return { atom: this.number({ kind: "compare", operator: "<", left, right }), negated: true };
    }
  }

  private number(atom: Atom): number {
    const bare = withoutFields(atom);
    const key = JSON.stringify(bare);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.atoms.length);
    this.atoms.push(bare);
    return this.atoms.length - 1;
  }
}

/** Every reference to a property or an attribute in an atom. */
export function references(atom: Atom): readonly ReferenceOperand[] {
  return operands(atom).filter((operand) => operand.kind === "reference");
}

/** Whether an atom reads a property of the object. */
export function readsObject(atom: Atom): boolean {
  return references(atom).some((reference) => reference.root === "object");
}

function operands(atom: Atom): readonly Operand[] {
  switch (atom.kind) {
    case "compare":
    case "match":
      return [atom.left, atom.right];
    case "includes":
      return [atom.list, atom.other];
    case "is null":
    case "is empty":
    case "truth":
      return [atom.operand];
    case "holds":
      return [];
  }
}

/** Equality does not mind the order: properties come first, literals last. */
function equality(left: Operand, right: Operand): Atom {
  const swap = order(left) > order(right) || (order(left) === order(right) && JSON.stringify(left) > JSON.stringify(right));
  return swap ? { kind: "compare", operator: "=", left: right, right: left } : { kind: "compare", operator: "=", left, right };
}

function order(operand: Operand): number {
  if (operand.kind === "reference") return { object: 0, operator: 1, context: 2 }[operand.root];
  return { clock: 3, literal: 4, list: 5 }[operand.kind];
}

/** What a page holds does not matter to an atom, which can only ask whether the page is null. */
function withoutFields(atom: Atom): Atom {
  if (atom.kind !== "is null") return atom;
  return { kind: "is null", operand: { ...atom.operand, type: bareType(atom.operand.type) } };
}

function bareType(type: ValueType): ValueType {
  return type.kind === "page" ? { kind: "page", fields: [] } : type;
}
