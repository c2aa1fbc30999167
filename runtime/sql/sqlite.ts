// Conditions for SQLite 3.38 and later. Columns hold values of any type, so that each test asks for the type too.
import type { TypeData } from "../data.ts";
import type { Scalar } from "../filter/condition.ts";
import { isJsonType, MAX_DECIMAL, MAX_INTEGER, typeOnWay } from "./dialect.ts";
import type { Dialect, Slot } from "./dialect.ts";
import { joined, list, param, raw, sql } from "./fragment.ts";
import type { Fragment } from "./fragment.ts";

export const sqlite: Dialect = {
  name: "sqlite",
  // Lists and pages are in JSON, which has a null of its own.
  isNull: (slot, type) =>
    slot.json === undefined && !isJsonType(type) ? sql`${slot.sql} IS NULL` : sql`${typeOf({ ...slot, json: slot.json ?? [] })} = 'null'`,
  known,
  scalar,
  value,
  against: (operator, slot, type, other) => sql`${scalar(slot, type)} ${[operator]} ${value(other, type)}`,
  isOneOf: (slot, type, values) => {
    const [only] = values;
    if (only !== undefined && values.length === 1) return sql`(${scalar(slot, type)} = ${value(only, type)})`;
    return sql`(${scalar(slot, type)} IN ${list(values.map((one) => value(one, type)))})`;
  },
  startsWith: (text, part) => sql`instr(${text}, ${part}) = 1`,
  endsWith: (text, part) => sql`(${part} = '' OR coalesce(substr(CAST(${text} AS BLOB), -length(CAST(${part} AS BLOB))), '') = CAST(${part} AS BLOB))`,
  contains: (text, part) => sql`instr(${text}, ${part}) > 0`,
  length: (slot) => sql`json_array_length(${arrayOf(slot)})`,
  elements: (slot, _element, name) => ({
    from: sql`(SELECT value AS acl_v, type AS acl_t FROM json_each(${arrayOf(slot)})) AS ${raw(name)}`,
    slot: { sql: raw(`${name}.acl_v`), json: [], elementType: raw(`${name}.acl_t`) },
  }),
};

/** `typeof`, or in JSON `json_type`; `bad` for what is no JSON. */
function typeOf({ sql: column, json, elementType }: Slot): Fragment {
  if (elementType !== undefined) return elementType;
  if (json === undefined) return sql`typeof(${column})`;
  const type = typeOnWay((depth) => sql`json_type(${column}, ${raw(pathOf(json.slice(0, depth)))})`, json.length);
  return sql`(CASE WHEN ${column} IS NULL THEN 'null' WHEN ${isJson(column)} THEN ${type} ELSE 'bad' END)`;
}

/** The value itself; null where there is no JSON to read it from. */
function plain({ sql: column, json, elementType }: Slot): Fragment {
  if (json === undefined || elementType !== undefined) return column;
  return sql`(CASE WHEN ${isJson(column)} THEN json_extract(${column}, ${raw(pathOf(json))}) END)`;
}

function isJson(column: Fragment): Fragment {
  return sql`typeof(${column}) = 'text' AND json_valid(${column})`;
}

function pathOf(json: readonly string[]): string {
  return `'$${json.map((name) => `."${name}"`).join("")}'`;
}

function known(slot: Slot, type: TypeData): Fragment {
  if (typeof type !== "string") return knownOther(slot, type);
  const at = typeOf(slot);
  const of = plain(slot);
  switch (type) {
    case "text":
      return sql`${at} = 'text'`;
    case "integer":
      return sql`(CASE ${at} WHEN 'integer' THEN ${isSafe(of)} WHEN 'real' THEN ${isSafe(of)} AND ${of} = CAST(${of} AS INTEGER) ELSE 0 END)`;
    case "decimal": {
      const whole = slot.json === undefined ? isSafe(of) : raw("1");
      return sql`(CASE ${at} WHEN 'integer' THEN ${whole} WHEN 'real' THEN abs(${of}) <= ${raw(MAX_DECIMAL)} ELSE 0 END)`;
    }
    case "boolean":
      if (slot.json !== undefined) return sql`${at} IN ('true', 'false')`;
      return sql`(${at} IN ('integer', 'real') AND ${of} IN (0, 1))`;
    case "date":
      return sql`(${at} = 'text' AND ${isDate(of)})`;
    case "datetime":
      return sql`(${at} = 'text' AND ${isDatetime(of)})`;
    default:
      return raw("(1 = 0)");
  }
}

