// The parts: scoped requestors, keys, addresses, tables and their versions, the caller's own transactions, what bundles carry.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DatabaseSync } from "@photostructure/sqlite";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { otherwise, type Requestor } from "aclc/runtime";
import { externalAssignments } from "aclc/external";
import { memoryStore } from "aclc/external/memory";
import { sqliteStore } from "aclc/external/sqlite";
import { parseAddress } from "../../runtime/external/address.ts";
import { fieldBytes } from "../../runtime/bytes.ts";
import { migrations } from "../../runtime/external/schema-sql.ts";
import { isMissing, kinds, type AnyTx, type Opened } from "./stores.ts";
import { assignments, invite, keys, policy, secretOf, world } from "./world.ts";

describe("the requestor of a guest", () => {
  const w = world(memoryStore());
  const other = { id: "C-2", status: "Resolved" };
  const group = policy.requestor({ accessGroup: "Guests" });

  test("may do what the link is for, to its instance, and nothing else, whatever the group may", async () => {
    const { token, instance } = await invite(w);
    const { guest, instance: own } = await w.links.start(token);
    const cls = "Work-Complaint";
    const copy = { ...(own as { id: string; status: "Resolved" }) };
    expect([guest.has("GiveFeedback", cls, copy), guest.canPerform("Rate", cls, copy), guest.decide({ privilege: "GiveFeedback" }, cls, copy)]).toEqual([
      true,
      true,
      { allowed: true },
    ]);
    expect([
      group.has("GiveFeedback", cls, other),
      group.has("Reopen", cls, copy),
      group.can("delete", cls, copy),
      group.has("Pay", "Work-Invoice", {}),
    ]).toEqual([true, true, true, true]);
    const denials = [
      guest.has("GiveFeedback", cls, other),
      guest.has("GiveFeedback", cls),
      guest.has("GiveFeedback", cls, { status: "Resolved" }),
      guest.has("Reopen", cls, copy),
      guest.has("GiveFeedback", "Work-Invoice", copy),
      guest.has("Pay", "Work-Invoice", copy),
      guest.has("Rate", cls, copy),
      guest.canPerform("GiveFeedback", cls, copy),
      guest.can("open", cls, copy),
      guest.can("modify", cls, copy),
      guest.can("delete", cls, copy),
      guest.can("discover", cls, copy),
      guest.sees(cls, "secret", copy),
      guest.could("modify", cls),
      guest.could({ privilege: "Reopen" }, cls),
      guest.has("constructor", cls, copy),
      guest.has("GiveFeedback", "constructor", copy),
      guest.has("GiveFeedback", cls, Object.create(copy) as object),
      guest.has("GiveFeedback", cls, [instance] as never),
      guest.decide({ privilege: "GiveFeedback", rule: "Other" } as never, cls, copy).allowed,
      guest.has("GiveFeedback", cls, { ...copy, status: "Open" }),
    ];
    expect(denials).toEqual(denials.map(() => false));
    expect(guest.access(cls, copy)).toBe("none");
    expect(guest.could({ privilege: "GiveFeedback" }, cls)).toBe(true);
    expect(() => guest.require({ privilege: "Reopen" }, cls, copy)).toThrow("access denied");
    expect(() => guest.switchTo("Staff")).toThrow("does not belong");
  });

  test("opens and sees the instance where the assignment says so", async () => {
    w.complaints.set("C-3", { id: "C-3", status: "Resolved", version: 1 });
    const { link } = await w.links.issue({ assignment: assignments.View, instance: "C-3", recipient: "a@example.org" });
    const { guest, instance } = await w.links.start(link.split("#")[1]);
    expect([guest.can("open", "Work-Complaint", instance), guest.access("Work-Complaint", instance)]).toEqual([true, "full"]);
    expect([
      guest.can("modify", "Work-Complaint", instance),
      guest.can("open", "Work-Complaint", other),
      guest.has("GiveFeedback", "Work-Complaint", instance),
    ]).toEqual([false, false, false]);
  });

  test("is no requestor for check functions of generated modules", async () => {
    const { guest, instance } = await w.links.start((await invite(w)).token);
    const cls = policy.loaded.classes.read().of("Work-Complaint") ?? 0;
    const { loaded } = policy;
    const cellOf = (asker: object) => loaded.cells[(Number((asker as Record<symbol, unknown>)[loaded.start]) + cls) * loaded.columns];
    const check = (asker: Requestor) => otherwise(loaded, cellOf(asker), asker, cls, 0, instance);
    expect(check(group)).toBe(true);
    expect(check(guest as unknown as Requestor)).toBe(false);
    expect(Reflect.ownKeys(guest)).toEqual([]);
  });

  test("ids come from the application where they are called otherwise; a function that throws denies", async () => {
    const links = w.other({ idOf: (object) => (object as { number: number }).number });
    w.complaints.set("7", { id: "7", status: "Resolved", version: 1 });
    const { link } = await links.issue({ assignment: assignments.Feedback, instance: "7", recipient: "a@example.org" });
    const { guest } = await links.start(link.split("#")[1]);
    expect(
      [
        { number: 7, status: "Resolved" },
        { number: 8, status: "Resolved" },
        {
          get number() {
            throw new Error("no");
          },
        },
      ].map((object) => guest.has("GiveFeedback", "Work-Complaint", object)),
    ).toEqual([true, false, false]);
  });
});

