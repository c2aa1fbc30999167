// When a cell grants, as an expression in the policy's own words: exact for all values, short, with access whens by name.
import { DiagramTooLarge, FALSE, TRUE, UNKNOWN, atomsOf, both, either, type Node } from "../diagram.ts";
import { references } from "../resolve/atoms.ts";
import { canReach } from "../resolve/feasible.ts";
import type { AccessWhenModel, ClassModel, GroupModel } from "../model.ts";
import type { Analysis } from "./analysis.ts";
import { atomText, literalText, operandText } from "./atom-text.ts";
import { implies, productOfSums, sumOfProducts, TooManyTerms, without, type Bounds } from "./cubes.ts";
import { joined, ofProducts, ofSums, sizeOf, type Expression } from "./factor.ts";

export interface Described {
  /** An expression of docs/language.md; undefined if it would be too long for anybody to read. */
  readonly text: string | undefined;
  /** The access whens that it names, as they are on the class. */
  readonly whens: readonly AccessWhenModel[];
}

/** Where an expression will stand, and who asks, if that is one group. `may` leaves out names that would mislead. */
export interface Scope {
  readonly on: ClassModel;
  readonly group?: GroupModel | undefined;
  readonly may?: (when: AccessWhenModel) => boolean;
}

/**
 * `node` is a cell as `decision` gives it. The expression is written on `on`; with access whens by name if
 * that is given. It is true exactly for the values for which the cell grants.
 */
export function describe(analysis: Analysis, node: Node, scope?: Scope): Described {
  const { diagrams } = analysis.resolved;
  diagrams.budget();
  try {
    const never = impossible(analysis, node);
    const bounds = { lower: diagrams.apply(without, node, never), upper: diagrams.apply(either, node, never) };
    const names = scope === undefined ? [] : candidates(analysis, node, scope);
    const expression = shortest(analysis, bounds, names);
    const used = new Set(namesIn(expression));
    return { text: textOf(analysis, expression, "or"), whens: names.flatMap(({ when, negated }) => (used.has(when.name) && !negated ? [when] : [])) };
  } catch (error) {
    if (!(error instanceof DiagramTooLarge) && !(error instanceof TooManyTerms)) throw error;
    return { text: undefined, whens: [] };
  } finally {
    diagrams.unlimited();
  }
}

/** An access when, or its negation, as a function to 0 and 1. */
interface Named {
  readonly when: AccessWhenModel;
  readonly negated: boolean;
  readonly node: Node;
}

const isTrue = (truth: number): number => (truth === TRUE ? 1 : 0);
const isFalse = (truth: number): number => (truth === FALSE ? 1 : 0);
/** Access whens that are tried; each costs some time. */
const MOST_NAMES = 24;

/** What the class may name and what asks nothing that the cell does not ask. */
function candidates(analysis: Analysis, node: Node, { on, group, may }: Scope): readonly Named[] {
  const { conditions, diagrams } = analysis.resolved;
  const asked = new Set(atomsOf(node));
  const found: Named[] = [];
  for (const when of conditions.environment(on).whens.values()) {
    if (may?.(when) === false) continue;
    const general = conditions.truthFor(when.body, on);
    const truth = (group === undefined ? undefined : analysis.memberships.get(group)?.settle(general)) ?? general;
    const atoms = atomsOf(truth);
    if (atoms.length === 0 || !atoms.every((atom) => asked.has(atom))) continue;
    found.push({ when, negated: false, node: diagrams.map(truth, isTrue) }, { when, negated: true, node: diagrams.map(truth, isFalse) });
    if (found.length >= MOST_NAMES) break;
  }
  return found;
}

/** Without a name, or with the one that leaves least to say. */
function shortest(analysis: Analysis, bounds: Bounds, names: readonly Named[]): Expression {
  let best = plain(analysis, bounds);
  let chosen: { readonly kind: "and" | "or"; readonly named: Named; readonly rest: Bounds } | undefined;
  for (const named of names) {
    for (const { kind, rest } of splits(analysis, bounds, named)) {
      const whole = joined(kind, [nameOf(named), plain(analysis, rest)]);
      if (sizeOf(whole) >= sizeOf(best)) continue;
      best = whole;
      chosen = { kind, named, rest };
    }
  }
  if (chosen === undefined) return best;
  const others = names.filter(({ when }) => when !== chosen.named.when);
  return joined(chosen.kind, [nameOf(chosen.named), shortest(analysis, chosen.rest, others)]);
}

/** What is left to say beside a name: what it implies everywhere as `name and rest`, what implies it as `name or rest`. */
function splits(analysis: Analysis, { lower, upper }: Bounds, { node }: Named): readonly { readonly kind: "and" | "or"; readonly rest: Bounds }[] {
  const { diagrams } = analysis.resolved;
  const everywhere = diagrams.leaf(1);
  return [
    ...(diagrams.apply(implies, lower, node) === everywhere ? [{ kind: "and", rest: { lower, upper: diagrams.apply(implies, node, upper) } } as const] : []),
    ...(diagrams.apply(implies, node, upper) === everywhere ? [{ kind: "or", rest: { lower: diagrams.apply(without, lower, node), upper } } as const] : []),
  ];
}

