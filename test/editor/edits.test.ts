// Random edits give what a cold parse gives; `npx tsx test/editor/edits-run.ts 10000` tries more.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { base, tryEdits } from "./edits.ts";

const seed = Number(process.env["ACLC_EDIT_SEED"] ?? Date.now() % 1_000_000);

test("random edits of two files", { timeout: 120_000 }, async () => {
  console.log(`edits: ACLC_EDIT_SEED=${seed}`);
  const first = readFileSync(join(import.meta.dirname, "../grammar/first-look.acl"), "utf8").replace("./platform.acl", "./base.acl");
  const wrong = await tryEdits({ "a.acl": first, "base.acl": base }, 250, seed);
  expect(wrong).toBeGreaterThan(50);
  expect(wrong).toBeLessThan(250);
});