describe("keys and options", () => {
  const options = { policy, assignments, load: () => undefined, store: memoryStore(), keys, baseUrl: "https://a.example" };
  test.each([
    ["no key", { keys: [] }],
    ["four keys", { keys: [1, 2, 3, 4].map((n) => ({ kid: `k${n}`, secret: secretOf(n) })) }],
    ["a short key", { keys: [{ kid: "k", secret: secretOf(1).slice(0, 31) }] }],
    ["a key of zeros", { keys: [{ kid: "k", secret: new Uint8Array(32) }] }],
    ["a text as key", { keys: [{ kid: "k", secret: "x".repeat(32) }] }],
    ["a kid twice", { keys: [...keys, ...keys] }],
    ["a bad kid", { keys: [{ kid: "a b", secret: secretOf(1) }] }],
    ["http", { baseUrl: "http://a.example" }],
    ["a query", { baseUrl: "https://a.example/?x" }],
    ["no URL", { baseUrl: "a.example" }],
    ["a user", { baseUrl: "https://u@a.example" }],
    ["an empty tenant", { tenant: "" }],
    ["no lease", { lease: 0 }],
  ])("%s is refused", (_, wrong) => {
    expect(() => externalAssignments({ ...options, ...wrong } as never)).toThrow(TypeError);
  });

  test("fields are told apart by their lengths", () => {
    expect(fieldBytes(["ab", "c"])).not.toEqual(fieldBytes(["a", "bc"]));
    expect(fieldBytes(["a", ""])).not.toEqual(fieldBytes(["a"]));
  });
});

describe("addresses", () => {
  test.each(["a@example.org", "first.last+tag@sub.example.co.uk", "o'neil@xn--bcher-kva.example", "A@EXAMPLE.org"])("%s is one", (text) => {
    expect(parseAddress(text)?.toLowerCase()).toBe(text.toLowerCase());
  });
  test.each([
    "",
    "a",
    "@b.org",
    "a@",
    "a@b",
    "a@b.org,c@d.org",
    "a@b.org c@d.org",
    "a@b.org;c@d.org",
    "Name <a@b.org>",
    "<a@b.org>",
    '"a b"@c.org',
    "a@b.org\nBcc: c@d.org",
    "a@b.org\r",
    "a\0@b.org",
    "a..b@c.org",
    ".a@c.org",
    "a.@c.org",
    "a@b..org",
    "a@-b.org",
    "a@b-.org",
    "a@[127.0.0.1]",
    "a@127.0.0.1",
    "a(comment)@b.org",
    "a@b.org.",
    "ä@b.org",
    "a@bücher.example",
    `${"a".repeat(65)}@b.org`,
    `a@${"b.".repeat(130)}org`,
    "a@b.org@c.org",
    null,
    7,
    ["a@b.org"],
    { toString: () => "a@b.org" },
  ])("%j is none", (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });
});

