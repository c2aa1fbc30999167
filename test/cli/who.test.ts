// `aclc who`: groups and conditions, as text and as JSON.
import { expect, test } from "vitest";
import { aclc, folder, policy } from "./support.ts";

test("each group that can, and under which condition, in the policy's words", async () => {
  const root = folder({ "p.acl": policy });
  expect(await aclc(root, ["who", "p.acl", "-a", "modify", "-c", "Order"])).toEqual({
    exitCode: 0,
    stderr: "",
    stdout: `modify on Order, level 5: 1 of 2 groups

  Managers  when .owner = operator.id

never: Users
`,
  });
});

test("a level", async () => {
  const root = folder({ "p.acl": policy });
  expect((await aclc(root, ["who", "p.acl", "-a", "open", "-c", "Order"])).stdout).toContain("never: Users");
  expect((await aclc(root, ["who", "p.acl", "-a", "open", "-c", "Order", "-l", "3"])).stdout).toBe(`open on Order, level 3: 2 of 2 groups

  Managers  always
  Users     always
`);
});

test("access whens are named, and said where they stand", async () => {
  const root = folder({
    "p.acl": `${policy.replace("when .owner = operator.id", "when Own and .amount < 5_000_000.25")}access when Own on Order {\n  .owner = operator.id\n}\n`,
  });
  const { stdout } = await aclc(root, ["who", "p.acl", "-a", "modify", "-c", "Order"]);
  expect(stdout).toContain("  Managers  when Own and .amount < 5_000_000.25\n");
  expect(stdout).toContain("where\n  Own on Order is .owner = operator.id  (p.acl:17:13)\n");
});

test("a long condition is broken between its parts, not within a text", async () => {
  const long = `.owner = operator.id and (.department = "Sales and marketing or the like" or .amount < 10) and .id starts with "ABCDEFGHIJKLMNOP"`;
  const root = folder({ "p.acl": policy.replace("when .owner = operator.id", `when ${long}`) });
  expect((await aclc(root, ["who", "p.acl", "-a", "modify", "-c", "Order"])).stdout).toContain(`
  Managers  when .owner = operator.id
              and .id starts with "ABCDEFGHIJKLMNOP"
              and (.department = "Sales and marketing or the like" or .amount < 10)
`);
});

test("JSON", async () => {
  const root = folder({ "p.acl": policy });
  const { stdout } = await aclc(root, ["who", "p.acl", "-a", "privilege:Approve", "-c", "Order", "--format", "json"]);
  expect(JSON.parse(stdout)).toEqual({
    action: "privilege:Approve",
    class: "Order",
    level: 5,
    groups: [
      { group: "Managers", access: "when", when: ".amount <= 100" },
      { group: "Users", access: "never" },
    ],
    accessWhens: [],
  });
});

test.each([
  [["-a", "open"], "required option"],
  [["-a", "opne", "-c", "Order"], "`--action` takes a setting such as `open`"],
  [["-a", "open", "-c", "Ordre"], "did you mean `Order`?"],
  [["-a", "privilege:Aprove", "-c", "Order"], "did you mean `Approve`?"],
  [["-a", "open", "-c", "Order", "-f", "csv"], "`--format` takes one of text, json, not `csv`"],
])("%j is refused", async (args, message) => {
  const { exitCode, stderr, stdout } = await aclc(folder({ "p.acl": policy }), ["who", "p.acl", ...args]);
  expect(stderr).toContain(message);
  expect(stdout).toBe("");
  expect(exitCode).toBe(2);
});
