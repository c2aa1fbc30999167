// A short run of the fuzzer, so that it keeps working; `npm run fuzz` does the long one.
import { expect, it } from "vitest";
import { seed } from "../generate/seed.ts";
import { fuzz } from "./fuzz.ts";

it("answers broken policies and requests with diagnostics, never with a crash", async () => {
  console.log(`fuzz: ACLC_SEED=${seed}`);
  const { counts } = await fuzz(4_000, seed);
  expect([...counts.values()].every((count) => count > 0)).toBe(true);
});
