// Prepares what is measured: the bench's own code as JavaScript, and the workloads' policies compiled.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { entries } from "../contestants/index.ts";
import { aclFiles } from "../workloads/acl.ts";
import { specOf } from "../workloads/index.ts";
import type { WorkloadName } from "../workloads/index.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));
/** Inside the package, so that generated modules find `aclc/runtime` as an application does. */
const work = join(root, ".tmp/bench");
export const code = join(work, "code/bench");

/** Plain JavaScript without what a loader adds; each contestant stays a module of its own. */
export async function buildCode(): Promise<void> {
  const modules = [...new Set(["base", ...entries.map(({ module }) => module)])];
  await build({
    entryPoints: ["measure/child", "measure/loops", "costs/child", ...modules.map((name) => `contestants/${name}`)].map((name) =>
      join(root, `bench/${name}.ts`),
    ),
    outbase: root,
    outdir: join(work, "code"),
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    logLevel: "warning",
  });
}

/** Where the policy of a workload lies, compiled anew if it or the compiler has changed. */
export async function policyFolder(name: WorkloadName, smoke: boolean): Promise<string> {
  return await compiled(join(work, "policies", smoke ? `${name}-smoke` : name), aclFiles(specOf(name, { smoke })));
}

export async function compiled(folder: string, files: ReadonlyMap<string, string>): Promise<string> {
  const entry = join(folder, "policy.acl");
  const module = join(folder, "policy.js");
  const changed = writeFiles(folder, files);
  if (changed || !existsSync(module) || statSync(module).mtimeMs < newest(["grammar", "compiler", "runtime"])) {
    execFileSync(process.execPath, [join(root, "dist/cli/main.js"), "build", entry], { cwd: root, stdio: ["ignore", "ignore", "pipe"], maxBuffer: 1 << 30 });
    writeFileSync(module, await toJavaScript(readFileSync(`${entry}.ts`, "utf8")));
  }
  return folder;
}

export async function toJavaScript(typescript: string): Promise<string> {
  return (await transform(typescript, { loader: "ts", format: "esm", target: "node20" })).code;
}

/** Whether something was not there as it should be. */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): boolean {
  mkdirSync(folder, { recursive: true });
  let changed = false;
  for (const [path, text] of files) {
    const full = join(folder, path);
    if (existsSync(full) && readFileSync(full, "utf8") === text) continue;
    writeFileSync(full, text);
    changed = true;
  }
  return changed;
}

function newest(folders: readonly string[]): number {
  const files = folders.flatMap((folder) => readdirSync(join(root, "dist", folder), { recursive: true, withFileTypes: true }));
  return Math.max(0, ...files.filter((entry) => entry.name.endsWith(".js")).map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}
