// Conditions for PostgreSQL 12 and later.
import type { TypeData } from "../data.ts";
import type { Scalar } from "../filter/condition.ts";
import { DATE_PATTERN, MAX_DECIMAL, MAX_INTEGER, typeOnWay } from "./dialect.ts";
import type { Comparison, Dialect, Slot } from "./dialect.ts";
import { joined, list, param, raw, sql } from "./fragment.ts";
import type { Fragment } from "./fragment.ts";

export const postgres: Dialect = {
  name: "postgres",
  isNull: (slot, type) => (slot.json === undefined && !isPage(type) ? sql`${slot.sql} IS NULL` : sql`${typeOf(slot, slot.json ?? [])} = 'null'`),
  known,
  scalar,
  value,
  against,
  isOneOf,
  startsWith: (text, part) => sql`starts_with(${text}, ${part})`,
  endsWith: (text, part) => sql`right(${text}, length(${part})) = ${part}`,
  contains: (text, part) => sql`strpos(${text}, ${part}) > 0`,
  length: (slot) => (slot.json === undefined ? sql`cardinality(${slot.sql})` : sql`jsonb_array_length(${arrayOf(slot, slot.json)})`),
  elements: (slot, _element, name) => {
    const elements = slot.json === undefined ? sql`unnest(${slot.sql})` : sql`jsonb_array_elements(${arrayOf(slot, slot.json)})`;
    const made: Slot = { sql: raw(`${name}.acl_v`), ...(slot.json === undefined ? {} : { json: [] }) };
    return { from: sql`${elements} AS ${raw(`${name}(acl_v)`)}`, slot: made };
  },
};

/** `jsonb_typeof`; `bad` where something on the way is no object. */
function typeOf({ sql: column }: Slot, json: readonly string[]): Fragment {
  return sql`(${typeOnWay((depth) => sql`jsonb_typeof(${at(column, json.slice(0, depth))})`, json.length)})`;
}

function at(column: Fragment, json: readonly string[]): Fragment {
  return json.length === 0 ? sql`(${column})::jsonb` : sql`((${column})::jsonb #> ${raw(`'{${json.join(",")}}'`)})`;
}

function textAt(column: Fragment, json: readonly string[]): Fragment {
  return sql`((${column})::jsonb #>> ${raw(`'{${json.join(",")}}'`)})`;
}

function known(slot: Slot, type: TypeData): Fragment {
  if (typeof type !== "string") return knownOther(slot, type);
  if (slot.json !== undefined) return knownJson(slot, slot.json, type);
  const { sql: column } = slot;
  switch (type) {
    case "integer":
      return sql`(${column} BETWEEN -${raw(MAX_INTEGER)} AND ${raw(MAX_INTEGER)} AND ${column} = trunc(${column}))`;
    case "decimal":
      return sql`abs((${column})::float8) < 'Infinity'::float8`;
    case "date":
      return sql`${column} BETWEEN '0001-01-01' AND '9999-12-31'`;
    case "datetime":
      return sql`isfinite(${column})`;
    default:
      return sql`${column} IS NOT NULL`;
  }
}

function knownJson(slot: Slot, json: readonly string[], type: string): Fragment {
  const found = typeOf(slot, json);
  const text = textAt(slot.sql, json);
  switch (type) {
    case "text":
      return sql`${found} = 'string'`;
    case "integer":
      return sql`(CASE WHEN ${found} = 'number' THEN (${text})::numeric BETWEEN -${raw(MAX_INTEGER)} AND ${raw(MAX_INTEGER)} AND (${text})::numeric = trunc((${text})::numeric) ELSE false END)`;
    case "decimal":
      return sql`(CASE WHEN ${found} = 'number' THEN abs((${text})::numeric) <= ${raw(MAX_DECIMAL)} ELSE false END)`;
    case "boolean":
      return sql`${found} = 'boolean'`;
    case "date":
      return sql`(${found} = 'string' AND ${text} ~ ${raw(`'${DATE_PATTERN}'`)})`;
    case "datetime":
      return sql`(${found} = 'string' AND left(${text}, 10) ~ ${raw(`'${DATE_PATTERN}'`)} AND substr(${text}, 11) ~ ${raw(`'${TIME_PATTERN}'`)})`;
    default:
      return raw("(1 = 0)");
  }
}
const TIME_PATTERN = "^[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$";

function knownOther(slot: Slot, [kind, ...names]: Exclude<TypeData, string>): Fragment {
  const { sql: column, json } = slot;
  if (kind === "page") return sql`${typeOf(slot, json ?? [])} = 'object'`;
  if (kind === "union") return joined([known(slot, "text"), sql`${scalar(slot, "text")} IN ${list(names.map((name) => value(name, "text")))}`], "AND");
  const type = names[0] ?? "";
  const { from, slot: element } = postgres.elements(slot, type, "acl_e");
  const isList =
    json === undefined
      ? sql`cardinality(${column}) <= 10000 AND coalesce(array_ndims(${column}), 1) = 1`
      : sql`${typeOf(slot, json)} = 'array' AND jsonb_array_length(${arrayOf(slot, json)}) <= 10000`;
  return sql`(${isList} AND NOT EXISTS (SELECT 1 FROM ${from} WHERE NOT coalesce(${known(element, type)}, false)))`;
}

