// What a host's value is for a declared type: a value in its normal form, absent, null, or ill-typed. Never throws.
import type { ScalarName } from "../ast.ts";
import type { ValueType } from "../condition.ts";
import type { OperandValue, Scalar } from "./trace.ts";

/** A list longer than this is ill-typed. */
const longestList = 10_000;

/** A page on the way to a value: what of it is known. */
type Found = { readonly kind: "found"; readonly value: unknown } | { readonly kind: "absent" } | { readonly kind: "ill-typed"; readonly why: string };

/** Walks own properties from `root` along `path` and judges what is there. */
export function valueAt(root: object, path: readonly string[], type: ValueType): OperandValue {
  let at: Found = { kind: "found", value: root };
  for (const [i, segment] of path.entries()) {
    if (at.kind !== "found") return at;
    if (i > 0 && at.value === null) return { kind: "absent" };
    if (!isPage(at.value)) return illTyped(`.${path.slice(0, i).join(".")} is ${describe(at.value)}, not a page`);
    at = ownProperty(at.value, segment);
  }
  if (at.kind !== "found") return at;
  if (at.value === undefined) return { kind: "absent" };
  if (at.value === null) return { kind: "null" };
  return judge(at.value, type);
}

/** An object that may have fields; lists and functions are none. */
export function isPage(value: unknown): value is object {
  try {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function ownProperty(object: object, name: string): Found {
  try {
    if (!Object.hasOwn(object, name)) return { kind: "absent" };
    const value = (object as Record<string, unknown>)[name];
    return value === undefined ? { kind: "absent" } : { kind: "found", value };
  } catch {
    return illTyped("reading it throws");
  }
}

function judge(value: unknown, type: ValueType): OperandValue {
  switch (type.kind) {
    case "page":
      return isPage(value) ? { kind: "value", value: "{…}", defaulted: false } : mismatch(value, "a page");
    case "union":
      if (typeof value !== "string") return mismatch(value, "a text");
      return type.members.includes(value) ? known(value) : illTyped(`${describe(value)} is not among its values`);
    case "list":
      return list(value, type.element);
    case "scalar": {
      const scalar = scalarOf(value, type.name);
      return scalar === undefined ? mismatch(value, articled[type.name]) : known(scalar);
    }
  }
}

/** A list with one element that is ill-typed, null or missing is ill-typed. */
function list(value: unknown, element: ScalarName): OperandValue {
  try {
    if (!Array.isArray(value)) return mismatch(value, "a list");
    if (value.length > longestList) return illTyped(`a list of more than ${longestList} elements`);
    const elements: Scalar[] = [];
    for (let i = 0; i < value.length; i++) {
      const own: unknown = Object.hasOwn(value, i) ? value[i] : undefined;
      const scalar = scalarOf(own, element);
      if (scalar === undefined) return illTyped(`element ${i + 1} is ${describe(own)}, not ${articled[element]}`);
      elements.push(scalar);
    }
    return known(elements);
  } catch {
    return illTyped("reading it throws");
  }
}

/** The normal form, or undefined if the value is not of the type. */
function scalarOf(value: unknown, type: ScalarName): Scalar | undefined {
  switch (type) {
    case "text":
      return typeof value === "string" ? value : undefined;
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "integer":
      return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
    case "decimal":
      return typeof value === "number" && Number.isFinite(value) ? value : undefined;
    case "date":
      return typeof value === "string" && isDate(value) ? value : undefined;
    case "datetime":
      return typeof value === "string" ? instantOf(value) : timeOf(value);
  }
}

/** A `Date`, of this or another realm, that is valid. */
function timeOf(value: unknown): number | undefined {
  try {
    const time = Date.prototype.getTime.call(value);
    return Number.isNaN(time) ? undefined : time;
  } catch {
    return undefined;
  }
}

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** `YYYY-MM-DD` that a calendar has; there is no year 0. */
export function isDate(text: string): boolean {
  const match = datePattern.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const instantPattern = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/** RFC 3339 with an offset, as milliseconds since 1970. Digits after the third are cut; second 60 does not exist. */
export function instantOf(text: string): number | undefined {
  const match = instantPattern.exec(text);
  if (match === null) return undefined;
  const [, date = "", hour, minute, second, fraction = "", sign, offsetHour = "0", offsetMinute = "0"] = match;
  if (!isDate(date) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return undefined;
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const millisecond = Number(fraction.slice(0, 3).padEnd(3, "0"));
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  local.setUTCHours(Number(hour), Number(minute), Number(second), millisecond);
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000;
  return local.getTime() - (sign === "-" ? -offset : offset);
}

const articled: Readonly<Record<ScalarName, string>> = {
  text: "a text",
  integer: "an integer",
  decimal: "a decimal",
  boolean: "a boolean",
  date: "a date",
  datetime: "a datetime",
};

function known(value: Scalar | readonly Scalar[]): OperandValue {
  return { kind: "value", value, defaulted: false };
}

function mismatch(value: unknown, wanted: string): OperandValue {
  return illTyped(`${describe(value)} is not ${wanted}`);
}

function illTyped(why: string): { readonly kind: "ill-typed"; readonly why: string } {
  return { kind: "ill-typed", why };
}

/** A few words that show a value; never calls the value's own code. */
function describe(value: unknown): string {
  if (value === null) return "null";
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
    case "number":
    case "boolean":
      return String(value);
    case "bigint":
      return `the bigint ${value}`;
    case "undefined":
      return "undefined";
    case "object":
      return isPage(value) ? "an object" : "a list";
    default:
      return `a ${typeof value}`;
  }
}
