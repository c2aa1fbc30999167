// The steps of a store in SQL that SQLite and PostgreSQL share. `:now` stands for the database's clock in milliseconds.
import { columns, instanceOf, instanceValues, LINK, linkOf, placeholders, SEEN, seenOf, sessionOf, valuesOf, type Row, type Value } from "./sql-rows.ts";
import type { Acceptance, Claim, ClaimOutcome, EndOutcome, Link, LinkStore, ListFilter, Seen, Session, Transactions } from "./store.ts";
import { SESSION_KEPT } from "./times.ts";

/** One statement; its rows, where it returns some. Throws StoreUnavailable. */
export type Query = (text: string, values?: readonly Value[]) => Promise<readonly Row[]>;

/** A database as the steps need it. */
export interface Database<Tx> {
  readonly name: string;
  /** In a transaction, or each statement for itself. */
  query(on: Tx | undefined): Query;
  /** Commits when `run` returns, takes back when it throws; a savepoint within `on`. */
  transaction<R>(on: Tx | undefined, run: (transaction: Tx) => Promise<R>): Promise<R>;
}

export class SqlStore<Tx> implements LinkStore<Tx> {
  readonly name: string;
  readonly transactions: Transactions<Tx>;
  protected readonly database: Database<Tx>;

  constructor(database: Database<Tx>) {
    this.name = database.name;
    this.database = database;
    this.transactions = {
      run: (on, run) => database.transaction(on, run),
      consume: (on, link, submission) => this.consume(on, link, submission),
      keepReceipt: (on, link, receipt) => this.keepReceipt(on, link, receipt),
    };
  }

  async now(on?: Tx): Promise<number> {
    const [row] = await this.database.query(on)("SELECT :now AS now");
    return Number(row?.["now"]);
  }

  add(link: Link, supersedes?: string, on?: Tx): Promise<boolean> {
    return this.allOrNothing(on, async (transaction) => {
      if (supersedes !== undefined && (await this.end(supersedes, "superseded", transaction)) !== "done") return false;
      const added = await this.database.query(transaction)(
        `INSERT INTO aclx_links (${columns.join(", ")}) SELECT ${placeholders} WHERE NOT EXISTS (
           SELECT 1 FROM aclx_acceptances WHERE ${OF_INSTANCE} AND state = 'accepted') RETURNING id`,
        [...valuesOf(link), ...instanceValues(link)],
      );
      return added.length > 0;
    });
  }

  async find(id: string, on?: Tx): Promise<Seen | undefined> {
    const [row] = await this.database.query(on)(`SELECT ${SEEN} FROM aclx_links l ${ACCEPTANCE} WHERE l.id = ?`, [id]);
    return row && seenOf(row);
  }

  async findSession(hash: string, on?: Tx): Promise<(Seen & { readonly session: Session }) | undefined> {
    const [row] = await this.database.query(on)(
      `SELECT ${SEEN}, s.hash AS s_hash, s.mac AS s_mac, s.started_at AS s_started_at, s.used_at AS s_used_at
       FROM aclx_sessions s JOIN aclx_links l ON l.id = s.link ${ACCEPTANCE} WHERE s.hash = ?`,
      [hash],
    );
    return row && { ...seenOf(row), session: sessionOf(row) };
  }

  async countFailure(id: string, limit: number): Promise<void> {
    await this.database.query(undefined)(
      `UPDATE aclx_links SET failures = failures + 1,
         state = CASE WHEN failures + 1 >= CAST(? AS BIGINT) AND claim_until <= :now THEN 'locked' ELSE state END
       WHERE id = ? AND ${LIVE}`,
      [limit, id],
    );
  }

  start(session: Session, limit: number): Promise<boolean> {
    return this.allOrNothing(undefined, async (transaction) => {
      const query = this.database.query(transaction);
      const started = await query(
        `UPDATE aclx_links SET state = 'active', starts = starts + 1, used_at = :now
         WHERE id = ? AND ${LIVE} AND ${IN_TIME} AND starts < CAST(? AS BIGINT) RETURNING id`,
        [session.link, limit],
      );
      if (started.length === 0) return false;
      const { hash, link, mac, startedAt, usedAt } = session;
      await query("INSERT INTO aclx_sessions (hash, link, mac, started_at, used_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING", [
        hash,
        link,
        mac,
        startedAt,
        usedAt,
      ]);
      return true;
    });
  }

  async touch(hash: string, on?: Tx): Promise<void> {
    await this.database.transaction(on, async (transaction) => {
      const query = this.database.query(transaction);
      await query(`UPDATE aclx_links SET used_at = :now WHERE id = (SELECT link FROM aclx_sessions WHERE hash = ?) AND ${LIVE}`, [hash]);
      await query("UPDATE aclx_sessions SET used_at = :now WHERE hash = ?", [hash]);
    });
  }

