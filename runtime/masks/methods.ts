// How a value is masked (docs/language.md, Masks): from a mask's text to a function.
import { instant, isDate } from "../values.ts";

/** Gives what stands for a value that is neither absent nor null; undefined if it is left out. Never throws. */
export type Method = (value: unknown) => unknown;

/** A text that is masked whole has this many characters, whatever its own length. */
const COVER = 8;

/** The methods as they stand in a module: `full *`, `last 4 *`, `first 4 *`, `digits 6 *`, `year 1900`, `day 1 month 1`, `date 1900-01-01`. */
export function methodOf(mask: string, isDatetime: boolean): Method {
  const [name, first = "", second = "", third = ""] = mask.split(" ");
  switch (name) {
    case "full":
      return constant(first.repeat(COVER));
    case "last":
      return allBut(keepLast, Number(first), second.repeat(COVER));
    case "first":
      return allBut(keepFirst, Number(first), second.repeat(COVER));
    case "digits":
      return constant(second.repeat(Number(first)));
    case "year":
      return (isDatetime ? movedInstant : movedDay)((_, month, day) => [Number(first), month, day]);
    case "day":
      return (isDatetime ? movedInstant : movedDay)((year) => [year, Number(third), Number(first)]);
    case "date":
      return isDatetime ? fixedInstant(first) : constant(first);
    default:
      return leftOut;
  }
}

export function leftOut(): undefined {
  return undefined;
}

function constant(text: string): Method {
  return () => text;
}

type Keep = (text: string, count: number, cover: string) => string;

/** What is no text is covered whole. */
function allBut(keep: Keep, count: number, cover: string): Method {
  return (value) => (typeof value === "string" && value.length > count ? keep(value, count, cover) : cover);
}

/** Between two of these there is always a border of characters. */
const PLAIN = /^[ -~]*$/;
let segmenter: Intl.Segmenter | undefined;

/** Made when a text first needs it: it takes longer than all else of loading a small policy. Undefined where the engine has none. */
function segmentsOf(text: string): Intl.Segments | undefined {
  segmenter ??= typeof Intl === "object" && "Segmenter" in Intl ? new Intl.Segmenter("en") : undefined;
  return segmenter?.segment(text);
}

/** Characters are what people take for one (grapheme clusters), so that none is cut. Without a segmenter, all is covered. */
function keepLast(text: string, count: number, cover: string): string {
  let at = text.length - count;
  if (!PLAIN.test(text.slice(at - 1))) {
    const segments = segmentsOf(text);
    at = text.length;
    for (let kept = 0; kept < count && at > 0; kept++) at = segments?.containing(at - 1)?.index ?? 0;
  }
  return at <= 0 ? cover : cover + text.slice(at);
}

function keepFirst(text: string, count: number, cover: string): string {
  if (PLAIN.test(text.slice(0, count + 1))) return text.slice(0, count) + cover;
  let seen = 0;
  for (const { index } of segmentsOf(text) ?? []) if (seen++ === count) return text.slice(0, index) + cover;
  return cover;
}

type Move = (year: number, month: number, day: number) => readonly [year: number, month: number, day: number];

/** What is no date is left out. */
function movedDay(move: Move): Method {
  return (value) => {
    if (!isDate(value)) return undefined;
    const [year, month, day] = existing(move(Number(value.slice(0, 4)), Number(value.slice(5, 7)), Number(value.slice(8))));
    return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
  };
}

/** In UTC. A `Date` becomes a `Date`, a text a text. What is no datetime is left out, as is what would leave the years 1 to 9999. */
function movedInstant(move: Move): Method {
  return (value) => {
    const date = new Date(instant(value));
    const [year, month, day] = existing(move(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()));
    date.setUTCFullYear(year, month - 1, day);
    if (Number.isNaN(date.getTime()) || year < 1 || year > 9999) return undefined;
    return typeof value === "string" ? textOf(date) : date;
  };
}

/** The first instant of a day, in UTC, whatever the value: of its time of day nothing is left. */
function fixedInstant(day: string): Method {
  const time = Date.parse(`${day}T00:00:00Z`);
  return (value) => (typeof value === "object" ? new Date(time) : textOf(new Date(time)));
}

/** 29 February becomes the 28th in a year that lacks it. */
function existing([year, month, day]: ReturnType<Move>): ReturnType<Move> {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [year, month, month === 2 && day === 29 && !leap ? 28 : day];
}

function textOf(date: Date): string {
  return date.toISOString().replace(".000Z", "Z");
}

function digits(number: number, length: number): string {
  return String(number).padStart(length, "0");
}
