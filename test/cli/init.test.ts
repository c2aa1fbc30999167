// `aclc init` in empty and in full folders.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aclc, folder, put } from "./support.ts";

test("an empty folder becomes a project whose policy checks clean", async () => {
  const cwd = folder();
  rmSync(join(cwd, "package.json"));
  const { exitCode, stdout } = await aclc(cwd, ["init"]);
  expect(stdout).toBe(`created policies/policy.acl
created policies/policy.test.acl
created package.json

next:
  npm install aclc
  npm run build:policies
  npx aclc test policies
`);
  expect(exitCode).toBe(0);
  expect(JSON.parse(read(cwd, "package.json"))).toMatchObject({ type: "module", scripts: { "build:policies": "aclc build policies/policy.acl" } });
  const checked = await aclc(cwd, ["check", "policies"]);
  expect(checked.stderr).toBe("");
  expect(checked.exitCode).toBe(0);
});

test("what is there stays", async () => {
  const manifest = `{\n\t"name": "mine",\n\t"scripts": {\n\t\t"build:policies": "true"\n\t}\n}`;
  const cwd = folder({ "package.json": manifest, "policies/policy.acl": "// mine\n" });
  const { exitCode, stdout } = await aclc(cwd, ["init", "."]);
  expect(stdout).toContain("kept    policies/policy.acl: it is there already\ncreated policies/policy.test.acl\nkept    package.json:");
  expect(read(cwd, "policies/policy.acl")).toBe("// mine\n");
  expect(read(cwd, "package.json")).toBe(manifest);
  expect(exitCode).toBe(0);
});

test("a package.json gains the script, and keeps its form", async () => {
  const cwd = folder({ "package.json": `{\n\t"name": "mine",\n\t"dependencies": {\n\t\t"aclc": "1"\n\t}\n}` });
  const { stdout } = await aclc(cwd, ["init"]);
  expect(stdout).toContain("changed package.json: added the script `build:policies`\n\nnext:\n  npm run build:policies\n");
  expect(read(cwd, "package.json")).toBe(
    `{\n\t"name": "mine",\n\t"dependencies": {\n\t\t"aclc": "1"\n\t},\n\t"scripts": {\n\t\t"build:policies": "aclc build policies/policy.acl"\n\t}\n}`,
  );
});

test("a broken package.json stops it before anything is written", async () => {
  const cwd = folder({ "package.json": "{" });
  const { exitCode, stderr } = await aclc(cwd, ["init"]);
  expect(stderr).toContain("error[ACL8107]: `package.json` is not valid JSON");
  expect(exitCode).toBe(2);
  expect(() => read(cwd, "policies/policy.acl")).toThrow();
});

test("a folder is made, and shown in the next steps", async () => {
  const cwd = folder();
  expect((await aclc(cwd, ["init", "new/project"])).stdout).toContain("next:\n  cd new/project\n");
});

test("a file where the folder should be is an error", async () => {
  const cwd = folder({ taken: "" });
  const { exitCode, stderr } = await aclc(cwd, ["init", "taken"]);
  expect(stderr).toContain("error[ACL8105]: cannot write `taken`");
  expect(exitCode).toBe(2);
  mkdirSync(join(cwd, "half"));
  put(cwd, { "half/policies": "a file" });
  expect((await aclc(cwd, ["init", "half"])).stderr).toContain("cannot write `policies/policy.acl`");
});

function read(cwd: string, path: string): string {
  return readFileSync(join(cwd, path), "utf8");
}
