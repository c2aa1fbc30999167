// Several processes against one store: races for one link, and work that goes on while processes and servers are killed.
import { fork, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Server } from "./servers.ts";
import type { AnyTx, Opened } from "./stores.ts";
import type { CrashOrder, RaceCount, RaceOrder, Target, Ticket } from "./worker.ts";
import { invite, type World } from "./world.ts";

const WORKER = join(import.meta.dirname, "worker.ts");

/** A table for business data, which has no key that could hide a second use. */
export async function createEffects(opened: Opened): Promise<void> {
  await opened.sql("CREATE TABLE IF NOT EXISTS effects (instance TEXT NOT NULL, process INTEGER NOT NULL)");
}

/** Sessions for one link, as many as a link may have. */
export async function ticketsFor(w: World<AnyTx>, sessions: number): Promise<{ readonly instance: string; readonly tickets: readonly Ticket[] }> {
  const { token, instance } = await invite(w);
  const works = await Promise.all(Array.from({ length: sessions }, () => w.links.start(token)));
  return { instance, tickets: works.map(({ session, submission }) => ({ instance, session, submission })) };
}

/** `count` submissions of these tickets, from `processes` processes with together `connections` connections, all at once. */
export async function raceOf(
  target: Target,
  tickets: readonly Ticket[],
  size: { readonly count: number; readonly processes: number; readonly connections: number },
): Promise<RaceCount> {
  const { count, processes, connections } = size;
  const workers = await Promise.all(Array.from({ length: processes }, () => launch()));
  const order: RaceOrder = { order: "race", target, tickets, count: Math.ceil(count / processes), connections: Math.ceil(connections / processes) };
  const results = workers.map((worker) => resultOf<RaceCount>(worker));
  await Promise.all(
    workers.map((worker) => {
      const isSet = messageOf(worker, "set");
      worker.send(order);
      return Promise.race([isSet, resultOf(worker)]);
    }),
  );
  for (const worker of workers) worker.send("go");
  const counts = await Promise.all(results);
  const sum = (of: "won" | "replayed" | "refused" | "failed"): number => counts.reduce((total, each) => total + each[of], 0);
  return {
    won: sum("won"),
    replayed: sum("replayed"),
    refused: sum("refused"),
    failed: sum("failed"),
    error: counts.find(({ error }) => error !== "")?.error ?? "",
  };
}

export interface CrashReport {
  readonly links: number;
  readonly workersKilled: number;
  readonly serverKilled: number;
  readonly acknowledged: number;
  readonly doublyUsed: number;
  readonly acknowledgedAndLost: number;
  /** Links that were never used, though a client went on trying. */
  readonly unused: number;
}

export interface CrashPlan {
  readonly links: number;
  readonly seconds: number;
  readonly workers: number;
}

/**
 * Links with two sessions each; workers submit them all, are killed and replaced, and so is the server, until the time is over.
 * Then one last worker finishes what is left, and the store, the business data and what clients were told are compared.
 */
export async function crashing(target: Target, w: World<AnyTx>, opened: Opened, server: Server | undefined, plan: CrashPlan): Promise<CrashReport> {
  const folder = mkdtempSync(join(tmpdir(), "aclx-crash-"));
  try {
    const tickets: Ticket[] = [];
    for (let i = 0; i < plan.links; i++) tickets.push(...(await ticketsFor(w, 2)).tickets);
    const killed = await killAtRandom({ order: "crash", target, tickets, folder, pause: 120 }, server, plan);
    const last = await launch();
    last.send({ order: "crash", target, tickets, folder, pause: 0 } satisfies CrashOrder);
    await resultOf(last);
    return { links: plan.links, ...killed, ...(await compare(opened, w, tickets, folder, target)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function killAtRandom(
  order: CrashOrder,
  server: Server | undefined,
  { seconds, workers }: CrashPlan,
): Promise<{ workersKilled: number; serverKilled: number }> {
  let [workersKilled, serverKilled] = [0, 0];
  const running = new Set<ChildProcess>();
  const start = async (): Promise<void> => {
    const worker = await launch();
    running.add(worker);
    worker.once("exit", () => running.delete(worker));
    worker.send({ ...order, tickets: shuffled(order.tickets) } satisfies CrashOrder);
  };
  await Promise.all(Array.from({ length: workers }, start));
  for (const end = Date.now() + seconds * 1_000; Date.now() < end;) {
    await pause(100 + Math.random() * 400);
    if (server !== undefined && Math.random() < 0.3) {
      server.kill();
      serverKilled++;
      await pause(Math.random() * 200);
      await server.restart();
    } else {
      const [victim] = shuffled([...running]);
      if (victim?.kill("SIGKILL") === true) workersKilled++;
    }
    if (running.size < workers) await start();
  }
  for (const worker of running) worker.kill("SIGKILL");
  return { workersKilled, serverKilled };
}

async function compare(
  opened: Opened,
  w: World<AnyTx>,
  tickets: readonly Ticket[],
  folder: string,
  { kind }: Target,
): Promise<Omit<CrashReport, "links" | "workersKilled" | "serverKilled">> {
  const file = join(folder, "acknowledged");
  const lines = existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
    : [];
  const told = lines.map((line) => JSON.parse(line) as Ticket & { readonly receipt: unknown; readonly replayed: boolean });
  const instances = [...new Set(tickets.map(({ instance }) => instance))];
  const effects = kind === "redis" ? readdirSync(folder).filter((name) => name !== "acknowledged").length : undefined;
  const rows = kind === "redis" ? [] : await opened.sql("SELECT instance FROM effects");
  const uses = new Map<string, number>();
  for (const { instance } of rows) uses.set(String(instance), (uses.get(String(instance)) ?? 0) + 1);
  const acknowledgements = grouped(told);
  const open = new Set((await w.links.list({ limit: 1_000 })).map(({ instance }) => instance));
  const twice = instances.filter((instance) => {
    const submissions = new Set((acknowledgements.get(instance) ?? []).map(({ submission }) => submission));
    return submissions.size > 1 || (uses.get(instance) ?? 0) > 1;
  });
  const lost = [...acknowledgements.keys()].filter((instance) => open.has(instance) || (kind !== "redis" && uses.get(instance) !== 1));
  const missing = kind === "redis" ? Math.max(0, acknowledgements.size - (effects ?? 0)) : 0;
  const unused = instances.filter((instance) => open.has(instance) || !acknowledgements.has(instance)).length;
  return { acknowledged: acknowledgements.size, doublyUsed: twice.length, acknowledgedAndLost: lost.length + missing, unused };
}

function grouped<T extends { readonly instance: string }>(items: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(item.instance, [...(groups.get(item.instance) ?? []), item]);
  return groups;
}

export async function launch(): Promise<ChildProcess> {
  const worker = fork(WORKER, [], { execArgv: ["--import", "tsx"], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await messageOf(worker, "ready");
  return worker;
}

/** What it answers; an error if it fails or dies first. */
export function resultOf<R>(worker: ChildProcess): Promise<R> {
  return new Promise((resolve, reject) => {
    worker.on("message", (message: "ready" | "set" | { readonly result?: R; readonly error?: string }) => {
      if (typeof message !== "object") return;
      if (message.error !== undefined) reject(new Error(message.error));
      else resolve(message.result as R);
    });
    worker.once("exit", (code, signal) => reject(new Error(`a worker ended with ${String(signal ?? code)}`)));
  });
}

function messageOf(worker: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve) => worker.on("message", (message) => message === word && resolve()));
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => [Math.random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
