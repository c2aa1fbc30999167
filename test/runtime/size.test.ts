// What of the runtime a bundle carries that decides: printed, and held to what was reached.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Minified and gzipped, of what the golden module imports from these entries. */
async function sizeOf(entries: Readonly<Record<string, string>>): Promise<number> {
  const module = readFileSync(join(root, "test/emit/golden.acl.ts"), "utf8");
  const lines = Object.entries(entries).map(([entry, file]) => {
    const names = new RegExp(`^import \\{([^}]*)\\} from "${entry}";`, "m").exec(module)?.[1];
    if (names === undefined) throw new Error(`the module imports nothing from ${entry}`);
    return `export { ${names} } from "./${file}";`;
  });
  const { outputFiles } = await build({
    stdin: { contents: lines.join("\n"), resolveDir: root, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2023",
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
}

test("deciding stays small", async () => {
  const deciding = await sizeOf({ "aclc/runtime": "runtime/index.ts" });
  const everything = await sizeOf({ "aclc/runtime": "runtime/index.ts", "aclc/filter": "runtime/filter/index.ts", "aclc/masks": "runtime/masks/index.ts" });
  console.info(`minified and gzipped: ${deciding} bytes to decide, ${everything} with filters and masks`);
  expect(deciding).toBeLessThan(8_800);
  expect(everything).toBeLessThan(17_000);
});