/** A list in JSON, an empty one where there is none. */
function arrayOf({ sql: column }: Slot, json: readonly string[]): Fragment {
  return sql`CASE WHEN jsonb_typeof(${at(column, json)}) = 'array' THEN ${at(column, json)} ELSE '[]'::jsonb END`;
}

/** What cannot be cast is not: `CASE` asks first. */
function scalar(slot: Slot, type: TypeData): Fragment {
  const { sql: column, json } = slot;
  const cast = typeof type === "string" ? type : "text";
  if (json !== undefined && cast !== "text") return sql`(CASE WHEN ${knownJson(slot, json, cast)} THEN ${fromJson(textAt(column, json), cast)} END)`;
  switch (cast) {
    case "integer":
    case "boolean":
    case "date":
      return column;
    case "decimal":
      return sql`(${column})::float8`;
    case "datetime":
      return sql`date_trunc('milliseconds', ${column})`;
    default:
      // As it is printed: a cast would cut the blanks of a `char(n)`, and `citext` would fold.
      return json === undefined ? sql`(format('%s', ${column}) COLLATE "C")` : sql`(${textAt(column, json)} COLLATE "C")`;
  }
}

function fromJson(text: Fragment, type: string): Fragment {
  switch (type) {
    case "integer":
      return sql`(${text})::numeric`;
    case "decimal":
      return sql`(${text})::numeric::float8`;
    case "boolean":
      return sql`(${text})::boolean`;
    case "date":
      return sql`(${text})::date`;
    default: {
      const local = sql`(left(${text}, 10) || ' ' || substr(${text}, 12, 8) || coalesce(substring(${text} from '\\.[0-9]{1,3}'), ''))::timestamp`;
      const zone = sql`coalesce(substring(${text} from '[+-][0-9]{2}:[0-9]{2}$'), '+00:00')`;
      const offset = sql`(left(${zone}, 1) || '1')::integer * (substr(${zone}, 2, 2)::integer * interval '1 hour' + substr(${zone}, 5, 2)::integer * interval '1 minute')`;
      return sql`((${local} - ${offset}) AT TIME ZONE 'UTC')`;
    }
  }
}

function value(one: Scalar, type: TypeData): Fragment {
  if (typeof one === "boolean") return sql`${param(one)}::boolean`;
  if (typeof one === "string") return type === "date" ? sql`${param(one)}::date` : sql`${param(one)}::text`;
  if (type === "datetime") return sql`(timestamptz 'epoch' + ${param(one)}::float8 * interval '1 millisecond')`;
  return type === "integer" && Number.isSafeInteger(one) ? sql`${param(one)}::bigint` : sql`${param(one)}::float8`;
}

function against(operator: Comparison, slot: Slot, type: TypeData, other: Scalar): Fragment {
  if (type === "datetime" && slot.json === undefined) return againstTime(operator, slot.sql, other as number);
  return sql`${scalar(slot, type)} ${[operator]} ${value(other, type)}`;
}

/** Of a column with microseconds, which are cut: by its own values, so that an index serves. */
function againstTime(operator: Comparison, column: Fragment, time: number): Fragment {
  const [here, next] = [value(time, "datetime"), value(time + 1, "datetime")];
  if (operator === "<" || operator === ">=") return sql`${column} ${[operator]} ${here}`;
  if (operator === "=") return sql`(${column} >= ${here} AND ${column} < ${next})`;
  return operator === "<=" ? sql`${column} < ${next}` : sql`${column} >= ${next}`;
}

/** Texts are first compared as the column does, so that its index serves, and then exactly. */
function isOneOf(slot: Slot, type: TypeData, values: readonly Scalar[]): Fragment {
  if (type === "datetime" && slot.json === undefined)
    return joined(
      values.map((time) => againstTime("=", slot.sql, time as number)),
      "OR",
    );
  const among = (found: Fragment): Fragment => {
    const [only] = values;
    if (only !== undefined && values.length === 1) return sql`${found} = ${value(only, type)}`;
    return sql`${found} IN ${list(values.map((one) => value(one, type)))}`;
  };
  const exact = sql`(${among(scalar(slot, type))})`;
  const isText = typeof type !== "string" || type === "text";
  return isText && slot.json === undefined ? sql`(${among(sql`(${slot.sql})::text`)} AND ${exact})` : exact;
}

function isPage(type: TypeData): boolean {
  return typeof type !== "string" && type[0] === "page";
}
