// The tests that mutants are tried with: the fast ones of what decides, the same ones each time, property tests with small counts.
import { defineConfig, mergeConfig } from "vitest/config";
import shared from "./vitest.config.ts";

process.env["ACLC_SEED"] ??= "1";
process.env["ACLC_RUNS"] ??= "20";
process.env["ACLC_PROPERTY_CELLS"] ??= "500";
process.env["ACLC_PROPERTY_FINDINGS"] ??= "15";

export default mergeConfig(
  { ...shared, test: { ...shared.test, include: [], exclude: [], reporters: ["default"] } },
  defineConfig({ test: { include: ["test/mutation/*.test.ts"], setupFiles: ["test/mutation/setup.ts"], testTimeout: 60_000 } }),
);
