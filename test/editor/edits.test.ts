// Random edits give what a cold parse gives; `npx tsx test/editor/edits-run.ts 10000` tries more.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Workspace } from "../../editor/workspace.ts";
import { memoryFiles } from "./files.ts";
import { base, tryEdits } from "./edits.ts";
import { seed } from "../generate/seed.ts";

test("an empty documentation is not the same as none", async () => {
  const workspace = new Workspace(memoryFiles(new Map()));
  for (const text of ["class A {}\n", "///\nclass A {}\n", "class A {}\n"]) {
    workspace.open("a.acl", text);
    expect(workspace.tree("a.acl")?.declarations[0]).toMatchObject({ documentation: text.startsWith("///") ? "" : undefined });
  }
});

test("random edits of two files", { timeout: 120_000 }, async () => {
  console.log(`edits: ACLC_SEED=${seed}`);
  const first = readFileSync(join(import.meta.dirname, "../grammar/first-look.acl"), "utf8").replace("./platform.acl", "./base.acl");
  const wrong = await tryEdits({ "a.acl": first, "base.acl": base }, 250, seed);
  expect(wrong).toBeGreaterThan(50);
  expect(wrong).toBeLessThan(250);
});
