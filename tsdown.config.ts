// Bundles the command line into few files, so that it starts fast; what only `build` needs stays outside.
import { defineConfig } from "tsdown";

export default defineConfig({
  entry: { main: "cli/main.ts" },
  outDir: "dist/cli",
  format: "esm",
  platform: "node",
  target: "node20",
  dts: false,
  clean: true,
  noExternal: ["chevrotain", "commander", /^@chevrotain\//, "lodash-es"],
  external: ["ts-morph", /^prettier/, "chokidar"],
  inlineOnly: false,
  outExtensions: () => ({ js: ".js" }),
});
