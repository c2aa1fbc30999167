// Proves assertions on the diagrams, or refutes them with a request that the reference evaluator confirms (docs/language.md, Assertions).
import { settings } from "../../runtime/data.ts";
import { assertionDiagnostics } from "../diagnostics/assertions.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import { both, DiagramTooLarge, TRUE, FALSE, UNKNOWN, type Node, type Truth } from "../diagram.ts";
import type { Atom } from "../condition.ts";
import type { AssertionModel, ClassModel, DeedModel, GroupModel, Model } from "../model.ts";
import { evaluate } from "../reference/evaluate.ts";
import { truthOf } from "../reference/conditions.ts";
import type { Level } from "../reference/trace.ts";
import { concreteWorld } from "../reference/world.ts";
import { references } from "../resolve/atoms.ts";
import { canReach } from "../resolve/feasible.ts";
import type { Resolved } from "../resolve/resolve.ts";
import { findWitness, isGiven, type Witness } from "./witness.ts";

/** One place where an assertion does not hold, or where it cannot be told. */
export interface Breach {
  readonly group: GroupModel;
  readonly on: ClassModel;
  readonly level: Level;
  /** Undefined where no request was found, and none was excluded. */
  readonly witness: Witness | undefined;
}

/** Reports each assertion that fails, with the first counter-example. */
export function proveAssertions(model: Model, resolved: Resolved, sink: Sink): void {
  const prover = new Prover(model, resolved);
  for (const assertion of model.assertions) {
    const breaches = prover.breaches(assertion);
    const [first] = breaches;
    if (first === undefined) {
      reportIdle(assertion, prover, sink);
      continue;
    }
    const shown = breaches.find(({ witness }) => witness !== undefined) ?? first;
    const { group, on, level, witness } = shown;
    const refuted = witness !== undefined;
    const doing = `group \`${group.name}\` ${refuted ? "can" : "may be able to"} ${deedsText(assertion.deeds, on)} at level ${level}`;
    const others = [...new Set(breaches.map((breach) => breach.group.name))].filter((name) => name !== group.name);
    sink.report(
      refuted ? assertionDiagnostics.assertionFails : assertionDiagnostics.assertionUndecided,
      assertion.span,
      { title: assertion.title, what: doing },
      { labels: [{ span: group.span, message: "this group" }], help: [caseText(witness), othersText(others)].filter((text) => text !== "").join("; ") },
    );
  }
}

/** Finds where assertions are broken: at most one breach for each group and class, at the highest level. */
export class Prover {
  readonly #model: Model;
  readonly #resolved: Resolved;
  /** Diagrams that no request of a group leads to 1. */
  readonly #safe = new Map<GroupModel, Set<Node>>();

  constructor(model: Model, resolved: Resolved) {
    this.#model = model;
    this.#resolved = resolved;
  }

  breaches(assertion: AssertionModel): readonly Breach[] {
    const groups = this.#model.groups.filter((group) => !assertion.only.includes(group));
    return groups.flatMap((group) => assertion.classes.flatMap((on) => this.breach(assertion, group, on) ?? []));
  }

