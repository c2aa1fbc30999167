// Numbers, texts, dates and spans of time, from the concrete tree to the abstract one.
import type { DurationCstNode, LiteralCstNode, NumberCstNode, ScalarCstNode } from "../../grammar/cst.ts";
import type { Token } from "../../grammar/index.ts";
import type { DateLiteral, DatetimeLiteral, Duration, Literal, NumberLiteral, ScalarLiteral, TextLiteral } from "../ast.ts";
import { endOf, the, type Build } from "./build-context.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";
import { textOf } from "./lexical-texts.ts";

export function textLiteral(build: Build, token: Token): TextLiteral {
  return { kind: "text", value: textOf(token), span: build.span(token) };
}

export function numberLiteral(build: Build, node: NumberCstNode): NumberLiteral {
  const digits = the(node.children.Digits);
  const minus = node.children.Minus?.[0];
  const span = build.spanOf(node);
  if (minus !== undefined && endOf(minus) !== digits.startOffset) {
    build.report(kinds.badNumber, span, { number: build.text(span) }, { help: "there is no blank between the sign and the digits" });
  }
  const value = Number(digits.image.replaceAll("_", ""));
  return { kind: "number", value: minus === undefined || value === 0 ? value : -value, integer: !digits.image.includes("."), span };
}

export function scalarLiteral(build: Build, node: ScalarCstNode): ScalarLiteral {
  const { Text, number, True, DateWord, DatetimeWord } = node.children;
  if (number !== undefined) return numberLiteral(build, the(number));
  if (DateWord !== undefined) return dateLiteral(build, the(DateWord), the(Text));
  if (DatetimeWord !== undefined) return datetimeLiteral(build, the(DatetimeWord), the(Text));
  if (Text !== undefined) return textLiteral(build, the(Text));
  return { kind: "boolean", value: True !== undefined, span: build.spanOf(node) };
}

export function literal(build: Build, node: LiteralCstNode): Literal {
  const { LSquare, scalar } = node.children;
  if (LSquare === undefined) return scalarLiteral(build, the(scalar));
  return { kind: "list", elements: (scalar ?? []).map((element) => scalarLiteral(build, element)), span: build.spanOf(node) };
}

export function dateLiteral(build: Build, word: Token, text: Token): DateLiteral {
  return { kind: "date", value: dateText(build, text), span: build.span(word, text) };
}

/** The text of a date, after a look at the calendar. */
export function dateText(build: Build, token: Token): string {
  const value = textOf(token);
  const why = whyNoDate(value);
  if (why !== undefined) build.report(kinds.date, build.span(token), { date: value, why }, { help: 'a date is written as in `date "2026-11-22"`' });
  return value;
}

export function datetimeLiteral(build: Build, word: Token, text: Token): DatetimeLiteral {
  const value = textOf(text);
  const why = whyNoDatetime(value);
  if (why !== undefined) {
    build.report(
      kinds.datetime,
      build.span(text),
      { datetime: value, why },
      { help: 'write it as in `datetime "2026-11-22T10:00:00Z"`, or with an offset such as `+01:00`' },
    );
  }
  return { kind: "datetime", value, span: build.span(word, text) };
}

const UNITS = ["minutes", "hours", "days", "weeks"] as const;
/** What other units come to, for the help. */
const OTHER_UNITS: ReadonlyMap<string, string> = new Map([
  ["second", "the smallest unit is a minute"],
  ["month", "months differ in length: say how many days"],
  ["quarter", "say how many days"],
  ["year", "years differ in length: say how many days"],
  ["min", "write `minutes`"],
  ["h", "write `hours`"],
  ["hr", "write `hours`"],
  ["d", "write `days`"],
  ["w", "write `weeks`"],
  ["m", "write `minutes`"],
]);

export function duration(build: Build, node: DurationCstNode): Duration {
  const digits = the(node.children.Digits);
  const word = the(node.children.Ref);
  const count = Number(digits.image.replaceAll("_", ""));
  const span = build.spanOf(node);
  const unit = UNITS.find((name) => name === word.image || name === `${word.image}s`);
  if (unit === undefined) {
    const singular = word.image.toLowerCase().replace(/s$/, "");
    const same = UNITS.find((name) => name === `${singular}s`);
    const help = same !== undefined ? `write \`${same}\`` : OTHER_UNITS.get(singular);
    build.report(
      kinds.duration,
      build.span(word),
      { duration: build.text(span), why: `\`${word.image}\` is no unit` },
      {
        help: help ?? "the units are minutes, hours, days and weeks",
      },
    );
  }
  if (!Number.isSafeInteger(count)) {
    build.report(
      kinds.duration,
      build.span(digits),
      { duration: build.text(span), why: "the number is not a whole one" },
      { help: "say it in a smaller unit: `36 hours`, not `1.5 days`" },
    );
  }
  return { count, unit: unit ?? "days", span };
}

function whyNoDate(text: string): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return "it has not the form YYYY-MM-DD";
  return whyNoDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

function whyNoDay(year: number, month: number, day: number): string | undefined {
  if (year === 0) return "there is no year 0";
  if (month < 1 || month > 12) return "there are twelve months";
  const days = month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  if (day < 1 || day > days) return `that month has ${days} days`;
  return undefined;
}

export function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function whyNoDatetime(text: string): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[Zz]|[+-](\d{2}):(\d{2}))?$/.exec(text);
  if (match === null) return "it has not the form YYYY-MM-DDThh:mm:ssZ";
  const date = whyNoDate(match[1] ?? "");
  if (date !== undefined) return date;
  if (Number(match[2]) > 23 || Number(match[3]) > 59) return "no clock shows that time";
  if (Number(match[4]) > 59) return match[4] === "60" ? "second 60 does not exist here" : "no clock shows that time";
  if (!/(?:[Zz]|[+-]\d{2}:\d{2})$/.test(text)) return "it has no offset";
  if (Number(match[5] ?? 0) > 23 || Number(match[6] ?? 0) > 59) return "no place has that offset";
  return undefined;
}
