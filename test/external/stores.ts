// The stores that tests run against. Each is a fresh one, with a clock that the test can move.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync, type DatabaseSyncInstance } from "@photostructure/sqlite";
import type { LinkStore } from "aclc/external";
import { memoryStore } from "aclc/external/memory";
import { postgresStore } from "aclc/external/postgres";
import { redisStore } from "aclc/external/redis";
import { sqliteStore } from "aclc/external/sqlite";
import { connectPostgres, connectRedis, postgresBinaries, redisBinary, startPostgres, startRedis, type Server } from "./servers.ts";

/** A transaction of whatever store: tests write to it through `execute`. */
export type AnyTx = unknown;

export interface Opened {
  readonly store: LinkStore<AnyTx>;
  /** Milliseconds that the store's clock is ahead. */
  skew: number;
  /** Runs SQL, where the store has some, in a transaction or by itself; `?` are values. */
  readonly sql: (text: string, values?: readonly (string | number)[], on?: AnyTx) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Changes a link's row behind the store's back: a column as `Link` names it. */
  readonly edit: (id: string, column: string, value: string) => Promise<void>;
  /** All that the store keeps, as a thief would have it. */
  readonly dump: () => Promise<string>;
  /** What the driver gave: a database, a pool. */
  readonly connection: unknown;
  readonly close: () => Promise<void>;
}

export interface Kind {
  readonly name: "memory" | "sqlite" | "postgres" | "redis";
  readonly transactional: boolean;
  readonly missing: string | undefined;
  readonly open: () => Promise<Opened>;
  readonly stop: () => Promise<void>;
}

let postgres: Promise<Server> | undefined;
let redis: Promise<Server> | undefined;

export const kinds: readonly Kind[] = [
  { name: "memory", transactional: false, missing: undefined, open: openMemory, stop: async () => undefined },
  { name: "sqlite", transactional: true, missing: undefined, open: () => openSqlite(), stop: async () => undefined },
  {
    name: "postgres",
    transactional: true,
    missing: postgresBinaries() === undefined ? "PostgreSQL is not installed (apt-get install postgresql)" : undefined,
    open: async () => openPostgres((await (postgres ??= startPostgres())).port),
    stop: async () => (await postgres)?.stop(),
  },
  {
    name: "redis",
    transactional: false,
    missing: redisBinary() === undefined ? "Redis is not installed (apt-get install redis-server)" : undefined,
    open: async () => openRedis((await (redis ??= startRedis())).port),
    stop: async () => (await redis)?.stop(),
  },
];

/** Whether to skip a store's tests. On CI what is missing is a failure. */
export function isMissing({ name, missing }: Kind): boolean {
  if (missing === undefined) return false;
  if (process.env["CI"] === "true") throw new Error(`${name}: ${missing}`);
  process.stderr.write(`\n*** SKIPPED: the tests of the ${name} store. ${missing}\n`);
  return true;
}

async function openMemory(): Promise<Opened> {
  const opened = { skew: 0, sql: noSql, connection: undefined, close: async () => undefined };
  const store = memoryStore({ clock: () => Date.now() + opened.skew }) as LinkStore<AnyTx>;
  const inside = store as unknown as Record<"links" | "sessions" | "acceptances", Map<string, Record<string, unknown>>>;
  const edit = async (id: string, column: string, value: string) => {
    const link = inside.links.get(id) ?? {};
    inside.links.set(id, { ...link, [column]: typeof link[column] === "number" ? Number(value) : value });
  };
  const dump = async () => JSON.stringify([inside.links, inside.sessions, inside.acceptances].map((map) => [...map]));
  return Object.assign(opened, { store, edit, dump });
}

export async function openSqlite(path?: string): Promise<Opened> {
  const folder = path === undefined ? mkdtempSync(join(tmpdir(), "aclx-sqlite-")) : undefined;
  const database = new DatabaseSync(path ?? join(folder ?? "", "links.db"));
  const opened = {
    skew: 0,
    connection: database,
    sql: async (text: string, values: readonly (string | number)[] = [], on: AnyTx = database) => {
      const statement = (on as DatabaseSyncInstance).prepare(text);
      return statement.all(...values) as Record<string, unknown>[];
    },
    close: async () => {
      database.close();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
  const store = await sqliteStore(database, { skew: () => opened.skew, timeLimit: 60_000 });
  return withTables(opened, store as LinkStore<AnyTx>);
}

export async function openPostgres(port: number, max = 20): Promise<Opened> {
  const pool = connectPostgres(port, max);
  const opened = {
    skew: 0,
    connection: pool,
    sql: async (text: string, values: readonly (string | number)[] = [], on: AnyTx = pool) => {
      let n = 0;
      const { rows } = await (on as typeof pool).query<Record<string, unknown>>(
        text.replace(/\?/g, () => `$${++n}`),
        [...values],
      );
      return rows;
    },
    close: () => pool.end(),
  };
  const store = await postgresStore(pool, { skew: () => opened.skew, timeLimit: 60_000 });
  return withTables(opened, store as LinkStore<AnyTx>);
}

function withTables<T extends Pick<Opened, "sql">>(opened: T, store: LinkStore<AnyTx>) {
  const edit = async (id: string, column: string, value: string) => {
    const name = column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    await opened.sql(`UPDATE aclx_links SET ${name} = ? WHERE id = ?`, [value, id]);
  };
  const dump = async () => {
    const tables = ["aclx_links", "aclx_sessions", "aclx_acceptances"];
    const rows = await Promise.all(tables.map((table) => opened.sql(`SELECT * FROM ${table}`)));
    return JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  };
  return Object.assign(opened, { store, edit, dump });
}

export async function openRedis(port: number, prefix = "aclx:"): Promise<Opened> {
  const client = connectRedis(port);
  const opened = { skew: 0, sql: noSql, connection: client, close: async () => client.disconnect() };
  const store = await redisStore(client, { prefix, skew: () => opened.skew, timeLimit: 60_000 });
  const edit = async (id: string, column: string, value: string) => void (await client.hset(`${prefix}link:${id}`, column, value));
  const dump = async () => {
    const keys = await client.keys(`${prefix}*`);
    const hashes = keys.filter((key) => /:(link|session|acceptance):/.test(key));
    return JSON.stringify([keys, await Promise.all(hashes.map((key) => client.hgetall(key)))]);
  };
  return Object.assign(opened, { store: store as LinkStore<AnyTx>, edit, dump });
}

async function noSql(): Promise<never> {
  throw new Error("this store has no SQL");
}
