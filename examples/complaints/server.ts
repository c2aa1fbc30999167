// Starts the complaints service: `npx tsx examples/complaints/server.ts [database file]`, at 127.0.0.1, PORT or 3000.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { sqliteStore } from "aclc/external/sqlite";
import { createApp } from "./app.ts";
import { openCases, openDatabase } from "./cases.ts";
import { openDesk } from "./desk.ts";
import { openPost } from "./mail.ts";

const [path] = process.argv.slice(2);
const given = process.env["COMPLAINTS_KEY"];
const port = Number(process.env["PORT"] ?? 3000);

if (path !== undefined && given === undefined) {
  console.error("A database that stays needs a key that stays: COMPLAINTS_KEY, 32 random bytes in base64, as from `openssl rand -base64 32`.");
  process.exit(1);
}
const folder = path === undefined ? mkdtempSync(join(tmpdir(), "complaints-")) : undefined;
const file = path ?? join(folder ?? "", "complaints.db");
const secret = given === undefined ? crypto.getRandomValues(new Uint8Array(32)) : new Uint8Array(Buffer.from(given, "base64"));

// One connection for the application, one that is the links' own.
const cases = openCases(openDatabase(file));
const store = await sqliteStore(openDatabase(file));
const post = await openPost((recipients, text) => console.log(`\n--- e-mail to ${recipients.join(", ")}\n${readable(text)}\n---`));
const desk = openDesk({
  store,
  cases,
  keys: [{ kid: "1", secret }],
  baseUrl: `http://127.0.0.1:${port}`,
  send: post.send,
  audit: ({ event, link = "", reason = "" }) => console.log(`audit: ${event} ${link.slice(0, 8)} ${reason}`),
});

const server = serve({ fetch: createApp(desk).fetch, hostname: "127.0.0.1", port }, () => {
  void begin().catch((error: unknown) => console.error(error));
});
server.on("error", (error: NodeJS.ErrnoException) => {
  console.error(error.code === "EADDRINUSE" ? `Port ${port} is taken: choose another, as in PORT=8080.` : error.message);
  process.exit(1);
});
const timer = setInterval(() => void desk.remind().catch((error: unknown) => console.error(error)), 60_000);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end());

async function begin(): Promise<void> {
  console.log(`Complaints, for administrators: http://127.0.0.1:${port}/`);
  if (cases.find("C-1")?.status !== "New") return;
  console.log("Complaint C-1 is resolved, and its customer is asked. Open the link in the e-mail:");
  await desk.resolve("C-1", "You got a new kettle.");
}

async function end(): Promise<void> {
  clearInterval(timer);
  server.close();
  await post.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

/** Quoted-printable undone, so that the link can be opened from the terminal. */
function readable(text: string): string {
  return text
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .trimEnd();
}