  async end(id: string, state: "superseded" | "revoked" | "closed" | "expired", on?: Tx): Promise<EndOutcome> {
    const query = this.database.query(on);
    const due = state === "expired" ? "AND expires_at <= :now" : "";
    const ended = await query(`UPDATE aclx_links SET state = ?, remind_at = 0 WHERE id = ? AND ${LIVE} AND claim_until <= :now ${due} RETURNING id`, [
      state,
      id,
    ]);
    if (ended.length > 0) return "done";
    const busy = await query(`SELECT id FROM aclx_links WHERE id = ? AND ${LIVE} AND claim_until > :now`, [id]);
    return busy.length > 0 ? "busy" : "ended";
  }

  async claim(claim: Claim): Promise<ClaimOutcome> {
    const { link, submission, lease, holdsFor } = claim;
    const claimed = await this.allOrNothing(undefined, async (transaction) => {
      const [row] = await this.database.query(transaction)(
        `UPDATE aclx_links SET claim = ?, claim_until = :now + CAST(? AS BIGINT)
         WHERE id = ? AND state = 'active' AND ${IN_TIME} AND (claim_until <= :now OR claim = ?) RETURNING ${INSTANCE}`,
        [lease, holdsFor, link, lease],
      );
      return row !== undefined && (await this.accept(transaction, row, { link, submission, state: "claimed", lease, holdsFor }));
    });
    if (claimed) return "claimed";
    const seen = await this.find(link);
    if (seen?.link.state !== "active" || seen.now >= seen.link.expiresAt) return "ended";
    return seen.acceptance?.state === "accepted" ? "ended" : "busy";
  }

  async renew({ link, lease, holdsFor }: Claim): Promise<boolean> {
    return this.allOrNothing(undefined, async (transaction) => {
      const query = this.database.query(transaction);
      const held = await query(`UPDATE aclx_links SET claim_until = :now + CAST(? AS BIGINT) WHERE id = ? AND claim = ? AND state = 'active' RETURNING id`, [
        holdsFor,
        link,
        lease,
      ]);
      if (held.length === 0) return false;
      await query("UPDATE aclx_acceptances SET lease_until = :now + CAST(? AS BIGINT) WHERE link = ? AND lease = ? AND state = 'claimed'", [
        holdsFor,
        link,
        lease,
      ]);
      return true;
    });
  }

  complete({ link, lease }: Claim, receipt: string): Promise<boolean> {
    return this.allOrNothing(undefined, async (transaction) => {
      const query = this.database.query(transaction);
      const consumed = await query(
        `UPDATE aclx_links SET state = 'consumed', remind_at = 0, claim = '', claim_until = 0 WHERE id = ? AND claim = ? AND state = 'active' RETURNING id`,
        [link, lease],
      );
      if (consumed.length === 0) return false;
      const accepted = await query(
        `UPDATE aclx_acceptances SET state = 'accepted', receipt = ?, at = :now, lease_until = 0 WHERE link = ? AND lease = ? AND state = 'claimed' RETURNING link`,
        [receipt, link, lease],
      );
      return accepted.length > 0;
    });
  }

  async release({ link, lease }: Claim): Promise<void> {
    await this.database.transaction(undefined, async (transaction) => {
      const query = this.database.query(transaction);
      await query("UPDATE aclx_links SET claim = '', claim_until = 0 WHERE id = ? AND claim = ?", [link, lease]);
      await query("DELETE FROM aclx_acceptances WHERE link = ? AND lease = ? AND state = 'claimed'", [link, lease]);
    });
  }

  async outstanding({ tenant, kind, instance, limit, offset }: ListFilter, on?: Tx): Promise<readonly Link[]> {
    const filters = [...(kind === undefined ? [] : [["kind", kind]]), ...(instance === undefined ? [] : [["instance", instance]])] as [string, string][];
    const rows = await this.database.query(on)(
      `SELECT ${LINK} FROM aclx_links l WHERE l.tenant = ? ${filters.map(([column]) => `AND l.${column} = ?`).join(" ")} AND ${OPEN}
       ORDER BY l.issued_at, l.id LIMIT CAST(? AS BIGINT) OFFSET CAST(? AS BIGINT)`,
      [tenant, ...filters.map(([, value]) => value), limit, offset],
    );
    return rows.map(linkOf);
  }

  async due(tenant: string, quiet: number, limit: number): Promise<readonly Link[]> {
    const rows = await this.database.query(undefined)(
      `SELECT ${LINK} FROM aclx_links l WHERE l.tenant = ? AND l.remind_at > 0 AND l.remind_at <= :now AND l.used_at <= :now - CAST(? AS BIGINT) AND ${OPEN}
       ORDER BY l.remind_at LIMIT CAST(? AS BIGINT)`,
      [tenant, quiet, limit],
    );
    return rows.map(linkOf);
  }

