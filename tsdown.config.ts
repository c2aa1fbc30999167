// Bundles the command line into few, small files, so that it starts fast; what only `build` needs stays outside.
import { fileURLToPath } from "node:url";
import { defineConfig } from "tsdown";
import manifest from "./package.json" with { type: "json" };

const noSubprocess = fileURLToPath(new URL("cli/no-subprocess.ts", import.meta.url));

const commandLine = defineConfig({
  entry: { main: "cli/main.ts", "progress-worker": "cli/progress-worker.ts", "lsp-worker": "cli/lsp-worker.ts" },
  outDir: "dist/cli",
  format: "esm",
  platform: "node",
  target: "node20",
  dts: false,
  clean: true,
  minify: true,
  alias: { "node:child_process": noSubprocess, child_process: noSubprocess },
  deps: {
    alwaysBundle: ["chevrotain", "commander", "lodash-es", /^@chevrotain\//, /^vscode-/],
    neverBundle: ["ts-morph", "chokidar", /^prettier/],
    onlyBundle: false,
  },
  outExtensions: () => ({ js: ".js" }),
});

/** What applications import: few files, since each one that is loaded costs half a millisecond. Types are written by tsc. */
const library = defineConfig({
  entry: Object.fromEntries(entries().map((name) => [name, `${name}.ts`])),
  outDir: "dist",
  format: "esm",
  platform: "neutral",
  target: "es2023",
  dts: false,
  clean: false,
  deps: { neverBundle: [/^[^./]/] },
  outExtensions: () => ({ js: ".js" }),
  outputOptions: { chunkFileNames: "shared/[name].js" },
});

/** What pages carry inline: one script without imports, for browsers. */
const pages = defineConfig({
  entry: { matrix: "cli/pages/matrix.ts" },
  outDir: "dist/pages",
  format: "iife",
  platform: "browser",
  target: "es2022",
  dts: false,
  clean: true,
  minify: true,
  tsconfig: "cli/pages/tsconfig.json",
  outputOptions: { entryFileNames: "[name].js" },
});

/** The modules behind the package's exports: `runtime/masks/index`. */
function entries(): readonly string[] {
  return Object.values(manifest.exports).flatMap((entry) => (typeof entry === "string" ? [] : [entry.default.slice("./dist/".length, -".js".length)]));
}

export default [library, commandLine, pages];
