// `aclc test`: exit codes, what a failure shows, reporters, coverage on the command line, watching, and that builds pass tests over.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { aclc, folder, policy } from "./support.ts";

const passing = `import "./a.acl"
test "managers change their own" {
  group Managers
  operator { id: "ann" }
  can    modify Order { owner: "ann" }
  cannot modify Order { owner: "bob" }
}
`;
const failing = `import "./a.acl"
test "users & <others>" {
  group Users
  can open Order
}
`;

test("tests that hold", async () => {
  const cwd = folder({ "a.acl": policy, "a.test.acl": passing });
  expect(await aclc(cwd, ["test", "a.test.acl"])).toEqual({
    exitCode: 0,
    stdout: "ok   managers change their own\n\n1 test, 2 expectations, all hold\n",
    stderr: "",
  });
});

test("a failure shows the expectation, the lines that decided and every step", async () => {
  const cwd = folder({ "a.acl": policy, "b.test.acl": failing, "a.test.acl": passing });
  const { exitCode, stdout, stderr } = await aclc(cwd, ["test", "."]);
  expect(exitCode).toBe(1);
  expect(stdout).toBe("ok   managers change their own\nFAIL users & <others>  (1 of 1)\n\n2 tests, 1 failed; 3 expectations, 1 failed\n");
  expect(stderr).toBe(`error[ACL7101]: test \`users & <others>\` fails: it expects \`can open Order\`, but the policy denies it
  --> b.test.acl:4:3
   |
 4 |   can open Order
   |   ^^^^^^^^^^^^^^
  ::: a.acl:13:31
   |
13 | role User { access to Order { open 3 } }
   |                               ------ role User, access block on Order, \`open 3\`: does not grant on level 5
   = help: denied: group Users may not open Order on level 5 (production)

every step:
→              group Users, open: not granted
→ a.acl:13:6     role User: denies
→ a.acl:13:31      access block on Order, \`open 3\`: does not grant on level 5
               policies for read: none apply

`);
});

test("no tests are no success", async () => {
  const cwd = folder({ "a.acl": policy });
  const { exitCode, stdout, stderr } = await aclc(cwd, ["test", "a.acl"]);
  expect(exitCode).toBe(1);
  expect(stdout).toBe("no tests\n");
  expect(stderr).toContain("error[ACL7102]: there is no test in `a.acl`");
});

test("a policy with errors is not tested", async () => {
  const cwd = folder({ "a.acl": policy.replace("roles Manager", "roles Manger"), "a.test.acl": passing });
  const { exitCode, stdout, stderr } = await aclc(cwd, ["test", "a.test.acl"]);
  expect([exitCode, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("error[ACL2001]");
});

test.each([
  [["test"], "missing required argument"],
  [["test", "missing.acl"], "error[ACL8001]"],
  [["test", "a.acl", "--reporter", "xml"], "`--reporter` takes one of pretty, json, junit"],
  [["test", "a.acl", "--min-coverage", "101"], "`--min-coverage` takes a percentage from 0 to 100"],
  [["test", "a.acl", "--coverage-out", "a.txt"], "`--coverage-out` takes a file that ends in `.html` or `.json`"],
])("%j is wrong usage", async (args, message) => {
  const { exitCode, stderr } = await aclc(folder({ "a.acl": policy }), args);
  expect(stderr).toContain(message);
  expect(exitCode).toBe(2);
});

test("JSON holds tests, traces of failures, and coverage", async () => {
  const cwd = folder({ "a.acl": policy, "a.test.acl": passing, "b.test.acl": failing });
  const { exitCode, stdout } = await aclc(cwd, ["test", ".", "--reporter", "json", "--coverage"]);
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    passed: 1,
    failed: 1,
    expectations: 3,
    failedExpectations: 1,
    tests: [
      { title: "managers change their own", file: "a.test.acl", line: 2, passed: true, expectations: [{ decision: true, passed: true }, { decision: false }] },
      {
        title: "users & <others>",
        passed: false,
        expectations: [{ text: "can open Order", line: 4, expected: true, decision: false, trace: { decision: false } }],
      },
    ],
    diagnostics: [{ code: "ACL7101", file: "b.test.acl", start: { line: 4 } }],
    coverage: { cells: { done: 2, all: 7 }, complete: true },
  });
});

