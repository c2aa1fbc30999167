// Values that a host brings: which are well-typed, and what conditions ask of them.

/** Stands for a value of a wrong type, and for one that cannot be read. No guard accepts it. */
export const illTyped: unique symbol = Symbol("ill-typed");

/** A list with more elements is ill-typed. */
export const MAX_LIST = 10_000;

export function isText(value: unknown): value is string {
  return typeof value === "string";
}

// Functions of the engine itself, which it compiles into their callers.
export const isInteger = Number.isSafeInteger as (value: unknown) => value is number;
export const isDecimal = Number.isFinite as (value: unknown) => value is number;

export function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}

/** `YYYY-MM-DD`, a day that the calendar has, in the years 0001 to 9999. */
export function isDate(value: unknown): value is string {
  return typeof value === "string" && DATE.test(value) && isDay(+value.slice(0, 4), +value.slice(5, 7), +value.slice(8));
}

/** Milliseconds since 1970 of a `Date` or an RFC 3339 text; NaN for all else. */
export function instant(value: unknown): number {
  if (typeof value === "string") return parseInstant(value);
  if (typeof value !== "object" || value === null) return NaN;
  try {
    return getTime.call(value as Date);
  } catch {
    return NaN;
  }
}

export function isOneOf(value: unknown, members: readonly string[]): value is string {
  return typeof value === "string" && members.includes(value);
}

/** A page: an object that is no list. */
export function isPage(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A page's field: its own, absent if the page is, ill-typed if the page is or if it cannot be read. */
export function field(page: unknown, name: string): unknown {
  if (page === undefined || page === null) return undefined;
  try {
    if (!isPage(page)) return illTyped;
    return Object.hasOwn(page, name) ? (page as Record<string, unknown>)[name] : undefined;
  } catch {
    return illTyped;
  }
}

/** The elements of a list if all are well-typed, datetimes as milliseconds; undefined if one is not, or it is no list. */
export function listOf(value: unknown, type: string): readonly unknown[] | undefined {
  try {
    if (!Array.isArray(value) || value.length > MAX_LIST) return undefined;
    const elements: unknown[] = [];
    // What a plain list has at a place that Array.prototype lacks is its own; asking that is faster.
    const isPlain = Object.getPrototypeOf(value) === Array.prototype;
    for (let i = 0; i < value.length; i++) {
      const isOwn = (isPlain && !(i in Array.prototype)) || Object.hasOwn(value, i);
      const element = isOwn ? scalar(value[i], type) : illTyped;
      if (element === illTyped) return undefined;
      elements.push(element);
    }
    return elements;
  } catch {
    return undefined;
  }
}

/** A value of a scalar type: itself, a datetime as milliseconds; `illTyped` if it is none. */
export function scalar(value: unknown, type: string): unknown {
  switch (type) {
    case "text":
      return isText(value) ? value : illTyped;
    case "integer":
      return isInteger(value) ? value : illTyped;
    case "decimal":
      return isDecimal(value) ? value : illTyped;
    case "boolean":
      return isBoolean(value) ? value : illTyped;
    case "date":
      return isDate(value) ? value : illTyped;
    case "datetime": {
      const time = instant(value);
      return Number.isNaN(time) ? illTyped : time;
    }
    default:
      return illTyped;
  }
}

/** Every element of `other` is in `list`. */
export function includesAll(list: readonly unknown[], other: readonly unknown[]): boolean {
  const has = lookup(list, other.length);
  return other.every(has);
}

/** Some element of `other` is in `list`. */
export function includesAny(list: readonly unknown[], other: readonly unknown[]): boolean {
  const has = lookup(list, other.length);
  return other.some(has);
}

/** `now`, moved by `offset` milliseconds. */
export function clock(now: () => number, offset: number): number {
  return now() + offset;
}

/** `today` in UTC, moved by `offset` days. */
export function today(now: () => number, offset: number): string {
  const text = new Date(now() + offset * DAY).toISOString().slice(0, 10);
  if (!isDate(text)) throw new RangeError("a day that no date can be");
  return text;
}

const DAY = 86_400_000;
const DATE = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,3})\d*)?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;
const getTime = Date.prototype.getTime;

function parseInstant(text: string): number {
  const match = INSTANT.exec(text);
  if (match === null) return NaN;
  const [, year, month, day, hour, minute, second, fraction = "", sign, offsetHour = 0, offsetMinute = 0] = match;
  if (!isDay(Number(year), Number(month), Number(day))) return NaN;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, "0")));
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000;
  return date.getTime() - (sign === "-" ? -offset : offset);
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

function lookup(list: readonly unknown[], asked: number): (element: unknown) => boolean {
  if (list.length * asked <= 256) return (element) => list.includes(element);
  const set = new Set(list);
  return (element) => set.has(element);
}
