// `aclc fmt`: what it writes, what it leaves, and what it says.
import { readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { starterPolicy, starterTest } from "../../cli/starter.ts";
import { aclc, folder } from "./support.ts";

const untidy = "class   A { }\n";
const tidy = "class A {}\n";

test("formats files and folders, and says which it changed", async () => {
  const cwd = folder({ "a.acl": untidy, "b/c.acl": tidy, "b/d.acl": untidy });
  expect(await aclc(cwd, ["fmt", "."])).toEqual({ exitCode: 0, stdout: "formatted a.acl\nformatted b/d.acl\n", stderr: "" });
  expect(read(cwd, "a.acl")).toBe(tidy);
  expect(await aclc(cwd, ["fmt", "."])).toEqual({ exitCode: 0, stdout: "all 3 files are formatted\n", stderr: "" });
});

test("--check lists, and writes nothing", async () => {
  const cwd = folder({ "a.acl": untidy, "b.acl": tidy });
  expect(await aclc(cwd, ["fmt", "--check", "a.acl", "b.acl"])).toEqual({ exitCode: 1, stdout: "a.acl is not formatted\n", stderr: "" });
  expect(read(cwd, "a.acl")).toBe(untidy);
  expect(await aclc(cwd, ["fmt", "--check", "b.acl"])).toEqual({ exitCode: 0, stdout: "the file is formatted\n", stderr: "" });
});

test("a file that is formatted is not written", async () => {
  const cwd = folder({ "a.acl": tidy });
  const before = statSync(join(cwd, "a.acl")).mtimeMs;
  await aclc(cwd, ["fmt", "a.acl"]);
  expect(statSync(join(cwd, "a.acl")).mtimeMs).toBe(before);
});

test("syntax errors are reported, the file stays, the others are formatted", async () => {
  const cwd = folder({ "a.acl": "class   A {\n", "b.acl": untidy });
  const { exitCode, stdout, stderr } = await aclc(cwd, ["fmt", "."]);
  expect(exitCode).toBe(1);
  expect(stdout).toBe("formatted b.acl\n");
  expect(stderr).toContain("error[ACL1102]");
  expect(stderr).toContain("--> a.acl:1:11");
  expect(read(cwd, "a.acl")).toBe("class   A {\n");
});

test("an error of another kind is none here", async () => {
  const cwd = folder({ "a.acl": "role   R depends on Q { }\n" });
  expect(await aclc(cwd, ["fmt", "a.acl"])).toMatchObject({ exitCode: 0, stdout: "formatted a.acl\n" });
});

test("what cannot be read, or must not be written", async () => {
  const cwd = folder({ "a.acl": new Uint8Array([0xff, 0xfe, 0x41]), "real.acl": untidy });
  expect(await aclc(cwd, ["fmt", "a.acl"])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("cannot read `a.acl`: it is not UTF-8") });
  expect(await aclc(cwd, ["fmt", "none.acl"])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("there is no such file") });
  symlinkSync("real.acl", join(cwd, "link.acl"));
  expect(await aclc(cwd, ["fmt", "link.acl"])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("symbolic link") });
  expect(read(cwd, "real.acl")).toBe(untidy);
});

test("what `aclc init` makes is formatted", async () => {
  const cwd = folder({ "policy.acl": starterPolicy, "policy.test.acl": starterTest });
  expect(await aclc(cwd, ["fmt", "--check", "."])).toMatchObject({ exitCode: 0, stderr: "" });
});

function read(root: string, path: string): string {
  return readFileSync(join(root, path), "utf8");
}
