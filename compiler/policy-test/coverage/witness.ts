// Finds values of properties and attributes under which comparisons come out as wanted, as a test can write them.
import type { ScalarName } from "../../ast.ts";
import type { Atom, Operand, ReferenceOperand, ValueType } from "../../condition.ts";
import type { Truth } from "../../diagram.ts";
import { UNKNOWN } from "../../diagram.ts";
import type { Model } from "../../model.ts";
import type { Subject } from "../../reference/trace.ts";
import { concreteWorld } from "../../reference/world.ts";
import { readsObject, references } from "../../resolve/atoms.ts";
import type { Values } from "../requests.ts";
import { readsClock, truthOf } from "./space.ts";

export interface Witness {
  /** Undefined: without an object. */
  readonly object: Values | undefined;
  readonly operator: Values;
  readonly context: Values;
  /** Undefined where no comparison reads the clock. */
  readonly now: number | undefined;
}

/** What the search may still try; it gives up at 0. */
export interface Budget {
  left: number;
}

/** The clock of tests that need one. */
export const NOON = Date.UTC(2026, 0, 15, 12);
/** Values tried for one combination of truths. */
const TRIES = 3_000;
const MINUTE = 60_000;
const DAY = 86_400_000;

/** Undefined if no values were found: there are none, or none among those that are tried. */
export function witness(model: Model, subject: Subject, wanted: readonly (readonly [Atom, Truth])[], budget: Budget): Witness | undefined {
  const found = search(model, subject, wanted, true, budget);
  const withoutObject = wanted.every(([atom, truth]) => !readsObject(atom) || truth === UNKNOWN);
  return found ?? (withoutObject ? search(model, subject, wanted, false, budget) : undefined);
}

function search(model: Model, subject: Subject, wanted: readonly (readonly [Atom, Truth])[], withObject: boolean, budget: Budget): Witness | undefined {
  const open = new Map<string, ReferenceOperand>();
  // Who asks first, so that proposals differ in what is asked about rather than in who asks.
  const all = wanted.flatMap(([atom]) => references(atom)).sort((a, b) => Number(a.root === "object") - Number(b.root === "object"));
  for (const reference of all) {
    if (!isGiven(reference) && (withObject || reference.root !== "object")) open.set(nameOf(reference), reference);
  }
  const names = [...open.keys()];
  const candidates = [...open.values()].map((reference) => candidatesOf(model, reference, poolOf(subject, wanted)));
  // What a later value can still change, such as whether a page is there, is judged at the end.
  const judged = names.map((_, i) => wanted.filter(([atom]) => lastOf(atom, names) === i));
  const now = wanted.some(([atom]) => readsClock(atom)) ? NOON : undefined;
  const values = new Map<string, { readonly reference: ReferenceOperand; readonly value: unknown }>();
  let tries = TRIES;
  const agrees = (some: readonly (readonly [Atom, Truth])[]): Witness | undefined => {
    const made = { ...requestOf([...values.values()], withObject), now };
    const world = concreteWorld(model, subject, { ...made, now: NOON });
    return some.every(([atom, truth]) => truthOf[world.truth(atom)] === truth) ? made : undefined;
  };
  const walk = (i: number): Witness | undefined => {
    const [name, reference] = [names[i], open.get(names[i] ?? "")];
    if (name === undefined || reference === undefined) return agrees(wanted);
    for (const value of candidates[i] ?? []) {
      if (--tries < 0 || --budget.left < 0) break;
      values.set(name, { reference, value });
      const result = agrees(judged[i] ?? []) && walk(i + 1);
      if (result) return result;
    }
    values.delete(name);
    return undefined;
  };
  return walk(0);
}

/** The index of the last reference that an atom reads; -1 if it reads none of these. */
function lastOf(atom: Atom, names: readonly string[]): number {
  return Math.max(-1, ...references(atom).map((reference) => names.indexOf(nameOf(reference))));
}

function nameOf({ root, path }: ReferenceOperand): string {
  return `${root}.${path.join(".")}`;
}

/** What the subject brings, not the test. */
function isGiven({ root, path }: ReferenceOperand): boolean {
  return root === "operator" && (path[0] === "accessGroup" || path[0] === "roles");
}

function requestOf(values: readonly { readonly reference: ReferenceOperand; readonly value: unknown }[], withObject: boolean): Omit<Witness, "now"> {
  const roots = { object: {}, operator: {}, context: {} };
  for (const { reference, value } of values) {
    if (value === undefined) continue;
    let at: Record<string, unknown> = roots[reference.root];
    for (const segment of reference.path.slice(0, -1)) at = (at[segment] ??= {}) as Record<string, unknown>;
    const last = reference.path.at(-1) ?? "";
    at[last] = value === PRESENT ? (at[last] ?? {}) : value;
  }
  return { ...roots, object: withObject ? roots.object : undefined };
}

/** A page that is there, whatever is in it. */
const PRESENT = Symbol("present");

/** Values around those that comparisons name, in a readable order; then absent, and null where a default hides it. */
function candidatesOf(model: Model, reference: ReferenceOperand, pool: Pool): readonly unknown[] {
  const values = valuesOf(reference.type, pool);
  const hasDefault = reference.root !== "object" && model[reference.root].some((a) => a.default !== undefined && a.path.join(".") === reference.path.join("."));
  return [...values, undefined, ...(hasDefault ? [null] : [])];
}

