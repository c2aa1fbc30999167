// The words for the parts of a trace: conditions, operands, values, questions.
import type { Atom, Operand, ValueType } from "../condition.ts";
import type { Span } from "../source.ts";
import { spanText } from "../source.ts";
import type { AtomStep, ComparedOperand, Level, OperandValue, Question, Scalar, Subject, Wanted } from "./trace.ts";

/** At most this much of a source text on a line. */
const longest = 72;

/** The user's own words, on one line. */
export function sourceText(span: Span): string {
  const text = spanText(span).replace(/\s+/g, " ").trim();
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** A name, between backticks if it would not read as one word. */
export function name(text: string): string {
  return /^[@\w:.-]+$/.test(text) ? text : `\`${text}\``;
}

export function subjectWords(subject: Subject): string {
  if (subject.kind === "group") return `group ${name(subject.group.name)}`;
  if (subject.roles.length === 0) return "an empty set of roles";
  return `${subject.roles.length === 1 ? "role" : "roles"} ${subject.roles.map((role) => name(role.name)).join(", ")}`;
}

export function levelWords(level: Level): string {
  const names = ["experimental", "development", "quality assurance", "staging", "production"];
  return `level ${level} (${names[level - 1]})`;
}

/** After "may" or "may not". */
export function questionWords(question: Question, on: string): string {
  const cls = name(on);
  switch (question.kind) {
    case "setting":
      return `${question.setting}${question.setting.includes("-") ? " on" : ""} ${cls}`;
    case "discover":
      return `discover ${cls}`;
    case "privilege":
      return `use privilege ${name(question.privilege)} on ${cls}`;
    case "rule":
      return `perform ${name(question.rule)} on ${cls}`;
    case "see":
      return `see .${question.path.join(".")} of ${cls}`;
    case "encrypted":
      return `.${question.path.join(".")} of ${cls}`;
  }
}

export function wantedWords(wanted: Wanted): string {
  return wanted.kind === "setting" ? wanted.setting : `privilege ${name(wanted.privilege)}`;
}

/** `.amount > 10000` and what its operands were. */
export function atomWords(step: AtomStep): string {
  const known = step.operands.filter(({ operand }) => operand.kind === "reference" || operand.kind === "clock").map(operandWords);
  return `${comparison(step.atom)}: ${step.truth}${known.length === 0 ? "" : `  (${[...new Set(known)].join(", ")})`}`;
}

function comparison(atom: Atom): string {
  switch (atom.kind) {
    case "compare":
      return `${operand(atom.left)} ${atom.operator} ${operand(atom.right)}`;
    case "match":
      return `${operand(atom.left)} ${atom.how} ${operand(atom.right)}`;
    case "includes":
      if (atom.how === "one" && atom.list.kind === "list") return `${operand(atom.other)} in ${operand(atom.list)}`;
      return `${operand(atom.list)} includes ${atom.how === "one" ? "" : `${atom.how} `}${operand(atom.other)}`;
    case "is null":
      return `${operand(atom.operand)} is null`;
    case "is empty":
      return `${operand(atom.operand)} is empty`;
    case "truth":
      return operand(atom.operand);
    case "holds":
      return `operator holds ${name(atom.role)}`;
  }
}

function operand(one: Operand): string {
  switch (one.kind) {
    case "reference":
      return `${one.root === "object" ? "" : one.root}.${one.path.join(".")}`;
    case "literal":
      return shown(one.value, one.type);
    case "list":
      return list(one.values, one.type);
    case "clock":
      return one.offset === 0 ? one.which : `${one.which} ${one.offset < 0 ? "-" : "+"} ${moved(Math.abs(one.offset), one.which)}`;
  }
}

function operandWords({ operand: one, value }: ComparedOperand): string {
  return `${operand(one)} is ${valueWords(value, one.type)}`;
}

function valueWords(value: OperandValue, type: ValueType): string {
  switch (value.kind) {
    case "value": {
      const text = typeof value.value === "object" ? list(value.value, type) : type.kind === "page" ? "there" : shown(value.value, type);
      return `${text}${value.defaulted ? " by default" : ""}`;
    }
    case "absent":
      return "absent";
    case "null":
      return "null";
    case "no object":
      return "unknown without an object";
    case "ill-typed":
      return `ill-typed: ${value.why}`;
  }
}

function list(values: readonly Scalar[], type: ValueType): string {
  const some = values.slice(0, 5).map((value) => shown(value, type));
  return `[${[...some, ...(values.length > 5 ? [`… ${values.length} in all`] : [])].join(", ")}]`;
}

function shown(value: Scalar, type: ValueType): string {
  const scalar = type.kind === "scalar" ? type.name : type.kind === "list" ? type.element : "text";
  if (scalar === "datetime" && typeof value === "number") return Math.abs(value) <= 8.64e15 ? new Date(value).toISOString() : String(value);
  if (typeof value !== "string" || scalar === "date") return String(value);
  return JSON.stringify(value.length > longest ? `${value.slice(0, longest - 1)}…` : value);
}

/** `now` moves by milliseconds, `today` by days. */
function moved(offset: number, which: "now" | "today"): string {
  const units: readonly (readonly [string, number])[] =
    which === "today"
      ? [["day", 1]]
      : [
          ["day", 86_400_000],
          ["hour", 3_600_000],
          ["minute", 60_000],
        ];
  const [unit, size] = units.find(([, length]) => offset % length === 0) ?? ["millisecond", 1];
  const count = offset / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
