// A short run of the fuzzer, so that it keeps working; `npm run fuzz` does the long one.
import { expect, it } from "vitest";
import { fuzz } from "./fuzz.ts";

it("answers broken policies and requests with diagnostics, never with a crash", async () => {
  const seed = Date.now() % 0x7fff_ffff;
  console.log(`fuzzing with seed ${seed}`);
  const { counts } = await fuzz(4_000, seed);
  expect([...counts.values()].every((count) => count > 0)).toBe(true);
});
