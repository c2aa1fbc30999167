// PostgreSQL and Redis for tests: started from Debian's binaries on free ports of this machine, in folders of their own.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { Redis } from "ioredis";

export interface Server {
  readonly port: number;
  /** kill -9, of it and all its processes. */
  kill(): void;
  /** Stops for good and deletes its folder. */
  stop(): Promise<void>;
  /** Starts again after `kill`, with the same data, and returns when it answers. */
  restart(): Promise<void>;
}

/** Where Debian installs them; undefined if they are not there. */
export function postgresBinaries(): string | undefined {
  const root = "/usr/lib/postgresql";
  const [newest] = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const folder = join(root, newest ?? "", "bin");
  return newest !== undefined && existsSync(join(folder, "postgres")) ? folder : undefined;
}

export function redisBinary(): string | undefined {
  return existsSync("/usr/bin/redis-server") ? "/usr/bin/redis-server" : undefined;
}

export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<Server> {
  const binaries = postgresBinaries() ?? "";
  const folder = mkdtempSync(join(tmpdir(), "aclx-pg-"));
  const user = unprivileged();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  execFileSync(join(binaries, "initdb"), ["-D", data, "-U", "acl", "-A", "trust", "--no-sync", "-E", "UTF8"], { ...user, stdio: "ignore", cwd: folder });
  const port = await freePort();
  const all = { listen_addresses: "127.0.0.1", unix_socket_directories: folder, max_connections: "200", shared_buffers: "32MB", ...settings };
  const options = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const launch = (): ChildProcess => spawn(join(binaries, "postgres"), ["-D", data, "-p", String(port), ...options], { ...user, stdio: "ignore", cwd: folder });
  return serverOf(port, folder, launch, () => isUpPostgres(port));
}

export async function startRedis(settings: Readonly<Record<string, string>> = {}): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "aclx-redis-"));
  const port = await freePort();
  const all = {
    port: String(port),
    bind: "127.0.0.1",
    dir: folder,
    appendonly: "yes",
    appendfsync: "always",
    save: "",
    "maxmemory-policy": "noeviction",
    ...settings,
  };
  const options = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]);
  const launch = (): ChildProcess => spawn(redisBinary() ?? "", options, { stdio: "ignore", cwd: folder });
  return serverOf(port, folder, launch, () => isUpRedis(port));
}

export function connectPostgres(port: number, max = 20): pg.Pool {
  const pool = new pg.Pool({ host: "127.0.0.1", port, user: "acl", database: "postgres", max, connectionTimeoutMillis: 60_000 });
  pool.on("error", () => undefined);
  // A killed server also breaks clients that are in use; their queries say so.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

export function connectRedis(port: number): Redis {
  const client = new Redis({ host: "127.0.0.1", port, retryStrategy: () => 100, maxRetriesPerRequest: 2 });
  client.on("error", () => undefined);
  return client;
}

async function serverOf(port: number, folder: string, launch: () => ChildProcess, isUp: () => Promise<boolean>): Promise<Server> {
  let child: ChildProcess | undefined;
  const kill = (): void => {
    if (child?.pid === undefined) return;
    for (const pid of [child.pid, ...childrenOf(child.pid)]) killOne(pid);
    child = undefined;
  };
  const restart = async (): Promise<void> => {
    for (const since = Date.now(); Date.now() - since < 30_000;) {
      child ??= launch();
      if (child.exitCode !== null || child.signalCode !== null) child = undefined;
      else if (await isUp()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the server on port ${port} does not start`);
  };
  const stop = async (): Promise<void> => {
    kill();
    process.off("exit", kill);
    await new Promise((resolve) => setTimeout(resolve, 50));
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
  };
  process.once("exit", kill);
  await restart();
  return { port, kill, stop, restart };
}

async function isUpPostgres(port: number): Promise<boolean> {
  const client = new pg.Client({ host: "127.0.0.1", port, user: "acl", database: "postgres", connectionTimeoutMillis: 500 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    void client.end().catch(() => undefined);
  }
}

async function isUpRedis(port: number): Promise<boolean> {
  const client = new Redis({ host: "127.0.0.1", port, lazyConnect: true, retryStrategy: () => null });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === "PONG";
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}

/** PostgreSQL does not run as root. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((each) => /^(postgres|nobody):/.test(each));
  const [, , uid = "65534", gid = "65534"] = line?.split(":") ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

/** The processes that a process started, by /proc. */
function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1]) === parent;
      } catch {
        return false;
      }
    });
}

function killOne(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
      .on("error", reject)
      .listen(0, "127.0.0.1", () => {
        const address = server.address();
        server.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port"))));
      });
  });
}
