// `aclc/external/sqlite`: links in a SQLite file, the default for one machine. For every driver with the statement API of `node:sqlite`.
import { jitter } from "./bytes.ts";
import { StoreUnavailable, unavailable, UnsafeStore } from "./errors.ts";
import { migrate } from "./migrate.ts";
import { SqlStore, type Database, type Query } from "./sql.ts";
import type { Row, Value } from "./sql-rows.ts";
import type { LinkStore } from "./store.ts";
import { TIME_LIMIT, within } from "./within.ts";

/** What `node:sqlite`, `@photostructure/sqlite` and `better-sqlite3` have in common. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
}
export interface SqliteStatement {
  all(...values: Value[]): unknown[];
  run(...values: Value[]): unknown;
}

export interface SqliteStoreOptions {
  /** How long to wait for other processes that write, in milliseconds: 5,000 unless it is given. */
  readonly timeLimit?: number;
  /** For tests: milliseconds that are added to the clock. */
  readonly skew?: () => number;
}

/**
 * Creates and migrates its tables. The connection is the store's own: what `write` gets as `transaction` is this connection,
 * and nothing else should use it. Sets WAL and `synchronous=FULL`.
 */
export async function sqliteStore(connection: SqliteDatabase, options: SqliteStoreOptions = {}): Promise<LinkStore<SqliteDatabase>> {
  const store = new SqliteLinks(connection, options);
  await store.prepare();
  return new SqlStore(store);
}

export class SqliteLinks implements Database<SqliteDatabase> {
  readonly name = "sqlite";
  private readonly connection: SqliteDatabase;
  private readonly timeLimit: number;
  private readonly skew: () => number;
  private readonly statements = new WeakMap<SqliteDatabase, Map<string, SqliteStatement>>();
  /** Resolves when the connection is free: steps and transactions take turns. */
  private turn: Promise<void> = Promise.resolve();

  constructor(connection: SqliteDatabase, { timeLimit = TIME_LIMIT, skew = () => 0 }: SqliteStoreOptions) {
    this.connection = connection;
    this.timeLimit = timeLimit;
    this.skew = skew;
  }

  async prepare(): Promise<void> {
    const [mode] = await this.retried(() => this.rows(this.connection, "PRAGMA journal_mode = WAL", []));
    if (mode?.["journal_mode"] !== "wal")
      throw new UnsafeStore("the sqlite store needs a file that it can switch to WAL; for a store in memory take aclc/external/memory");
    // Waiting is done between attempts: a driver that waits would block this process, which may be who holds the lock.
    this.connection.exec("PRAGMA synchronous = FULL; PRAGMA busy_timeout = 0");
    await this.transaction(undefined, (transaction) => migrate(this.query(transaction)));
  }

  query(on: SqliteDatabase | undefined): Query {
    if (on !== undefined) return async (text, values = []) => this.guarded(() => this.rows(on, text, values));
    return (text, values = []) => this.alone(() => this.retried(() => this.rows(this.connection, text, values)));
  }

  async transaction<R>(on: SqliteDatabase | undefined, run: (transaction: SqliteDatabase) => Promise<R>): Promise<R> {
    if (on !== undefined) return this.within(on, ["SAVEPOINT aclx", "RELEASE aclx", "ROLLBACK TO aclx; RELEASE aclx"], run);
    return this.alone(async () => {
      await this.retried(() => this.connection.exec("BEGIN IMMEDIATE"));
      return this.within(this.connection, ["", "COMMIT", "ROLLBACK"], run);
    });
  }

  private async within<R>(
    on: SqliteDatabase,
    [begin, commit, rollback]: readonly [string, string, string],
    run: (transaction: SqliteDatabase) => Promise<R>,
  ): Promise<R> {
    if (begin !== "") this.guarded(() => on.exec(begin));
    try {
      const result = await run(on);
      this.guarded(() => on.exec(commit));
      return result;
    } catch (error) {
      try {
        on.exec(rollback);
      } catch {
        // SQLite has taken it back itself: a full disk does that.
      }
      throw error;
    }
  }

  private rows(on: SqliteDatabase, text: string, values: readonly Value[]): readonly Row[] {
    const skew = this.skew();
    const now = `(CAST(ROUND((julianday('now') - 2440587.5) * 86400000.0) AS INTEGER)${skew === 0 ? "" : ` + ${skew}`})`;
    const statement = this.statement(on, text.replaceAll(":now", now));
    if (/^\s*(SELECT|PRAGMA)|\bRETURNING\b/.test(text)) return statement.all(...values) as Row[];
    statement.run(...values);
    return [];
  }

  private statement(on: SqliteDatabase, text: string): SqliteStatement {
    const known = this.statements.get(on) ?? new Map<string, SqliteStatement>();
    this.statements.set(on, known);
    const statement = known.get(text) ?? on.prepare(text);
    if (known.size < 200) known.set(text, statement);
    return statement;
  }

  /** One after the other. A step whose turn does not come is not taken at all. */
  private async alone<R>(step: () => Promise<R>): Promise<R> {
    const before = this.turn;
    let leave: (() => void) | undefined;
    this.turn = new Promise<void>((resolve) => (leave = resolve));
    try {
      await within(this.name, this.timeLimit, () => before);
    } catch (error) {
      void before.then(leave);
      throw error;
    }
    return step().finally(leave);
  }

  /** Tries again while another process writes. */
  private async retried<R>(step: () => R): Promise<R> {
    const since = performance.now();
    for (;;) {
      try {
        return step();
      } catch (error) {
        if (!isBusy(error)) throw unavailable(this.name, error);
        if (performance.now() - since > this.timeLimit) throw new StoreUnavailable("another process holds the sqlite store", error);
      }
      await new Promise((resolve) => setTimeout(resolve, jitter(8)));
    }
  }

  private guarded<R>(step: () => R): R {
    try {
      return step();
    } catch (error) {
      throw unavailable(this.name, error);
    }
  }
}

/** SQLITE_BUSY and SQLITE_LOCKED, as each driver says it. */
function isBusy(error: unknown): boolean {
  const { code, errcode, message } = error as { readonly code?: unknown; readonly errcode?: unknown; readonly message?: unknown };
  return (
    (typeof errcode === "number" && [5, 6].includes(errcode & 0xff)) ||
    /SQLITE_(BUSY|LOCKED)/.test(String(code)) ||
    /database (table )?is locked/.test(String(message))
  );
}
