// How the command line answers to being used wrongly, and that it helps.
import { describe, expect, test } from "vitest";
import { aclc, folder } from "./support.ts";

test.each([
  [["prettify", "x.acl"], "unknown command `prettify`"],
  [["chekc"], "did you mean `check`?"],
  [["check"], "missing required argument `path`"],
  [["check", "--loud", "x.acl"], "unknown option `--loud`"],
  [["check", "--format", "xml", "x.acl"], "`--format` takes one of pretty, json, sarif, github, not `xml`"],
  [["build", "x.acl", "--level", "6", "--verify"], "`--level` takes a production level from 1 to 5, not `6`"],
  [["build", "x.acl", "--level", "3"], "`--level` goes with `--verify`"],
  [["build", "x.acl", "--watch", "--check"], "exclude each other"],
  [["build", "x.acl.ts"], "is a generated module, not a policy"],
  [["build", "x.acl", "--out", "x.js"], "`--out` takes a folder or a file that ends in `.ts`, not `x.js`"],
  [["build", "x.acl", "y.acl", "--out", "z.ts"], "several policies cannot become one file"],
  [["build", "a/x.acl", "b/x.acl", "--out", "gen"], "would both become `gen/x.acl.ts`"],
  [["decide", "x.acl"], "required option `-r, --requests <file>` not specified"],
  [["decide", "x.acl", "--requests", "-", "--level", "0"], "not `0`"],
  [["decide", "x.acl", "--requests", "-", "--level", "1e0"], "not `1e0`"],
  [["decide", "x.acl", "--requests", "-", "--now", "yesterday"], "`--now` takes a time such as 2026-11-22T10:00:00Z, not `yesterday`"],
  [["decide", "x.acl", "--requests", "-", "--now", "2026-02-30T10:00:00Z"], "not `2026-02-30T10:00:00Z`"],
  [["explain", "x.acl"], "name who asks"],
  [["explain", "x.acl", "--group", "G", "--roles", "R"], "name who asks"],
  [["explain", "x.acl", "--group", "G", "--action", "open"], "name the class"],
  [["explain", "x.acl", "--group", "G", "--class", "C", "--action", "opne"], "`--action` takes a setting"],
  [["explain", "ACL0000"], "there is no diagnostic `ACL0000`"],
])("%j is wrong usage", async (args, words) => {
  const { exitCode, stdout, stderr } = await aclc(folder(), args);
  expect(stderr).toContain(words);
  expect(stderr).toMatch(/^error\[ACL81\d\d\]: /);
  expect(stdout).toBe("");
  expect(exitCode).toBe(2);
});

test("without a command there is help, and exit code 2", async () => {
  const { exitCode, stderr } = await aclc(folder(), []);
  expect(stderr).toContain("Usage: aclc [options] [command]");
  expect(exitCode).toBe(2);
});

test.each([[["--help"]], [["help", "build"]], [["explain", "--help"]], [["--version"]]])("%j goes to stdout", async (args) => {
  const { exitCode, stdout, stderr } = await aclc(folder(), args);
  expect(stdout).not.toBe("");
  expect(stderr).toBe("");
  expect(exitCode).toBe(0);
});

describe("a fault of aclc itself", () => {
  const faulty = async (env: Readonly<Record<string, string>> = {}) =>
    await aclc(folder({ "p.acl": "class A {}\n" }), ["decide", "p.acl", "--requests", "-"], { env, stdin: failing() });

  test("has a code, an exit code of its own, and no stack", async () => {
    const { exitCode, stdout, stderr } = await faulty();
    expect(stderr).toMatch(/^error\[ACL9001\]: aclc itself failed: TypeError: something unforeseen\n   = help: this is a fault of aclc [\d.]+, /);
    expect(stderr).not.toContain("    at ");
    expect([exitCode, stdout]).toEqual([70, ""]);
  });

  test("has a stack for who asks for it", async () => {
    expect((await faulty({ ACLC_DEBUG: "1" })).stderr).toContain("    at ");
  });
});

async function* failing(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new Uint8Array());
  throw new TypeError("something unforeseen");
}
