// `aclc/external/postgres`: links in PostgreSQL, for several instances of an application. For pools and clients of `pg`.
import { hasCode, StoreUnavailable, unavailable, UnsafeStore } from "./errors.ts";
import { migrate } from "./migrate.ts";
import { SqlStore, type Database, type Query } from "./sql.ts";
import type { Row, Value } from "./sql-rows.ts";
import type { LinkStore } from "./store.ts";
import { TIME_LIMIT, within } from "./within.ts";

/** What of a `pg` client is used. */
export interface PostgresClient {
  query(text: string, values?: Value[]): Promise<{ readonly rows: unknown[]; readonly command?: string }>;
}
export interface PostgresPool extends PostgresClient {
  connect(): Promise<PostgresClient & { release(broken?: boolean): unknown }>;
}

export interface PostgresStoreOptions {
  /** How long the database may take for a statement, in milliseconds: 5,000 unless it is given. */
  readonly timeLimit?: number;
  /** For tests: milliseconds that are added to the database's clock. */
  readonly skew?: () => number;
}

/**
 * Creates and migrates its tables in the first schema of the search path. Refuses a standby, and a server that may forget
 * what it has committed. A pool needs a listener for `error`, as always with `pg`.
 */
export async function postgresStore(pool: PostgresPool, options: PostgresStoreOptions = {}): Promise<LinkStore<PostgresClient>> {
  const database = new PostgresLinks(pool, options);
  await database.prepare();
  return new SqlStore(database);
}

export class PostgresLinks implements Database<PostgresClient> {
  readonly name = "postgres";
  private readonly pool: PostgresPool;
  private readonly timeLimit: number;
  private readonly skew: () => number;
  private readonly texts = new Map<string, string>();

  constructor(pool: PostgresPool, { timeLimit = TIME_LIMIT, skew = () => 0 }: PostgresStoreOptions) {
    this.pool = pool;
    this.timeLimit = timeLimit;
    this.skew = skew;
  }

  async prepare(): Promise<void> {
    const [settings] = await this.query(undefined)(
      `SELECT pg_is_in_recovery() AS standby, current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit`,
    );
    if (settings?.["standby"] === true) throw new UnsafeStore("this PostgreSQL is a standby: links are read and used on the primary only");
    if (settings?.["fsync"] === "off" || settings?.["commit"] === "off")
      throw new UnsafeStore("this PostgreSQL may forget what it has committed: set fsync and synchronous_commit to on");
    await this.transaction(undefined, async (transaction) => {
      const query = this.query(transaction);
      await query("SELECT pg_advisory_xact_lock(7163212459)");
      await migrate(query);
    });
  }

  query(on: PostgresClient | undefined): Query {
    return async (text, values = []) => {
      const { rows } = await this.ask(on ?? this.pool, this.textOf(text), values);
      return rows as Row[];
    };
  }

  async transaction<R>(on: PostgresClient | undefined, run: (transaction: PostgresClient) => Promise<R>): Promise<R> {
    if (on !== undefined) return this.savepoint(on, run);
    const client = await this.connect();
    let broken = true;
    try {
      // A statement that waits for a lock ends before its time limit does, so that the answer is sure.
      await this.ask(client, `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = ${Math.ceil(this.timeLimit * 0.8)}`, []);
      const result = await run(client);
      await this.end(client, "COMMIT");
      broken = false;
      return result;
    } catch (error) {
      // After an answer that is not sure, closing the connection is what takes the transaction back.
      if (!hasCode(error, "STORE_UNAVAILABLE"))
        broken = !(await this.end(client, "ROLLBACK").then(
          () => true,
          () => false,
        ));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  private async savepoint<R>(on: PostgresClient, run: (transaction: PostgresClient) => Promise<R>): Promise<R> {
    await this.ask(on, "SAVEPOINT aclx", []);
    try {
      const result = await run(on);
      await this.ask(on, "RELEASE SAVEPOINT aclx", []);
      return result;
    } catch (error) {
      await this.ask(on, "ROLLBACK TO SAVEPOINT aclx; RELEASE SAVEPOINT aclx", []);
      throw error;
    }
  }

  /** PostgreSQL answers COMMIT with ROLLBACK, and without an error, if a statement of the transaction has failed. */
  private async end(client: PostgresClient, command: "COMMIT" | "ROLLBACK"): Promise<void> {
    const answer = await this.ask(client, command, []);
    if (answer.command !== command) throw new StoreUnavailable("the transaction was taken back by an error in it");
  }

  /** A client that comes after the time limit is given back. */
  private async connect(): Promise<Awaited<ReturnType<PostgresPool["connect"]>>> {
    const connecting = this.pool.connect();
    try {
      return await within(this.name, this.timeLimit, () => connecting);
    } catch (error) {
      connecting.then(
        (client) => client.release(),
        () => undefined,
      );
      throw unavailable(this.name, error);
    }
  }

  private ask(on: PostgresClient, text: string, values: readonly Value[]): ReturnType<PostgresClient["query"]> {
    return within(this.name, this.timeLimit, () => on.query(text, [...values]));
  }

  /** `$1`, `$2`, … for each `?`. */
  private textOf(text: string): string {
    const skew = this.skew();
    const known = this.texts.get(text);
    if (known !== undefined && skew === 0) return known;
    let count = 0;
    const now = `(FLOOR(EXTRACT(EPOCH FROM CLOCK_TIMESTAMP()) * 1000)::BIGINT${skew === 0 ? "" : ` + ${skew}`})`;
    const own = text.replaceAll(":now", now).replace(/\?/g, () => `$${++count}`);
    if (skew === 0 && this.texts.size < 200) this.texts.set(text, own);
    return own;
  }
}
