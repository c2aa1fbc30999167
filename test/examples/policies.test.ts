// The tests that stand in the examples' policies hold, and cover as much as the examples say. `UPDATE=1` says it anew.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { check, memoryHost } from "aclc/compiler";
import { describe, expect, test } from "vitest";
import { pretty } from "../../compiler/diagnostics/pretty.ts";
import { coverageOf, failures, runTests } from "../../compiler/policy-test/index.ts";
import { percent } from "../../cli/coverage-text.ts";

const root = new URL("../../", import.meta.url);
const paths = readdirSync(new URL("examples", root), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".acl"))
  .map((name) => `examples/${name.replaceAll("\\", "/")}`)
  .sort();
const host = memoryHost(new Map(paths.map((path) => [path, readFileSync(new URL(path, root), "utf8")])));
const entries = paths.filter((path) => /^test "/m.test(readFileSync(new URL(path, root), "utf8")));

test("there are such tests in every example", () => {
  expect(new Set(entries.map((path) => path.split("/")[1]))).toEqual(
    new Set(["complaints", "human-resources", "ordering", "people", "platform", "service-desk"]),
  );
});

describe.each(entries)("%s", (path) => {
  test("its tests hold, and its README says what they cover", async () => {
    const { policy, diagnostics } = await check([path], host);
    if (policy === undefined) throw new Error(pretty(diagnostics));
    const results = runTests(policy.model, policy.tables, Date.now());
    expect(pretty(failures(results))).toBe("");
    if (!path.endsWith(".test.acl")) return;
    const { cells, entries: lines, conditions, comparisons } = coverageOf(policy.model, policy.tables, results);
    const figures = [cells, lines, conditions, comparisons].map((each) => `${percent(each)} %`);
    const covered = `${figures[0]} of the cells, ${figures[1]} of the entries, ${figures[2]} of the outcomes of conditions and ${figures[3]} of the comparisons`;
    const readme = new URL("README.md", new URL(path, root));
    const said = /\d+ % of the cells, .* of the comparisons/;
    if (process.env["UPDATE"] === "1") writeFileSync(readme, readFileSync(readme, "utf8").replace(said, covered));
    expect(said.exec(readFileSync(readme, "utf8"))?.[0]).toBe(covered);
  });
});
