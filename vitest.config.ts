// How the tests run: the package's own entries point at the sources, and the last line counts what passed.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: {
      "aclc/runtime": source("runtime/index.ts"),
      "aclc/masks": source("runtime/masks/index.ts"),
      "aclc/encryption": source("runtime/encryption/index.ts"),
      "aclc/compiler": source("compiler/index.ts"),
      "aclc/explain": source("compiler/explain.ts"),
      "aclc/filter": source("runtime/filter/index.ts"),
      "aclc/sql/drizzle": source("runtime/sql/drizzle.ts"),
      "aclc/sql/kysely": source("runtime/sql/kysely.ts"),
      "aclc/sql": source("runtime/sql/index.ts"),
      "aclc/prettier": source("compiler/format/plugin.ts"),
      "aclc/external/http": source("runtime/external/http/handler.ts"),
      "aclc/external/memory": source("runtime/external/memory.ts"),
      "aclc/external/sqlite": source("runtime/external/sqlite.ts"),
      "aclc/external/postgres": source("runtime/external/postgres.ts"),
      "aclc/external/redis": source("runtime/external/redis.ts"),
      "aclc/external": source("runtime/external/index.ts"),
    },
  },
  test: {
    include: ["test/**/*.test.ts", "examples/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "test/fixtures/**", "test/mutation/**"],
    reporters: ["default", "./test/closing-line.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    coverage: { include: ["grammar/**", "compiler/**", "runtime/**", "cli/**"] },
  },
});

function source(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
