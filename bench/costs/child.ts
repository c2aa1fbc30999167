// Runs in a process of its own: what a policy costs to compile, to load, and to make requestors of.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Policy } from "aclc/runtime";
import { askedOf, policyModule } from "../contestants/aclc-policy.ts";
import type { Check, PolicyModule } from "../contestants/aclc-policy.ts";
import { medianOf } from "../measure/statistics.ts";
import { workload } from "../workloads/index.ts";
import type { WorkloadName } from "../workloads/index.ts";

const [, , task = "", folder = "", ...more] = process.argv;
const extra = more[0] ?? "1";
const tasks: Readonly<Record<string, () => Promise<object>>> = {
  check: async () => await compiling(false),
  compile: async () => await compiling(true),
  load,
  requestor,
  menu,
  filter,
};
process.stdout.write(`${JSON.stringify(await tasks[task]?.())}\n`);

/** From reading the files to the tables, or to the written module. */
async function compiling(write: boolean): Promise<object> {
  const { check, compile, memoryHost } = await import("aclc/compiler");
  const start = performance.now();
  const names = readdirSync(folder).filter((name) => name.endsWith(".acl"));
  const host = memoryHost(new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")])));
  let bytes = 0;
  if (write) {
    const { text } = await compile(["policy.acl"], host, "0.0.0");
    if (text === undefined) throw new Error("the workload's policy has errors");
    writeFileSync(join(folder, "policy.acl.ts"), text);
    bytes = text.length;
  } else {
    const { policy } = await check(["policy.acl"], host);
    if (policy === undefined) throw new Error("the workload's policy has errors");
  }
  return { milliseconds: performance.now() - start, peakBytes: process.resourceUsage().maxRSS * 1024, bytes };
}

/** The module, and with it the runtime. */
async function load(): Promise<object> {
  const empty = heap();
  const start = performance.now();
  const module = (await import(pathToFileURL(join(folder, "policy.js")).href)) as object;
  const milliseconds = performance.now() - start;
  return { milliseconds, bytes: heap() - empty, exports: Object.keys(module).length };
}

/** Ad-hoc sets of ten roles, another each time. */
async function requestor(): Promise<object> {
  const { policy } = (await import(pathToFileURL(join(folder, "policy.js")).href)) as { policy: Policy };
  const roles = policy.loaded.data.roles.map(([name]) => name);
  const times: number[] = [];
  let allowed = 0;
  for (let n = 0; n < Number(extra); n++) {
    const set = Array.from({ length: 10 }, (_, i) => roles[(n * 7 + i * 31) % roles.length] ?? "");
    const start = performance.now();
    const made = policy.requestor({ roles: [...new Set(set)] });
    times.push(performance.now() - start);
    allowed += Number(made.can("open", policy.loaded.data.classes[n % policy.loaded.data.classes.length] ?? ""));
  }
  return { first: times[0], milliseconds: [...times].sort((a, b) => a - b)[times.length >> 1], allowed };
}

/** A menu asks what may be done with an object: every setting in one call, beside one decision, on the same requests in turns. */
async function menu(): Promise<object> {
  const [runs = "1", name = "W1", smoke = ""] = more;
  const module = (await policyModule(folder)) as PolicyModule & { readonly allowedSettings: (...asked: Parameters<Check>) => number };
  const { canOpen, allowedSettings } = module;
  const asked = askedOf(module, workload(name as WorkloadName, { smoke: smoke !== "" }, true)).slice(0, 16_384);
  let sink = 0;
  const decide = (): void => {
    for (const { who, cls, object } of asked) sink += Number(canOpen(who, cls, object));
  };
  const list = (): void => {
    for (const { who, cls, object } of asked) sink += allowedSettings(who, cls, object);
  };
  const rounds = Array.from({ length: Number(runs) }, () => [timed(decide), timed(list)] as const).slice(Number(runs) >> 2);
  const each = (times: readonly number[]): number => medianOf(times) / asked.length;
  return {
    call: "allowedSettings",
    decisionNanoseconds: each(rounds.map(([one]) => one)),
    menuNanoseconds: each(rounds.map(([, all]) => all)),
    ratio: medianOf(rounds.map(([one, all]) => all / one)),
    sink: sink > 0,
  };
}

/** Rows in memory, beside CASL. */
async function filter(): Promise<object> {
  const { policy } = (await import(pathToFileURL(join(folder, "policy.js")).href)) as { policy: Policy };
  const { filtering } = await import("./filter-child.ts");
  return filtering(policy, Number(more[0]));
}

/** In nanoseconds. */
function timed(run: () => void): number {
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start);
}

function heap(): number {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
