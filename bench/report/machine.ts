// Where and with what it was measured.
import { readFileSync } from "node:fs";
import { arch, cpus, platform, release, totalmem } from "node:os";
import { join } from "node:path";
import { root } from "../measure/ground.ts";

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memory: string;
  readonly system: string;
  readonly node: string;
  readonly v8: string;
  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
}

const packages = [
  "permix",
  "@casl/ability",
  "easy-rbac",
  "accesscontrol",
  "casbin",
  "@cedar-policy/cedar-wasm",
  "benchmark",
  "mitata",
  "typescript",
  "esbuild",
];

export function machine(): Machine {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string; devDependencies: Readonly<Record<string, string>> };
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    v8: process.versions.v8,
    versions: { aclc: manifest.version, ...Object.fromEntries(packages.map((name) => [name, manifest.devDependencies[name] ?? "?"])) },
  };
}
