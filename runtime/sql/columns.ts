// Column maps: which column holds a property.
import type { Property, Test } from "../filter/condition.ts";
import { describe } from "../filter/condition.ts";
import { FilterError } from "../filter/errors.ts";
import type { Tables } from "./compile.ts";
import type { Slot } from "./dialect.ts";

/** The properties of an object and the fields of its pages: `owner`, `customer.region`. */
export type PathOf<O> = O extends unknown ? Paths<O> : never;
type Paths<O> = { [P in keyof O & string]: P | (IsPage<NonNullable<O[P]>> extends true ? `${P}.${Paths<NonNullable<O[P]>>}` : never) }[keyof O & string];
type IsPage<V> = V extends string | number | boolean | Date | readonly unknown[] ? false : true;

/** What a path leads to. */
export type ValueAt<O, P extends string> = O extends unknown ? At<O, P> : never;
type At<O, P extends string> = P extends keyof O
  ? NonNullable<O[P]>
  : P extends `${infer Page}.${infer Rest}`
    ? Page extends keyof O
      ? ValueAt<NonNullable<O[Page]>, Rest>
      : never
    : never;

/** What a column may give for a value: a number as text where a driver does, a boolean as 0 and 1, a list or page as JSON. */
export type Fitting<V> = V extends boolean
  ? boolean | number
  : V extends number
    ? number | bigint | string
    : V extends string | Date
      ? string | Date
      : string | object;

/** A column of the database's own type, or the place of a value in a column with JSON: `[]` is the column's whole value. */
export type ColumnOf<C, J = C> = C | JsonColumn<J>;
export interface JsonColumn<C> {
  readonly column: C;
  readonly json: readonly string[];
}

/** By property. A page in one JSON column brings its fields with it. What no condition reads may be left out. */
export type Columns<O, C> = Readonly<Partial<Record<PathOf<O>, ColumnOf<C>>>>;

/** `isColumn` tells what an adapter takes for a column. */
export function tablesOf(columns: object, classColumn: unknown, isColumn: (value: unknown) => boolean): Tables {
  if (typeof columns !== "object" || columns === null) throw new FilterError("BAD_OPTIONS", "`columns` is no column map");
  return {
    slot: (property, test) => slotOf(columns, isColumn, property, test),
    classSlot: () => {
      if (classColumn === undefined)
        throw new FilterError("NO_CLASS_COLUMN", "a filter of several classes needs `classColumn`, the column with the class of a row");
      if (!isColumn(classColumn)) throw new FilterError("BAD_OPTIONS", "`classColumn` is no column");
      return { sql: [{ column: classColumn }] };
    },
  };
}

function slotOf(columns: object, isColumn: (value: unknown) => boolean, { path }: Property, test: Test): Slot {
  for (let length = path.length; length > 0; length--) {
    const name = path.slice(0, length).join(".");
    const given: unknown = Object.hasOwn(columns, name) ? (columns as Readonly<Record<string, unknown>>)[name] : undefined;
    if (given === undefined) continue;
    const rest = path.slice(length);
    if (isColumn(given)) return { sql: [{ column: given }], ...(rest.length > 0 ? { json: safe(rest, name) } : {}) };
    if (isJsonColumn(given) && isColumn(given.column)) return { sql: [{ column: given.column }], json: safe([...given.json, ...rest], name) };
    throw new FilterError("BAD_OPTIONS", `what the column map says of \`${name}\` is no column`);
  }
  throw new FilterError("NO_COLUMN", `\`${describe(test)}\` reads \`${path.join(".")}\`, which the column map lacks: add it`);
}

function isJsonColumn(value: unknown): value is JsonColumn<unknown> {
  return typeof value === "object" && value !== null && "column" in value && "json" in value && Array.isArray(value.json);
}

/** A way into JSON is written into the query, so that it is held to letters, digits, `_` and `-`. */
function safe(json: readonly unknown[], name: string): readonly string[] {
  for (const part of json) {
    if (typeof part !== "string" || !/^[A-Za-z_][\w-]*$/.test(part))
      throw new FilterError("BAD_OPTIONS", `the way into JSON of \`${name}\` holds what is no name`);
  }
  return json as readonly string[];
}
