// What being in a group settles: the atoms that ask only for the requestor's group and roles become constants.
import type { Atom, Operand } from "../condition.ts";
import { FALSE, TRUE, UNKNOWN, either, type Diagrams, type Node, type Operation, type Truth } from "../diagram.ts";
import type { GroupModel } from "../model.ts";
import type { Resolved } from "../resolve/resolve.ts";

/** By truth: the right function's value where the left came to it. */
const where: readonly [Operation, Operation, Operation] = [
  { combine: (truth, value) => (truth === FALSE ? value : 0) },
  { combine: (truth, value) => (truth === TRUE ? value : 0) },
  { combine: (truth, value) => (truth === UNKNOWN ? value : 0) },
];

export class Membership {
  private readonly diagrams: Diagrams;
  private readonly atoms: readonly Atom[];
  private readonly table: Resolved["conditions"]["atoms"];
  private readonly holds: ReadonlySet<string>;
  private readonly group: GroupModel;
  private readonly truths = new Map<number, Truth | undefined>();
  private readonly done = new Map<Node, Node>();

  constructor(resolved: Resolved, group: GroupModel) {
    this.diagrams = resolved.diagrams;
    this.table = resolved.conditions.atoms;
    this.atoms = this.table.atoms;
    this.group = group;
    this.holds = new Set(group.roles.flatMap((role) => role.holds.map((held) => held.name)));
  }

  /** The function for the members of the group. */
  settle(node: Node): Node {
    let made = this.done.get(node);
    if (made === undefined) this.done.set(node, (made = this.diagrams.restrict(node, (atom) => this.known(atom))));
    return made;
  }

  /** The same function, with the group's roles written out where it reads `operator.roles`. */
  writtenOut(node: Node): Node {
    const made = new Map<Node, Node>();
    const walk = (at: Node): Node => {
      if (at.kind !== "atom") return at;
      const before = made.get(at);
      if (before !== undefined) return before;
      const [ifFalse, ifTrue, ifUnknown] = at.children.map(walk) as [Node, Node, Node];
      const atom = this.atoms[at.atom];
      const other = atom === undefined ? undefined : this.withRoles(atom);
      const after = other === undefined ? this.diagrams.atom(at.atom, ifFalse, ifTrue, ifUnknown) : this.choose(other, [ifFalse, ifTrue, ifUnknown]);
      made.set(at, after);
      return after;
    };
    return walk(node);
  }

  private choose(atom: Atom, children: readonly [Node, Node, Node]): Node {
    const { atom: number, negated } = this.table.use(atom);
    const truth = this.diagrams.atom(
      number,
      this.diagrams.leaf(negated ? TRUE : FALSE),
      this.diagrams.leaf(negated ? FALSE : TRUE),
      this.diagrams.leaf(UNKNOWN),
    );
    const parts = ([FALSE, TRUE, UNKNOWN] as const).map((which) => this.diagrams.apply(where[which], truth, children[which]));
    return parts.reduce((a, b) => this.diagrams.apply(either, a, b));
  }

  /** Undefined if the atom does not read them. */
  private withRoles(atom: Atom): Atom | undefined {
    const roles = (operand: Operand): Operand | undefined =>
      operand.kind === "reference" && operand.root === "operator" && operand.path.length === 1 && operand.path[0] === "roles"
        ? { kind: "list", values: [...new Set(this.group.roles.map((role) => role.name))].sort(), type: operand.type }
        : undefined;
    if (atom.kind !== "includes") return undefined;
    const [list, other] = [roles(atom.list), roles(atom.other)];
    return list === undefined && other === undefined ? undefined : { ...atom, list: list ?? atom.list, other: other ?? atom.other };
  }

  private known(number: number): Truth | undefined {
    if (this.truths.has(number)) return this.truths.get(number);
    const atom = this.atoms[number];
    const truth = atom === undefined ? undefined : this.truth(atom);
    this.truths.set(number, truth);
    return truth;
  }

  private truth(atom: Atom): Truth | undefined {
    const answer = this.judge(atom);
    return answer === undefined ? undefined : answer ? TRUE : FALSE;
  }

  private judge(atom: Atom): boolean | undefined {
    switch (atom.kind) {
      case "holds":
        return this.holds.has(atom.role);
      case "is null":
      case "is empty":
        return this.valueOf(atom.operand) === undefined || atom.operand.kind !== "reference" ? undefined : false;
      case "compare": {
        const [left, right] = [this.text(atom.left), this.text(atom.right)];
        return atom.operator !== "=" || left === undefined || right === undefined ? undefined : left === right;
      }
      case "match": {
        const [left, right] = [this.text(atom.left), this.text(atom.right)];
        if (left === undefined || right === undefined) return undefined;
        return { "starts with": left.startsWith(right), "ends with": left.endsWith(right), contains: left.includes(right) }[atom.how];
      }
      case "includes":
        return this.includes(atom);
      case "truth":
        return undefined;
    }
  }

  private includes({ how, list, other }: Extract<Atom, { kind: "includes" }>): boolean | undefined {
    const [within, sought] = [this.valueOf(list), this.valueOf(other)];
    if (!Array.isArray(within) || sought === undefined) return undefined;
    const items: readonly unknown[] = Array.isArray(sought) ? sought : [sought];
    return how === "any of" ? items.some((item) => within.includes(item)) : items.every((item) => within.includes(item));
  }

  private text(operand: Operand): string | undefined {
    const value = this.valueOf(operand);
    return typeof value === "string" ? value : undefined;
  }

  /** What the group says of an operand, or what stands there. */
  private valueOf(operand: Operand): unknown {
    if (operand.kind === "literal") return operand.value;
    if (operand.kind === "list") return operand.values;
    if (operand.kind === "clock" || operand.root !== "operator" || operand.path.length !== 1) return undefined;
    if (operand.path[0] === "accessGroup") return this.group.name;
    return operand.path[0] === "roles" ? this.group.roles.map((role) => role.name) : undefined;
  }
}
