// `aclc build --watch` on a policy of 5,000 lines: from a save to the written module.
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root, writeFiles } from "../measure/ground.ts";
import { medianOf } from "../measure/statistics.ts";
import { aclFiles } from "../workloads/acl.ts";
import { sizeOf, w4 } from "../workloads/large.ts";
import type { Effort } from "./processes.ts";

export interface WatchCosts {
  readonly lines: number;
  readonly milliseconds: number;
  readonly worstMilliseconds: number;
}

export async function watchCosts({ smoke }: Effort): Promise<WatchCosts> {
  const folder = join(root, ".tmp/bench/watch");
  writeFiles(folder, aclFiles(w4(sizeOf(smoke ? 40 : 270))));
  const part = join(folder, "part-1.acl");
  const original = readFileSync(part, "utf8");
  const process_ = spawn(process.execPath, [join(root, "dist/cli/main.js"), "build", join(folder, "policy.acl"), "--watch"], {
    cwd: root,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const lines = createInterface({ input: process_.stdout })[Symbol.asyncIterator]();
  const until = async (text: string): Promise<void> => {
    for (let line = await lines.next(); line.done !== true; line = await lines.next()) if (line.value.includes(text)) return;
    throw new Error("aclc build --watch ended");
  };
  try {
    await until("watching");
    const times: number[] = [];
    for (let n = 0; n < (smoke ? 2 : 11); n++) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      const start = performance.now();
      writeFileSync(part, n % 2 === 0 ? original.replace("    open\n", "    open 3\n") : original);
      await until("wrote");
      times.push(performance.now() - start);
    }
    return { lines: original.split("\n").length, milliseconds: medianOf(times), worstMilliseconds: Math.max(...times) };
  } finally {
    process_.kill("SIGINT");
    writeFileSync(part, original);
  }
}
