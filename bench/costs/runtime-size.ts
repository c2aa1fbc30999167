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
  /** With all else that the generated module brings: filters and masks. */
  readonly wholeGzippedBytes?: number;
}

/** The names that generated modules of a small policy and of one with conditions import. */
export async function runtimeSize({ smoke }: Effort): Promise<{ readonly plain: RuntimeSize; readonly conditional: RuntimeSize }> {
  return { plain: await sizeOfImports(await policyFolder("W1", smoke)), conditional: await sizeOfImports(await policyFolder("W3", smoke)) };
}

async function sizeOfImports(folder: string): Promise<RuntimeSize> {
  const module = readFileSync(join(folder, "policy.js"), "utf8");
  const imports = [...module.matchAll(/import \{([^}]*)\} from "(aclc\/[^"]*)"/g)].map(([, names = "", entry = ""]) => ({ names: names.trim(), entry }));
  const runtime = imports.filter(({ entry }) => entry === "aclc/runtime");
  const names = runtime.flatMap((one) => one.names.split(",").map((name) => name.trim()));
  const text = await bundle(runtime);
  return { names, minifiedBytes: text.length, gzippedBytes: gzipped(text), wholeGzippedBytes: gzipped(await bundle(imports)) };
}

async function bundle(imports: readonly { readonly names: string; readonly entry: string }[]): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: imports.map(({ names, entry }) => `export { ${names} } from "${entry}";`).join("\n"), resolveDir: root },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2023",
    write: false,
    treeShaking: true,
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

function gzipped(text: Uint8Array): number {
  return gzipSync(text, { level: 9 }).length;
}
