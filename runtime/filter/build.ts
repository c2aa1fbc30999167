// From a decision diagram to the condition under which it is met, with the facts of a requestor filled in.
import type { Facts } from "../data.ts";
import type { Condition } from "./condition.ts";
import { FilterError } from "./errors.ts";
import { fold } from "./fold.ts";
import type { Folded } from "./fold.ts";
import type { Conditions } from "./join.ts";
import { FIRST_NODE } from "./packed.ts";
import type { NodeData, PackedConditions } from "./packed.ts";

/** Met, or where `wanted` is 0 not met. */
type Wanted = 0 | 1;

/** Makes conditions of a module's diagrams, for one requestor at one time. */
export class Builder {
  private readonly packed: PackedConditions;
  private readonly facts: Facts;
  private readonly conditions: Conditions;
  private readonly folded: Folded[] = [];
  private readonly skips = new Map<number, number>();
  private readonly built: readonly [Map<number, Condition>, Map<number, Condition>] = [new Map(), new Map()];
  private readonly implied = new Map<string, boolean>();

  constructor(packed: PackedConditions, facts: Facts, conditions: Conditions) {
    this.packed = packed;
    this.facts = facts;
    this.conditions = conditions;
  }

  /** Where the condition of this number ends in `wanted`. */
  build(condition: number, wanted: Wanted): Condition {
    const root = this.packed[3][condition];
    if (root === undefined) throw new RangeError(`there is no condition ${condition}`);
    return this.of(root, wanted);
  }

  private of(child: number, wanted: Wanted): Condition {
    const at = this.skip(child);
    if (at < FIRST_NODE) return this.conditions.constant(at === wanted);
    const known = this.built[wanted].get(at);
    if (known !== undefined) return known;
    const made = this.choice(this.node(at), wanted);
    this.built[wanted].set(at, made);
    return made;
  }

  /**
   * More knowledge never takes away what is wanted (docs/language.md: what is not known opens nothing). So a node is
   * met where its unknown child is, or the atom is true and the true child is, or the atom is false and the false child is.
   */
  private choice([atom, ifFalse, ifTrue, ifUnknown]: NodeData, wanted: Wanted): Condition {
    if (!this.implies(ifUnknown, ifTrue, wanted) || !this.implies(ifUnknown, ifFalse, wanted))
      throw new FilterError("NOT_EXPRESSIBLE", "a condition of the policy holds for what is not known and fails for what is: this is a fault of the compiler");
    const { and, or } = { and: this.conditions.and.bind(this.conditions), or: this.conditions.or.bind(this.conditions) };
    return or(this.of(ifUnknown, wanted), and(this.test(atom, true), this.of(ifTrue, wanted)), and(this.test(atom, false), this.of(ifFalse, wanted)));
  }

  private test(atom: number, is: boolean): Condition {
    const folded = this.fold(atom);
    if (typeof folded === "string") return this.conditions.constant(folded === String(is));
    if (folded.operator !== "is known") return this.conditions.test(is, folded);
    return is ? this.conditions.test(false, { operator: "is null", of: folded.of }) : this.conditions.none;
  }

  /** Passes over nodes whose atom is decided. */
  private skip(child: number): number {
    const known = this.skips.get(child);
    if (known !== undefined) return known;
    let at = child;
    while (at >= FIRST_NODE) {
      const [atom, ifFalse, ifTrue, ifUnknown] = this.node(at);
      const folded = this.fold(atom);
      if (typeof folded !== "string") break;
      at = folded === "true" ? ifTrue : folded === "false" ? ifFalse : ifUnknown;
    }
    this.skips.set(child, at);
    return at;
  }

  /** Whether wherever one diagram ends in `wanted` the other does. Atoms are asked in the order of their numbers. */
  private implies(one: number, other: number, wanted: Wanted): boolean {
    const [a, b] = [this.skip(one), this.skip(other)];
    if (a === b || a === 1 - wanted || b === wanted) return true;
    if (a < FIRST_NODE && b < FIRST_NODE) return false;
    const key = `${a} ${b} ${wanted}`;
    const known = this.implied.get(key);
    if (known !== undefined) return known;
    const [left, right] = [this.atomOf(a), this.atomOf(b)];
    const first = Math.min(left, right);
    const made = ([1, 2, 3] as const).every((truth) =>
      this.implies(left === first ? this.node(a)[truth] : a, right === first ? this.node(b)[truth] : b, wanted),
    );
    this.implied.set(key, made);
    return made;
  }

  private atomOf(at: number): number {
    return at < FIRST_NODE ? Number.POSITIVE_INFINITY : this.node(at)[0];
  }

  private node(at: number): NodeData {
    const node = this.packed[2][at - FIRST_NODE];
    if (node === undefined) throw new RangeError("the conditions are damaged");
    return node;
  }

  private fold(atom: number): Folded {
    const known = this.folded[atom];
    if (known !== undefined) return known;
    const data = this.packed[1][atom];
    if (data === undefined) throw new RangeError("the conditions are damaged");
    return (this.folded[atom] = fold(data, this.packed[0], this.facts));
  }
}
