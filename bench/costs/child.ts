// Runs in a process of its own: what a policy costs to compile, to load, and to make requestors of.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Policy, Requestor } from "aclc/runtime";

const [, , task = "", folder = "", extra = "1"] = process.argv;
const tasks: Readonly<Record<string, () => Promise<object>>> = {
  check: async () => await compiling(false),
  compile: async () => await compiling(true),
  load,
  requestor,
  menu,
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

/** A menu asks what may be done with a class: every setting at once, or one after the other where there is no such call. */
async function menu(): Promise<object> {
  const { policy, classes, canOpen } = (await import(pathToFileURL(join(folder, "policy.js")).href)) as MenuModule;
  const groups = policy.loaded.data.groups.map(([accessGroup]) => policy.requestor({ accessGroup }));
  const ids = Object.values(classes);
  const asked = Array.from({ length: 4096 }, (_, i) => ({
    who: groups[(i * 7) % groups.length] as Requestor,
    cls: ids[(i * 31) % ids.length] as number,
    object: {},
  }));
  const { settings } = await import("aclc/runtime");
  const settingsOf = ((await import(pathToFileURL(join(folder, "policy.js")).href)) as MenuModule).allowedSettings;
  const byNames = asked.map(({ who }, i) => ({ who, cls: policy.loaded.data.classes[(i * 31) % ids.length] ?? "" }));
  let sink = 0;
  const decision = timed(Number(extra), () => {
    for (const { who, cls, object } of asked) sink += Number(canOpen(who, cls, object));
  });
  const all =
    settingsOf === undefined
      ? timed(Number(extra), () => {
          for (const { who, cls } of byNames) for (const setting of settings) sink += Number(who.can(setting, cls));
        })
      : timed(Number(extra), () => {
          for (const { who, cls, object } of asked) sink += Number(settingsOf(who, cls, object));
        });
  const decisionNanoseconds = decision / asked.length;
  const menuNanoseconds = all / asked.length;
  const call = settingsOf === undefined ? "ten calls of requestor.can" : "allowedSettings";
  return { call, decisionNanoseconds, menuNanoseconds, ratio: menuNanoseconds / decisionNanoseconds, sink: sink > 0 };
}

interface MenuModule {
  readonly policy: Policy;
  readonly classes: Readonly<Record<string, number>>;
  readonly canOpen: (who: Requestor, cls: number, object: object) => boolean;
  readonly allowedSettings?: (who: Requestor, cls: number, object: object) => unknown;
}

/** The median of some runs, in nanoseconds. */
function timed(runs: number, run: () => void): number {
  for (let n = 0; n < runs; n++) run();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return (times.sort((a, b) => a - b)[runs >> 1] ?? 0) * 1e6;
}

function heap(): number {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
