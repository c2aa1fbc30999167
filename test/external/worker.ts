// A process that submits: one of several in races, or one that is killed while it works. Speaks by messages of its parent.
import type { AnySchema } from "aclc/runtime";
import { appendFileSync, closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Act, Submitted } from "aclc/external";
import { naive } from "./naive-store.ts";
import { openPostgres, openRedis, openSqlite, type AnyTx, type Opened } from "./stores.ts";
import { world } from "./world.ts";

export interface Target {
  readonly kind: "sqlite" | "postgres" | "redis";
  /** A path or a port. */
  readonly at: string;
  readonly naive?: boolean;
}

export interface Ticket {
  readonly instance: string;
  readonly session: string;
  readonly submission: string;
}

/** Submits `count` times at once, over and over the tickets. */
export interface RaceOrder {
  readonly order: "race";
  readonly target: Target;
  readonly tickets: readonly Ticket[];
  readonly count: number;
  readonly connections: number;
}

/** Submits each ticket until it is accepted or refused, and notes what it was told, while others do the same. */
export interface CrashOrder {
  readonly order: "crash";
  readonly target: Target;
  readonly tickets: readonly Ticket[];
  /** Where acknowledgements are noted, and business data of stores without SQL. */
  readonly folder: string;
  /** Between submissions, in milliseconds, so that work is left while others are killed. */
  readonly pause: number;
  /** Ends itself by kill -9 after the first commit, before it tells anybody. */
  readonly dieAfterCommit?: boolean;
}

export interface RaceCount {
  readonly won: number;
  readonly replayed: number;
  readonly refused: number;
  readonly failed: number;
  readonly error: string;
}

if (process.send !== undefined) {
  process.on("message", (order: RaceOrder | CrashOrder | "go") => {
    if (order === "go") return;
    void (order.order === "race" ? race(order) : crash(order)).then(
      (result) => process.send?.({ result }, () => process.exit(0)),
      (error: unknown) => process.send?.({ error: String(error) }, () => process.exit(1)),
    );
  });
  process.on("disconnect", () => process.exit(0));
  process.send("ready");
}

async function race({ target, tickets, count, connections }: RaceOrder): Promise<RaceCount> {
  // A SQLite connection is one connection; the others are pools, or need but one.
  const opened = await Promise.all(Array.from({ length: target.kind === "sqlite" ? connections : 1 }, () => open(target, connections)));
  const clients = opened.map((each) => ({ links: worldOf(target, each, tickets).links, act: actOf(target, each, "") }));
  process.send?.("set");
  await new Promise<void>((resolve) => process.on("message", (message) => message === "go" && resolve()));
  const attempts = Array.from({ length: count }, async (_, index) => {
    const client = clients[index % clients.length];
    const ticket = tickets[(index * 7) % tickets.length];
    if (client === undefined || ticket === undefined) throw new Error("nothing to race with");
    return client.links.submit(ticket, client.act);
  });
  const outcomes = await Promise.allSettled(attempts);
  const answered = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const errors = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as { name: string; cause?: unknown }] : []));
  const failed = errors.filter(({ name }) => name !== "LinkRefused");
  await Promise.all(opened.map((each) => each.close()));
  const replayed = answered.filter((answer) => answer.replayed).length;
  return {
    won: answered.length - replayed,
    replayed,
    refused: errors.length - failed.length,
    failed: failed.length,
    error: failed.length > 0 ? `${String(failed[0])}: ${String(failed[0]?.cause)}` : "",
  };
}

async function crash({ target, tickets, folder, pause, dieAfterCommit }: CrashOrder): Promise<number> {
  const opened = await persistent(() => open(target, 10));
  const { links } = worldOf(target, opened, tickets);
  const act = actOf(target, opened, folder);
  await Promise.all(
    Array.from({ length: 4 }, async (_, lane) => {
      for (let i = lane; i < tickets.length; i += 4) {
        const ticket = tickets[i];
        if (ticket === undefined) continue;
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause * Math.random() * 2));
        const told = await persistent<Submitted | "refused">(() =>
          links.submit(ticket, act).catch((error: unknown) => {
            if ((error as { name?: unknown }).name === "LinkRefused") return "refused";
            throw error;
          }),
        );
        if (dieAfterCommit === true) process.kill(process.pid, "SIGKILL");
        if (told !== "refused") appendFileSync(join(folder, "acknowledged"), `${JSON.stringify({ ...ticket, ...told })}\n`);
      }
    }),
  );
  return tickets.length;
}

/** As a client would: tries again while the service can't answer. */
async function persistent<R>(step: () => Promise<R>): Promise<R> {
  for (const since = Date.now(); ;) {
    try {
      return await step();
    } catch (error) {
      if (Date.now() - since > 20_000) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function open({ kind, at }: Target, connections: number): Promise<Opened> {
  if (kind === "sqlite") return openSqlite(at);
  return kind === "postgres" ? openPostgres(Number(at), connections) : openRedis(Number(at));
}

function worldOf(target: Target, opened: Opened, tickets: readonly Ticket[]) {
  const store = target.naive === true ? naive(opened.store) : opened.store;
  const w = world(store, { lease: 1_000 });
  for (const { instance } of tickets) w.complaints.set(instance, { id: instance, status: "Resolved", version: 1 });
  return w;
}

/** Writes one row for each time that a link is used; nothing but the protocol stops a second one. Calls keep to their key. */
function actOf({ kind, naive: isNaive }: Target, opened: Opened, folder: string): Act<AnySchema, AnyTx> {
  if (kind !== "redis" && isNaive !== true) {
    const write = async ({ instance, transaction }: { instance: object; transaction: AnyTx }) => {
      await opened.sql("INSERT INTO effects (instance, process) VALUES (?, ?)", [(instance as Ticket & { id: string }).id, process.pid], transaction);
      return { by: process.pid };
    };
    return { write } as never;
  }
  return { call: ({ key }) => (folder === "" ? { by: process.pid } : { by: once(join(folder, key)) }) };
}

/** Whoever first made the file; durable whatever happens to the store. */
function once(path: string): string {
  try {
    const file = openSync(path, "wx");
    writeSync(file, "done");
    closeSync(file);
  } catch {
    // Done already: the call is idempotent by its key.
  }
  return path;
}
