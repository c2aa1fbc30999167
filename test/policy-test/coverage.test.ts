// Coverage counts what docs/testing.md says, and what it proposes can be pasted and shows what it should.
import fc from "fast-check";
import { check, memoryHost } from "aclc/compiler";
import { expect, test } from "vitest";
import { pretty } from "../../compiler/diagnostics/pretty.ts";
import { coverageOf, failures, runTests, type Coverage } from "../../compiler/policy-test/index.ts";
import { randomPolicy } from "../generate/arbitraries.ts";
import { seed } from "../generate/seed.ts";

async function covered(text: string): Promise<Coverage> {
  const { policy, diagnostics } = await check(["a.acl"], memoryHost(new Map([["a.acl", text]])));
  if (policy === undefined) throw new Error(pretty(diagnostics));
  const results = runTests(policy.model, policy.tables, 0);
  expect(pretty(failures(results))).toBe("");
  return coverageOf(policy.model, policy.tables, results);
}

const policy = `class Work- { owner: text  amount: decimal }
class Order extends Work- {}
role Clerk { access to Order { open  modify when .owner = operator.id and .amount <= 100  delete 0  run-reports 3 } }
role Unused { access to Order { open } }
group Clerks { roles Clerk }
`;
const tests = (...expectations: readonly string[]): string => `test "t" { group Clerks operator { id: "ann" } ${expectations.join("\n")} }\n`;

test("cells count where somebody could be granted something, of concrete classes and of groups", async () => {
  const none = await covered(policy);
  // open, modify, run-reports (up to level 3) and discover; neither delete nor Work- nor the role that no group holds.
  expect(none.cells).toEqual({ done: 0, all: 4 });
  expect(none.classes.map(({ name }) => name)).toEqual(["Order"]);
  expect(none.untested.map(({ question }) => question)).toEqual(
    ["can modify Order", "can open Order", "can discover Order", "can run-reports on Order"].map((q) => q.replace("reports on", "reports")),
  );
  const some = await covered(policy + tests("cannot run-reports Order", "cannot delete Order", "can open Order"));
  expect(some.cells).toEqual({ done: 2, all: 4 });
});

test("entries count if they decided", async () => {
  const { entries, roles } = await covered(policy + tests("can open Order", "cannot modify Order"));
  expect(entries).toEqual({ done: 2, all: 4 });
  expect(roles).toMatchObject([{ name: "Clerk", missing: [{ text: "delete 0", file: "a.acl", line: 3 }, { text: "run-reports 3" }] }]);
});

test.each([
  ["nothing", [], [0, 0]],
  ["a grant", ['can modify Order { owner: "ann", amount: 1 }'], [1, 0]],
  ["a denial in which both are false", ['can modify Order { owner: "ann", amount: 1 }', 'cannot modify Order { owner: "bob", amount: 101 }'], [2, 0]],
  [
    "a denial for each",
    ['can modify Order { owner: "ann", amount: 1 }', 'cannot modify Order { owner: "bob", amount: 1 }', 'cannot modify Order { owner: "ann", amount: 101 }'],
    [2, 2],
  ],
  ["missing values", ['can modify Order { owner: "ann", amount: 1 }', "cannot modify Order { amount: 1 }", 'cannot modify Order { owner: "ann" }'], [2, 2]],
  ["a denial alone", ['cannot modify Order { owner: "bob", amount: 1 }'], [1, 0]],
])("comparisons matter if they decided alone, both ways: %s", async (_, expectations, [outcomes, comparisons]) => {
  const coverage = await covered(policy + (expectations.length === 0 ? "" : tests(...expectations)));
  expect(coverage.conditions).toEqual({ done: outcomes, all: 2 });
  expect(coverage.comparisons).toEqual({ done: comparisons, all: 2 });
});

test("what no test can show is not counted", async () => {
  const text = `class Order { status: "Open" | "Closed" }
role R { access to Order { open when .status = "Open" and .status != "Closed" } }
group G { roles R }
`;
  const { comparisons, conditionList, impossible } = await covered(text);
  // In a union of two, one comparison says what the other says: only a missing value tells them apart, and that makes both unknown.
  expect(impossible).toBe(conditionList.flatMap((each) => each.comparisons).filter(({ shown }) => shown === "impossible").length);
  expect(comparisons.done).toBe(0);
});

