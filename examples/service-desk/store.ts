// Tickets and their history in an SQLite database. Knows nothing of permissions.
import { DatabaseSync, type DatabaseSyncInstance } from "@photostructure/sqlite";
import { firstTickets } from "./first-tickets.ts";

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

export interface Store {
  all(): readonly Ticket[];
  find(id: string): Ticket | undefined;
  /** A number that no ticket has yet. */
  nextId(): string;
  save(ticket: Ticket): void;
  remove(id: string): void;
  history(caseId: string): readonly HistoryEntry[];
  note(entry: HistoryEntry): void;
  close(): void;
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
export function openStore(path: string): Store {
  const database = new DatabaseSync(path);
  database.exec(`
    CREATE TABLE IF NOT EXISTS ticket (${columns.map((name) => `${name} TEXT`).join(", ")}, PRIMARY KEY (id));
    CREATE TABLE IF NOT EXISTS history (caseId TEXT, memo TEXT, performedBy TEXT, at TEXT);
  `);
  const store = storeOn(database);
  if (store.all().length === 0) firstTickets.forEach(store.save);
  return store;
}

function storeOn(database: DatabaseSyncInstance): Store {
  const selectAll = database.prepare("SELECT * FROM ticket ORDER BY createdAt, id");
  const selectOne = database.prepare("SELECT * FROM ticket WHERE id = ?");
  const highest = database.prepare("SELECT max(CAST(substr(id, 3) AS INTEGER)) AS number FROM ticket");
  const upsert = database.prepare(`INSERT OR REPLACE INTO ticket (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`);
  const remove = database.prepare("DELETE FROM ticket WHERE id = ?");
  const selectHistory = database.prepare("SELECT * FROM history WHERE caseId = ? ORDER BY at, rowid");
  const insertHistory = database.prepare("INSERT INTO history (caseId, memo, performedBy, at) VALUES (?, ?, ?, ?)");
  return {
    all: () => (selectAll.all() as Row[]).map(ticketOf),
    find(id) {
      const row = selectOne.get(id) as Row | undefined;
      return row === undefined ? undefined : ticketOf(row);
    },
    nextId: () => `T-${Number((highest.get() as { number: number | null }).number ?? 0) + 1}`,
    save(ticket) {
      upsert.run(...columns.map((name) => (name === "labels" ? JSON.stringify(ticket.labels) : ticket[name])));
    },
    remove: (id) => void remove.run(id),
    history: (caseId) => selectHistory.all(caseId) as HistoryEntry[],
    note: (entry) => void insertHistory.run(entry.caseId, entry.memo, entry.performedBy, entry.at),
    close: () => database.close(),
  };
}

type Row = Omit<Ticket, "labels"> & { readonly labels: string };

/** A row of the database as an object of its own, so that its properties are its own. */
function ticketOf(row: Row): Ticket {
  return { ...row, labels: JSON.parse(row.labels) as string[] };
}
