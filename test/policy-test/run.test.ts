// Running tests: every kind of expectation, subjects, levels and clocks; and that tables and reference evaluator must agree.
import { check, memoryHost } from "aclc/compiler";
import { expect, test } from "vitest";
import { pretty } from "../../compiler/diagnostics/pretty.ts";
import { Disagreement, failures, runTests } from "../../compiler/policy-test/index.ts";

const policy = `operator { limit: decimal = 10  site: { country: text } }
context { channel: "web" | "phone" }
class Order { owner: text  amount: decimal  due: date  at: datetime  tags: list of text  page: { region: text } }
privilege Pay on Order
rule flow-action PayOrder on Order requires Pay when .page.region = operator.site.country
role Clerk { access to Order { open 3  modify when .at > now - 1 hour  delete when .due = date "2026-01-31"  privilege Pay when .amount <= operator.limit } }
role Web { access to Order { open when context.channel = "web"  run-reports when operator.roles includes "Web" } }
group Clerks { roles Clerk }
policy Tagged on Order for property-read of .page.region { .tags includes "x" }
policy Known on Order for discover { operator.limit > 10 }
`;

async function run(tests: string, other = policy): Promise<string> {
  const compiled = (text: string) => check(["a.acl"], memoryHost(new Map([["a.acl", text + tests]])));
  const { policy: own, diagnostics } = await compiled(policy);
  const tables = (await compiled(other)).policy?.tables;
  if (own === undefined || tables === undefined) throw new Error(pretty(diagnostics));
  return pretty(failures(runTests(own.model, tables, Date.UTC(2026, 0, 1))));
}

const all = `test "clerks" {
  group Clerks
  level 3
  operator { limit: 100, site: { country: "CH" } }
  context { channel: "phone" }
  now datetime "2026-06-01T10:00:00Z"
  can open Order
  can discover Order
  can modify Order { at: datetime "2026-06-01T09:00:01Z" }
  cannot modify Order { at: datetime "2026-06-01T09:00:00Z" }
  can delete Order { due: date "2026-01-31" }
  cannot delete Order { due: null }
  has Pay on Order { amount: 100 }
  lacks Pay on Order { amount: 100.5 }
  can perform PayOrder on Order { amount: 1, page: { region: "CH" } }
  cannot perform PayOrder on Order { amount: 1, page: {} }
  sees .page.region of Order { tags: ["a", "x"] }
  hides .page.region of Order { tags: [] }
}
test "a set of roles, and defaults" {
  roles Web, Clerk
  context { channel: "web" }
  can open Order
  can run-reports Order
  has Pay on Order { amount: 10 }
  cannot modify Order { at: datetime "2025-12-31T22:00:00Z" }
  can modify Order { at: datetime "2025-12-31T23:30:00Z" }
}
`;

test("what is expected holds", async () => {
  expect(await run(all)).toBe("");
});

test("what is not expected fails, each at its own place", async () => {
  const turned = all.replace(
    /^ {2}(can|cannot|has|lacks|sees|hides) /gm,
    (_, word: string) => `  ${{ can: "cannot", cannot: "can", has: "lacks", lacks: "has", sees: "hides", hides: "sees" }[word] ?? ""} `,
  );
  expect((await run(turned)).match(/error\[ACL7101\]/g)).toHaveLength(17);
});

test("tables that decide otherwise than the reference evaluator are no passed test", async () => {
  const tests = 'test "t" { group Clerks\n has Pay on Order { amount: 10 } }\n';
  await expect(run(tests, policy.replace(".amount <= operator.limit", ".amount < operator.limit"))).rejects.toThrow(Disagreement);
  await expect(run(tests, policy.replace(".amount <= operator.limit", ".amount < operator.limit"))).rejects.toThrow(
    "allowed: group Clerks may use privilege Pay on Order on level 5 (production), but the tables say denied",
  );
});
