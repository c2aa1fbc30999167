// What a compiled policy weighs: its size, its import, its memory, its types, and requestors made of it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { transformSync } from "esbuild";
import { policyFolder, root } from "../measure/ground.ts";
import type { WorkloadName } from "../workloads/index.ts";
import { specOf } from "../workloads/index.ts";
import { medianOf } from "../measure/statistics.ts";
import { child, run } from "./processes.ts";
import type { Effort } from "./processes.ts";

export interface ModuleCosts {
  readonly workload: WorkloadName;
  readonly typescriptBytes: number;
  /** With the types taken out, as it is shipped. */
  readonly javascriptBytes: number;
  readonly minifiedBytes: number;
  readonly gzippedBytes: number;
  /** The names of classes, roles and groups alone, each once. */
  readonly nameBytes: number;
  readonly importMilliseconds: number;
  readonly memoryBytes: number;
  readonly typeCheckMilliseconds: number;
  readonly requestorMilliseconds: number;
  readonly firstRequestorMilliseconds: number;
}

export async function moduleCosts(workload: WorkloadName, { smoke, times }: Effort): Promise<ModuleCosts> {
  const folder = await policyFolder(workload, smoke);
  const javascript = readFileSync(join(folder, "policy.js"));
  const minified = transformSync(javascript.toString(), { minify: true, format: "esm", target: "node20" }).code;
  const spec = specOf(workload, { smoke });
  const loads = Array.from({ length: times }, () => child<{ milliseconds: number; bytes: number }>("load", folder));
  const requestor = child<{ first: number; milliseconds: number }>("requestor", folder, smoke ? "3" : "200");
  return {
    workload,
    typescriptBytes: readFileSync(join(folder, "policy.acl.ts")).length,
    javascriptBytes: javascript.length,
    minifiedBytes: minified.length,
    gzippedBytes: gzipSync(minified, { level: 9 }).length,
    nameBytes: [...spec.classes, ...spec.roles, ...spec.groups].reduce((sum, { name }) => sum + name.length + 3, 0),
    importMilliseconds: medianOf(loads.map(({ milliseconds }) => milliseconds)),
    memoryBytes: medianOf(loads.map(({ bytes }) => bytes)),
    typeCheckMilliseconds: medianOf(Array.from({ length: smoke ? 1 : 3 }, () => typeCheck(folder))),
    requestorMilliseconds: requestor.milliseconds,
    firstRequestorMilliseconds: requestor.first,
  };
}

/** The whole run of TypeScript's compiler over the generated module, in milliseconds. */
function typeCheck(folder: string): number {
  const config = join(folder, "tsconfig.json");
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: "es2023",
    lib: ["es2023"],
    module: "nodenext",
    types: [],
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
  };
  writeFileSync(config, JSON.stringify({ compilerOptions, files: ["policy.acl.ts"] }));
  return run([join(root, "node_modules/typescript/bin/tsc"), "-p", config]).milliseconds;
}