test("roles count in a policy without groups, and a set of roles counts for a group that is decided alike", async () => {
  const library = 'class Order {}\nrole A { access to Order { open } }\nrole B depends on A {}\ntest "t" { roles B\n can open Order }\n';
  expect((await covered(library)).subjects).toMatchObject([
    { name: "A", kind: "role", cells: { done: 0, all: 2 } },
    { name: "B", kind: "role", cells: { done: 1, all: 2 } },
  ]);
  expect((await covered(`${library}group Bs { roles B }\n`)).subjects).toMatchObject([{ name: "Bs", kind: "group", cells: { done: 1, all: 2 } }]);
  expect((await covered(`${library}group Bs { roles B, A }\n`)).subjects).toMatchObject([{ name: "Bs", cells: { done: 0, all: 2 } }]);
});

test("what is proposed for random policies holds, and shows more", { timeout: 180_000 }, async () => {
  console.log(`coverage: ACLC_SEED=${seed}`);
  let proposed = 0;
  await fc.assert(
    fc.asyncProperty(randomPolicy, async ({ text }) => {
      const { policy: compiled } = await check(["a.acl"], memoryHost(new Map([["a.acl", text]])));
      if (compiled === undefined) return;
      const before = coverageOf(compiled.model, compiled.tables, []);
      if (before.suggestion === "") return;
      proposed++;
      const after = await covered(`${text}\n${before.suggestion}`);
      expect(after.cells.all).toBe(before.cells.all);
      const sum = ({ cells, entries, conditions, comparisons }: Coverage): number => cells.done + entries.done + conditions.done + comparisons.done;
      expect(sum(after)).toBeGreaterThan(sum(before));
    }),
    { seed, numRuns: 25 },
  );
  expect(proposed).toBeGreaterThan(5);
});

test("every proposal taken, again and again, leaves nothing that was counted", { timeout: 60_000 }, async () => {
  let text = `operator { teams: list of text  limit: decimal }
context { at: datetime }
class Order { owner: text  team: text  amount: decimal  day: date  page: { region: "north" | "south" }  status: "New" | "Open" | "Closed"  tags: list of text }
privilege P on Order
rule flow-action F on Order requires P when .page.region = "north" and not .tags is empty
role R { access to Order { open when operator.teams includes .team or .owner = operator.id  modify 4 when .amount <= operator.limit and .day > today - 3 days  privilege P when .owner starts with "x" } }
group G { roles R }
policy Fresh on Order for update { context.at > now - 2 hours or .status in ["New", "Open"] }
policy Hidden on Order for property-read of .page.region { .page is not null and operator.teams includes any of .tags }
`;
  for (let round = 0; round < 8; round++) {
    const { suggestion, cells, entries, conditions, comparisons, complete } = await covered(text);
    expect(complete).toBe(true);
    if (suggestion === "") {
      for (const { done, all } of [cells, entries, conditions, comparisons]) expect(done).toBe(all);
      expect(comparisons.all).toBeGreaterThan(10);
      return;
    }
    text += suggestion;
  }
  throw new Error("there is always more to propose");
});

test("values that have to stand in a row are found, and a policy that asks for too much is said to", async () => {
  const chain = (links: readonly string[]): string => `class C { ${Array.from({ length: 13 }, (_, i) => `n${i}: decimal`).join(" ")} }
role R { access to C { open when ${links.join(" and ")} } }
group G { roles R }
`;
  const row = Array.from({ length: 12 }, (_, i) => `.n${i} < .n${i + 1}`);
  expect(await covered(chain(row))).toMatchObject({ complete: true, conditions: { all: 2 }, comparisons: { all: 12 } });
  const circle = await covered(chain([...row.slice(0, 8), ".n8 < .n0"]));
  expect([circle.complete, circle.conditions.done, circle.comparisons.done]).toEqual([false, 0, 0]);
});
