// Complaints in an SQLite file. What links need to know about them is their version: it changes with every step they take.
import { DatabaseSync, type DatabaseSyncInstance } from "@photostructure/sqlite";
import type { SqliteDatabase } from "aclc/external/sqlite";
import type { Objects } from "./complaints.acl.ts";

export type Complaint = Objects["Complaints-Work-Complaint"] & {
  readonly id: string;
  readonly status: "New" | "Resolved" | "Answered" | "Moved on";
  readonly customer: string;
  readonly version: number;
  readonly stars: number | null;
  readonly comment: string | null;
};

/** Whatever writes does so in a transaction of the links' store: a second connection that waits for it would block this process. */
export interface Cases {
  readonly list: () => readonly Complaint[];
  /** Within a transaction of the links' store, what it has written is seen. */
  readonly find: (id: string, on?: SqliteDatabase) => Complaint | undefined;
  readonly resolve: (id: string, resolution: string, on: SqliteDatabase) => void;
  readonly answer: (id: string, stars: number, comment: string, on: SqliteDatabase) => void;
  readonly moveOn: (id: string, on: SqliteDatabase) => void;
}

export function openDatabase(path: string): DatabaseSyncInstance {
  const database = new DatabaseSync(path);
  database.exec("PRAGMA journal_mode = WAL");
  return database;
}

export function openCases(database: DatabaseSyncInstance): Cases {
  database.exec(`CREATE TABLE IF NOT EXISTS complaints (
    id TEXT PRIMARY KEY, subject TEXT NOT NULL, customer TEXT NOT NULL, status TEXT NOT NULL, version INTEGER NOT NULL,
    resolution TEXT, internalNote TEXT, stars INTEGER, comment TEXT)`);
  const { n } = database.prepare("SELECT COUNT(*) AS n FROM complaints").get() as { n: number };
  const add = database.prepare("INSERT INTO complaints (id, subject, customer, status, version, internalNote) VALUES (?, ?, ?, 'New', 1, ?)");
  if (n === 0) {
    add.run("C-1", "The kettle leaks", "ada@customer.example", "Third kettle this month: tell the factory");
    add.run("C-2", "The parcel came late", "grace@customer.example", "The carrier lost it twice");
  }
  const step = (on: SqliteDatabase, columns: string, values: (string | number)[], id: string): void => {
    on.prepare(`UPDATE complaints SET ${columns}, version = version + 1 WHERE id = ?`).run(...values, id);
  };
  return {
    list: () => database.prepare("SELECT * FROM complaints ORDER BY id").all() as unknown as Complaint[],
    find: (id, on = database) => on.prepare("SELECT * FROM complaints WHERE id = ?").all(id)[0] as Complaint | undefined,
    resolve: (id, resolution, on) => step(on, "status = 'Resolved', resolution = ?", [resolution], id),
    answer: (id, stars, comment, on) => step(on, "status = 'Answered', stars = ?, comment = ?", [stars, comment], id),
    moveOn: (id, on) => step(on, "status = 'Moved on'", [], id),
  };
}
