// Turns conditions into diagrams of truths, with the access whens that the object's class is bound to.
import { AtomTable } from "./atoms.ts";
import type { Condition } from "../condition.ts";
import { FALSE, TRUE, UNKNOWN, type Diagrams, type Node, type Operation } from "../diagram.ts";
import type { AccessWhenModel, ClassModel } from "../model.ts";

/** Kleene's connectives, in the numbers of `Truth`. */
const and: Operation = { combine: (a, b) => (a === FALSE || b === FALSE ? FALSE : a === UNKNOWN || b === UNKNOWN ? UNKNOWN : TRUE) };
const or: Operation = { combine: (a, b) => (a === TRUE || b === TRUE ? TRUE : a === UNKNOWN || b === UNKNOWN ? UNKNOWN : FALSE) };
const not = (truth: number): number => (truth === FALSE ? TRUE : truth === TRUE ? FALSE : UNKNOWN);

/** A row of a body: PASS where its `when` is false. */
const PASS = 3;
const rowOf: Operation = { combine: (when, then) => (when === FALSE ? PASS : when === TRUE ? then : UNKNOWN) };
const orBelow: Operation = { combine: (row, below) => (row === PASS ? below : row) };

/** 1 where a grant may rest on it, 0 elsewhere. */
const isTrue = (truth: number): number => (truth === TRUE ? 1 : 0);
/** 1 where a denial may rest on it, 0 elsewhere. */
const isNotFalse = (truth: number): number => (truth === FALSE ? 0 : 1);

/** The access whens that names mean for the objects of a class. Classes with the same meanings share one. */
export interface Environment {
  readonly whens: ReadonlyMap<string, AccessWhenModel>;
  readonly diagrams: Map<Condition, Node>;
}

export class ConditionDiagrams {
  readonly diagrams: Diagrams;
  readonly atoms: AtomTable;
  private readonly environments = new Map<string, Environment>();
  private readonly environmentOf = new Map<ClassModel, Environment>();
  /** Conditions that name no access when mean the same for every class. */
  private readonly fixed = new Map<Condition, Node>();
  private readonly lateBound = new Map<Condition, boolean>();

  constructor(diagrams: Diagrams, atoms = new AtomTable()) {
    this.diagrams = diagrams;
    this.atoms = atoms;
  }

  /** 1 where the condition is true for objects of this class, 0 where it is false or unknown. */
  holds(condition: Condition, cls: ClassModel): Node {
    return this.diagrams.map(this.truth(condition, this.environment(cls)), isTrue);
  }

  /** 1 unless the condition is false. */
  mayHold(condition: Condition, cls: ClassModel): Node {
    return this.diagrams.map(this.truth(condition, this.environment(cls)), isNotFalse);
  }

  /** What the condition comes to for objects of this class. */
  truthFor(condition: Condition, cls: ClassModel): Node {
    return this.truth(condition, this.environment(cls));
  }

  /** docs/language.md, Access when: the nearest of each name in the search order of the class. */
  environment(cls: ClassModel): Environment {
    const known = this.environmentOf.get(cls);
    if (known !== undefined) return known;
    const sources = cls.searchOrder.filter((other) => other.ownWhens.size > 0);
    const key = sources.map((source) => source.index).join(",");
    let environment = this.environments.get(key);
    if (environment === undefined) {
      const whens = new Map<string, AccessWhenModel>();
      for (const source of sources) {
        for (const [name, when] of source.ownWhens) if (!whens.has(name)) whens.set(name, when);
      }
      environment = { whens, diagrams: new Map() };
      this.environments.set(key, environment);
    }
    this.environmentOf.set(cls, environment);
    return environment;
  }

  private truth(condition: Condition, environment: Environment): Node {
    const memory = this.isLateBound(condition) ? environment.diagrams : this.fixed;
    const known = memory.get(condition);
    if (known !== undefined) return known;
    const made = this.build(condition, environment);
    memory.set(condition, made);
    return made;
  }

  private build(condition: Condition, environment: Environment): Node {
    const { diagrams } = this;
    switch (condition.kind) {
      case "constant":
        return diagrams.leaf(condition.value ? TRUE : FALSE);
      case "not":
        return diagrams.map(this.truth(condition.operand, environment), not);
      case "and":
      case "or": {
        const join = condition.kind === "and" ? and : or;
        const start = diagrams.leaf(condition.kind === "and" ? TRUE : FALSE);
        // From the last to the first: so each step asks an atom before those that are joined already.
        return condition.operands.map((o) => this.truth(o, environment)).reduceRight((rest, o) => diagrams.apply(join, o, rest), start);
      }
      case "when": {
        const when = environment.whens.get(condition.name);
        if (when === undefined) throw new Error(`the access when ${condition.name} has no meaning here`);
        return this.truth(when.body, environment);
      }
      case "rows": {
        const rows = condition.rows.map((row) => diagrams.apply(rowOf, this.truth(row.when, environment), this.truth(row.then, environment)));
        const otherwise = this.truth(condition.otherwise, environment);
        return rows.reduceRight((below, row) => diagrams.apply(orBelow, row, below), otherwise);
      }
      case "atom": {
        const { atom, negated } = this.atoms.use(condition.atom);
        const [no, yes, unknown] = [diagrams.leaf(FALSE), diagrams.leaf(TRUE), diagrams.leaf(UNKNOWN)];
        return negated ? diagrams.atom(atom, yes, no, unknown) : diagrams.atom(atom, no, yes, unknown);
      }
    }
  }

  private isLateBound(condition: Condition): boolean {
    const known = this.lateBound.get(condition);
    if (known !== undefined) return known;
    const answer = this.namesAWhen(condition);
    this.lateBound.set(condition, answer);
    return answer;
  }

  private namesAWhen(condition: Condition): boolean {
    switch (condition.kind) {
      case "constant":
      case "atom":
        return false;
      case "when":
        return true;
      case "not":
        return this.isLateBound(condition.operand);
      case "and":
      case "or":
        return condition.operands.some((operand) => this.isLateBound(operand));
      case "rows":
        return this.isLateBound(condition.otherwise) || condition.rows.some((row) => this.isLateBound(row.when) || this.isLateBound(row.then));
    }
  }
}
