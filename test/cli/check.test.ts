// `aclc check`: which files it reads, what it prints where, and its exit codes.
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aclc, folder, policy } from "./support.ts";

const broken = "class A {}\nrole R { access to B { open } }\ngroup G { roles Q }\n";

test("a clean policy", async () => {
  expect(await aclc(folder({ "a.acl": policy }), ["check", "a.acl"])).toEqual({ exitCode: 0, stdout: "no problems found\n", stderr: "" });
});

test("problems go to stderr with a closing count, and the exit code is 1", async () => {
  const { exitCode, stdout, stderr } = await aclc(folder({ "p/a.acl": broken }), ["check", "p/a.acl"]);
  expect(stdout).toBe("");
  expect(stderr).toContain("error[ACL2003]: unknown class `B`\n  --> p/a.acl:2:20\n   |\n 2 | role R { access to B { open } }\n   |                    ^\n");
  expect(stderr).toContain("error[ACL2001]: unknown role `Q`");
  expect(stderr.trimEnd().split("\n").at(-1)).toBe("2 errors");
  expect(exitCode).toBe(1);
});

test("warnings alone are fine", async () => {
  const text = "class A { x: integer }\nrole R { access to A { open when .x > 1 and .x < 1 } }\ngroup G { roles R }\n";
  const { exitCode, stderr } = await aclc(folder({ "a.acl": text }), ["check", "a.acl"]);
  expect(stderr).toContain("warning[ACL5003]");
  expect(stderr).toMatch(/\n2 warnings\n$/);
  expect(exitCode).toBe(0);
});

test("the other formats go to stdout", async () => {
  const cwd = folder({ "a.acl": broken });
  const json = await aclc(cwd, ["check", "a.acl", "--format", "json"]);
  expect(json.stderr).toBe("");
  expect(JSON.parse(json.stdout).diagnostics).toMatchObject([
    { code: "ACL2003", file: "a.acl", start: { line: 2, column: 20, offset: 30 }, end: { line: 2, column: 21, offset: 31 } },
    { code: "ACL2001" },
  ]);
  expect(JSON.parse((await aclc(cwd, ["check", "a.acl", "--format", "sarif"])).stdout).runs[0].results).toHaveLength(2);
  const github = await aclc(cwd, ["check", "a.acl", "-f", "github"]);
  expect(github.stdout).toMatch(/^::error file=a\.acl,line=2,endLine=2,col=20,endColumn=21,title=ACL2003 unknown-class::/);
  expect([json.exitCode, github.exitCode]).toEqual([1, 1]);
});

test("without problems, JSON says so too", async () => {
  expect((await aclc(folder({ "a.acl": policy }), ["check", "a.acl", "--format", "json"])).stdout).toBe('{"diagnostics":[]}\n');
});

test("a folder is one compilation of all that is below it", async () => {
  const cwd = folder({
    "p/b.acl": "role R { access to A { open } }\n",
    "p/deep/a.acl": "class A {}\ngroup G { roles R }\n",
    "p/node_modules/x.acl": "?",
    "p/.git/y.acl": "?",
  });
  expect(await aclc(cwd, ["check", "p"])).toMatchObject({ exitCode: 0, stderr: "" });
  expect(await aclc(join(cwd, "p"), ["check", "."])).toMatchObject({ exitCode: 0, stderr: "" });
  expect(await aclc(cwd, ["check", "p/b.acl", "p/deep/a.acl"])).toMatchObject({ exitCode: 0, stderr: "" });
  expect((await aclc(cwd, ["check", "p/b.acl"])).exitCode).toBe(1);
});

test("paths in diagnostics start at the project's root, wherever one stands", async () => {
  const cwd = folder({ "p/a.acl": broken });
  expect((await aclc(join(cwd, "p"), ["check", "a.acl"])).stderr).toContain("  --> p/a.acl:2:20\n");
});

test.each([
  ["a missing file", "none.acl", "error[ACL8001]"],
  ["a file in a missing folder", "none/a.acl", "error[ACL8001]"],
  ["a file for a folder", "large.acl/a.acl", "error[ACL8001]"],
  ["an empty folder", "empty", "error[ACL8103]: there is no `.acl` file in `empty`"],
  ["A27 a FIFO", "fifo.acl", "error[ACL8003]"],
  ["A27 a device", "/dev/null", "error[ACL80"],
  ["A27 a link that leads out", "out.acl", "error[ACL8004]"],
  ["A17 a file that is too large", "large.acl", "error[ACL8006]"],
])("%s is exit code 2", async (_name, path, code) => {
  const cwd = folder({ "large.acl": " ".repeat(1024 * 1024 + 1) });
  mkdirSync(join(cwd, "empty"));
  execFileSync("mkfifo", [join(cwd, "fifo.acl")]);
  symlinkSync("/etc/passwd", join(cwd, "out.acl"));
  const { exitCode, stdout, stderr } = await aclc(cwd, ["check", path]);
  expect(stderr).toContain(code);
  expect(stdout).toBe("");
  expect(exitCode).toBe(2);
});

test("a link within the project is followed, and its file read once", async () => {
  const cwd = folder({ "a.acl": policy, "b.acl": 'import "./a.acl"\nimport "./link.acl"\n' });
  symlinkSync("a.acl", join(cwd, "link.acl"));
  const { stderr } = await aclc(cwd, ["check", "link.acl"]);
  expect(stderr).toBe("");
  expect((await aclc(cwd, ["check", "b.acl"])).stderr).not.toContain("declared twice");
});

test.each(["../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://example.org/a.acl"])("A27 importing %s is refused", async (path) => {
  const { exitCode, stderr } = await aclc(folder({ "a.acl": `import "${path}"\n` }), ["check", "a.acl"]);
  expect(stderr).toMatch(/^error\[ACL80\d\d\]/);
  expect(exitCode).toBe(1);
});

test("A05 a file that is not UTF-8 says at which byte", async () => {
  const { exitCode, stderr } = await aclc(folder({ "a.acl": Uint8Array.of(0x2f, 0x2f, 0xff) }), ["check", "a.acl"]);
  expect(stderr).toContain("byte 0xFF at offset 2");
  expect(exitCode).not.toBe(0);
});

test("colours are for terminals, and never with NO_COLOR", async () => {
  const cwd = folder({ "a.acl": broken });
  expect((await aclc(cwd, ["check", "a.acl"], { terminal: true })).stderr).toContain("\u001B[1m");
  expect((await aclc(cwd, ["check", "a.acl"], { terminal: true, env: { NO_COLOR: "1" } })).stderr).not.toContain("\u001B");
  expect((await aclc(cwd, ["check", "a.acl"])).stderr).not.toContain("\u001B");
});
