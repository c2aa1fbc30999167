// The service desk over HTTP: different people see different things, and the server refuses what pages do not offer.
import { serve, type ServerType } from "@hono/node-server";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { createApp } from "../../examples/service-desk/app.ts";
import { openStore, type Store } from "../../examples/service-desk/store.ts";

let server: ServerType;
let store: Store;
let base: string;
let log: string[];
const key = { kid: "test", secret: crypto.getRandomValues(new Uint8Array(32)) };

beforeEach(async () => {
  log = [];
  store = await openStore(":memory:", { key, log: (line) => void log.push(line) });
  const { port } = await new Promise<AddressInfo>((resolve) => {
    server = serve({ fetch: createApp(store).fetch, hostname: "127.0.0.1", port: 0 }, resolve);
  });
  base = `http://127.0.0.1:${port}`;
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  store.close();
});

interface Visitor {
  get(path: string): Promise<{ readonly status: number; readonly text: string }>;
  post(path: string, form?: Record<string, string>): Promise<{ readonly status: number; readonly location: string | null }>;
}

async function signIn(person: string): Promise<Visitor> {
  const signedIn = await fetch(`${base}/sign-in`, { method: "POST", redirect: "manual", body: new URLSearchParams({ person }) });
  const cookie = (signedIn.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const headers = { cookie };
  return {
    async get(path) {
      const answer = await fetch(base + path, { headers, redirect: "manual" });
      return { status: answer.status, text: await answer.text() };
    },
    async post(path, form = {}) {
      const answer = await fetch(base + path, { method: "POST", headers, redirect: "manual", body: new URLSearchParams(form) });
      return { status: answer.status, location: answer.headers.get("location") };
    },
  };
}

const draft = { label: "Printer", team: "network", priority: "low", question: "It does not print." };

describe("signing in", () => {
  test("nobody gets in without", async () => {
    const answer = await fetch(`${base}/tickets`, { redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/sign-in"]);
    expect((await fetch(`${base}/api/tickets`)).status).toBe(401);
  });

  test("a stranger is refused, and signing out ends the session", async () => {
    const stranger = await fetch(`${base}/sign-in`, { method: "POST", body: new URLSearchParams({ person: "mallory" }) });
    expect(stranger.status).toBe(400);
    const cora = await signIn("cora");
    await cora.post("/sign-out");
    expect((await cora.get("/tickets")).status).toBe(303);
  });
});

describe("the list", () => {
  const ids = (text: string): readonly string[] => (JSON.parse(text) as { id: string; access: string }[]).map(({ id, access }) => `${id} ${access}`);

  test.each([
    ["cora", ["T-5 full", "T-1 full", "T-2 full"]],
    ["gus", ["T-3 full", "T-4 full"]],
    ["abe", ["T-5 full", "T-1 full", "T-2 full", "T-3 full", "T-4 discover"]],
    ["bea", ["T-5 full", "T-1 full", "T-2 full", "T-3 full", "T-4 full"]],
    ["otto", ["T-5 full", "T-1 full", "T-2 full", "T-3 full", "T-4 full"]],
  ])("%s sees %j", async (person, expected) => {
    expect(ids((await (await signIn(person)).get("/api/tickets")).text)).toEqual(expected);
  });

  test("what is discovered shows little", async () => {
    const { text } = await (await signIn("abe")).get("/tickets");
    expect(text).toContain("T-4");
    expect(text).not.toContain("Suspicious");
  });
});

describe("the same page, for three people", () => {
  /** The lines of the table, each as the texts of its cells. */
  async function rows(person: string): Promise<readonly string[]> {
    const { text } = await (await signIn(person)).get("/tickets");
    const lines = text.match(/<tr class="(?:open|closed)">.*?<\/tr>/gs) ?? [];
    return lines.map((line) => [...line.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = ""]) => cell.replace(/<[^>]*>/g, "").trim()).join(" | "));
  }

  test("shows other rows, and other columns of the same row", async () => {
    expect(await rows("gus")).toEqual([
      "T-3 | VPN from abroad | network | Open | Abe Orr | +31 20 555 02 09",
      "T-4 | Suspicious payments | billing | Pending | Bea Fox | +31 20 555 02 10",
    ]);
    const abe = await rows("abe");
    expect(abe).toHaveLength(5);
    expect(abe.slice(3)).toEqual([
      "T-3 | VPN from abroad | network | Open | Abe Orr | +31 20 555 02 09",
      "T-4 | not for you to read | billing | Pending |  | ",
    ]);
    expect(abe[2]).toBe("T-2 | Invoice 4711 is wrong | billing | Open | Bea Fox | ********18");
    expect((await rows("mia"))[2]).toBe("T-2 | Invoice 4711 is wrong | billing | Open | Bea Fox | +41 44 555 01 18");
  });

  test("the database picks the rows", async () => {
    const sql = async (person: string): Promise<string> => {
      const visitor = await signIn(person);
      log.length = 0;
      await visitor.get("/tickets");
      expect(log).toHaveLength(1);
      return log[0] ?? "";
    };
    expect(await sql("gus")).toMatch(/^SELECT \* FROM ticket WHERE .*"company".* ORDER BY createdAt, id {2}.*"Globex"/);
    expect(await sql("abe")).toContain("(1 = 1)");
    expect(await sql("gus")).not.toContain("(1 = 1)");
  });

  test("shows on the page what the database was asked", async () => {
    expect((await (await signIn("gus")).get("/tickets")).text).toMatch(/SELECT \* FROM ticket WHERE .*&quot;company&quot;/);
  });
});

describe("the database's file", () => {
  const folder = mkdtempSync(join(tmpdir(), "aclc-desk-"));
  const file = join(folder, "desk.db");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("holds phone numbers and notes that only the key opens", async () => {
    const first = await openStore(file, { key });
    const before = await first.select();
    first.close();
    const bytes = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
    expect(bytes.includes("Invoice 4711")).toBe(true);
    for (const { phone, internalNote } of before)
      for (const secret of [phone, internalNote]) if (secret !== null) expect(bytes.includes(secret), secret).toBe(false);
    const again = await openStore(file, { key });
    expect(await again.select()).toEqual(before);
    again.close();
  });

  test("shows nothing to whoever opens it with another key, and the log says no more than where", async () => {
    const lines: string[] = [];
    const other = await openStore(file, { key: { ...key, secret: crypto.getRandomValues(new Uint8Array(32)) }, log: (line) => void lines.push(line) });
    const ticket = await other.find("T-2");
    expect(ticket).toMatchObject({ label: "Invoice 4711 is wrong", phone: "********", internalNote: "********" });
    if (ticket !== undefined) await expect(other.save({ ...ticket, label: "Invoice" })).rejects.toThrow(/cannot be read/);
    expect(lines.slice(-2).sort()).toEqual(["NOT_AUTHENTIC: internalNote of T-2", "NOT_AUTHENTIC: phone of T-2"]);
    other.close();
  });
});

describe("a ticket", () => {
  test("one that may not be known of looks like one that does not exist", async () => {
    const cora = await signIn("cora");
    const hidden = await cora.get("/tickets/T-4");
    const missing = await cora.get("/tickets/T-99");
    expect([hidden.status, missing.status]).toEqual([404, 404]);
    expect(hidden.text).toBe(missing.text);
  });

  test("one that may be discovered only is refused", async () => {
    const answer = await (await signIn("abe")).get("/tickets/T-4");
    expect(answer.status).toBe(403);
    expect(answer.text).not.toContain("Suspicious");
  });

  test("notes and numbers are for some", async () => {
    const notes = async (person: string) => {
      const { text } = await (await signIn(person)).get("/tickets/T-2");
      return [text.includes("Refund agreed"), text.includes("555 01 18")];
    };
    expect(await notes("cora")).toEqual([false, false]);
    expect(await notes("carl")).toEqual([false, true]);
    expect(await notes("abe")).toEqual([true, false]);
    expect(await notes("bea")).toEqual([true, true]);
  });

  test("texts are escaped", async () => {
    const { text } = await (await signIn("carl")).get("/tickets/T-2");
    expect(text).toContain("&lt;two&gt; licences &amp; ordered");
  });

  test("buttons are what would be allowed", async () => {
    const buttons = async (person: string) => {
      const { text } = await (await signIn(person)).get("/tickets/T-1");
      return [...text.matchAll(/action="\/tickets\/T-1\/(\w+)"/g)].map(([, name]) => name);
    };
    expect(await buttons("cora")).toEqual(["resolve", "change"]);
    expect(await buttons("carl")).toEqual([]);
    expect(await buttons("abe")).toEqual(["take", "change"]);
    expect(await buttons("bea")).toEqual([]);
    expect(await buttons("mia")).toEqual(["take", "resolve", "move", "change"]);
    expect(await buttons("otto")).toEqual([]);
  });
});

describe("a request without the button", () => {
  test.each([
    ["carl", "/tickets/T-1/change", draft],
    ["cora", "/tickets/T-1/take", {}],
    ["cora", "/tickets/T-1/answer", { text: "Solved." }],
    ["abe", "/tickets/T-2/answer", { text: "Solved." }],
    ["bea", "/tickets/T-1/take", {}],
    ["abe", "/tickets/T-5/delete", {}],
    ["mia", "/tickets/T-1/delete", {}],
    ["otto", "/tickets/T-5/delete", {}],
    ["otto", "/tickets", draft],
    ["abe", "/tickets/T-4/resolve", {}],
    ["bea", "/tickets", draft],
  ])("%s: POST %s is refused", async (person, path, form: Record<string, string>) => {
    const before = JSON.stringify(await store.select());
    expect((await (await signIn(person)).post(path, form)).status).toBe(403);
    expect(JSON.stringify(await store.select())).toBe(before);
  });

  test("another company's ticket answers 404", async () => {
    expect((await (await signIn("cora")).post("/tickets/T-4/resolve")).status).toBe(404);
  });

  test("what may not be seen may not be replaced", async () => {
    const abe = await signIn("abe");
    expect((await abe.post("/tickets/T-1/change", { ...draft, phone: "+1 900" })).status).toBe(303);
    expect(await store.find("T-1")).toMatchObject({ label: "Printer", phone: "+41 44 555 01 17" });
  });

  test("a change must be allowed of what it would become", async () => {
    expect((await (await signIn("abe")).post("/tickets/T-1/change", { ...draft, team: "billing" })).status).toBe(403);
  });

  test("a form of another site is refused", async () => {
    const answer = await fetch(`${base}/sign-in`, {
      method: "POST",
      headers: { "sec-fetch-site": "cross-site" },
      body: new URLSearchParams({ person: "mia" }),
    });
    expect(answer.status).toBe(403);
  });

  test("a form that makes no sense is refused", async () => {
    const mia = await signIn("mia");
    expect((await mia.post("/tickets", { ...draft, priority: "now" })).status).toBe(400);
    expect((await mia.post("/tickets/T-1/move", { text: "nowhere" })).status).toBe(400);
  });
});

test("a ticket's life", async () => {
  const [cora, abe, mia] = [await signIn("cora"), await signIn("abe"), await signIn("mia")];
  const { location } = await cora.post("/tickets", { ...draft, label: "<b>Printer</b>" });
  expect(location).toBe("/tickets/T-6");
  expect((await cora.post("/tickets/T-6/change", draft)).status).toBe(303);
  expect((await abe.post("/tickets/T-6/answer", { text: "Paper?" })).status).toBe(403);
  expect((await abe.post("/tickets/T-6/take")).status).toBe(303);
  expect((await abe.post("/tickets/T-6/answer", { text: "Paper?" })).status).toBe(303);
  expect((await cora.post("/tickets/T-6/change", draft)).status).toBe(403);
  expect((await cora.get("/tickets/T-6")).text).toContain("Paper?");
  expect((await cora.post("/tickets/T-6/resolve")).status).toBe(303);
  expect((await abe.post("/tickets/T-6/answer", { text: "Again." })).status).toBe(403);
  expect((await cora.get("/tickets/T-6")).text).toContain("Abe Orr took the ticket");
  expect((await mia.post("/tickets/T-6/delete")).status).toBe(303);
  expect((await mia.get("/tickets/T-6")).status).toBe(404);
});

test("reports: customers have none, the workload is for managers", async () => {
  expect((await (await signIn("cora")).get("/report")).status).toBe(403);
  expect((await (await signIn("abe")).get("/report")).text).not.toContain("nobody yet");
  expect((await (await signIn("mia")).get("/report")).text).toContain("nobody yet");
});

test("pages say what they load, and nobody frames them", async () => {
  const answer = await fetch(`${base}/sign-in`);
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(answer.headers.get("content-type")).toContain("text/html");
});
