// kill -9: of processes that submit, of the database while they do, and what a store does while its server is gone.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startPostgres, startRedis, connectPostgres, connectRedis } from "./servers.ts";
import { postgresStore } from "aclc/external/postgres";
import { redisStore } from "aclc/external/redis";
import { placeOf, type Place } from "./places.ts";
import { isMissing, kinds, type AnyTx, type Kind } from "./stores.ts";
import { crashing, launch, resultOf, ticketsFor } from "./swarm.ts";
import { invite, world } from "./world.ts";

const seconds = Number(process.env["ACLX_CRASH_SECONDS"] ?? 6);
const links = Math.ceil(seconds * 25);
const refused = { name: "LinkRefused", status: 410 };

describe.each(kinds.filter(({ name }) => name !== "memory"))("$name", (kind) => {
  describe.skipIf(isMissing(kind))("store", () => {
    let place: Acting;
    beforeAll(async () => void (place = await actingPlace(kind)));
    afterAll(() => place.stop());

    test("F22: killed between the commit and the answer: the same submission gets the stored receipt", async () => {
      const { tickets, instance } = await ticketsFor(place.world, 1);
      const folder = mkdtempSync(join(tmpdir(), "aclx-f22-"));
      const worker = await launch();
      worker.send({ order: "crash", target: place.target, tickets, folder, pause: 0, dieAfterCommit: true });
      await expect(resultOf(worker)).rejects.toThrow("SIGKILL");
      const again = await place.world.links.submit(tickets[0] ?? { session: "", submission: "" }, place.act("again"));
      expect(again.replayed).toBe(true);
      expect(place.effects).toEqual([]);
      expect(await place.uses(instance)).toBe(1);
      rmSync(folder, { recursive: true, force: true });
    }, 60_000);

    test(
      `workers${kind.name === "sqlite" ? "" : " and the server"} are killed for ${seconds} seconds: nothing is used twice, nothing acknowledged is lost`,
      async () => {
        const report = await crashing(place.target, place.world, place.opened, place.server, { links, seconds, workers: 3 });
        console.info(kind.name, report);
        expect(report).toMatchObject({ doublyUsed: 0, acknowledgedAndLost: 0, unused: 0, acknowledged: links });
        expect(report.workersKilled).toBeGreaterThan(0);
      },
      60_000 + seconds * 3_000,
    );
  });
});

describe.each(kinds.filter(({ name }) => name === "postgres" || name === "redis"))("$name", (kind) => {
  describe.skipIf(isMissing(kind))("outage", () => {
    let place: Acting;
    beforeAll(async () => void (place = await actingPlace(kind)));
    afterAll(() => place.stop());

    test("F20: while the server is gone nothing is accepted; it works again when the server is back", async () => {
      const { token, instance } = await invite(place.world);
      const work = await place.world.links.start(token);
      place.server?.kill();
      const down = { name: "StoreUnavailable", status: 503 };
      await expect(place.world.links.start(token)).rejects.toMatchObject(down);
      await expect(place.world.links.submit(work, place.act("down"))).rejects.toMatchObject(down);
      await place.server?.restart();
      expect(await retried(() => place.world.links.submit(work, place.act("up")))).toMatchObject({ replayed: false });
      expect(place.effects).toEqual(["up"]);
      expect(await place.world.links.list({ instance })).toEqual([]);
    }, 60_000);

    test("F23: killed in the middle of a submission: all or nothing", async () => {
      const { token, instance } = await invite(place.world);
      const work = await place.world.links.start(token);
      place.effects.length = 0;
      await expect(
        place.world.links.submit(
          work,
          place.act("killed", () => place.server?.kill()),
        ),
      ).rejects.toThrow();
      await place.server?.restart();
      expect(await retried(() => place.world.links.list({ instance }))).toMatchObject([{ state: "active" }]);
      expect(await retried(() => place.world.links.submit(work, place.act("after")))).toMatchObject({ replayed: false });
      await expect(place.world.links.start(token)).rejects.toMatchObject(refused);
      if (kind.transactional) expect(await place.uses(instance)).toBe(1);
    }, 60_000);
  });
});

