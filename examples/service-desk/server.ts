// Starts the service desk: `npx tsx examples/service-desk/server.ts [database file]`, at 127.0.0.1, PORT or 3000.
// A database file needs a key, DESK_KEY: 64 hexadecimal digits, as `openssl rand -hex 32` prints them.
import { serve } from "@hono/node-server";
import { createApp } from "./app.ts";
import { openStore } from "./store.ts";

const file = process.argv[2] ?? ":memory:";
const store = await openStore(file, { key: { kid: "desk-1", secret: secretFor(file) }, log: console.log });
const port = Number(process.env["PORT"] ?? 3000);

const server = serve({ fetch: createApp(store).fetch, hostname: "127.0.0.1", port }, (address) => {
  console.log(`The service desk is open at http://127.0.0.1:${address.port}/`);
});
server.on("error", (error: NodeJS.ErrnoException) => {
  console.error(error.code === "EADDRINUSE" ? `Port ${port} is taken: choose another, as in PORT=8080.` : error.message);
  process.exitCode = 1;
});

/** Tickets in memory are gone with the process, and so is their key. */
function secretFor(path: string): Uint8Array {
  if (path === ":memory:") return crypto.getRandomValues(new Uint8Array(32));
  const digits = process.env["DESK_KEY"] ?? "";
  if (/^[\da-f]{64}$/i.test(digits)) return new Uint8Array(Buffer.from(digits, "hex"));
  console.error("A database file needs DESK_KEY, 64 hexadecimal digits: try DESK_KEY=$(openssl rand -hex 32), and keep it.");
  process.exit(1);
}
