// `aclc explain`: the trace of a decision, and pages of diagnostics.
import { expect, test } from "vitest";
import { aclc, folder, policy, put } from "./support.ts";

test("a trace names the setting that decided, with file and line", async () => {
  const { exitCode, stdout, stderr } = await explain([
    "--group",
    "Managers",
    "--action",
    "modify",
    "--class",
    "Order",
    "--object",
    '{"owner":"ann"}',
    "--operator",
    '{"id":"ann"}',
  ]);
  expect(stderr).toBe("");
  expect(stdout.split("\n")[0]).toContain("allowed");
  expect(stdout).toMatch(/p\.acl:9/);
  expect(exitCode).toBe(0);
});

test("a denial is no failure", async () => {
  const { exitCode, stdout } = await explain(["--roles", "User,Manager", "-a", "delete", "-c", "Order"]);
  expect(stdout.split("\n")[0]).toContain("denied");
  expect(exitCode).toBe(0);
});

test.each(["open", "discover", "run-reports", "privilege:Approve", "perform:ApproveOrder", "see:.owner", "see:owner"])("--action %s", async (action) => {
  expect(await explain(["-g", "Managers", "-a", action, "-c", "Order", "-l", "3"])).toMatchObject({ exitCode: 0, stderr: "" });
});

test.each([
  [["-g", "Manager"], "the policy has no group `Manager`\n   = help: did you mean `Managers`?"],
  [["--roles", "User,Mangaer"], "the policy has no role `Mangaer`\n   = help: did you mean `Manager`?"],
  [["-g", "Users", "-c", "Ordre"], "the policy has no class `Ordre`\n   = help: did you mean `Order`?"],
  [["-g", "Users", "-a", "privilege:Aprove"], "the policy has no privilege `Aprove`\n   = help: did you mean `Approve`?"],
  [["-g", "Users", "-a", "perform:Approve"], "the policy has no rule `Approve`"],
  [["-g", "Users", "-a", "see:.onwer"], "the policy has no property `onwer`\n   = help: did you mean `owner`?"],
  [["-g", "Users", "--object", "{"], "`--object` is not valid JSON: it ends too early"],
  [["-g", "Users", "--object", "[]"], "`--object` is not valid JSON: it is no object"],
  [["-g", "Users", "--context", "@none.json"], "cannot read `none.json`: there is no such file or folder"],
  [["-g", "Users", "--operator", "@bad.json"], "`bad.json` is not valid JSON: it is empty"],
  [["--roles", "User,,Manager"], "`--roles` takes names with commas between them, not `User,,Manager`"],
])("%j is answered with what to do", async (args, words) => {
  const { exitCode, stdout, stderr } = await explain(["-a", "open", "-c", "Order", ...args]);
  expect(stderr).toContain(words);
  expect([exitCode, stdout]).toEqual([2, ""]);
});

test("a role that only denies makes no set of roles", async () => {
  const cwd = folder({
    "p.acl": "class C {}\nrole D { deny access to C { open } }\nrole R { access to C { open } }\ngroup G { roles D, R  stop at first grant or deny }\n",
  });
  const { exitCode, stderr } = await aclc(cwd, ["explain", "p.acl", "--roles", "D", "-a", "open", "-c", "C"]);
  expect(stderr).toContain("role `D` only denies");
  expect(exitCode).toBe(2);
});

test("objects from files", async () => {
  const cwd = folder({ "p.acl": policy });
  put(cwd, { "order.json": '{"owner": "ann"}', "ann.json": '{"id": "ann"}' });
  const { stdout } = await aclc(cwd, [
    "explain",
    "p.acl",
    "-g",
    "Managers",
    "-a",
    "modify",
    "-c",
    "Order",
    "--object",
    "@order.json",
    "--operator",
    "@ann.json",
  ]);
  expect(stdout.split("\n")[0]).toContain("allowed");
});

test.each(["ACL2001", "acl2001"])("the page of %s", async (code) => {
  const { exitCode, stdout } = await aclc(folder(), ["explain", code]);
  expect(stdout).toMatch(/^# ACL2001: /);
  expect(exitCode).toBe(0);
});

async function explain(args: readonly string[]) {
  const cwd = folder({ "p.acl": policy });
  put(cwd, { "bad.json": "" });
  return await aclc(cwd, ["explain", "p.acl", ...args]);
}
