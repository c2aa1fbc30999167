// Filters as parameterised SQL text.
import type { Filter } from "../filter/condition.ts";
import { FilterError } from "../filter/errors.ts";
import { tablesOf } from "./columns.ts";
import type { Columns } from "./columns.ts";
import { compile } from "./compile.ts";
import type { Dialect, DialectName } from "./dialect.ts";
import { dialectOf } from "./dialects.ts";
import type { SqlValue } from "./fragment.ts";

export interface SqlOptions<O> {
  readonly dialect: DialectName;
  /** By property, the column's name, as it is in the database: it is quoted here. */
  readonly columns: Columns<O, string>;
  /** The column with the class of a row, for filters of several classes. */
  readonly classColumn?: string;
  /** The table's name or alias in the query: needed where columns of two tables have one name. */
  readonly table?: string;
  /** PostgreSQL: how many parameters of the query come before these. */
  readonly parametersBefore?: number;
}

export interface SqlText {
  /** A condition in parentheses, to stand after `WHERE` or `AND`. Never empty. */
  readonly text: string;
  /** In the order of the parameters. */
  readonly values: readonly SqlValue[];
}

/** Throws FilterError where the condition cannot be told. */
export function toSql<O extends object>(filter: Filter<O>, options: SqlOptions<O>): SqlText {
  const { columns, classColumn, table, parametersBefore = 0 } = options;
  const dialect = dialectOf(options.dialect);
  if (!Number.isSafeInteger(parametersBefore) || parametersBefore < 0) throw new FilterError("BAD_OPTIONS", "`parametersBefore` is no number of parameters");
  const values: SqlValue[] = [];
  const numbers = new Map<SqlValue, number>();
  const parameter = (value: SqlValue): string => {
    if (dialect.name !== "postgres") {
      values.push(value);
      return "?";
    }
    const number = numbers.get(value) ?? values.push(value);
    numbers.set(value, number);
    return `$${parametersBefore + number}`;
  };
  const prefix = table === undefined ? "" : `${quoted(table, dialect)}.`;
  const pieces = compile(filter, dialect, tablesOf(columns, classColumn, isColumn));
  const texts = pieces.map((piece) => {
    if (typeof piece === "string") return piece;
    return "value" in piece ? parameter(piece.value) : prefix + quoted(piece.column as string, dialect);
  });
  const text = texts.join("");
  return Object.freeze({ text: text.startsWith("(") && pieces.length === 1 ? text : `(${text})`, values: Object.freeze(values) });
}

function isColumn(value: unknown): value is string {
  return typeof value === "string" && value !== "" && !value.includes("\0");
}

/** Whatever is in it stays a name. */
function quoted(name: string, { name: dialect }: Dialect): string {
  if (!isColumn(name)) throw new FilterError("BAD_OPTIONS", "a name of a column or table is empty");
  return dialect === "mysql" ? `\`${name.replaceAll("`", "``")}\`` : `"${name.replaceAll('"', '""')}"`;
}
