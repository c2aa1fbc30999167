// Tickets and their history in an SQLite database. Knows nothing of permissions; seals what the policy wants sealed.
import { DatabaseSync, type DatabaseSyncInstance } from "@photostructure/sqlite";
import { createEncryption, keyRing, type Key, type Stored } from "aclc/encryption";
import { firstTickets } from "./first-tickets.ts";
import { policy } from "./service-desk.acl.ts";

export interface Ticket {
  readonly id: string;
  readonly label: string;
  readonly status: "New" | "Open" | "Pending" | "Resolved";
  readonly createdBy: string;
  readonly owner: string | null;
  /** RFC 3339, in UTC. */
  readonly createdAt: string;
  readonly labels: readonly string[];
  readonly company: string | null;
  readonly team: string;
  readonly priority: "low" | "normal" | "high";
  readonly question: string;
  readonly answer: string | null;
  readonly internalNote: string | null;
  readonly phone: string | null;
}

export interface HistoryEntry {
  readonly caseId: string;
  readonly memo: string;
  readonly performedBy: string;
  readonly at: string;
}

/** A condition in SQL, with the values of its parameters. */
export interface Where {
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface Store {
  /** The tickets that meet a condition; all without one. */
  select(where?: Where): Promise<readonly Ticket[]>;
  find(id: string): Promise<Ticket | undefined>;
  /** A number that no ticket has yet. */
  nextId(): string;
  save(ticket: Ticket): Promise<void>;
  remove(id: string): void;
  history(caseId: string): readonly HistoryEntry[];
  note(entry: HistoryEntry): void;
  close(): void;
}

export interface StoreOptions {
  /** Seals phone numbers and notes. What was sealed with another key is masked. */
  readonly key: Key;
  /** Hears of every query of tickets, and of values that cannot be read. */
  readonly log?: (line: string) => void;
}

const columns = [
  "id",
  "label",
  "status",
  "createdBy",
  "owner",
  "createdAt",
  "labels",
  "company",
  "team",
  "priority",
  "question",
  "answer",
  "internalNote",
  "phone",
] as const satisfies readonly (keyof Ticket)[];

/** Opens the database at `path`, a file or `:memory:`, and fills it when it is new. */
export async function openStore(path: string, options: StoreOptions): Promise<Store> {
  const database = new DatabaseSync(path);
  database.exec(`
    CREATE TABLE IF NOT EXISTS ticket (${columns.map((name) => `${name} TEXT`).join(", ")}, PRIMARY KEY (id));
    CREATE TABLE IF NOT EXISTS history (caseId TEXT, memo TEXT, performedBy TEXT, at TEXT);
    CREATE INDEX IF NOT EXISTS ticketByCompany ON ticket (company);
  `);
  const store = storeOn(database, options);
  if ((await store.select()).length === 0) for (const ticket of firstTickets) await store.save(ticket);
  return store;
}

const TICKET = "Desk-Work-Ticket";

function storeOn(database: DatabaseSyncInstance, { key, log = () => undefined }: StoreOptions): Store {
  const encryption = createEncryption(policy, { keys: keyRing([key]), tenant: "service-desk" });
  const highest = database.prepare("SELECT max(CAST(substr(id, 3) AS INTEGER)) AS number FROM ticket");
  const upsert = database.prepare(`INSERT OR REPLACE INTO ticket (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`);
  const remove = database.prepare("DELETE FROM ticket WHERE id = ?");
  const selectHistory = database.prepare("SELECT * FROM history WHERE caseId = ? ORDER BY at, rowid");
  const insertHistory = database.prepare("INSERT INTO history (caseId, memo, performedBy, at) VALUES (?, ?, ?, ?)");

  /** Of the tickets last read, those of which something could not be. */
  const unreadable = new Set<string>();

  /** A row of the database as a ticket. A value that cannot be read is masked, and the log says which, not what. */
  async function ticketOf({ labels, ...row }: Row): Promise<Ticket> {
    const { record, failures } = await encryption.decrypt(TICKET, row, row.id);
    if (failures.length > 0) unreadable.add(row.id);
    else unreadable.delete(row.id);
    for (const { code, property } of failures) log(`${code}: ${property} of ${row.id}`);
    const { phone = null, internalNote = null, ...rest } = record;
    return { ...rest, phone, internalNote, labels: JSON.parse(labels) as string[] };
  }

  async function select({ text, values }: Where): Promise<readonly Ticket[]> {
    const sql = `SELECT * FROM ticket WHERE ${text} ORDER BY createdAt, id`;
    log(`${sql}  ${JSON.stringify(values)}`);
    return Promise.all((database.prepare(sql).all(...(values as never[])) as Row[]).map(ticketOf));
  }

  return {
    select: (where = { text: "1 = 1", values: [] }) => select(where),
    find: async (id) => (await select({ text: "id = ?", values: [id] }))[0],
    nextId: () => `T-${Number((highest.get() as { number: number | null }).number ?? 0) + 1}`,
    async save(ticket) {
      // A mask must not take the place of what it hides.
      if (unreadable.has(ticket.id)) throw new Error(`a part of ${ticket.id} cannot be read, so that it is not written`);
      const stored = await encryption.encrypt(TICKET, ticket, ticket.id);
      upsert.run(...columns.map((name) => (name === "labels" ? JSON.stringify(stored.labels) : stored[name])));
    },
    remove: (id) => void remove.run(id),
    history: (caseId) => selectHistory.all(caseId) as HistoryEntry[],
    note: (entry) => void insertHistory.run(entry.caseId, entry.memo, entry.performedBy, entry.at),
    close: () => database.close(),
  };
}

type Row = Omit<Stored<Ticket, "phone" | "internalNote">, "labels"> & { readonly labels: string };