const postgres = kinds.find(({ name }) => name === "postgres") ?? kinds[0];
const redis = kinds.find(({ name }) => name === "redis") ?? kinds[0];

describe.skipIf(postgres === undefined || isMissing(postgres))("postgres", () => {
  test("F20: a server that answers too late, is read-only, or may forget what it committed is not relied on", async () => {
    const server = await startPostgres();
    try {
      const pool = connectPostgres(server.port, 2);
      const slow = await postgresStore(pool, { timeLimit: 300 });
      const holder = await pool.connect();
      await holder.query("BEGIN; LOCK TABLE aclx_links IN ACCESS EXCLUSIVE MODE");
      const since = performance.now();
      await expect(slow.find("x")).rejects.toMatchObject({ name: "StoreUnavailable" });
      expect(performance.now() - since).toBeLessThan(2_000);
      await holder.query("ROLLBACK");
      holder.release();
      await pool.query("ALTER DATABASE postgres SET default_transaction_read_only = on");
      const readOnly = connectPostgres(server.port, 1);
      const w = world<AnyTx>((await openReadOnly(readOnly)) as never);
      await expect(invite(w)).rejects.toMatchObject({ name: "StoreUnavailable" });
      await pool.query(
        "SET default_transaction_read_only = off; ALTER DATABASE postgres RESET default_transaction_read_only; ALTER ROLE acl SET synchronous_commit = off",
      );
      const forgetful = connectPostgres(server.port, 1);
      await expect(postgresStore(forgetful)).rejects.toMatchObject({ name: "UnsafeStore" });
      await Promise.all([pool.end(), readOnly.end(), forgetful.end()]);
    } finally {
      await server.stop();
    }
  }, 60_000);
});

/** Its tables are there, so that only writing fails. */
async function openReadOnly(pool: ReturnType<typeof connectPostgres>) {
  const writable = await pool.connect();
  await writable.query("SET default_transaction_read_only = off");
  writable.release();
  const store = await postgresStore(pool);
  const again = await pool.connect();
  await again.query("SET default_transaction_read_only = on");
  again.release();
  return store;
}

describe.skipIf(redis === undefined || isMissing(redis))("redis", () => {
  test.each([
    ["without an append-only file", { appendonly: "no" }],
    ["with an eviction policy", { "maxmemory-policy": "allkeys-lru" }],
    ["that is a replica", { replicaof: "127.0.0.1 1" }],
    ["that is a cluster", { "cluster-enabled": "yes" }],
  ])("F21: a server %s is refused", async (_, settings) => {
    const server = await startRedis(settings as Record<string, string>);
    const client = connectRedis(server.port);
    await expect(redisStore(client)).rejects.toMatchObject({ name: "UnsafeStore" });
    client.disconnect();
    await server.stop();
  });
});

interface Acting extends Place {
  /** What was done by `act`, as far as it was kept. */
  readonly effects: string[];
  readonly act: (name: string, before?: () => unknown) => never;
  readonly uses: (instance: string) => Promise<number>;
}

async function actingPlace({ name, transactional }: Kind): Promise<Acting> {
  const place = await placeOf(name as "sqlite");
  const { opened } = place;
  const effects: string[] = [];
  const act = (word: string, before: () => unknown = () => undefined) => {
    const work = async ({ instance, transaction }: { instance: object; transaction?: AnyTx }) => {
      await before();
      if (transactional) await opened.sql("INSERT INTO effects (instance, process) VALUES (?, ?)", [(instance as { id: string }).id, process.pid], transaction);
      effects.push(word);
      return word;
    };
    return { [transactional ? "write" : "call"]: work } as never;
  };
  const uses = async (instance: string): Promise<number> =>
    transactional ? (await opened.sql("SELECT * FROM effects WHERE instance = ?", [instance])).length : 1;
  return { ...place, effects, act, uses };
}

async function retried<R>(step: () => Promise<R>): Promise<R> {
  for (let i = 0; ; i++) {
    try {
      return await step();
    } catch (error) {
      if ((error as { name?: string }).name !== "StoreUnavailable" || i > 50) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
