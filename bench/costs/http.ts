// The service desk under load on the loopback: which part of a request is deciding.
import { fork } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { once } from "node:events";
import { build } from "esbuild";
import type { Plugin } from "esbuild";
import { root, toJavaScript } from "../measure/ground.ts";
import type { Shares } from "./http-server.ts";
import type { Effort } from "./processes.ts";

export interface HttpCosts {
  readonly requestsPerSecond: number;
  readonly connections: number;
  /** Of the time in which the server's thread is busy. */
  readonly decidingShare: number;
  readonly decidingMicroseconds: number;
  /** Making the requestor that decides, which this application does once a session. */
  readonly requestorMicroseconds: number;
  /** Making the conditions by which the database chooses what a list shows. */
  readonly filterMicroseconds?: number;
  readonly maskMicroseconds?: number;
  readonly requestMicroseconds: number;
}

const CONNECTIONS = 16;
const paths = ["/tickets", "/tickets/T-2", "/api/tickets/T-2", "/api/tickets", "/tickets/T-1"];

export async function httpCosts({ smoke }: Effort): Promise<HttpCosts> {
  const server = fork(await bundle(), { execArgv: [], cwd: root });
  const heard = async <T>(): Promise<T> => ((await once(server, "message")) as [T])[0];
  try {
    const { port } = await heard<{ port: number }>();
    const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
    const cookies = await Promise.all(["bea", "mia", "carl"].map((person) => signIn(agent, port, person)));
    await load(agent, port, cookies, smoke ? 100 : 2_000);
    server.send("start");
    await heard();
    const start = performance.now();
    const requests = await load(agent, port, cookies, smoke ? 100 : 10_000);
    const seconds = (performance.now() - start) / 1000;
    server.send("stop");
    const { busy, deciding, making, filtering, masking } = await heard<Shares>();
    agent.destroy();
    return {
      requestsPerSecond: requests / seconds,
      connections: CONNECTIONS,
      decidingShare: deciding / busy,
      decidingMicroseconds: deciding / requests,
      requestorMicroseconds: making / requests,
      filterMicroseconds: filtering / requests,
      maskMicroseconds: masking / requests,
      requestMicroseconds: busy / requests,
    };
  } finally {
    server.kill();
  }
}

/** The application as plain JavaScript; its compiled policy stays a file of its own, so that the profiler can tell. */
async function bundle(): Promise<string> {
  const folder = join(root, ".tmp/bench/http");
  const policy = join(folder, "service-desk.acl.js");
  const application = join(root, "examples/service-desk");
  mkdirSync(folder, { recursive: true });
  writeFileSync(policy, await toJavaScript(readFileSync(join(application, "service-desk.acl.ts"), "utf8")));
  copyFileSync(join(application, "style.css"), join(folder, "style.css"));
  const separate: Plugin = {
    name: "policy",
    setup(build) {
      build.onResolve({ filter: /\.acl\.ts$/ }, () => ({ path: "./service-desk.acl.js", external: true }));
    },
  };
  const outfile = join(folder, "server.js");
  const entryPoints = [join(root, "bench/costs/http-server.ts")];
  await build({
    entryPoints,
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    external: ["aclc/*"],
    plugins: [separate],
    logLevel: "warning",
  });
  return outfile;
}

/** `count` requests, so many connections at a time; all must succeed. */
async function load(agent: Agent, port: number, cookies: readonly string[], count: number): Promise<number> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const n = next++;
      const { status } = await ask(agent, port, paths[n % paths.length] ?? "/", { cookie: cookies[n % cookies.length] ?? "" });
      if (status !== 200) throw new Error(`${paths[n % paths.length] ?? ""}: status ${status}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return count;
}

async function signIn(agent: Agent, port: number, person: string): Promise<string> {
  const { cookie } = await ask(agent, port, "/sign-in", { "content-type": "application/x-www-form-urlencoded" }, `person=${person}`);
  return cookie.split(";")[0] ?? "";
}

function ask(agent: Agent, port: number, path: string, headers: Record<string, string>, body?: string): Promise<{ status: number; cookie: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ agent, port, path, host: "127.0.0.1", method: body === undefined ? "GET" : "POST", headers }, (response) => {
      response.resume();
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, cookie: response.headers["set-cookie"]?.[0] ?? "" });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
