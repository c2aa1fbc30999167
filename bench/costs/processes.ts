// Runs things in processes of their own and looks at the clock.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { medianOf } from "../measure/statistics.ts";
import { code, root } from "../measure/ground.ts";

/** What the bench measures besides decisions runs with these. */
export interface Effort {
  readonly smoke: boolean;
  /** How often what starts a process is done; the median counts. */
  readonly times: number;
}

/** A task of costs/child.ts; its answer. */
export function child<T>(task: string, folder: string, ...more: readonly string[]): T {
  return JSON.parse(run(["--expose-gc", join(code, "costs/child.js"), task, folder, ...more]).stdout) as T;
}

export function run(args: readonly string[], cwd: string = root): { readonly stdout: string; readonly milliseconds: number } {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, NO_COLOR: "1" } });
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`node ${args.join(" ")}: ${stderr}${stdout}`);
  return { stdout, milliseconds };
}

export function repeat(times: number, once: () => number): number {
  return medianOf(Array.from({ length: times }, once));
}
