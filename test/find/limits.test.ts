// Findings have limits: beyond them some are left out, which is said.
import { expect, test } from "vitest";
import { check, memoryHost } from "../../compiler/index.ts";

test("a hundred findings of one kind are enough (ACL5118)", async () => {
  const roles = Array.from({ length: 130 }, (_, i) => `role R${i} { access to Order { open } }`);
  const text = `class Order {}\n${roles.join("\n")}`;
  const { diagnostics } = await check(["a.acl"], memoryHost(new Map([["a.acl", text]])));
  const count = (code: string): number => diagnostics.filter((d) => d.code === code).length;
  expect([count("ACL5116"), count("ACL5118")]).toEqual([100, 1]);
  expect(diagnostics.find((d) => d.code === "ACL5118")?.message).toBe("there may be more findings: 30 more of ACL5116");
});

test("a policy of very many rows is not judged to its end, and its decisions are made all the same (ACL5118)", { timeout: 60_000 }, async () => {
  const classes = Array.from({ length: 1500 }, (_, i) => `class C-N${i} {}`);
  const roles = Array.from(
    { length: 120 },
    (_, i) => `role R${i} { access to C { open  modify  delete } access to C-N${i} { open  modify  delete } }\ngroup G${i} { roles R${i} }`,
  );
  const text = [
    "class C {}",
    ...classes,
    ...roles,
    "role All { access to C { all settings } }",
    `group All { roles All, ${roles.map((_, i) => `R${i}`).join(", ")} }`,
  ];
  const { diagnostics, policy } = await check(["a.acl"], memoryHost(new Map([["a.acl", text.join("\n")]])));
  expect(diagnostics.map((d) => d.code)).toContain("ACL5118");
  expect(policy).toBeDefined();
});