function knownOther(slot: Slot, [kind, ...names]: Exclude<TypeData, string>): Fragment {
  const inJson: Slot = { ...slot, json: slot.json ?? [] };
  if (kind === "page") return sql`${typeOf(inJson)} = 'object'`;
  if (kind === "union") return sql`(${typeOf(slot)} = 'text' AND ${scalar(slot, "text")} IN ${list(names.map(param))})`;
  const { from, slot: element } = sqlite.elements(slot, names[0] ?? "", "acl_e");
  const isList = sql`${typeOf(inJson)} = 'array' AND json_array_length(${arrayOf(slot)}) <= 10000`;
  return sql`(${isList} AND NOT EXISTS (SELECT 1 FROM ${from} WHERE NOT coalesce(${known(element, names[0] ?? "")}, 0)))`;
}

/** What finds a list in JSON, as the arguments of a function; nothing where there is none. */
function arrayOf({ sql: column, json = [] }: Slot): Fragment {
  return sql`CASE WHEN ${isJson(column)} THEN ${column} ELSE '[]' END, ${raw(pathOf(json))}`;
}

function scalar(slot: Slot, type: TypeData): Fragment {
  const of = plain(slot);
  if (type === "datetime") return milliseconds(of);
  if (type === "decimal" && slot.json !== undefined) return sql`CAST(${of} AS REAL)`;
  return type === "integer" || type === "decimal" || type === "boolean" ? of : sql`(${of} COLLATE BINARY)`;
}

function value(one: Scalar, type: TypeData): Fragment {
  void type;
  return param(typeof one === "boolean" ? Number(one) : one);
}

function isSafe(number: Fragment): Fragment {
  return sql`${number} BETWEEN -${raw(MAX_INTEGER)} AND ${raw(MAX_INTEGER)}`;
}

/** SQLite moves a day that a month lacks into the next month. */
function isDate(text: Fragment): Fragment {
  return sql`${text} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ${text} >= '0001' AND date(${text}, '+0 days') = (${text} COLLATE BINARY)`;
}

/** RFC 3339, as runtime/values.ts reads it. */
function isDatetime(text: Fragment): Fragment {
  const zone = zoneOf(text);
  const fraction = fractionOf(text);
  return joined(
    [
      isDate(sql`substr(${text}, 1, 10)`),
      sql`substr(${text}, 11, 9) GLOB '[Tt][0-2][0-9]:[0-5][0-9]:[0-5][0-9]'`,
      sql`substr(${text}, 12, 2) <= '23'`,
      sql`(${zone} IN ('Z', 'z') OR (${zone} GLOB '[-+][0-2][0-9]:[0-5][0-9]' AND substr(${zone}, 2, 2) <= '23'))`,
      sql`(${fraction} = '' OR (${fraction} GLOB '.[0-9]*' AND substr(${fraction}, 2) NOT GLOB '*[^0-9]*'))`,
    ],
    "AND",
  );
}

function zoneOf(text: Fragment): Fragment {
  return sql`substr(${text}, CASE WHEN substr(${text}, -1) IN ('Z', 'z') THEN -1 ELSE -6 END)`;
}

/** What is between the seconds and the zone. */
function fractionOf(text: Fragment): Fragment {
  return sql`substr(${text}, 20, max(length(${text}) - 19 - length(${zoneOf(text)}), 0))`;
}

/** Milliseconds since 1970. */
function milliseconds(text: Fragment): Fragment {
  const zone = zoneOf(text);
  const seconds = sql`CAST(strftime('%s', substr(${text}, 1, 10) || ' ' || substr(${text}, 12, 8)) AS INTEGER)`;
  const fraction = sql`CAST(substr(substr(${fractionOf(text)}, 2) || '000', 1, 3) AS INTEGER)`;
  const minutes = sql`(CASE substr(${zone}, 1, 1) WHEN '-' THEN -1 WHEN '+' THEN 1 ELSE 0 END * (CAST(substr(${zone}, 2, 2) AS INTEGER) * 60 + CAST(substr(${zone}, 5, 2) AS INTEGER)))`;
  return sql`(${seconds} * 1000 + ${fraction} - ${minutes} * 60000)`;
}
