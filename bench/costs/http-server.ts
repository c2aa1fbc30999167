// The service desk of the examples, under a profiler that is asked for its findings by a message of the parent.
import type { Profiler } from "node:inspector";
import { Session } from "node:inspector/promises";
import { serve } from "@hono/node-server";
import { createApp } from "../../examples/service-desk/app.ts";
import { openStore } from "../../examples/service-desk/store.ts";

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.setSamplingInterval", { interval: 100 });
const server = serve(
  {
    fetch: createApp(await openStore(":memory:", { key: { kid: "bench", secret: crypto.getRandomValues(new Uint8Array(32)) } })).fetch,
    hostname: "127.0.0.1",
    port: 0,
  },
  ({ port }) => process.send?.({ port }),
);
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
  process.send?.(shares(profile), () => {
    server.close();
    process.exit(0);
  });
}

/** Microseconds in which the thread was busy, in which it decided, and in which it made requestors, filters for the database, and masked copies. */
function shares({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Shares {
  const kinds = new Map<number, Kind>();
  const visit = (id: number, above: Kind): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    const kind = kindOf(node.callFrame, above);
    kinds.set(id, kind);
    for (const child of node.children ?? []) visit(child, kind);
  };
  const byId = new Map(nodes.map((node) => [node.id, node]));
  visit(nodes[0]?.id ?? 0, "other");
  const sum = { idle: 0, other: 0, deciding: 0, making: 0, filtering: 0, masking: 0 };
  samples.forEach((id, i) => {
    sum[kinds.get(id) ?? "other"] += timeDeltas[i] ?? 0;
  });
  const { deciding, making, filtering, masking } = sum;
  return { busy: sum.other + deciding + making + filtering + masking, deciding, making, filtering, masking };
}

export interface Shares {
  readonly busy: number;
  readonly deciding: number;
  readonly making: number;
  readonly filtering: number;
  readonly masking: number;
}
type Kind = "idle" | "other" | "deciding" | "making" | "filtering" | "masking";

/** What of the runtime decides, and the compiled policy; what they call counts with them. */
function kindOf({ functionName, url }: { functionName: string; url: string }, above: Kind): Kind {
  if (functionName === "(idle)") return "idle";
  const own = /\/dist\/runtime\/(decide|evaluate|fast|menu|policy|requestor|tables|values|combine)\.js$/.test(url) || url.endsWith(".acl.js");
  if (own && functionName === "requestor") return "making";
  if (own && functionName === "filter") return "filtering";
  if (own && /^(mask|maskAll)$/.test(functionName)) return "masking";
  return above === "other" && own ? "deciding" : above;
}
