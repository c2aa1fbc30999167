// Conditions as data, for filters: diagrams with their atoms and operands, each written once.
import type { TypeData } from "../../runtime/data.ts";
import { FIRST_NODE } from "../../runtime/filter/packed.ts";
import type { AtomData, NodeData, OperandData } from "../../runtime/filter/packed.ts";
import type { Atom, Operand } from "../condition.ts";
import { atomsOf, type Node } from "../diagram.ts";
import { typeData } from "./shapes.ts";

/** The text that `runtime/filter/packed.ts` describes. */
export function filterData(conditions: readonly Node[], atoms: readonly Atom[], roles: ReadonlyMap<string, number>): string {
  const operands = new Numbered<OperandData>();
  const used = [...new Set(conditions.flatMap(atomsOf))].sort((a, b) => a - b);
  const numbers = new Map(used.map((atom, i) => [atom, i]));
  const number = (operand: Operand): number => operands.of(operandData(operand));
  const atomList = used.map((atom) => atomData(atoms[atom] ?? never(), number, roles));
  const nodes: NodeData[] = [];
  const done = new Map<Node, number>();
  const child = (node: Node): number => {
    if (node.kind !== "atom") return node.kind === "leaf" && node.value === 1 ? 1 : 0;
    const known = done.get(node);
    if (known !== undefined) return known;
    const [ifFalse, ifTrue, ifUnknown] = node.children;
    const made: NodeData = [numbers.get(node.atom) ?? never(), child(ifFalse), child(ifTrue), child(ifUnknown)];
    const at = FIRST_NODE + nodes.push(made) - 1;
    done.set(node, at);
    return at;
  };
  const roots = conditions.map(child);
  return JSON.stringify([operands.all, atomList, nodes, roots]);
}

function atomData(atom: Atom, number: (operand: Operand) => number, roles: ReadonlyMap<string, number>): AtomData {
  switch (atom.kind) {
    case "holds":
      return ["holds", roles.get(atom.role) ?? -1];
    case "is null":
      return ["null", number(atom.operand)];
    case "truth":
      return ["true", number(atom.operand)];
    case "is empty":
      return ["empty", number(atom.operand)];
    case "compare":
      return [atom.operator, number(atom.left), number(atom.right)];
    case "match":
      return [atom.how, number(atom.left), number(atom.right)];
    case "includes":
      return [atom.how, number(atom.list), number(atom.other)];
  }
}

function operandData(operand: Operand): OperandData {
  switch (operand.kind) {
    case "reference": {
      const { root, path, type } = operand;
      const data: TypeData = typeData(type);
      return root === "object" ? ["o", data, ...path] : ["f", `${root}.${path.join(".")}`];
    }
    case "clock":
      return [operand.which, operand.offset];
    case "literal":
      return ["v", operand.value];
    case "list":
      return ["v", operand.values];
  }
}

/** Equal things get one number. */
class Numbered<T> {
  readonly all: T[] = [];
  private readonly numbers = new Map<string, number>();

  of(thing: T): number {
    const key = JSON.stringify(thing);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.all.push(thing) - 1;
    this.numbers.set(key, number);
    return number;
  }
}

function never(): never {
  throw new Error("a diagram asks an atom that is not in the table");
}
