// What being in a group settles: the atoms that ask only for the requestor's group and roles become constants.
import type { Atom, Operand } from "../condition.ts";
import { FALSE, TRUE, type Diagrams, type Node, type Truth } from "../diagram.ts";
import type { GroupModel } from "../model.ts";
import type { Resolved } from "../resolve/resolve.ts";

export class Membership {
  private readonly diagrams: Diagrams;
  private readonly atoms: readonly Atom[];
  private readonly holds: ReadonlySet<string>;
  private readonly group: GroupModel;
  private readonly truths = new Map<number, Truth | undefined>();
  private readonly done = new Map<Node, Node>();

  constructor(resolved: Resolved, group: GroupModel) {
    this.diagrams = resolved.diagrams;
    this.atoms = resolved.conditions.atoms.atoms;
    this.group = group;
    this.holds = new Set(group.roles.flatMap((role) => role.holds.map((held) => held.name)));
  }

  /** The function for the members of the group. */
  settle(node: Node): Node {
    let made = this.done.get(node);
    if (made === undefined) this.done.set(node, (made = this.diagrams.restrict(node, (atom) => this.known(atom))));
    return made;
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
