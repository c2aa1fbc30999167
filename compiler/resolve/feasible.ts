// Whether a diagram can really end somewhere: finds assignments of atoms that some values of their operands could give.
import { references } from "./atoms.ts";
import type { Atom, LiteralOperand, ReferenceOperand, ValueType } from "../condition.ts";
import { FALSE, TRUE, UNKNOWN, type Node, type Truth } from "../diagram.ts";

/** Steps of the search after which it gives up and answers that the end can be reached. */
const LIMIT = 20_000;

/**
 * Whether some values lead to a leaf of this value. Exact for atoms that compare one reference with literals; atoms
 * that relate two references are taken to be independent. So "no" is always right, and "yes" nearly always.
 */
export function canReach(node: Node, value: number, atoms: readonly Atom[]): boolean {
  let steps = 0;
  const known = new Map<number, Truth>();
  const walk = (at: Node): boolean => {
    if (++steps > LIMIT) return true;
    if (at.kind === "leaf") return at.value === value;
    if (at.kind === "level") return at.children.some(walk);
    return ([TRUE, FALSE, UNKNOWN] as const).some((truth) => {
      known.set(at.atom, truth);
      const found = consistent(known, at.atom, atoms) && walk(at.children[truth]);
      known.delete(at.atom);
      return found;
    });
  };
  return walk(node);
}

/** Whether some state of what the last atom reads agrees with all that is known of it. */
export function consistent(known: ReadonlyMap<number, Truth>, last: number, atoms: readonly Atom[]): boolean {
  const atom = atoms[last];
  if (atom === undefined) return true;
  return references(atom).every((reference) => {
    const name = nameOf(reference);
    const facts = [...known].flatMap(([number, truth]) => {
      const other = atoms[number];
      return other !== undefined && references(other).some((r) => nameOf(r) === name) ? [{ atom: other, truth }] : [];
    });
    return states(reference, facts).some((state) => facts.every((fact) => possible(fact.atom, fact.truth, name, state)));
  });
}

function nameOf(reference: ReferenceOperand): string {
  return `${reference.root}.${reference.path.join(".")}`;
}

interface Fact {
  readonly atom: Atom;
  readonly truth: Truth;
}

/** What a reference may be: null, ill-typed, or a value; values are tried from those that literals make interesting. */
type State =
  | { readonly kind: "null" }
  | { readonly kind: "ill-typed" }
  | { readonly kind: "other" }
  | { readonly kind: "any" }
  | { readonly kind: "value"; readonly value: string | number | boolean };

function states(reference: ReferenceOperand, facts: readonly Fact[]): readonly State[] {
  const always: State[] = [{ kind: "null" }, { kind: "ill-typed" }];
  const { type } = reference;
  const types = facts.flatMap((fact) => typeIn(fact.atom, nameOf(reference)) ?? []);
  if (types.some((other) => !sameType(other, type))) return [...always, ...statesOfAny(types, facts)];
  if (type.kind === "union") return [...always, ...type.members.map((value) => ({ kind: "value", value }) as const)];
  if (type.kind !== "scalar") return [...always, { kind: "other" }];
  if (type.name === "boolean") return [...always, { kind: "value", value: true }, { kind: "value", value: false }];
  const literals = facts.flatMap((fact) => literalsOf(fact.atom));
  return [...always, ...around(literals).map((value) => ({ kind: "value", value }) as const), { kind: "other" }];
}

/** Of a reference that has several types, as two versions of a policy may give it; each atom judges by its own. */
function statesOfAny(types: readonly ValueType[], facts: readonly Fact[]): readonly State[] {
  const scalars = types.map((type) => (type.kind === "union" ? "text" : type.kind === "scalar" ? type.name : "other"));
  const numbers = scalars.every((name) => name === "integer" || name === "decimal");
  // Between texts and dates, say, nothing is excluded.
  if (!numbers && !scalars.every((name) => name === "text")) return [{ kind: "any" }];
  const members = types.flatMap((type) => (type.kind === "union" ? type.members : []));
  const values = [...members, ...around([...(numbers ? [0] : []), ...facts.flatMap((fact) => literalsOf(fact.atom))])];
  return [...[...new Set(values)].map((value) => ({ kind: "value", value }) as const), { kind: "other" }];
}

function typeIn(atom: Atom, name: string): ValueType | undefined {
  return references(atom).find((reference) => nameOf(reference) === name)?.type;
}

function sameType(one: ValueType, other: ValueType): boolean {
  if (one === other) return true;
  switch (one.kind) {
    case "scalar":
      return other.kind === "scalar" && one.name === other.name;
    case "list":
      return other.kind === "list" && one.element === other.element;
    case "page":
      return other.kind === "page";
    case "union":
      // Of two unions, each judges by its own members.
      return false;
  }
}