function nameOf({ when, negated }: Named): Expression {
  return { kind: "name", name: when.name, negated };
}

function plain(analysis: Analysis, bounds: Bounds): Expression {
  const { diagrams } = analysis.resolved;
  const products = ofProducts(sumOfProducts(diagrams, bounds));
  if (sizeOf(products) < 3) return products;
  const sums = ofSums(productOfSums(diagrams, bounds));
  return sizeOf(sums) < sizeOf(products) ? sums : products;
}

/** Pairs of comparisons are looked at up to so many comparisons of one property. */
const MOST_RELATED = 10;

/** 1 where two comparisons of one property with literals exclude each other: no values lead there. */
function impossible(analysis: Analysis, node: Node): Node {
  const { diagrams, conditions } = analysis.resolved;
  const { atoms } = conditions.atoms;
  const related = new Map<string, number[]>();
  for (const number of atomsOf(node)) {
    const atom = atoms[number];
    const read = atom === undefined ? [] : references(atom);
    const [only] = read;
    if (read.length !== 1 || only === undefined) continue;
    const name = operandText(only);
    related.set(name, [...(related.get(name) ?? []), number]);
  }
  let never = diagrams.leaf(0);
  for (const group of related.values()) {
    if (group.length > MOST_RELATED) continue;
    for (const [i, first] of group.entries()) for (const second of group.slice(i + 1)) never = diagrams.apply(either, never, excluded(analysis, first, second));
  }
  return never;
}

const truths = [FALSE, TRUE, UNKNOWN] as const;

function excluded({ resolved: { diagrams, conditions } }: Analysis, first: number, second: number): Node {
  const [no, yes] = [diagrams.leaf(0), diagrams.leaf(1)];
  const at = (atom: number, truth: number): Node => diagrams.atom(atom, truth === FALSE ? yes : no, truth === TRUE ? yes : no, truth === UNKNOWN ? yes : no);
  return truths.reduce<Node>((all, a) => {
    return truths.reduce<Node>((some, b) => {
      const together = diagrams.apply(both, at(first, a), at(second, b));
      return canReach(together, 1, conditions.atoms.atoms) ? some : diagrams.apply(either, some, together);
    }, all);
  }, no);
}

function namesIn(expression: Expression): readonly string[] {
  if (expression.kind === "name") return [expression.name];
  return expression.kind === "literal" ? [] : expression.operands.flatMap(namesIn);
}

/** `and` binds tighter than `or`. */
function textOf(analysis: Analysis, expression: Expression, around: "and" | "or"): string {
  if (expression.kind === "name") return `${expression.negated ? "not " : ""}${expression.name}`;
  if (expression.kind === "literal") return literalOf(analysis, expression.literal);
  if (expression.operands.length === 0) return expression.kind === "and" ? "true" : "false";
  const parts = merged(analysis, expression);
  const text = parts.map((part) => (typeof part === "string" ? part : textOf(analysis, part, expression.kind))).join(` ${expression.kind} `);
  return expression.kind === "or" && around === "and" && parts.length > 1 ? `(${text})` : text;
}

function literalOf({ resolved }: Analysis, literal: number): string {
  const atom = resolved.conditions.atoms.atoms[literal >> 1];
  if (atom === undefined) throw new Error("a diagram asks an atom that is not in the table");
  return atomText(atom, literal % 2 === 1);
}

/** `.a = 1 or .a = 2` is `.a in [1, 2]`; `.a != 1 and .a != 2` is `.a not in [1, 2]`. */
function merged(analysis: Analysis, { kind, operands }: Extract<Expression, { kind: "and" | "or" }>): readonly (Expression | string)[] {
  const found = new Map<string, { readonly at: number; readonly values: string[] }>();
  const parts: (Expression | string)[] = [];
  for (const operand of operands) {
    const one = equality(analysis, operand, kind);
    const known = one === undefined ? undefined : found.get(one.left);
    if (one === undefined) parts.push(operand);
    else if (known === undefined) found.set(one.left, { at: parts.push(operand) - 1, values: [one.value] });
    else known.values.push(one.value);
  }
  for (const [left, { at, values }] of found) if (values.length > 1) parts[at] = `${left} ${kind === "and" ? "not in" : "in"} [${values.join(", ")}]`;
  return parts;
}

function equality({ resolved }: Analysis, operand: Expression, kind: "and" | "or"): { readonly left: string; readonly value: string } | undefined {
  if (operand.kind !== "literal" || (operand.literal % 2 === 1) !== (kind === "and")) return undefined;
  const atom = resolved.conditions.atoms.atoms[operand.literal >> 1];
  if (atom?.kind !== "compare" || atom.operator !== "=" || atom.left.kind !== "reference" || atom.right.kind !== "literal") return undefined;
  return { left: operandText(atom.left), value: literalText(atom.right.value, atom.right.type) };
}
