// Numbers decisions, outcomes and conditions in the order in which tables first meet them.
import { ALLOWED, DENIED, FIRST_CONDITION, FIRST_OUTCOME, GRANT, NONE, NOT_DECLARED } from "../../runtime/data.ts";
import { readsObject, references } from "../resolve/atoms.ts";
import { atomsOf, type Node } from "../diagram.ts";
import { canReach } from "../resolve/feasible.ts";
import type { Resolved } from "../resolve/resolve.ts";

/** Codes at levels 1 to 5. */
type LevelCodes = readonly [number, number, number, number, number];

/** Numbers decisions and outcomes in the order in which they are asked for. */
export class Codes {
  readonly conditions: Node[] = [];
  readonly levels: LevelCodes[] = [];
  readonly outcomes: [number, number][] = [];
  readonly outcomeLevels: LevelCodes[] = [];
  private readonly conditionCodes = new Map<Node, number>();
  private readonly outcomeCodes = new Map<Node, number>();
  private readonly levelCodes = new Map<Node, number>();
  private readonly outcomeLevelCodes = new Map<Node, number>();
  private readonly resolved: Resolved;

  constructor(resolved: Resolved) {
    this.resolved = resolved;
  }

  /** A decision that may depend on the level. */
  decision(node: Node): number {
    return this.byLevel(node, this.levels, this.levelCodes, (at) => this.condition(at));
  }

  outcome(node: Node): number {
    return this.byLevel(node, this.outcomeLevels, this.outcomeLevelCodes, (at) => this.plainOutcome(at));
  }

  /** A decision at one level. */
  condition(node: Node): number {
    if (node.kind === "leaf") return [DENIED, ALLOWED, NOT_DECLARED][node.value] ?? DENIED;
    const known = this.conditionCodes.get(node);
    if (known !== undefined) return known;
    const code = FIRST_CONDITION + this.conditions.length;
    this.conditions.push(node);
    this.conditionCodes.set(node, code);
    return code;
  }

  /** By condition: what is left of it when some object is sought. May add conditions, which are asked too. */
  could(): number[] {
    const { diagrams, conditions } = this.resolved;
    const atoms = conditions.atoms.atoms;
    const result: number[] = [];
    for (let i = 0; i < this.conditions.length; i++) {
      const node = this.conditions[i] ?? diagrams.leaf(0);
      const sought = diagrams.exists(node, (atom) => atoms[atom] !== undefined && readsObject(atoms[atom]));
      result.push(canReach(node, 1, atoms) ? this.condition(sought) : DENIED);
    }
    return result;
  }

  /** The names of the top-level properties that conditions read, in the order of their atoms. */
  properties(): string[] {
    const { atoms } = this.resolved.conditions.atoms;
    const used = new Set(this.conditions.flatMap(atomsOf));
    const read = [...used].sort((a, b) => a - b).flatMap((number) => references(atoms[number] ?? never()));
    return [...new Set(read.flatMap(({ root, path }) => (root === "object" ? path.slice(0, 1) : [])))];
  }

  private plainOutcome(node: Node): number {
    if (node.kind === "leaf") return node.value;
    const known = this.outcomeCodes.get(node);
    if (known !== undefined) return known;
    const { diagrams } = this.resolved;
    const pair: [number, number] = [this.condition(diagrams.map(node, isGrant)), this.condition(diagrams.map(node, speaks))];
    const code = FIRST_OUTCOME + this.outcomes.push(pair) - 1;
    this.outcomeCodes.set(node, code);
    return code;
  }

  private byLevel(node: Node, levels: LevelCodes[], numbers: Map<Node, number>, code: (node: Node) => number): number {
    const known = numbers.get(node);
    if (known !== undefined) return known;
    const at = (level: number): number => code(this.resolved.diagrams.cofactor(node, level));
    const codes = [at(1), at(2), at(3), at(4), at(5)] as const;
    const result = codes.every((c) => c === codes[0]) ? codes[0] : -levels.push(codes);
    numbers.set(node, result);
    return result;
  }
}

const isGrant = (outcome: number): number => (outcome === GRANT ? 1 : 0);
const speaks = (outcome: number): number => (outcome === NONE ? 0 : 1);

function never(): never {
  throw new Error("a diagram asks an atom that is not in the table");
}