describe.each(kinds.filter(({ transactional }) => transactional))("$name", (kind) => {
  describe.skipIf(isMissing(kind))("transactions of the caller's own", () => {
    let opened: Opened;
    beforeAll(async () => {
      opened = await kind.open();
      await opened.sql("CREATE TABLE IF NOT EXISTS notes (note TEXT NOT NULL)");
    });
    afterAll(async () => {
      await opened.close();
      await kind.stop();
    });

    const notes = async (note: string) => (await opened.sql("SELECT * FROM notes WHERE note = ?", [note])).length;

    test("what is written and what is consumed are committed together, or taken back together", async () => {
      const w = world(opened.store);
      const { token, instance } = await invite(w);
      const work = await w.links.start(token);
      for (const end of ["ROLLBACK", "COMMIT"]) {
        await own(opened, kind.name, end, async (transaction) => {
          await opened.sql("INSERT INTO notes (note) VALUES (?)", [`${instance} before`], transaction);
          const write = async ({ transaction: given }: { transaction: AnyTx }) => {
            expect(given).toBe(transaction);
            await opened.sql("INSERT INTO notes (note) VALUES (?)", [instance], given);
          };
          expect(await w.links.submit(work, { transaction, write } as never)).toMatchObject({ replayed: false });
        });
        expect(await notes(instance)).toBe(end === "COMMIT" ? 1 : 0);
        expect(await w.links.list({ instance })).toHaveLength(end === "COMMIT" ? 0 : 1);
      }
      expect((await w.links.submit(work, { write: () => "never" } as never)).replayed).toBe(true);
    });

    test("a refusal takes back its own part only; issuing, closing and revoking take part too", async () => {
      const w = world(opened.store);
      const a = await invite(w);
      const work = await w.links.start(a.token);
      w.complaints.set(a.instance, { id: a.instance, status: "Resolved", version: 2 });
      await own(opened, kind.name, "COMMIT", async (transaction) => {
        await opened.sql("INSERT INTO notes (note) VALUES (?)", [a.instance], transaction);
        await expect(
          w.links.submit(work, { transaction, write: () => opened.sql("INSERT INTO notes (note) VALUES (?)", [a.instance], transaction) } as never),
        ).rejects.toMatchObject({ status: 410 });
      });
      expect(await notes(a.instance)).toBe(1);
      await own(opened, kind.name, "ROLLBACK", async (transaction) => {
        await w.links.issue({ assignment: assignments.Feedback, instance: a.instance, recipient: "a@example.org", transaction });
        expect(await w.links.revoke(a.id, transaction)).toBe("revoked");
        expect(await w.links.close({ instance: a.instance }, transaction)).toBe(1);
      });
      expect(await w.links.list({ instance: a.instance })).toMatchObject([{ id: a.id }]);
    });

    test("while a call for one link is under way, a write for another one is neither accepted nor refused for good", async () => {
      const w = world(opened.store);
      const a = await invite(w);
      const b = await w.links.issue({ assignment: assignments.Feedback, instance: a.instance, recipient: "b@example.org" });
      const [first, second] = [await w.links.start(a.token), await w.links.start(b.link.split("#")[1])];
      const writing = () => w.links.submit(second, { write: () => "written" } as never);
      const calling = w.links.submit(first, {
        call: async () => {
          await expect(writing()).rejects.toMatchObject({ status: 503 });
          throw new Error("failed after all");
        },
      });
      await expect(calling).rejects.toThrow("failed after all");
      expect(await writing()).toMatchObject({ receipt: "written", replayed: false });
    });

    test("a business function that swallows an error of the database is not taken as done", async () => {
      const w = world(opened.store);
      const { token, instance } = await invite(w);
      const work = await w.links.start(token);
      const swallow = async ({ transaction }: { transaction: AnyTx }) => {
        await opened.sql(kind.name === "postgres" ? "SELECT 1 / 0" : "ROLLBACK", [], transaction).catch(() => undefined);
      };
      await expect(w.links.submit(work, { write: swallow } as never)).rejects.toThrow();
      expect(await w.links.list({ instance })).toMatchObject([{ state: "active" }]);
    });
  });
});

