// Single comparisons, true or false, in the words of an `.acl` file.
import { words } from "../../grammar/tokens.ts";
import type { Atom, ClockOperand, Operand, ValueType } from "../condition.ts";

/** What must be true: the comparison, or that it is false. Parses again to the same. */
export function atomText(atom: Atom, negated: boolean): string {
  switch (atom.kind) {
    case "compare":
      return compareText(atom, negated);
    case "match":
      return `${negated ? "not " : ""}${operandText(atom.left)} ${atom.how} ${operandText(atom.right)}`;
    case "includes":
      if (atom.how === "one" && (negated || atom.list.kind === "list"))
        return `${operandText(atom.other)} ${negated ? "not " : ""}in ${operandText(atom.list)}`;
      return `${negated ? "not " : ""}${operandText(atom.list)} includes ${atom.how === "one" ? "" : `${atom.how} `}${operandText(atom.other)}`;
    case "is null":
    case "is empty":
      return `${operandText(atom.operand)} ${negated ? atom.kind.replace("is ", "is not ") : atom.kind}`;
    case "truth":
      return `${negated ? "not " : ""}${operandText(atom.operand)}`;
    case "holds":
      return `${negated ? "not " : ""}operator holds ${nameText(atom.role)}`;
  }
}

/** A name where it is referred to, between backticks if it would not be read as one. */
export function nameText(name: string): string {
  return /^@?[A-Za-z][\w-]*(:[A-Za-z][\w-]*)?$/.test(name) && !words.has(name) ? name : `\`${name}\``;
}

export function operandText(operand: Operand): string {
  switch (operand.kind) {
    case "reference":
      return `${operand.root === "object" ? "" : operand.root}.${operand.path.join(".")}`;
    case "literal":
      return literalText(operand.value, operand.type);
    case "list":
      return `[${operand.values.map((value) => literalText(value, operand.type)).join(", ")}]`;
    case "clock":
      return operand.offset === 0 ? operand.which : `${operand.which} ${operand.offset < 0 ? "-" : "+"} ${spanText(operand)}`;
  }
}

const negations = { "=": "!=", "<": ">=", "<=": ">", ">": "<=", ">=": "<" } as const;
const mirrored = { "=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

/** The property stands on the left, what it is compared with on the right. */
function compareText({ operator, left, right }: Extract<Atom, { kind: "compare" }>, negated: boolean): string {
  const sign = negated ? negations[operator] : operator;
  if (rank(left) <= rank(right)) return `${operandText(left)} ${sign} ${operandText(right)}`;
  return `${operandText(right)} ${mirrored[sign]} ${operandText(left)}`;
}

function rank(operand: Operand): number {
  if (operand.kind === "reference") return operand.root === "object" ? 0 : 1;
  return operand.kind === "clock" ? 2 : 3;
}

export function literalText(value: string | number | boolean, type: ValueType): string {
  const scalar = type.kind === "scalar" ? type.name : type.kind === "list" ? type.element : "text";
  if (scalar === "datetime" && typeof value === "number") return `datetime "${new Date(value).toISOString()}"`;
  if (scalar === "date") return `date "${value}"`;
  return typeof value === "number" ? numberText(value) : JSON.stringify(value);
}

/** `10_000`; without an exponent, which the language does not have. */
function numberText(value: number): string {
  const text = /e/.test(String(value)) ? plain(value) : String(value);
  const [, sign = "", whole = "", fraction = ""] = /^(-?)(\d+)(\.\d+)?$/.exec(text) ?? [];
  return `${sign}${whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, "_") : whole}${fraction}`;
}

/** The shortest digits that say exactly this number. */
function plain(value: number): string {
  const [, sign = "", first = "", more = "", power = "0"] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value)) ?? [];
  const digits = first + more;
  const point = 1 + Number(power);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, "0")}`;
}

const spans: readonly (readonly [unit: string, milliseconds: number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

function spanText({ which, offset }: ClockOperand): string {
  const length = Math.abs(offset) * (which === "today" ? 86_400_000 : 1);
  const [unit, size] = spans.find(([, milliseconds]) => length % milliseconds === 0) ?? ["minute", 60_000];
  const count = length / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
