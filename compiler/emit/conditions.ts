// Decision diagrams to the cases of the function that tests conditions.
import type { AtomNode, DecisionNode, Node } from "../diagram.ts";
import { FALSE, TRUE, UNKNOWN } from "../diagram.ts";
import type { Atom } from "../condition.ts";
import { formsOf } from "./atoms.ts";
import { choose, no, plain, yes } from "./expression.ts";
import type { Expression } from "./expression.ts";
import { foreseen, learn, nothingKnown } from "./knowledge.ts";
import type { Knowledge } from "./knowledge.ts";
import { CaseScope } from "./scope.ts";
import type { Lists } from "./scope.ts";

export interface Case {
  readonly code: number;
  readonly statements: readonly string[];
}

/** Atoms asked one below the other in one case; a longer diagram goes on in a case of its own. */
const MAX_DEPTH = 24;
/** A part of this many atoms that several cases share is a case of its own. */
const SHARED_SIZE = 5;

/**
 * The cases of all conditions, from code `first` on, and behind them those of shared and of deep parts: what is
 * written is linear in the diagrams, and never nested deeply.
 */
export function writeCases(
  conditions: readonly DecisionNode[],
  first: number,
  roles: ReadonlyMap<string, number>,
  lists: Lists,
  taken: Iterable<string>,
): readonly Case[] {
  const writer = new CaseWriter(conditions, first, roles, lists, taken);
  const cases: Case[] = [];
  for (let i = 0; i < writer.roots.length; i++) cases.push(writer.write(i));
  return cases;
}

class CaseWriter {
  /** By code less `first`. Grows while cases are written. */
  readonly roots: Node[] = [];
  private readonly codes = new Map<Node, number>();
  private readonly parents = new Map<Node, number>();
  private readonly atoms: readonly Atom[];
  private readonly first: number;
  private readonly roles: ReadonlyMap<string, number>;
  private readonly lists: Lists;
  private readonly taken: Iterable<string>;

  constructor(conditions: readonly DecisionNode[], first: number, roles: ReadonlyMap<string, number>, lists: Lists, taken: Iterable<string>) {
    this.first = first;
    this.roles = roles;
    this.lists = lists;
    this.taken = taken;
    this.atoms = conditions[0]?.atoms ?? [];
    for (const { node } of conditions) this.codes.set(node, this.addRoot(node));
    this.countParents(conditions);
  }

  write(index: number): Case {
    const scope = new CaseScope(this.lists);
    const node = this.roots[index];
    const body = node === undefined ? no : this.expression(node, nothingKnown, 0, scope);
    return { code: this.first + index, statements: scope.statements(body.text, this.taken) };
  }

  private addRoot(node: Node): number {
    return this.first + this.roots.push(node) - 1;
  }

  private countParents(conditions: readonly DecisionNode[]): void {
    const seen = new Set<Node>();
    const open = conditions.map(({ node }) => node);
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node.kind !== "atom" || seen.has(node)) continue;
      seen.add(node);
      for (const child of new Set(node.children)) {
        this.parents.set(child, (this.parents.get(child) ?? 0) + 1);
        open.push(child);
      }
    }
  }

  private expression(node: Node, knowledge: Knowledge, depth: number, scope: CaseScope): Expression {
    if (node.kind !== "atom") return node.kind === "leaf" && node.value === 1 ? yes : no;
    const atom = this.atoms[node.atom];
    if (atom === undefined) throw new Error(`a diagram asks atom ${node.atom}, which is not in the table`);
    const truth = foreseen(atom, knowledge);
    if (truth !== undefined) return this.expression(node.children[truth], knowledge, depth, scope);
    if (depth > 0 && (depth >= MAX_DEPTH || this.isShared(node))) return this.call(node);
    return this.choice(node, atom, knowledge, depth, scope);
  }

  private choice(node: AtomNode, atom: Atom, knowledge: Knowledge, depth: number, scope: CaseScope): Expression {
    const { isTrue, isFalse, isKnown } = formsOf(atom, knowledge, scope, this.roles);
    const [ifFalse, ifTrue, ifUnknown] = node.children;
    const below = (child: Node, known: Knowledge): Expression => this.expression(child, known, depth + 1, scope);
    const whenTrue = (): Expression => below(ifTrue, learn(atom, TRUE, knowledge));
    if (isKnown === yes) return choose(isTrue, whenTrue(), below(ifFalse, learn(atom, FALSE, knowledge)));
    if (ifFalse === ifUnknown) return choose(isTrue, whenTrue(), below(ifUnknown, knowledge));
    const whenFalse = (): Expression => below(ifFalse, learn(atom, FALSE, knowledge));
    const whenUnknown = (): Expression => below(ifUnknown, learn(atom, UNKNOWN, knowledge));
    // What is null or ill-typed is unknown to all that asks for more.
    if (ifTrue === ifUnknown) return choose(isFalse, whenFalse(), atom.kind === "is null" ? whenUnknown() : below(ifUnknown, knowledge));
    if (ifTrue === ifFalse) return choose(isKnown, below(ifTrue, knowledge), whenUnknown());
    return choose(isTrue, whenTrue(), choose(isFalse, whenFalse(), whenUnknown()));
  }

  private isShared(node: Node): boolean {
    return (this.codes.has(node) || (this.parents.get(node) ?? 0) > 1) && hasAtoms(node, SHARED_SIZE);
  }

  private call(node: Node): Expression {
    const code = this.codes.get(node) ?? this.addRoot(node);
    this.codes.set(node, code);
    return plain(`test(${code}, o, f)`);
  }
}

/** Whether a diagram has that many nodes that ask an atom. */
function hasAtoms(root: Node, count: number): boolean {
  const seen = new Set<Node>();
  const open = [root];
  for (let node = open.pop(); node !== undefined && seen.size < count; node = open.pop()) {
    if (node.kind !== "atom" || seen.has(node)) continue;
    seen.add(node);
    open.push(...node.children);
  }
  return seen.size >= count;
}
