// Filters as conditions of Kysely: `aclc/sql/kysely`.
import { sql } from "kysely";
import type { ExpressionBuilder, ExtractTypeFromStringReference, RawBuilder, SelectType, SqlBool, StringReference } from "kysely";
import type { Filter } from "../filter/condition.ts";
import { FilterError } from "../filter/errors.ts";
import { tablesOf } from "./columns.ts";
import type { ColumnOf, Fitting, PathOf, ValueAt } from "./columns.ts";
import { compile } from "./compile.ts";
import type { DialectName } from "./dialect.ts";
import { dialectOf } from "./dialects.ts";

export interface KyselyOptions<DB, TB extends keyof DB, O> {
  readonly dialect: DialectName;
  /** By property, a column of the query's tables, as Kysely writes it: `owner`, `o.owner`. */
  readonly columns: { readonly [P in PathOf<O>]?: ColumnOf<ColumnFor<DB, TB, ValueAt<O, P>>, ColumnFor<DB, TB, object>> };
  /** The column with the class of a row, for filters of several classes. */
  readonly classColumn?: ColumnFor<DB, TB, string>;
}

/** The columns that can hold such a value. */
type ColumnFor<DB, TB extends keyof DB, V> = {
  [R in StringReference<DB, TB>]: NonNullable<SelectType<ExtractTypeFromStringReference<DB, TB, R>>> extends Fitting<V> ? R : never;
}[StringReference<DB, TB>];

/** For `where((eb) => toKysely(eb, filter, …))`. Throws FilterError where the condition cannot be told. */
export function toKysely<DB, TB extends keyof DB, O extends object>(
  eb: ExpressionBuilder<DB, TB>,
  filter: Filter<O>,
  { dialect, columns, classColumn }: KyselyOptions<DB, TB, O>,
): RawBuilder<SqlBool> {
  const texts = [""];
  const parts: unknown[] = [];
  for (const piece of compile(filter, dialectOf(dialect), tablesOf(columns, classColumn, isColumn))) {
    if (typeof piece === "string") {
      texts[texts.length - 1] += piece;
      continue;
    }
    parts.push("value" in piece ? sql.val(piece.value) : eb.ref(piece.column as StringReference<DB, TB>));
    texts.push("");
  }
  texts[0] = `(${texts[0] ?? ""}`;
  texts[texts.length - 1] += ")";
  return sql<SqlBool>(Object.assign(texts, { raw: texts }), ...parts);
}

function isColumn(value: unknown): boolean {
  if (typeof value === "string" && value.includes("->"))
    throw new FilterError("BAD_OPTIONS", `\`${value}\` is no column: a way into JSON is written { column, json }`);
  return typeof value === "string" && value !== "";
}