  async postpone({ id, remindAt }: Link, by: number): Promise<boolean> {
    const moved = await this.database.query(undefined)(
      `UPDATE aclx_links SET remind_at = :now + CAST(? AS BIGINT) WHERE id = ? AND remind_at = ? AND ${LIVE} RETURNING id`,
      [by, id, remindAt],
    );
    return moved.length > 0;
  }

  purge(keep: number): Promise<number> {
    return this.database.transaction(undefined, async (transaction) => {
      const query = this.database.query(transaction);
      await query("DELETE FROM aclx_sessions WHERE started_at <= :now - CAST(? AS BIGINT)", [SESSION_KEPT]);
      const old = "expires_at <= :now - CAST(? AS BIGINT)";
      await query(`DELETE FROM aclx_sessions WHERE link IN (SELECT id FROM aclx_links WHERE ${old})`, [keep]);
      const gone = await query(`DELETE FROM aclx_links WHERE ${old} RETURNING id`, [keep]);
      await query(
        `DELETE FROM aclx_acceptances WHERE NOT EXISTS (SELECT 1 FROM aclx_links l WHERE l.tenant = aclx_acceptances.tenant
           AND l.kind = aclx_acceptances.kind AND l.instance = aclx_acceptances.instance AND l.version = aclx_acceptances.version)`,
      );
      return gone.length;
    });
  }

  private async consume(on: Tx, link: string, submission: string): Promise<boolean> {
    const [row] = await this.database.query(on)(
      `UPDATE aclx_links SET state = 'consumed', remind_at = 0, claim = '', claim_until = 0
       WHERE id = ? AND state = 'active' AND ${IN_TIME} AND claim_until <= :now RETURNING ${INSTANCE}`,
      [link],
    );
    return row !== undefined && this.accept(on, row, { link, submission, state: "accepted", lease: "", holdsFor: 0 });
  }

  /** The unique key over instances decides between links; only a claim that ran out gives way. */
  private async accept(on: Tx, row: Row, { link, submission, state, lease, holdsFor }: Claim & { readonly state: Acceptance["state"] }): Promise<boolean> {
    const accepted = await this.database.query(on)(
      `INSERT INTO aclx_acceptances (${INSTANCE}, link, submission, state, lease, lease_until, at, receipt)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, :now + CAST(? AS BIGINT), :now, '')
       ON CONFLICT (${INSTANCE}) DO UPDATE SET link = excluded.link, submission = excluded.submission, state = excluded.state,
         lease = excluded.lease, lease_until = excluded.lease_until, at = excluded.at
       WHERE aclx_acceptances.state = 'claimed' AND (aclx_acceptances.lease_until <= :now OR aclx_acceptances.lease = excluded.lease)
       RETURNING link`,
      [...instanceValues(instanceOf(row)), link, submission, state, lease, holdsFor],
    );
    return accepted.length > 0;
  }

  private async keepReceipt(on: Tx, link: string, receipt: string): Promise<void> {
    const kept = await this.database.query(on)("UPDATE aclx_acceptances SET receipt = ? WHERE link = ? AND state = 'accepted' RETURNING link", [receipt, link]);
    if (kept.length === 0) throw new Error("the transaction was taken back by what was done in it");
  }

  /** Takes back what was done if the answer is false. */
  private async allOrNothing(on: Tx | undefined, run: (transaction: Tx) => Promise<boolean>): Promise<boolean> {
    try {
      return await this.database.transaction(on, async (transaction) => {
        if (!(await run(transaction))) throw nothing;
        return true;
      });
    } catch (error) {
      if (error === nothing) return false;
      throw error;
    }
  }
}

const nothing = new Error("nothing was done");

const INSTANCE = "tenant, kind, instance, version";
const OF_INSTANCE = "tenant = ? AND kind = ? AND instance = ? AND version = ?";
const LIVE = "state IN ('issued', 'active')";
const IN_TIME = "not_before <= :now AND expires_at > :now";
const OPEN = `l.state IN ('issued', 'active') AND l.expires_at > :now AND NOT EXISTS (SELECT 1 FROM aclx_acceptances a
  WHERE a.tenant = l.tenant AND a.kind = l.kind AND a.instance = l.instance AND a.version = l.version AND a.state = 'accepted')`;
const ACCEPTANCE = "LEFT JOIN aclx_acceptances a ON a.tenant = l.tenant AND a.kind = l.kind AND a.instance = l.instance AND a.version = l.version";
