// Filters = checks on SQLite: every operator, row by row, in columns of any type and in JSON.
import { DatabaseSync } from "@photostructure/sqlite";
import { QueryBuilder, integer, numeric, sqliteTable, text as textColumn } from "drizzle-orm/sqlite-core";
import { DummyDriver, Kysely, SqliteAdapter, SqliteQueryCompiler } from "kysely";
import { expect, test } from "vitest";
import { toDrizzle } from "../../runtime/sql/drizzle.ts";
import { toKysely } from "../../runtime/sql/kysely.ts";
import { toSql } from "../../runtime/sql/index.ts";
import { compareAll, jsonColumns, plainColumns } from "./compare.ts";
import { elements, jsonRows, randomOf } from "./rows.ts";
import type { Row } from "./rows.ts";
import { seed } from "../generate/seed.ts";

const names = Object.keys(plainColumns).filter((name) => !name.includes("."));
const isJson = new Set<string>([...Object.keys(elements), "customer"]);

test("SQL text on SQLite", { timeout: 120_000 }, async () => {
  const db = new DatabaseSync(":memory:");
  // One column folds case; the others hold whatever comes.
  db.exec(`CREATE TABLE rows (id, ${names.map((name) => `"${name}" ${name === "title" ? "COLLATE NOCASE" : ""}`).join(", ")})`);
  db.exec("CREATE TABLE documents (id, data)");
  const insert = db.prepare(`INSERT INTO rows VALUES (?, ${names.map(() => "?").join(", ")})`);
  const rows = jsonRows(250, randomOf(seed));
  for (const row of rows) {
    insert.run(row["id"] as number, ...names.map((name) => stored(row[name], isJson.has(name)) as never));
    db.prepare("INSERT INTO documents VALUES (?, ?)").run(row["id"] as number, JSON.stringify(row));
  }
  const plain = (db.prepare("SELECT * FROM rows ORDER BY id").all() as Row[]).map((row) => readRow(row));
  const documents = (db.prepare("SELECT data FROM documents ORDER BY id").all() as { data: string }[]).map(({ data }) => JSON.parse(data) as Row);
  const ids = (table: string, text: string, values: readonly unknown[]): ReadonlySet<number> =>
    new Set((db.prepare(`SELECT id FROM ${table} WHERE ${text}`).all(...(values as never[])) as { id: number }[]).map(({ id }) => id));
  const found = (query: string, values: readonly unknown[]): ReadonlySet<number> =>
    new Set((db.prepare(query).all(...(values as never[])) as { id: number }[]).map(({ id }) => id));
  const kysely = new Kysely<Record<"rows", Record<string, string>>>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: () => {
        throw new Error("not asked");
      },
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  const aliased = Object.fromEntries(names.map((name) => [name, `r.${name}`]));
  const compared = await compareAll("SQLite", [
    {
      name: "columns",
      objects: plain,
      ids: (filter) => {
        const { text, values } = toSql(filter, { dialect: "sqlite", columns: plainColumns });
        return ids("rows", text, values);
      },
    },
    {
      name: "JSON",
      objects: documents,
      ids: (filter) => {
        const { text, values } = toSql(filter, { dialect: "sqlite", columns: jsonColumns, table: "documents" });
        return ids("documents", text, values);
      },
    },
    {
      name: "Kysely",
      objects: plain,
      every: 3,
      ids: (filter) => {
        const query = kysely
          .selectFrom("rows as r")
          .select("r.id")
          .where((eb) => toKysely(eb, filter, { dialect: "sqlite", columns: aliased as never }));
        const { sql, parameters } = query.compile();
        return found(sql, parameters);
      },
    },
    {
      name: "Drizzle",
      objects: plain,
      every: 3,
      ids: (filter) => {
        const { sql, params } = new QueryBuilder()
          .select({ id: table.id })
          .from(table)
          .where(toDrizzle(filter, { columns: table as never }))
          .toSQL();
        return found(sql, params);
      },
    },
  ]);
  expect(compared).toBeGreaterThan(250_000);
  db.close();
});

const table = sqliteTable("rows", {
  id: integer().notNull(),
  ...(Object.fromEntries(names.map((name) => [name, kindOf(name)])) as Record<string, ReturnType<typeof textColumn>>),
});

function kindOf(name: string): unknown {
  if (isJson.has(name)) return textColumn({ mode: "json" });
  if (name === "flag" || name === "done") return integer({ mode: "boolean" });
  return name === "count" ? integer() : name === "amount" ? numeric({ mode: "number" }) : textColumn();
}

/** Booleans are 0 and 1, lists and pages JSON; sometimes no JSON at all. */
function stored(value: unknown, json: boolean): unknown {
  if (value === undefined || value === null) return null;
  if (json) return typeof value === "string" ? value : JSON.stringify(value);
  if (typeof value === "boolean") return Number(value);
  return typeof value === "object" ? JSON.stringify(value) : value;
}

/** As an application reads them. */
function readRow(row: Row): Row {
  const entries = Object.entries(row).map(([name, value]) => {
    if (isJson.has(name) && typeof value === "string") return [name, parsed(value)];
    if ((name === "flag" || name === "done") && (value === 0 || value === 1)) return [name, value === 1];
    return [name, value];
  });
  return Object.fromEntries(entries) as Row;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
