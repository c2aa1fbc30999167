// Filters = checks on PostgreSQL: every operator, row by row, in columns of its own types and in JSON.
import { drizzle } from "drizzle-orm/node-postgres";
import { char, doublePrecision, integer, jsonb, pgTable, text as textColumn, timestamp } from "drizzle-orm/pg-core";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Filter } from "../../runtime/index.ts";
import { toDrizzle } from "../../runtime/sql/drizzle.ts";
import { toKysely } from "../../runtime/sql/kysely.ts";
import { toSql } from "../../runtime/sql/index.ts";
import { postgresBinaries, startPostgres } from "../external/servers.ts";
import type { Server } from "../external/servers.ts";
import { seed } from "../generate/seed.ts";
import { compareAll, jsonColumns, plainColumns } from "./compare.ts";
import { jsonRows, randomOf } from "./rows.ts";
import type { Row } from "./rows.ts";

const isThere = postgresBinaries() !== undefined;
if (!isThere) {
  if (process.env["CI"] === "true") throw new Error("PostgreSQL is not installed: filters cannot be compared with it");
  console.warn("SKIPPED: PostgreSQL is not installed, so that filters are not compared with it");
}

/** The column's type, and which of the odd values it can hold. */
const columns: Readonly<Record<string, { readonly type: string; readonly cast: (value: unknown) => unknown }>> = {
  title: { type: "text COLLATE folding", cast: text },
  owner: { type: "char(4)", cast: (value) => (typeof value === "string" && value.length <= 4 ? value : null) },
  status: { type: "text", cast: text },
  color: { type: "shade", cast: (value) => (value === "red" || value === "%" || value === "Red" || value === "Open" ? value : null) },
  count: { type: "double precision", cast: number },
  size: { type: "bigint", cast: (value) => (Number.isSafeInteger(value) ? value : null) },
  amount: { type: "double precision", cast: number },
  price: { type: "numeric", cast: number },
  flag: { type: "boolean", cast: boolean },
  done: { type: "boolean", cast: boolean },
  day: { type: "date", cast: date },
  until: { type: "date", cast: date },
  at: { type: "timestamptz", cast: instant },
  seen: { type: "timestamptz", cast: instant },
  labels: { type: "text[]", cast: (value) => list(value, text) },
  tags: { type: "varchar[]", cast: (value) => list(value, text) },
  numbers: { type: "double precision[]", cast: (value) => list(value, number) },
  rates: { type: "numeric[]", cast: (value) => list(value, number) },
  flags: { type: "boolean[]", cast: (value) => list(value, boolean) },
  days: { type: "date[]", cast: (value) => list(value, date) },
  times: { type: "timestamptz[]", cast: (value) => list(value, instant) },
  customer: { type: "jsonb", cast: (value) => (value === undefined ? null : JSON.stringify(value)) },
};

let server: Server | undefined;
let pool: pg.Pool | undefined;

beforeAll(async () => {
  if (!isThere) return;
  server = await startPostgres();
  // As an application reads them: dates as texts, numbers as numbers.
  const read = (oid: number, format?: string): unknown => {
    if (oid === 1082) return (value: string) => value;
    if (oid === 20 || oid === 1700) return Number;
    if (oid === 1182) return (value: string) => arrayOf(value, (element) => element);
    if (oid === 1231) return (value: string) => arrayOf(value, Number);
    return pg.types.getTypeParser(oid, format as "text");
  };
  pool = new pg.Pool({ host: "127.0.0.1", port: server.port, user: "acl", database: "postgres", max: 2, types: { getTypeParser: read as never } });
}, 60_000);

afterAll(async () => {
  await pool?.end();
  await server?.stop();
});

