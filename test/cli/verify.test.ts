// `aclc build --verify` where the two evaluators differ: nothing is written.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type * as Verify from "../../compiler/verify/verify.ts";
import { aclc, folder, policy } from "./support.ts";

vi.mock("../../compiler/verify/verify.ts", async (original) => {
  const { verify } = await original<typeof Verify>();
  const differing: typeof verify = (model, ...others) => {
    const [[group], [on]] = [model.groups, model.classes];
    if (group === undefined || on === undefined) throw new Error("nothing to differ in");
    const difference = { subject: { kind: "group", group }, on, question: { kind: "setting", setting: "open" }, level: 5, tables: true, given: "" } as const;
    return { ...verify(model, ...others), differences: [difference] };
  };
  return { verify: differing };
});

test.each([undefined, "old\n"])("a module that decides differently is not written over %j", async (old) => {
  const cwd = folder({ "a.acl": policy, ...(old === undefined ? {} : { "a.acl.ts": old }) });
  const { exitCode, stdout, stderr } = await aclc(cwd, ["build", "a.acl", "--verify"]);
  expect([exitCode, stdout]).toEqual([70, ""]);
  expect(stderr).toContain("the tables say allowed");
  expect(existsSync(join(cwd, "a.acl.ts")) ? readFileSync(join(cwd, "a.acl.ts"), "utf8") : undefined).toBe(old);
});