function valuesOf(type: ValueType, pool: Pool): readonly unknown[] {
  switch (type.kind) {
    case "page":
      return [PRESENT];
    case "union":
      return [...pool.text.filter((text) => type.members.includes(text)), ...type.members].filter(unique).slice(0, 24);
    case "scalar":
      return pool[type.name];
    case "list": {
      const some = pool[type.element].slice(0, 8);
      return [some.slice(0, 1), [], ...some.slice(1).map((one) => [one]), some.slice(0, 2), some];
    }
  }
}

interface Pool extends Readonly<Record<ScalarName, readonly unknown[]>> {
  readonly text: readonly string[];
}

function poolOf(subject: Subject, wanted: readonly (readonly [Atom, Truth])[]): Pool {
  const literals = wanted.flatMap(([atom]) => operandsOf(atom).flatMap(literalsOf));
  const of = <T>(guard: (value: unknown, scalar: string) => value is T): readonly T[] =>
    literals.flatMap(({ value, scalar }) => (guard(value, scalar) ? [value] : [])).filter(unique);
  const numbers = of((value, scalar): value is number => typeof value === "number" && scalar !== "datetime");
  const texts = of((value, scalar): value is string => typeof value === "string" && scalar !== "date");
  const dates = of((value, scalar): value is string => typeof value === "string" && scalar === "date");
  const times = of((value, scalar): value is number => typeof value === "number" && scalar === "datetime");
  const near = [...numbers, ...numbers.flatMap((n) => [n + 1, n - 1]), ...Array.from({ length: steps(wanted) }, (_, i) => i + 1)];
  const matched = wanted.some(([atom]) => atom.kind === "match");
  const roles = subject.kind === "group" ? [subject.group.name, ...subject.group.roles.map(({ name }) => name)] : subject.roles.map(({ name }) => name);
  return {
    text: ["ann", "bob", ...texts, ...(matched ? texts.flatMap((t) => [`${t}x`, `x${t}`, `x${t}x`]) : []), ...(given(wanted) ? roles : [])].filter(unique),
    integer: near.filter((n) => Number.isSafeInteger(n)).filter(unique),
    decimal: near.filter((n) => Number.isFinite(n)).filter(unique),
    boolean: [true, false],
    date: [...dates, day(NOON)]
      .flatMap((date) => [date, moved(date, 1), moved(date, -1)])
      .concat(clockDays(wanted))
      .filter(unique),
    datetime: [...times, ...clockTimes(wanted), ...Array.from({ length: steps(wanted) - 1 }, (_, i) => NOON + 3 * i * MINUTE)]
      .flatMap((t) => [t, t + MINUTE, t - MINUTE])
      .filter(isTime)
      .filter(unique)
      .map((t) => new Date(t)),
  };
}

/** As many different values as could have to stand in a row; two for most policies. */
function steps(wanted: readonly (readonly [Atom, Truth])[]): number {
  const ordered = wanted.filter(([atom]) => atom.kind === "compare" && atom.operator !== "=" && references(atom).length > 1);
  return Math.min(Math.max(2, ordered.length + 1), 24);
}

function operandsOf(atom: Atom): readonly Operand[] {
  if (atom.kind === "compare" || atom.kind === "match") return [atom.left, atom.right];
  return atom.kind === "includes" ? [atom.list, atom.other] : [];
}

function literalsOf(operand: Operand): readonly { readonly value: string | number | boolean; readonly scalar: string }[] {
  if (operand.kind !== "literal" && operand.kind !== "list") return [];
  const { type } = operand;
  const scalar = type.kind === "scalar" ? type.name : type.kind === "list" ? type.element : "text";
  return (operand.kind === "list" ? operand.values : [operand.value]).map((value) => ({ value, scalar }));
}

/** Whether something is compared with what the subject brings. */
function given(wanted: readonly (readonly [Atom, Truth])[]): boolean {
  return wanted.some(([atom]) => references(atom).some(isGiven));
}

function offsets(wanted: readonly (readonly [Atom, Truth])[], which: "now" | "today"): readonly number[] {
  return wanted.flatMap(([atom]) => operandsOf(atom).flatMap((one) => (one.kind === "clock" && one.which === which ? [one.offset] : [])));
}

function clockTimes(wanted: readonly (readonly [Atom, Truth])[]): readonly number[] {
  return offsets(wanted, "now").map((offset) => NOON + offset);
}

function clockDays(wanted: readonly (readonly [Atom, Truth])[]): readonly string[] {
  return offsets(wanted, "today").flatMap((offset) => [offset, offset + 1, offset - 1].map((days) => day(NOON + days * DAY)));
}

function day(time: number): string {
  return isTime(time) ? new Date(time).toISOString().slice(0, 10) : "2026-01-15";
}

function moved(date: string, days: number): string {
  return day(Date.parse(date) + days * DAY);
}

/** From year 1 to year 9999, as the language has it. */
function isTime(time: number): boolean {
  return time >= -62_135_596_800_000 && time < 253_402_300_800_000;
}

function unique<T>(value: T, index: number, all: readonly T[]): boolean {
  return all.indexOf(value) === index;
}