test.runIf(isThere)("SQL text on PostgreSQL", { timeout: 250_000 }, async () => {
  if (pool === undefined) throw new Error("no server");
  const db = pool;
  await db.query(`CREATE COLLATION folding (provider = icu, locale = 'und-u-ks-level1', deterministic = false)`);
  await db.query(`CREATE TYPE shade AS ENUM ('red', '%', 'Red', 'Open')`);
  await db.query(
    `CREATE TABLE rows (id integer, ${Object.entries(columns)
      .map(([name, { type }]) => `"${name}" ${type}`)
      .join(", ")})`,
  );
  await db.query("CREATE TABLE documents (id integer, data jsonb)");
  const names = Object.keys(columns);
  for (const row of jsonRows(250, randomOf(seed))) {
    const values = names.map((name) => columns[name]?.cast(row[name]));
    await db.query(`INSERT INTO rows VALUES ($1, ${names.map((_, i) => `$${i + 2}`).join(", ")})`, [row["id"], ...values]);
    await db.query("INSERT INTO documents VALUES ($1, $2)", [row["id"], JSON.stringify(row)]);
  }
  // What no driver sends.
  await db.query(`UPDATE rows SET "day" = 'infinity', "at" = '-infinity', "labels" = '{{a},{b}}', "days" = '{NULL}', "times" = '{infinity}' WHERE id % 41 = 7`);
  await db.query(`UPDATE rows SET "count" = 'NaN', "amount" = 'Infinity', "price" = 'NaN', "day" = '0044-03-15 BC', "numbers" = '{NaN,1}' WHERE id % 41 = 9`);
  await db.query(`UPDATE rows SET "at" = '2026-03-01 12:00:00.123456+00', "times" = '{"2026-03-01 12:00:00.1239+00"}' WHERE id % 41 = 11`);
  const objects = (await db.query<Row>("SELECT * FROM rows ORDER BY id")).rows;
  const documents = (await db.query<{ data: Row }>("SELECT data FROM documents ORDER BY id")).rows.map(({ data }) => data);
  const ids = async (table: string, filter: Filter, map: Readonly<Record<string, string>>): Promise<ReadonlySet<number>> => {
    const { text, values } = toSql(filter, { dialect: "postgres", columns: map, table, parametersBefore: 1 });
    const { rows } = await db.query<{ id: number }>(`SELECT id FROM ${table} WHERE id > $1 AND ${text}`, [-1, ...values]);
    return new Set(rows.map(({ id }) => id));
  };
  const kysely = new Kysely<Record<"rows", Record<string, string>>>({ dialect: new PostgresDialect({ pool: db }) });
  const aliased = Object.fromEntries(names.map((name) => [name, `r.${name}`]));
  const compared = await compareAll("PostgreSQL", [
    { name: "columns", objects, ids: (filter) => ids("rows", filter, plainColumns) },
    { name: "JSON", objects: documents, ids: (filter) => ids("documents", filter, jsonColumns) },
    {
      name: "Kysely",
      objects,
      every: 3,
      ids: async (filter) => {
        const query = kysely
          .selectFrom("rows as r")
          .select("r.id")
          .where((eb) => toKysely(eb, filter, { dialect: "postgres", columns: aliased as never }));
        return new Set((await query.execute()).map(({ id }) => Number(id)));
      },
    },
    {
      name: "Drizzle",
      objects,
      every: 3,
      ids: async (filter) => {
        const found = await drizzle(db)
          .select({ id: table.id })
          .from(table)
          .where(toDrizzle(filter, { columns: table as never }));
        return new Set(found.map(({ id }) => id));
      },
    },
  ]);
  expect(compared).toBeGreaterThan(250_000);
});

const table = pgTable("rows", {
  id: integer().notNull(),
  ...(Object.fromEntries(Object.entries(columns).map(([name, { type }]) => [name, kindOf(name, type)])) as Record<string, ReturnType<typeof textColumn>>),
});

function kindOf(name: string, type: string): unknown {
  if (type === "timestamptz") return timestamp({ withTimezone: true });
  if (type === "timestamptz[]") return timestamp({ withTimezone: true }).array();
  if (type === "char(4)") return char({ length: 4 });
  if (type === "jsonb") return jsonb();
  if (type === "double precision") return doublePrecision();
  return type.endsWith("[]") ? textColumn().array() : textColumn(name);
}

function text(value: unknown): unknown {
  return typeof value === "string" ? value : null;
}
function number(value: unknown): unknown {
  return typeof value === "number" ? value : null;
}
function boolean(value: unknown): unknown {
  return typeof value === "boolean" ? value : null;
}
function date(value: unknown): unknown {
  return typeof value === "string" &&
    /^\d{4}-\d\d-\d\d$/.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString().startsWith(value) &&
    !value.startsWith("0000")
    ? value
    : null;
}
function instant(value: unknown): unknown {
  return typeof value === "string" &&
    /[zZ]|[+-]\d\d:\d\d$/.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    !value.startsWith("0000") &&
    !/2026-02-30|\+2[34]:/.test(value)
    ? value
    : null;
}
function list(value: unknown, element: (value: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map(element) : null;
}

/** A one-dimensional array of PostgreSQL without quotes in it. */
function arrayOf(text: string, element: (text: string) => unknown): unknown {
  return text === "{}"
    ? []
    : text
        .slice(1, -1)
        .split(",")
        .map((part) => (part === "NULL" ? null : element(part.replaceAll('"', ""))));
}
