// Looks for a real request that leads a diagram to 1: values that are tried one property after the other.
import { atomsOf, FALSE, TRUE, UNKNOWN, type Node, type Truth } from "../diagram.ts";
import { references } from "../resolve/atoms.ts";
import type { Atom, ReferenceOperand } from "../condition.ts";
import type { Model } from "../model.ts";
import { concreteWorld } from "../reference/world.ts";
import type { Subject } from "../reference/trace.ts";
import { ABSENT, landmarksOf, NOW, valuesOf, valueText } from "./values.ts";

/** Comparisons tried before the search gives up. */
const LIMIT = 20_000;

export interface Witness {
  readonly object: Record<string, unknown>;
  readonly operator: Record<string, unknown>;
  readonly context: Record<string, unknown>;
  readonly now: number;
  /** In the words of policy tests; empty if nothing matters. */
  readonly text: string;
}

/** `node` is free of levels and ends in 0 or 1. Undefined if no request was found. */
export function findWitness(node: Node, atoms: readonly Atom[], model: Model, subject: Subject): Witness | undefined {
  const used = atomsOf(node).flatMap((number) => atoms[number] ?? []);
  const landmarks = landmarksOf(used);
  const chosen = new Map<string, { readonly reference: ReferenceOperand; readonly value: unknown }>();
  let steps = 0;

  const truthOf = (atom: Atom): Truth => {
    const truth = concreteWorld(model, subject, requestOf(chosen)).truth(atom);
    return truth === "true" ? TRUE : truth === "false" ? FALSE : UNKNOWN;
  };
  const follow = (at: Node): Node => {
    let end = at;
    while (end.kind === "atom") end = end.children[truthOf(atoms[end.atom] as Atom)];
    return end;
  };
  /** Chooses what the next atom reads, then goes on with what it comes to. */
  const walk = (at: Node): boolean => {
    if (at.kind === "leaf") return at.value === 1 && follow(node) === at;
    if (at.kind === "level") return false;
    const atom = atoms[at.atom];
    if (atom === undefined) return false;
    const open = references(atom).find((reference) => !isGiven(reference) && !chosen.has(nameOf(reference)));
    if (open === undefined) return ++steps <= LIMIT && walk(at.children[truthOf(atom)]);
    const name = nameOf(open);
    for (const value of valuesOf(open, landmarks)) {
      if (steps > LIMIT) return false;
      chosen.set(name, { reference: open, value });
      if (walk(at)) return true;
      chosen.delete(name);
    }
    return false;
  };
  if (!walk(node)) return undefined;
  return { ...requestOf(chosen), text: textOf([...chosen.values()], used) };
}

/** What follows from the group, and is not brought. */
export function isGiven({ root, path }: ReferenceOperand): boolean {
  return root === "operator" && (path[0] === "accessGroup" || path[0] === "roles");
}

function nameOf({ root, path }: ReferenceOperand): string {
  return `${root}.${path.join(".")}`;
}

function requestOf(chosen: ReadonlyMap<string, { readonly reference: ReferenceOperand; readonly value: unknown }>): Omit<Witness, "text"> {
  const request = { object: {}, operator: {}, context: {}, now: NOW };
  const inOrder = [...chosen.values()].sort((a, b) => a.reference.path.length - b.reference.path.length);
  for (const { reference, value } of inOrder) if (value !== ABSENT) put(request[reference.root], reference.path, value);
  return request;
}

/** Pages on the way are made, unless something else was chosen for one. */
function put(root: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = root;
  for (const name of path.slice(0, -1)) {
    const next = Object.hasOwn(at, name) ? at[name] : {};
    if (typeof next !== "object" || next === null) return;
    at[name] = next;
    at = next as Record<string, unknown>;
  }
  at[path.at(-1) ?? ""] = value !== null && typeof value === "object" && !Array.isArray(value) ? { ...value } : value;
}

function textOf(chosen: readonly { readonly reference: ReferenceOperand; readonly value: unknown }[], used: readonly Atom[]): string {
  const part = (root: ReferenceOperand["root"], prefix: string): readonly string[] =>
    chosen
      .filter(({ reference, value }) => reference.root === root && reference.type.kind !== "page" && value !== ABSENT)
      .map(({ reference, value }) => `${prefix}${reference.path.join(".")} is ${valueText(value, reference.type)}`);
  const absent = chosen.filter(({ value }) => value === ABSENT).map(({ reference: r }) => `${r.root === "object" ? "" : r.root}.${r.path.join(".")} is absent`);
  const clock = used.some((atom) => (atom.kind === "compare" || atom.kind === "match") && (atom.left.kind === "clock" || atom.right.kind === "clock"));
  const parts = [...part("object", "."), ...part("operator", "operator."), ...part("context", "context."), ...absent];
  return [...parts, ...(clock ? [`now is datetime ${JSON.stringify(new Date(NOW).toISOString())}`] : [])].map((each) => each).join(", ");
}
