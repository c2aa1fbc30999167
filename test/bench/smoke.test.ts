// The bench still runs: every contestant answers rightly, every cost is measured. Nothing is asked of the times.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { entries } from "../../bench/contestants/index.ts";
import { costNames } from "../../bench/costs/index.ts";
import { select } from "../../bench/selection.ts";

const root = join(import.meta.dirname, "../..");

test("a run with tiny counts asks every contestant about every workload and measures every cost", { timeout: 240_000 }, () => {
  const output = execFileSync(process.execPath, ["--import", "tsx", "bench/run.ts", "--smoke"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
  const pairs = entries.flatMap((entry) => entry.workloads.map((workload) => `${workload} ${entry.label}`));
  const asked = [...output.matchAll(/^(W\S+) +(.*?) {2,}\S.* requests right$/gm)].map(([, workload, label]) => `${workload ?? ""} ${label ?? ""}`);
  expect(asked.sort()).toEqual(pairs.sort());
  for (const name of costNames) expect(output).toContain(`\n${name}\n`);
});

test("words choose workloads, contestants and costs", () => {
  const few = select(["W4", "ids"]);
  expect(few?.pairs.map(([workload, { name }]) => `${workload} ${name}`)).toEqual(["W4 aclc-ids", "W4 aclc-ids-mixed"]);
  expect(few?.costs).toEqual([]);
  expect(few?.write).toBe(false);
  expect(select(["compile", "start"])).toMatchObject({ pairs: [], costs: ["start", "compile"] });
  expect(select([])).toMatchObject({ write: true, processes: 3, costs: costNames });
  expect(select(["--smoke"])).toMatchObject({ write: false, processes: 1 });
  expect(select(["W9"])).toBeUndefined();
  expect(select(["--fast"])).toBeUndefined();
});
