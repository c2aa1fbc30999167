// Conditions for MySQL 8.0.17 and later.
import type { TypeData } from "../data.ts";
import type { Scalar } from "../filter/condition.ts";
import { DATE_PATTERN, isJsonType, MAX_DECIMAL, MAX_INTEGER, typeOnWay } from "./dialect.ts";
import type { Comparison, Dialect, Slot } from "./dialect.ts";
import { joined, list, param, raw, sql } from "./fragment.ts";
import type { Fragment } from "./fragment.ts";

export const mysql: Dialect = {
  name: "mysql",
  // Lists and pages are in JSON, which has a null of its own.
  isNull: (slot, type) => (slot.json === undefined && !isJsonType(type) ? sql`${slot.sql} IS NULL` : sql`${typeOf(slot, slot.json ?? [])} = 'null'`),
  known,
  scalar,
  value,
  against: (operator, slot, type, other) =>
    type === "datetime" && slot.json === undefined
      ? againstTime(operator, slot.sql, other as number)
      : sql`${scalar(slot, type)} ${[operator]} ${value(other, type)}`,
  isOneOf,
  startsWith: (text, part) => sql`LEFT(${text}, LENGTH(${part})) = ${part}`,
  endsWith: (text, part) => sql`RIGHT(${text}, LENGTH(${part})) = ${part}`,
  contains: (text, part) => sql`LOCATE(${part}, ${text}) > 0`,
  length: (slot) => sql`JSON_LENGTH(${arrayOf(slot)})`,
  elements: (slot, _element, name) => ({
    from: sql`JSON_TABLE(${arrayOf(slot)}, '$[*]' COLUMNS (acl_v JSON PATH '$')) AS ${raw(name)}`,
    slot: { sql: raw(`${name}.acl_v`), json: [] },
  }),
};

/** `JSON_TYPE` in small letters; `bad` where something on the way is no object. Columns are of the type JSON. */
function typeOf({ sql: column }: Slot, json: readonly string[]): Fragment {
  return sql`(${typeOnWay((depth) => sql`LOWER(JSON_TYPE(${at(column, json.slice(0, depth))}))`, json.length)})`;
}

function at(column: Fragment, json: readonly string[]): Fragment {
  return json.length === 0 ? column : sql`JSON_EXTRACT(${column}, ${raw(`'$${json.map((name) => `."${name}"`).join("")}'`)})`;
}

const NUMBERS = raw("('integer', 'unsigned integer', 'double', 'decimal')");

function known(slot: Slot, type: TypeData): Fragment {
  if (typeof type !== "string") return knownOther(slot, type);
  if (slot.json !== undefined) return knownJson(slot, slot.json, type);
  const { sql: column } = slot;
  switch (type) {
    case "integer":
      return sql`(${isSafe(column)} AND ${column} = TRUNCATE(${column}, 0))`;
    case "boolean":
      return sql`${column} IN (0, 1)`;
    case "date":
      // Neither zero dates nor, where they are let in, days that a month lacks.
      return sql`(${column} BETWEEN '0001-01-01' AND '9999-12-31' AND DAYOFMONTH(${column}) > 0 AND ${column} <= LAST_DAY(${column}))`;
    case "datetime":
      return sql`(${column} >= '0001-01-01' AND DAYOFMONTH(${column}) > 0 AND DATE(${column}) <= LAST_DAY(${column}))`;
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
      return sql`(CASE WHEN ${found} IN ${NUMBERS} THEN ${isSafe(number(text))} AND ${number(text)} = TRUNCATE(${number(text)}, 0) ELSE 0 END)`;
    case "decimal":
      return sql`(CASE WHEN ${found} IN ${NUMBERS} THEN ABS(${number(text)}) <= ${raw(MAX_DECIMAL)} ELSE 0 END)`;
    case "boolean":
      return sql`${found} = 'boolean'`;
    case "date":
      return sql`(${found} = 'string' AND REGEXP_LIKE(${text}, ${raw(`'${DATE_PATTERN}'`)}, 'c'))`;
    case "datetime":
      return sql`(${found} = 'string' AND REGEXP_LIKE(LEFT(${text}, 10), ${raw(`'${DATE_PATTERN}'`)}, 'c') AND REGEXP_LIKE(SUBSTR(${text}, 11), ${raw(`'${TIME_PATTERN}'`)}, 'c'))`;
    default:
      return raw("(1 = 0)");
  }
}
const TIME_PATTERN = "^[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?([Zz]|[-+]([01][0-9]|2[0-3]):[0-5][0-9])$";