/** Whether an atom of this type takes the value; only for values that `statesOfAny` makes. */
function takes(type: ValueType | undefined, value: string | number | boolean): boolean {
  if (type?.kind === "union") return typeof value === "string" && type.members.includes(value);
  return type?.kind !== "scalar" || type.name !== "integer" || typeof value !== "number" || Number.isInteger(value);
}

function literalsOf(atom: Atom): readonly (string | number | boolean)[] {
  const of = (operand: { kind: string }): readonly (string | number | boolean)[] => (operand.kind === "literal" ? [(operand as LiteralOperand).value] : []);
  if (atom.kind === "compare" || atom.kind === "match") return [...of(atom.left), ...of(atom.right)];
  if (atom.kind === "includes" && atom.list.kind === "list") return atom.list.values;
  return [];
}

/** The literals, and values between each two neighbours and beyond the ends: of numbers a whole one and another, where there are. */
function around(literals: readonly (string | number | boolean)[]): readonly (string | number | boolean)[] {
  const numbers = [...new Set(literals.filter((l) => typeof l === "number"))].sort((a, b) => a - b);
  const texts = [...new Set(literals.filter((l) => typeof l === "string"))].sort();
  const [first, last] = [numbers[0], numbers.at(-1)];
  const beyond = (n: number): number => Math.min(n + Math.max(2, Math.abs(n)), Number.MAX_VALUE);
  const marks = first === undefined || last === undefined ? [] : [-beyond(-first), ...numbers, beyond(last)];
  return [...marks.flatMap((n, i) => [n, ...between(n, marks[i + 1] ?? n)]), ...texts, ...texts.map((t) => `${t}\u0000`), ""];
}

/** The middle, a whole number and one that is not; where there is none between them, another number, which does no harm. */
function between(low: number, high: number): readonly number[] {
  const next = Math.floor(low) + 1;
  return [low / 2 + high / 2, next, low + (Math.min(next, high) - low) / 2];
}

/** Whether an atom may come to this while the reference is in that state. */
function possible(atom: Atom, truth: Truth, name: string, state: State): boolean {
  if (state.kind === "any") return true;
  const type = typeIn(atom, name);
  const isWrong = state.kind === "value" ? !takes(type, state.value) : state.kind === "other" && type?.kind === "union";
  if (isWrong) return truth === UNKNOWN;
  if (atom.kind === "is null") return truth === (state.kind === "null" ? TRUE : state.kind === "ill-typed" ? UNKNOWN : FALSE);
  if (state.kind === "null" || state.kind === "ill-typed") return truth === UNKNOWN;
  const alone = references(atom).length === 1 && !readsClock(atom);
  if (!alone) return true;
  if (truth === UNKNOWN) return false;
  if (state.kind === "other") return isOpen(atom) || (truth === FALSE && isEquality(atom));
  const result = judge(atom, state.value);
  return result === undefined || truth === (result ? TRUE : FALSE);
}

function readsClock(atom: Atom): boolean {
  return atom.kind === "compare" && (atom.left.kind === "clock" || atom.right.kind === "clock");
}

/** Atoms that the values above do not settle: anything about a list's content, or about parts of a text. */
function isOpen(atom: Atom): boolean {
  return atom.kind === "match" || atom.kind === "is empty" || (atom.kind === "includes" && (atom.list.kind === "reference" || atom.how !== "one"));
}

/** Atoms that a value which is none of the literals makes false. */
function isEquality(atom: Atom): boolean {
  return (atom.kind === "compare" && atom.operator === "=") || atom.kind === "includes";
}

/** An atom that asks one reference, which has this value, and no clock; undefined where that does not settle it. */
function judge(atom: Atom, value: string | number | boolean): boolean | undefined {
  if (atom.kind === "truth") return value === true;
  if (atom.kind === "compare") {
    const of = (operand: typeof atom.left): string | number | boolean => (operand.kind === "literal" ? operand.value : value);
    const [left, right] = [of(atom.left), of(atom.right)];
    return atom.operator === "=" ? left === right : left < right;
  }
  if (atom.kind === "match" && typeof value === "string" && atom.left.kind === "reference" && atom.right.kind === "literal") {
    const part = String(atom.right.value);
    return { "starts with": value.startsWith(part), "ends with": value.endsWith(part), contains: value.includes(part) }[atom.how];
  }
  if (atom.kind === "includes" && atom.list.kind === "list" && atom.how === "one") return atom.list.values.includes(value);
  return undefined;
}
