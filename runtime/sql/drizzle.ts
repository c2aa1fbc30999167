// Filters as conditions of Drizzle: `aclc/sql/drizzle`.
import { sql } from "drizzle-orm";
import type { Column, SQL } from "drizzle-orm";
import type { Filter } from "../filter/condition.ts";
import { FilterError } from "../filter/errors.ts";
import { tablesOf } from "./columns.ts";
import type { ColumnOf, Fitting, PathOf, ValueAt } from "./columns.ts";
import { compile } from "./compile.ts";
import type { Dialect } from "./dialect.ts";
import { dialectOf } from "./dialects.ts";

export interface DrizzleOptions<O> {
  /** By property, a column of a table: `orders.owner`. */
  readonly columns: { readonly [P in PathOf<O>]?: ColumnOf<ColumnFor<ValueAt<O, P>>, ColumnFor<object>> };
  /** The column with the class of a row, for filters of several classes. */
  readonly classColumn?: ColumnFor<string>;
}

/** A column that can hold such a value. */
type ColumnFor<V> = Column & {
  readonly _: { readonly data: Fitting<V> } | (V extends string | number | boolean | Date ? never : { readonly dataType: "json" });
};

/** For `where(toDrizzle(filter, …))`: always SQL, never undefined. Throws FilterError where the condition cannot be told. */
export function toDrizzle<O extends object>(filter: Filter<O>, { columns, classColumn }: DrizzleOptions<O>): SQL<boolean> {
  const tables = tablesOf(columns, classColumn, isColumn);
  const pieces = compile(filter, dialectOfColumns([classColumn, ...Object.values<unknown>(columns)]), tables).map((piece) => {
    if (typeof piece === "string") return sql.raw(piece);
    return "value" in piece ? sql.param(piece.value) : (piece.column as Column);
  });
  return sql<boolean>`(${sql.join(pieces)})`;
}

/** The database is that of the columns; with none, nothing is read. */
function dialectOfColumns(columns: readonly unknown[]): Dialect {
  const found = new Set(columns.flatMap((column) => familyOf(column) ?? []));
  if (found.size > 1) throw new FilterError("BAD_OPTIONS", "the columns are of tables of several databases");
  const [family = "Pg"] = found;
  return dialectOf(family === "Pg" ? "postgres" : family === "SQLite" ? "sqlite" : "mysql");
}

function familyOf(given: unknown): string | undefined {
  const column = typeof given === "object" && given !== null && "json" in given && "column" in given ? given.column : given;
  return /^(Pg|SQLite|MySql)/.exec(typeOf(column) ?? "")?.[1];
}

function typeOf(column: unknown): string | undefined {
  return typeof column === "object" && column !== null && "columnType" in column && typeof column.columnType === "string" ? column.columnType : undefined;
}

function isColumn(value: unknown): boolean {
  const type = typeOf(value);
  if (type === undefined) return false;
  const isLocal = type.startsWith("PgTimestamp") && !(value as { readonly withTimezone?: boolean }).withTimezone;
  const problem = unfit.get(type) ?? (isLocal ? "a `timestamp` without time zone is at no certain time: use `withTimezone: true`" : undefined);
  if (problem !== undefined) throw new FilterError("NOT_EXPRESSIBLE", `the column \`${String((value as Column).name)}\` cannot be asked: ${problem}`);
  return true;
}

const unfit: ReadonlyMap<string, string> = new Map([
  ["SQLiteTimestamp", "a datetime is held as RFC 3339 text: use `text`"],
  ["SQLiteBlobJson", 'JSON is held as text: use `text({ mode: "json" })`'],
  ["SQLiteBigInt", "a number is held as an integer: use `integer`"],
]);
