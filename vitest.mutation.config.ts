// The tests that mutants are tried with: the fast ones of what decides, property tests with small counts.
import { defineConfig, mergeConfig } from "vitest/config";
import shared from "./vitest.config.ts";

process.env["ACLC_PROPERTY_CELLS"] ??= "4000";

export default mergeConfig(
  { ...shared, test: { ...shared.test, include: [], reporters: ["default"] } },
  defineConfig({
    test: {
      include: [
        "test/runtime/*.test.ts",
        "test/resolve/*.test.ts",
        "test/bind/hierarchy.test.ts",
        "test/conformance.test.ts",
        "test/property/{tables,hierarchy,missing,large}.test.ts",
      ],
      exclude: ["test/runtime/{masks,size}.test.ts"],
      testTimeout: 60_000,
    },
  }),
);
