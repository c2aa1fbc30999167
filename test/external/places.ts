// A store with its server, where several processes can reach it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres, startRedis, type Server } from "./servers.ts";
import { openPostgres, openRedis, openSqlite, type AnyTx, type Kind, type Opened } from "./stores.ts";
import { createEffects } from "./swarm.ts";
import type { Target } from "./worker.ts";
import { world, type World } from "./world.ts";

export interface Place {
  readonly target: Target;
  readonly opened: Opened;
  readonly world: World<AnyTx>;
  /** None for SQLite, which dies with the process that uses it. */
  readonly server: Server | undefined;
  readonly stop: () => Promise<void>;
}

export async function placeOf(name: Exclude<Kind["name"], "memory">): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), "aclx-place-"));
  const server = name === "postgres" ? await startPostgres() : name === "redis" ? await startRedis() : undefined;
  const at = server === undefined ? join(folder, "links.db") : String(server.port);
  const opened = name === "sqlite" ? await openSqlite(at) : name === "postgres" ? await openPostgres(Number(at)) : await openRedis(Number(at));
  if (name !== "redis") await createEffects(opened);
  const stop = async (): Promise<void> => {
    await opened.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { target: { kind: name, at }, opened, world: world(opened.store, { lease: 1_000 }), server, stop };
}
