// How the tests run: the package's own entries point at the sources, and the last line counts what passed.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: {
      "aclc/runtime": source("runtime/index.ts"),
      "aclc/compiler": source("compiler/index.ts"),
      "aclc/explain": source("compiler/explain.ts"),
    },
  },
  test: {
    include: ["test/**/*.test.ts", "examples/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "test/fixtures/**"],
    reporters: ["default", "./test/closing-line.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    coverage: { include: ["grammar/**", "compiler/**", "runtime/**", "cli/**"] },
  },
});

function source(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
