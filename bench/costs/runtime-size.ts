// What of the runtime a bundle carries that does nothing but decide.
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { policyFolder, root } from "../measure/ground.ts";
import type { Effort } from "./processes.ts";

export interface RuntimeSize {
  readonly names: readonly string[];
  readonly minifiedBytes: number;
  readonly gzippedBytes: number;
}

/** The names that generated modules of a small policy and of one with conditions import. */
export async function runtimeSize({ smoke }: Effort): Promise<{ readonly plain: RuntimeSize; readonly conditional: RuntimeSize }> {
  return { plain: await sizeOfImports(await policyFolder("W1", smoke)), conditional: await sizeOfImports(await policyFolder("W3", smoke)) };
}

async function sizeOfImports(folder: string): Promise<RuntimeSize> {
  const module = readFileSync(join(folder, "policy.js"), "utf8");
  const names = (/import \{([^}]*)\} from "aclc\/runtime"/.exec(module)?.[1] ?? "").split(",").map((name) => name.trim());
  const { outputFiles } = await build({
    stdin: { contents: `export { ${names.join(", ")} } from "aclc/runtime";`, resolveDir: root },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2023",
    write: false,
    treeShaking: true,
  });
  const text = outputFiles[0]?.contents ?? new Uint8Array();
  return { names, minifiedBytes: text.length, gzippedBytes: gzipSync(text, { level: 9 }).length };
}
