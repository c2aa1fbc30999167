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
    // As built, not as tsconfig.json maps it for the tests.
    external: ["aclc/*"],
    logLevel: "warning",
  });
}

/** Where the policies of workloads lie; compiled anew, all in one go, where they or the compiler have changed. */
export async function policyFolders(names: readonly WorkloadName[], smoke: boolean): Promise<ReadonlyMap<WorkloadName, string>> {
  const folders = new Map(names.map((name) => [name, join(work, "policies", smoke ? `${name}-smoke` : name)]));
  const stale = [...folders]
    .filter(([name, folder]) => writeFiles(folder, aclFiles(specOf(name, { smoke }))) || isStale(join(folder, "policy.js")))
    .map(([, folder]) => folder);
  if (stale.length > 0) {
    const args = [join(root, "dist/cli/main.js"), "build", ...stale.map((folder) => join(folder, "policy.acl"))];
    execFileSync(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "pipe"], maxBuffer: 1 << 30 });
    for (const folder of stale) writeFileSync(join(folder, "policy.js"), await toJavaScript(readFileSync(join(folder, "policy.acl.ts"), "utf8")));
  }
  return folders;
}

export async function policyFolder(name: WorkloadName, smoke: boolean): Promise<string> {
  return (await policyFolders([name], smoke)).get(name) ?? "";
}

function isStale(module: string): boolean {
  return !existsSync(module) || statSync(module).mtimeMs < newest(["compiler", "runtime", "shared"]);
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