test("JUnit's XML is escaped", async () => {
  const cwd = folder({ "a.acl": policy, "a.test.acl": passing, "b.test.acl": failing });
  const { stdout } = await aclc(cwd, ["test", ".", "--reporter", "junit"]);
  expect(stdout).toContain('<testsuites name="aclc test" tests="2" failures="1">');
  expect(stdout).toContain('<testcase name="managers change their own" classname="a.test.acl" file="a.test.acl" line="2"/>');
  expect(stdout).toContain('<testcase name="users &#38; &#60;others&#62;"');
  expect(stdout).toContain('<failure message="4: can open Order, but the policy denies it" type="ACL7101">denied: group Users may not open Order');
});

test("--min-coverage names the figures that are too low", async () => {
  const cwd = folder({ "a.acl": policy, "a.test.acl": passing });
  const low = await aclc(cwd, ["test", "a.test.acl", "--min-coverage", "50"]);
  expect(low.exitCode).toBe(1);
  expect(low.stderr).toContain("error[ACL7103]: the tests cover 14 % of the cells, less than 50 %");
  expect(low.stderr).not.toContain("of the outcomes of conditions");
  expect((await aclc(cwd, ["test", "a.test.acl", "--min-coverage", "14"])).exitCode).toBe(0);
});

test("--coverage-out writes a page and data", async () => {
  const cwd = folder({ "a.acl": policy, "a.test.acl": passing });
  const { exitCode, stderr } = await aclc(cwd, ["test", "a.test.acl", "--coverage-out", "out/c.html", "--coverage-out", "c.json"]);
  expect([exitCode, stderr]).toEqual([0, "wrote out/c.html\nwrote c.json\n"]);
  expect(readFileSync(join(cwd, "out/c.html"), "utf8")).toMatch(/^<!doctype html>/);
  expect(JSON.parse(readFileSync(join(cwd, "c.json"), "utf8"))).toMatchObject({ cells: { done: 1, all: 7 } });
});

test("the tests that it proposes hold, and then nothing is missing", async () => {
  const cwd = folder({ "a.acl": policy, "a.test.acl": passing });
  const { stdout } = await aclc(cwd, ["test", "a.test.acl", "--coverage"]);
  writeFileSync(join(cwd, "more.test.acl"), `import "./a.acl"\n${stdout.slice(stdout.indexOf("// Made by"))}`);
  const { exitCode, stderr } = await aclc(cwd, ["test", ".", "--min-coverage", "100"]);
  expect([exitCode, stderr]).toEqual([0, ""]);
});

test("--watch tests again when an import changes", async () => {
  const cwd = folder({ "a.acl": policy, "a.test.acl": passing });
  const { exitCode, stderr } = await aclc(cwd, ["test", "a.test.acl", "--watch"], {
    untilStopped: async (printed) => {
      await until(() => printed().includes("watching"));
      await setTimeout(200);
      writeFileSync(join(cwd, "a.acl"), policy.replace("modify when .owner = operator.id", "modify"));
      await until(() => printed().includes("1 failed"));
    },
  });
  expect(exitCode).toBe(0);
  expect(stderr).toContain("ACL7101");
});

test("build passes over files that hold only tests", async () => {
  const cwd = folder({ "a.acl": policy, "a.test.acl": `${passing}class Made-Up {}\n`, "mixed.test.acl": `${passing}group More { roles User }\n` });
  const { exitCode, stdout } = await aclc(cwd, ["build", "a.acl", "a.test.acl", "mixed.test.acl"]);
  expect(exitCode).toBe(0);
  expect(stdout).toBe("a.test.acl holds only tests: nothing to build\nwrote a.acl.ts\nwrote mixed.test.acl.ts\n");
  expect(existsSync(join(cwd, "a.test.acl.ts"))).toBe(false);
});

test("build says what is wrong with a test file that cannot be read", async () => {
  const cwd = folder({ "a.acl": policy, "a.test.acl": `${passing}test {` });
  expect((await aclc(cwd, ["build", "a.test.acl"])).stderr).toContain("error[ACL11");
});

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 400) throw new Error("nothing happened");
    await setTimeout(25);
  }
}