test("tables of an earlier version are brought to this one with their links; those of a later version are refused", async () => {
  const folder = mkdtempSync(join(tmpdir(), "aclx-migrate-"));
  const database = new DatabaseSync(join(folder, "a.db"));
  for (const statement of migrations[0] ?? []) database.exec(statement);
  database.exec("CREATE TABLE aclx_schema (version BIGINT NOT NULL); INSERT INTO aclx_schema VALUES (1)");
  const columns = "'old', 'k1', 'm', 's', 'default', 'Feedback', 'x', 'C', '1', '[]', 'a@example.org', 0, 0, 9e12, 'issued', 0, 0, 0, 0, 0, '', 0";
  database.exec(`INSERT INTO aclx_links VALUES (${columns})`);
  const store = await sqliteStore(database);
  expect(await store.find("old")).toMatchObject({ link: { id: "old", state: "issued" } });
  expect(database.prepare("SELECT version FROM aclx_schema").all()).toEqual([{ version: migrations.length }]);
  expect(database.prepare("SELECT name FROM sqlite_master WHERE name = 'aclx_links_remind'").all()).toHaveLength(1);
  await sqliteStore(database);
  database.exec("UPDATE aclx_schema SET version = 99");
  await expect(sqliteStore(database)).rejects.toMatchObject({ name: "UnsafeStore" });
  await expect(sqliteStore(new DatabaseSync(":memory:"))).rejects.toMatchObject({ name: "UnsafeStore" });
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

test("deciding carries nothing of external assignments; each store is an entry of its own", async () => {
  const bundle = async (entry: string): Promise<{ text: string; size: number }> => {
    const { outputFiles } = await build({
      entryPoints: [join(import.meta.dirname, "../../runtime", entry)],
      bundle: true,
      minify: true,
      format: "esm",
      write: false,
      logLevel: "error",
    });
    const text = outputFiles[0]?.text ?? "";
    return { text, size: gzipSync(text).length };
  };
  const deciding = await bundle("index.ts");
  const external = await bundle("external/index.ts");
  console.info(`minified and compressed: aclc/runtime ${deciding.size} bytes, aclc/external ${external.size} bytes`);
  expect(deciding.text).not.toMatch(/aclx|HMAC/);
  expect(external.text).not.toMatch(/aclx_links|PRAGMA|redis\.call/);
  expect(external.size).toBeLessThan(16_000);
  for (const store of ["memory", "sqlite", "postgres", "redis"]) expect((await bundle(`external/${store}.ts`)).text).not.toMatch(/from"(pg|ioredis|node:)/);
});

/** A transaction on a connection of the caller's. */
async function own(opened: Opened, name: string, end: string, run: (transaction: AnyTx) => Promise<void>): Promise<void> {
  const pool = opened.connection as { connect?: () => Promise<{ release(): void }> };
  const transaction: AnyTx = name === "postgres" ? await pool.connect?.() : opened.connection;
  const execute = (text: string) => (name === "postgres" ? opened.sql(text, [], transaction) : (opened.connection as DatabaseSyncLike).exec(text));
  await execute("BEGIN");
  await run(transaction);
  await execute(end);
  if (name === "postgres") (transaction as { release(): void }).release();
}

interface DatabaseSyncLike {
  exec(text: string): void;
}