  /** Where a group does what an assertion is about, whether it may or not. */
  breach(assertion: AssertionModel, group: GroupModel, on: ClassModel): Breach | undefined {
    const node = this.#doing(assertion, group, on);
    if (node === undefined) return { group, on, level: assertion.highest as Level, witness: undefined };
    for (let level = assertion.highest; level >= assertion.lowest; level--) {
      const found = this.#request(assertion, group, on, level as Level, node);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #request(assertion: AssertionModel, group: GroupModel, on: ClassModel, level: Level, node: Node): Breach | undefined {
    const { diagrams, conditions } = this.#resolved;
    const { atoms } = conditions.atoms;
    const safe = this.#safe.get(group) ?? new Set<Node>();
    this.#safe.set(group, safe);
    const open = diagrams.restrict(diagrams.cofactor(node, level), (number) => truthInGroup(atoms[number], group, this.#model));
    if ((open.kind === "leaf" && open.value === 0) || safe.has(open)) return undefined;
    const witness = findWitness(open, atoms, this.#model, { kind: "group", group });
    if (witness === undefined && !canReach(open, 1, atoms)) {
      safe.add(open);
      return undefined;
    }
    if (witness !== undefined) confirm(this.#model, assertion, { group, on, level, witness });
    return { group, on, level, witness };
  }

  /** 1 where the group does all deeds in a case that the assertion speaks of; undefined if that has too many distinctions. */
  #doing({ deeds, when, unless }: AssertionModel, group: GroupModel, on: ClassModel): Node | undefined {
    const { diagrams, conditions } = this.#resolved;
    diagrams.budget();
    try {
      const parts = deeds.map((deed) => this.#deed(deed, group, on));
      if (when !== undefined) parts.push(conditions.holds(when, on));
      if (unless !== undefined) parts.push(diagrams.map(conditions.holds(unless, on), negated));
      return parts.reduceRight((rest, part) => diagrams.apply(both, part, rest), diagrams.leaf(1));
    } catch (error) {
      if (error instanceof DiagramTooLarge) return undefined;
      throw error;
    } finally {
      diagrams.unlimited();
    }
  }

  #deed(deed: DeedModel, group: GroupModel, on: ClassModel): Node {
    const { diagrams, order, columns, groups, views } = this.#resolved;
    const id = order.idOf.get(on) ?? 0;
    // What is asked about `@baseclass` itself is denied.
    if (on === this.#model.baseclass) return diagrams.leaf(0);
    if (deed.kind === "see") {
      const name = deed.path.join(".");
      return views.views[views.viewOf[id] ?? 0]?.find(({ path }) => path.join(".") === name)?.node ?? diagrams.leaf(0);
    }
    const row = groups.rows[groups.rowOf[group.index]?.[id] ?? 0];
    const cell = row?.[columnOf(deed, this.#model, columns)];
    return cell === undefined ? diagrams.leaf(0) : diagrams.map(cell, asDenied);
  }
}

const negated = (value: number): number => 1 - value;
const asDenied = (decision: number): number => (decision === 1 ? 1 : 0);

function columnOf(deed: Exclude<DeedModel, { kind: "see" }>, model: Model, columns: Resolved["columns"]): number {
  switch (deed.kind) {
    case "setting":
      return settings.indexOf(deed.setting);
    case "discover":
      return settings.indexOf("discover");
    case "privilege":
      return columns.firstPrivilege + model.privileges.indexOf(deed.privilege);
    case "rule":
      return columns.firstRule + model.rules.indexOf(deed.rule);
  }
}

/** What an atom comes to for all members of a group, if that follows from the group. */
export function truthInGroup(atom: Atom | undefined, group: GroupModel, model: Model): Truth | undefined {
  if (atom === undefined) return undefined;
  const read = references(atom);
  const follows = atom.kind === "holds" || (read.length > 0 && read.every(isGiven));
  if (!follows) return undefined;
  const truth = concreteWorld(model, { kind: "group", group }, { now: 0 }).truth(atom);
  return truth === "true" ? TRUE : truth === "false" ? FALSE : UNKNOWN;
}

/** The diagrams and the reference evaluator must agree on a counter-example; if not, the compiler is wrong. */
function confirm(model: Model, { deeds, when, unless }: AssertionModel, { group, on, level, witness }: Breach & { readonly witness: Witness }): void {
  const subject = { kind: "group", group } as const;
  const world = concreteWorld(model, subject, witness);
  const evaluation = { on, level, world, whens: undefined };
  const holds =
    deeds.every((deed) => evaluate(model, subject, level, on, world, deed, { trace: false }).allowed) &&
    (when === undefined || truthOf(evaluation, when, undefined) === "true") &&
    (unless === undefined || truthOf(evaluation, unless, undefined) !== "true");
  if (!holds) throw new Error(`the reference evaluator does not confirm a counter-example: ${group.name}, ${on.name}, level ${level}, ${witness.text}`);
}

function reportIdle(assertion: AssertionModel, prover: Prover, sink: Sink): void {
  for (const group of assertion.only) {
    if (assertion.classes.some((on) => prover.breach(assertion, group, on) !== undefined)) continue;
    sink.report(
      assertionDiagnostics.assertionIdle,
      assertion.span,
      { group: group.name, what: deedsText(assertion.deeds, assertion.on) },
      { labels: [{ span: group.span, message: "this group" }], help: "take it out, so that the assertion also guards against this group" },
    );
  }
}

function deedsText(deeds: readonly DeedModel[], on: ClassModel): string {
  const texts = deeds.map((deed) => {
    switch (deed.kind) {
      case "setting":
        return deed.setting;
      case "discover":
        return "discover";
      case "privilege":
        return `use privilege \`${deed.privilege}\``;
      case "rule":
        return `perform \`${deed.rule}\``;
      case "see":
        return `see \`.${deed.path.join(".")}\``;
    }
  });
  const last = deeds.at(-1)?.kind;
  const preposition = last === "see" ? "of" : last === "setting" || last === "discover" ? "" : "on";
  return `${texts.join(" and ")} ${preposition === "" ? "" : `${preposition} `}\`${on.name}\``;
}

function caseText(witness: Witness | undefined): string {
  if (witness === undefined)
    return "no request was found that shows it, and none could be excluded: write the conditions with fewer comparisons between properties";
  return witness.text === "" ? "with any object, operator and request" : `for example where ${witness.text}`;
}

function othersText(names: readonly string[]): string {
  if (names.length === 0) return "";
  const shown = names
    .slice(0, 3)
    .map((name) => `\`${name}\``)
    .join(", ");
  return `so ${names.length === 1 ? "does" : "do"} ${shown}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;
}
