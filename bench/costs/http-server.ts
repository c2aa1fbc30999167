// The service desk of the examples, under a profiler that is asked for its findings by a message of the parent.
import { Session } from "node:inspector/promises";
import { serve } from "@hono/node-server";
import { createApp } from "../../examples/service-desk/app.ts";
import { openStore } from "../../examples/service-desk/store.ts";

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.setSamplingInterval", { interval: 100 });
const server = serve({ fetch: createApp(openStore(":memory:")).fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => process.send?.({ port }));
process.on("message", (message) => {
  void obey(message);
});

async function obey(message: unknown): Promise<void> {
  if (message === "start") {
    await session.post("Profiler.start");
    process.send?.({ started: true });
    return;
  }
  const { profile } = await session.post("Profiler.stop");
  const urls = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame.functionName === "(idle)" ? "idle" : callFrame.url]));
  let busy = 0;
  let deciding = 0;
  profile.samples?.forEach((id, i) => {
    const url = urls.get(id) ?? "";
    const microseconds = profile.timeDeltas?.[i] ?? 0;
    if (url === "idle") return;
    busy += microseconds;
    if (isDeciding(url)) deciding += microseconds;
  });
  process.send?.({ busy, deciding }, () => {
    server.close();
    process.exit(0);
  });
}

/** All of the runtime's code and the compiled policy's, requestors being made included. */
function isDeciding(url: string): boolean {
  return !url.includes("node_modules") && (/\/runtime\/[^/]+\.[jt]s$/.test(url) || url.endsWith(".acl.ts"));
}
