// Literals, lengths of time and dates: from syntax to the values that conditions hold, and whether they fit a type.
import type { BooleanLiteral, DateLiteral, DatetimeLiteral, Duration, Literal, NumberLiteral, ScalarLiteral, ScalarName, TextLiteral } from "../ast.ts";
import type { BindContext } from "./context.ts";
import { categoryOf, describeType, quote } from "./types.ts";
import type { ListOperand, LiteralOperand, ValueType } from "../condition.ts";
import { typeDiagnostics } from "../diagnostics/types.ts";

/** A list's elements have one category; an integer among decimals is a decimal. Undefined (and reported) if they do not. */
export function bindLiteral(literal: Literal, context: BindContext): LiteralOperand | ListOperand | undefined {
  if (literal.kind !== "list") return { kind: "literal", value: literalValue(literal), type: { kind: "scalar", name: literalType(literal) } };
  const element = elementType(literal.elements, context);
  if (element === undefined) return undefined;
  return { kind: "list", values: literal.elements.map(literalValue), type: { kind: "list", element } };
}

/** A text, number, boolean, date as `YYYY-MM-DD`, or a datetime in milliseconds. */
export function literalValue(literal: ScalarLiteral): string | number | boolean {
  switch (literal.kind) {
    case "number":
      return literal.value === 0 ? 0 : literal.value;
    case "datetime":
      return milliseconds(literal.value);
    default:
      return literal.value;
  }
}

export function literalType(literal: TextLiteral | NumberLiteral | BooleanLiteral | DateLiteral | DatetimeLiteral): ScalarName {
  if (literal.kind === "number") return literal.integer ? "integer" : "decimal";
  return literal.kind;
}

/** A literal in a sentence, as the author may have written it. */
export function describeLiteral(literal: Literal): string {
  switch (literal.kind) {
    case "text":
      return `the text ${shorten(literal.value)}`;
    case "number":
      return `the ${literal.integer ? "integer" : "decimal"} ${literal.value}`;
    case "boolean":
      return `\`${literal.value}\``;
    case "date":
    case "datetime":
      return `the ${literal.kind} ${literal.value}`;
    case "list":
      return "a list";
  }
}

function shorten(text: string): string {
  return `\`${quote(text.length > 40 ? `${text.slice(0, 39)}…` : text)}\``;
}

/** Whether a literal may be a value of this type; a text must be a member of a union. */
export function fits(literal: LiteralOperand | ListOperand, type: ValueType): boolean {
  if (literal.kind === "list") {
    if (type.kind !== "list" || literal.type.kind !== "list") return false;
    return literal.values.length === 0 || scalarFits(literal.type.element, type.element);
  }
  if (literal.type.kind !== "scalar") return false;
  if (type.kind === "union") return typeof literal.value === "string" && literal.type.name === "text" && type.members.includes(literal.value);
  return type.kind === "scalar" && scalarFits(literal.type.name, type.name);
}

/** Integers are decimals; nothing else converts. */
export function scalarFits(from: ScalarName, to: ScalarName): boolean {
  return from === to || (from === "integer" && to === "decimal");
}

function elementType(elements: readonly ScalarLiteral[], context: BindContext): ScalarName | undefined {
  const [first] = elements;
  if (first === undefined) return "text";
  let type = literalType(first);
  for (const element of elements) {
    const other = literalType(element);
    if (categoryOf(other) !== categoryOf(type)) {
      context.sink.report(
        typeDiagnostics.mixedList,
        element.span,
        { first: describeType({ kind: "scalar", name: type }), other: describeType({ kind: "scalar", name: other }) },
        { labels: [{ span: first.span, message: `this is ${describeType({ kind: "scalar", name: type })}` }], help: "make them all of one type" },
      );
      return undefined;
    }
    if (other === "decimal") type = "decimal";
  }
  return type;
}

/** Milliseconds since 1970 of a valid RFC 3339 text; digits of a second after the third are cut. */
export function milliseconds(rfc3339: string): number {
  const parts = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/.exec(rfc3339);
  if (!parts) return Number.NaN;
  const [, year, month, day, hour, minute, second, fraction = "", sign, offsetHour = "0", offsetMinute = "0"] = parts;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second), Number(fraction.slice(0, 3).padEnd(3, "0")));
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000;
  return date.getTime() - (sign === "-" ? -offset : offset);
}

/** Whether a calendar has this day; years run from 1 to 9999. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (lengths[month - 1] ?? 0);
}

/** The length of a unit in milliseconds. */
const UNITS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000, weeks: 604_800_000 } as const;
/** A thousand years: what is added to a date stays a date. */
const LONGEST = 365_250 * UNITS.days;

/** A length of time in milliseconds; one that is too long is reported, and counts as the longest. */
export function durationOf(duration: Duration, context: BindContext): number {
  const length = duration.count * UNITS[duration.unit];
  if (length <= LONGEST) return length;
  context.sink.report(typeDiagnostics.spanTooLong, duration.span, { most: "365250 days" }, { help: "write a shorter one" });
  return LONGEST;
}

export const DAY = UNITS.days;
