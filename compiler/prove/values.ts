// Values at which comparisons change: what is tried when a diagram is to be led somewhere by a real request.
import { references } from "../resolve/atoms.ts";
import type { Atom, ClockOperand, Operand, ReferenceOperand, ValueType } from "../condition.ts";

/** The clock of every counter-example, in milliseconds. */
export const NOW = Date.UTC(2026, 0, 15, 12);
const DAY = 86_400_000;

/** Stands for a property that is not there. */
export const ABSENT = undefined;

/** What the atoms compare anything with. */
export interface Landmarks {
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
  readonly clocks: readonly ClockOperand[];
}

export function landmarksOf(atoms: readonly Atom[]): Landmarks {
  const operands = atoms.flatMap(operandsOf);
  const literals = operands.flatMap((o): readonly (string | number | boolean)[] => (o.kind === "literal" ? [o.value] : o.kind === "list" ? o.values : []));
  const members = atoms.flatMap(references).flatMap(({ type }) => (type.kind === "union" ? type.members : []));
  return {
    numbers: [...new Set(literals.filter((value) => typeof value === "number"))],
    texts: [...new Set([...literals.filter((value) => typeof value === "string"), ...members])],
    clocks: operands.filter((operand) => operand.kind === "clock"),
  };
}

/** Values that a reference may have, plain ones first, then absent, then one of another type. */
export function valuesOf({ type }: ReferenceOperand, landmarks: Landmarks): readonly unknown[] {
  return [...new Set([...known(type, landmarks), ABSENT, illTyped(type)])];
}

function known(type: ValueType, landmarks: Landmarks): readonly unknown[] {
  switch (type.kind) {
    case "union":
      return type.members;
    case "page":
      return [{}];
    case "scalar":
      return scalars(type.name, landmarks);
    case "list": {
      const all = scalars(type.element, landmarks).slice(0, 12);
      return [[], all, ...all.map((value) => [value]), ...all.map((_, i) => all.filter((_value, j) => j !== i)), ...all.map((_, i) => all.slice(0, i + 1))];
    }
  }
}

function scalars(name: string, { numbers, texts, clocks }: Landmarks): readonly unknown[] {
  switch (name) {
    case "boolean":
      return [true, false];
    case "integer":
      return [0, ...numbers, ...numbers.flatMap((n) => [n - 1, n + 1]), 1, 2].filter(Number.isSafeInteger);
    case "decimal":
      return [0, ...numbers, ...numbers.flatMap((n) => [n - 1, n + 1]), ...between(numbers), 1, 2];
    case "date": {
      const days = clocks.filter(({ which }) => which === "today").map(({ offset }) => Date.UTC(2026, 0, 15) + offset * DAY);
      const written = texts.filter((text) => /^\d{4}-\d\d-\d\d$/.test(text)).map((text) => Date.parse(text));
      return [...new Set([Date.UTC(2026, 0, 15), ...days, ...written].flatMap((day) => [day, day - DAY, day + DAY]))].flatMap(dateText);
    }
    case "datetime": {
      const moved = clocks.filter(({ which }) => which === "now").map(({ offset }) => NOW + offset);
      return [...new Set([NOW, ...moved, ...numbers].flatMap((time) => [time, time - 1, time + 1]))].flatMap(datetimeText);
    }
    default:
      return [...texts, "a", "b", ...texts.flatMap((text) => [`${text}x`, `x${text}`]), ""];
  }
}

function between(numbers: readonly number[]): readonly number[] {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted.slice(1).map((n, i) => (n + (sorted[i] ?? n)) / 2);
}

function dateText(day: number): readonly string[] {
  const date = new Date(day);
  const text = Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10);
  return /^\d{4}-/.test(text) ? [text] : [];
}

function datetimeText(time: number): readonly string[] {
  const date = new Date(time);
  const text = Number.isNaN(date.getTime()) ? "" : date.toISOString();
  return /^\d{4}-/.test(text) ? [text] : [];
}

function illTyped(type: ValueType): unknown {
  if (type.kind === "list" || type.kind === "page") return 7;
  return type.kind === "scalar" && type.name === "text" ? 7 : "?";
}

function operandsOf(atom: Atom): readonly Operand[] {
  switch (atom.kind) {
    case "compare":
    case "match":
      return [atom.left, atom.right];
    case "includes":
      return [atom.list, atom.other];
    case "holds":
      return [];
    default:
      return [atom.operand];
  }
}

/** A value as policy tests write it. */
export function valueText(value: unknown, type: ValueType): string {
  if (value === null) return "null";
  if (Array.isArray(value)) {
    const element: ValueType = type.kind === "list" ? { kind: "scalar", name: type.element } : type;
    return `[${value.map((each) => valueText(each, element)).join(", ")}]`;
  }
  if (typeof value === "string" && type.kind === "scalar" && (type.name === "date" || type.name === "datetime") && value !== "?")
    return `${type.name} ${JSON.stringify(value)}`;
  return JSON.stringify(value);
}