function knownOther(slot: Slot, [kind, ...names]: Exclude<TypeData, string>): Fragment {
  const json = slot.json ?? [];
  if (kind === "page") return sql`${typeOf(slot, json)} = 'object'`;
  if (kind === "union") return joined([known(slot, "text"), sql`${scalar(slot, "text")} IN ${list(names.map((name) => value(name, "text")))}`], "AND");
  const type = names[0] ?? "";
  const { from, slot: element } = mysql.elements(slot, type, "acl_e");
  return sql`(${typeOf(slot, json)} = 'array' AND JSON_LENGTH(${arrayOf(slot)}) <= 10000 AND NOT EXISTS (SELECT 1 FROM ${from} WHERE NOT COALESCE(${known(element, type)}, 0)))`;
}

function arrayOf({ sql: column, json = [] }: Slot): Fragment {
  return sql`CASE WHEN JSON_TYPE(${at(column, json)}) = 'ARRAY' THEN ${at(column, json)} ELSE JSON_ARRAY() END`;
}

function textAt(column: Fragment, json: readonly string[]): Fragment {
  return sql`JSON_UNQUOTE(${at(column, json)})`;
}

function scalar(slot: Slot, type: TypeData): Fragment {
  const { sql: column, json } = slot;
  const read = json === undefined ? column : textAt(column, json);
  switch (type) {
    case "integer":
    case "decimal":
      return json === undefined ? column : number(read);
    case "boolean":
      return json === undefined ? column : sql`(${read} = 'true')`;
    case "date":
      return json === undefined ? column : bytes(read);
    case "datetime":
      return json === undefined ? sql`TIMESTAMPDIFF(MICROSECOND, '1970-01-01', ${column}) DIV 1000` : milliseconds(read);
    default:
      return bytes(read);
  }
}

/** Compared byte by byte: no collation folds, and none pads. */
function bytes(text: Fragment): Fragment {
  return sql`CAST(CONVERT(${text} USING utf8mb4) AS BINARY)`;
}

function number(text: Fragment): Fragment {
  return sql`CAST(${text} AS DOUBLE)`;
}

function isSafe(column: Fragment): Fragment {
  return sql`${column} BETWEEN -${raw(MAX_INTEGER)} AND ${raw(MAX_INTEGER)}`;
}

function milliseconds(text: Fragment): Fragment {
  const zone = sql`RIGHT(${text}, 6)`;
  const minutes = sql`(CASE WHEN ${zone} REGEXP '^[-+]' THEN IF(LEFT(${zone}, 1) = '-', -1, 1) * (SUBSTR(${zone}, 2, 2) * 60 + SUBSTR(${zone}, 5, 2)) ELSE 0 END)`;
  const seconds = sql`TIMESTAMPDIFF(SECOND, '1970-01-01', CONCAT(LEFT(${text}, 10), ' ', SUBSTR(${text}, 12, 8)))`;
  const fraction = sql`CAST(RPAD(COALESCE(REGEXP_SUBSTR(SUBSTR(${text}, 20, 4), '[0-9]+'), ''), 3, '0') AS SIGNED)`;
  return sql`(${seconds} * 1000 + CASE WHEN SUBSTR(${text}, 20, 1) = '.' THEN ${fraction} ELSE 0 END - ${minutes} * 60000)`;
}

function value(one: Scalar, type: TypeData): Fragment {
  if (typeof one === "boolean") return param(Number(one));
  if (typeof one === "number") return param(one);
  return type === "date" ? param(one) : bytes(param(one));
}

/** A `DATETIME` in UTC. Its own values are compared, so that an index serves; what is beyond milliseconds is cut. */
function againstTime(operator: Comparison, column: Fragment, time: number): Fragment {
  const at = (milliseconds: number): Fragment => sql`TIMESTAMPADD(MICROSECOND, ${param(milliseconds)} * 1000, CAST('1970-01-01' AS DATETIME(6)))`;
  if (operator === "<" || operator === ">=") return sql`${column} ${[operator]} ${at(time)}`;
  if (operator === "=") return sql`(${column} >= ${at(time)} AND ${column} < ${at(time + 1)})`;
  return operator === "<=" ? sql`${column} < ${at(time + 1)}` : sql`${column} >= ${at(time + 1)}`;
}

/** Texts are first compared as the column does, so that its index serves, and then exactly. */
function isOneOf(slot: Slot, type: TypeData, values: readonly Scalar[]): Fragment {
  if (type === "datetime" && slot.json === undefined)
    return joined(
      values.map((time) => againstTime("=", slot.sql, time as number)),
      "OR",
    );
  const exact = sql`(${scalar(slot, type)} IN ${list(values.map((one) => value(one, type)))})`;
  const isText = typeof type !== "string" || type === "text";
  return isText && slot.json === undefined ? sql`(${slot.sql} IN ${list(values.map((one) => param(one as string)))} AND ${exact})` : exact;
}
