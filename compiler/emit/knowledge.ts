// What is already known of references on the way down a diagram: what follows from it needs not be asked again.
import { FALSE, TRUE, UNKNOWN } from "../diagram.ts";
import type { Truth } from "../diagram.ts";
import type { Atom, LiteralOperand, Operand, ReferenceOperand } from "../condition.ts";
import { keyOf } from "./values.ts";

type Literal = string | number | boolean;

/**
 * By reference: absent, absent or ill-typed ("unknown"), or one of these values. TypeScript concludes the same, and
 * refuses to compare what cannot be equal.
 */
export type Knowledge = ReadonlyMap<string, "absent" | "unknown" | readonly Literal[]>;

export const nothingKnown: Knowledge = new Map();

/** What an atom comes to; undefined if that is not known. */
export function foreseen(atom: Atom, knowledge: Knowledge): Truth | undefined {
  if (knowledge.size === 0) return undefined;
  if (atom.kind === "is null") {
    if (isSome(["absent"], atom.operand, knowledge)) return TRUE;
    return Array.isArray(knowledge.get(keyOf(atom.operand))) ? FALSE : undefined;
  }
  if (referencesOf(atom).some((reference) => isSome(["absent", "unknown"], reference, knowledge))) return UNKNOWN;
  const choice = choiceOf(atom);
  const values = choice && knowledge.get(keyOf(choice.reference));
  if (choice === undefined || values === undefined || typeof values === "string") return undefined;
  if (values.every((value) => choice.values.includes(value))) return TRUE;
  return values.some((value) => choice.values.includes(value)) ? undefined : FALSE;
}

/** What is known once the atom has come to this. */
export function learn(atom: Atom, truth: Truth, knowledge: Knowledge): Knowledge {
  if (truth === UNKNOWN) return unknownSince(atom, knowledge);
  if (atom.kind === "is null") return truth === TRUE ? new Map([...knowledge, [keyOf(atom.operand), "absent"]]) : knowledge;
  if (atom.kind === "compare" && atom.operator === "=" && atom.left.kind === "reference" && atom.right.kind === "reference") {
    if (truth === TRUE) return equated(keyOf(atom.left), keyOf(atom.right), knowledge);
    return toldApart(atom.right, atom.left, toldApart(atom.left, atom.right, knowledge));
  }
  const choice = choiceOf(atom);
  if (choice === undefined) return knowledge;
  const key = keyOf(choice.reference);
  const possible = possibleValues(choice.reference, knowledge);
  if (truth === TRUE) {
    const values = possible === undefined ? choice.values : choice.values.filter((value) => possible.includes(value));
    return new Map([...knowledge, [key, values]]);
  }
  if (possible === undefined) return knowledge;
  return new Map([...knowledge, [key, possible.filter((value) => !choice.values.includes(value))]]);
}

/** All values that a well-typed reference may have, if they are few; undefined if they cannot be listed. */
export function possibleValues(reference: ReferenceOperand, knowledge: Knowledge): readonly Literal[] | undefined {
  const known = knowledge.get(keyOf(reference));
  if (known !== undefined) return typeof known === "string" ? [] : known;
  if (reference.type.kind === "union") return reference.type.members;
  return reference.type.kind === "scalar" && reference.type.name === "boolean" ? [true, false] : undefined;
}

/** Of an atom that is true if a reference has one of some values: the reference and the values. */
export function choiceOf(atom: Atom): { readonly reference: ReferenceOperand; readonly values: readonly Literal[] } | undefined {
  if (atom.kind === "truth") return { reference: atom.operand, values: [true] };
  if (atom.kind === "includes" && atom.how === "one" && atom.list.kind === "list" && atom.other.kind === "reference") {
    return { reference: atom.other, values: fitting(atom.other, atom.list.values) };
  }
  if (atom.kind !== "compare" || atom.operator !== "=") return undefined;
  return literalChoice(atom.left, atom.right) ?? literalChoice(atom.right, atom.left);
}

function literalChoice(reference: Operand, other: Operand): { reference: ReferenceOperand; values: readonly Literal[] } | undefined {
  if (reference.kind !== "reference" || other.kind !== "literal") return undefined;
  return { reference, values: fitting(reference, [(other satisfies LiteralOperand).value]) };
}

/** The values that the reference's type has. */
function fitting({ type }: ReferenceOperand, values: readonly Literal[]): readonly Literal[] {
  if (type.kind === "union") return values.filter((value) => type.members.some((member) => member === value));
  return type.kind === "scalar" && type.name === "integer" ? values.filter((value) => Number.isSafeInteger(value)) : values;
}

function equated(left: string, right: string, knowledge: Knowledge): Knowledge {
  const [a, b] = [knowledge.get(left), knowledge.get(right)];
  if (a === undefined && b === undefined) return knowledge;
  const values = Array.isArray(a) && Array.isArray(b) ? a.filter((value) => b.includes(value)) : (a ?? b ?? []);
  return new Map([...knowledge, [left, values], [right, values]]);
}

/** Where `one` is known to have one value, `other`, which differs from it, has another. */
function toldApart(one: ReferenceOperand, other: ReferenceOperand, knowledge: Knowledge): Knowledge {
  const [value, ...more] = possibleValues(one, knowledge) ?? [];
  const values = possibleValues(other, knowledge);
  if (value === undefined || more.length > 0 || values?.includes(value) !== true) return knowledge;
  return new Map([...knowledge, [keyOf(other), values.filter((each) => each !== value)]]);
}

/** What an atom could not judge: if there is one operand that may be, it is absent or ill-typed. */
function unknownSince(atom: Atom, knowledge: Knowledge): Knowledge {
  const [first, second] = referencesOf(atom).filter((reference) => !Array.isArray(knowledge.get(keyOf(reference))));
  return first === undefined || second !== undefined ? knowledge : new Map([...knowledge, [keyOf(first), "unknown"]]);
}

/** Of a page, all fields are what it is. */
function isSome(states: readonly ("absent" | "unknown")[], { root, path }: ReferenceOperand, knowledge: Knowledge): boolean {
  return path.some((_, i) => {
    const known = knowledge.get([root, ...path.slice(0, i + 1)].join("."));
    return typeof known === "string" && states.includes(known);
  });
}

function referencesOf(atom: Atom): readonly ReferenceOperand[] {
  return operandsOf(atom).filter((operand) => operand.kind === "reference");
}

function operandsOf(atom: Atom): readonly Operand[] {
  switch (atom.kind) {
    case "compare":
    case "match":
      return [atom.left, atom.right];
    case "includes":
      return [atom.list, atom.other];
    case "is null":
    case "is empty":
    case "truth":
      return [atom.operand];
    case "holds":
      return [];
  }
}
