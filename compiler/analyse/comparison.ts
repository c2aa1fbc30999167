// Two versions of a policy in one space of diagrams: whether two decisions differ for any values, and which lets in more.
import { AtomTable, references } from "../resolve/atoms.ts";
import type { Attribute, ClassModel, GroupModel, Model } from "../model.ts";
import { atomsOf, Diagrams, type Node, type Operation } from "../diagram.ts";
import { canReach } from "../resolve/feasible.ts";
import { analyse, type Analysis } from "./analysis.ts";
import { without } from "./cubes.ts";

/** `wider`: every request that was let in still is, and some more; `narrower`: the other way; `neither`: some more, some no longer. */
export type Effect = "wider" | "narrower" | "neither";

export type Side = "before" | "after";

/** A function to 1 where two functions differ. */
const different: Operation = { combine: (a, b) => (a === b ? 0 : 1) };

export class Comparison {
  readonly before: Analysis;
  readonly after: Analysis;
  /** Names of all classes: first those of the new policy, the ones below one after it; then those that are gone. */
  readonly classNames: readonly string[];
  readonly levels: readonly number[];
  private readonly diagrams: Diagrams;
  private readonly atoms: AtomTable;
  private readonly classes: Readonly<Record<Side, ReadonlyMap<string, ClassModel>>>;
  /** Attributes whose default is another now: what reads them is another question, though it is the same text. */
  private readonly drifted: ReadonlySet<string>;
  private readonly known = new Map<string, boolean>();

  constructor(before: Model, after: Model, levels: readonly number[]) {
    const space = { diagrams: new Diagrams(), atoms: new AtomTable() };
    this.diagrams = space.diagrams;
    this.atoms = space.atoms;
    this.levels = levels;
    this.before = analyse(before, space);
    this.after = analyse(after, space);
    this.drifted = new Set([...changedDefaults("operator", before, after), ...changedDefaults("context", before, after)]);
    const byName = (model: Model): ReadonlyMap<string, ClassModel> => new Map(model.classes.map((cls) => [cls.name, cls]));
    this.classes = { before: byName(before), after: byName(after) };
    const names = (analysis: Analysis): readonly string[] => analysis.resolved.order.classes.slice(0, -1).map((cls) => cls.name);
    this.classNames = [...new Set([...names(this.after), ...names(this.before)])];
  }

  analysis(side: Side): Analysis {
    return side === "before" ? this.before : this.after;
  }

  classOf(side: Side, name: string): ClassModel | undefined {
    return this.classes[side].get(name);
  }

  groupOf(side: Side, name: string): GroupModel | undefined {
    return this.analysis(side).model.groups.find((group) => group.name === name);
  }

  /** Whether some values lead to different leaves. */
  differ(before: Node, after: Node): boolean {
    if (before === after && (before.kind === "leaf" || this.drifted.size === 0)) return false;
    return this.remembered(`d${before.id} ${after.id}`, () => {
      if (this.drifts(before) || this.drifts(after)) return true;
      return before !== after && this.reaches(this.diagrams.apply(different, before, after));
    });
  }

  /** Of two functions to 0 and 1 that differ. */
  effect(before: Node, after: Node): Effect {
    const loses = this.exceeds(before, after);
    if (this.exceeds(after, before)) return loses ? "neither" : "wider";
    return loses ? "narrower" : "neither";
  }

  /** Whether some values give 1 in the first function and 0 in the second. */
  private exceeds(one: Node, other: Node): boolean {
    return this.remembered(`e${one.id} ${other.id}`, () => {
      if (one.kind === "leaf" || other.kind === "leaf") return this.reaches(this.diagrams.apply(without, one, other));
      return this.drifts(one) || this.drifts(other) || this.reaches(this.diagrams.apply(without, one, other));
    });
  }

  private reaches(node: Node): boolean {
    return canReach(node, 1, this.atoms.atoms);
  }

  private drifts(node: Node): boolean {
    if (this.drifted.size === 0) return false;
    return atomsOf(node).some((number) => {
      const atom = this.atoms.atoms[number];
      return atom !== undefined && references(atom).some(({ root, path }) => this.drifted.has(`${root}.${path.join(".")}`));
    });
  }

  private remembered(key: string, answer: () => boolean): boolean {
    let found = this.known.get(key);
    if (found === undefined) this.known.set(key, (found = answer()));
    return found;
  }
}

function changedDefaults(root: "operator" | "context", before: Model, after: Model): readonly string[] {
  const defaultOf = (model: Model): ReadonlyMap<string, Attribute["default"]> => new Map(model[root].map((a) => [a.path.join("."), a.default]));
  const [old, now] = [defaultOf(before), defaultOf(after)];
  return [...old].flatMap(([path, value]) => (now.has(path) && JSON.stringify(value) !== JSON.stringify(now.get(path)) ? [`${root}.${path}`] : []));
}
