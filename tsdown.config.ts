// Bundles the command line into few, small files, so that it starts fast; what only `build` needs stays outside.
import { fileURLToPath } from "node:url";
import { defineConfig } from "tsdown";

export default defineConfig({
  entry: { main: "cli/main.ts", "progress-worker": "cli/progress-worker.ts" },
  outDir: "dist/cli",
  format: "esm",
  platform: "node",
  target: "node20",
  dts: false,
  clean: true,
  minify: true,
  alias: { "node:child_process": fileURLToPath(new URL("cli/no-subprocess.ts", import.meta.url)) },
  deps: {
    alwaysBundle: ["chevrotain", "commander", "lodash-es", /^@chevrotain\//],
    neverBundle: ["ts-morph", "chokidar", /^prettier/],
    onlyBundle: false,
  },
  outExtensions: () => ({ js: ".js" }),
});
