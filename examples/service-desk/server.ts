// Starts the service desk: `npx tsx examples/service-desk/server.ts [database file]`, at 127.0.0.1, PORT or 3000.
import { serve } from "@hono/node-server";
import { createApp } from "./app.ts";
import { openStore } from "./store.ts";

const store = openStore(process.argv[2] ?? ":memory:");
const port = Number(process.env["PORT"] ?? 3000);

const server = serve({ fetch: createApp(store).fetch, hostname: "127.0.0.1", port }, (address) => {
  console.log(`The service desk is open at http://127.0.0.1:${address.port}/`);
});
server.on("error", (error: NodeJS.ErrnoException) => {
  console.error(error.code === "EADDRINUSE" ? `Port ${port} is taken: choose another, as in PORT=8080.` : error.message);
  process.exitCode = 1;
});
