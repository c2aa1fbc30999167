// `npm run bench`: measures what the words name, prints it, and writes the results where everything was measured.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { costs } from "./costs/index.ts";
import type { Costs } from "./costs/index.ts";
import { measureAll } from "./measure/decisions.ts";
import type { Result } from "./measure/decisions.ts";
import { buildCode, root } from "./measure/ground.ts";
import { chart } from "./report/chart.ts";
import { nanoseconds, times } from "./report/format.ts";
import { machine } from "./report/machine.ts";
import { readme } from "./report/readme.ts";
import type { Recorded } from "./report/readme.ts";
import { targets } from "./report/targets.ts";
import { select, usage } from "./selection.ts";
import type { Selection } from "./selection.ts";
import { specOf, workloadNames } from "./workloads/index.ts";

const selection = select(process.argv.slice(2));
if (selection === undefined) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  await main(selection);
}

async function main(selected: Selection): Promise<void> {
  if (selected.reportOnly) {
    write([], {});
    return;
  }
  await buildCode();
  const results: Result[] = [];
  for await (const result of measureAll(selected.pairs, { ...selected, strict: selected.write && !selected.smoke })) {
    results.push(result);
    console.log(line(result));
  }
  const found = await costs(selected.costs, { smoke: selected.smoke, times: selected.smoke ? 1 : 9 });
  if (selected.smoke) return;
  for (const { what, wanted, measured, met } of targets(results, found)) console.log(`${met ? "reached" : "MISSED "}  ${what}: ${measured} (${wanted})`);
  if (selected.write) write(results, found);
}

function line({ workload, label, through, chain, mitata, requests, void: voids }: Result): string {
  const dependent =
    chain === null ? "" : `, dependent ${nanoseconds(chain.nanoseconds.median)} = ${times(chain.ratio.median)} (control ${chain.control.median.toFixed(2)})`;
  const other = mitata === null ? "" : `, mitata ${times(mitata)}`;
  const control = `control ${through.control.median.toFixed(2)}${voids > 0 ? `, ${voids} void` : ""}`;
  return `${workload.padEnd(4)}${label.padEnd(40)}${nanoseconds(through.nanoseconds.median)} = ${times(through.ratio.median)} BASE (${control})${dependent}${other}, ${requests} requests right`;
}

/** What was not measured this time stays as it was recorded. */
function write(results: readonly Result[], found: Costs): void {
  const folder = join(root, "bench/results");
  mkdirSync(folder, { recursive: true });
  const old = <T>(name: string, otherwise: T): T => (existsSync(join(folder, name)) ? (JSON.parse(readFileSync(join(folder, name), "utf8")) as T) : otherwise);
  const fresh = new Set(results.map(({ workload, entry }) => `${workload} ${entry}`));
  const kept = old<{ results: readonly Result[] }>("decisions.json", { results: [] }).results.filter(
    ({ workload, entry }) => !fresh.has(`${workload} ${entry}`),
  );
  const all = [...kept, ...results];
  const recorded: Recorded = {
    machine: machine(),
    titles: Object.fromEntries(workloadNames.map((name) => [name, specOf(name, { smoke: false }).title])),
    results: all,
    costs: { ...old<{ costs: Costs }>("costs.json", { costs: {} }).costs, ...found },
  };
  const { costs: allCosts, ...decisions } = recorded;
  writeFileSync(join(folder, "decisions.json"), json(decisions));
  writeFileSync(join(folder, "costs.json"), json({ machine: recorded.machine, costs: allCosts }));
  writeFileSync(join(root, "bench/README.md"), readme(recorded, readFileSync(join(root, "bench/notes.md"), "utf8")));
  writeFileSync(join(root, "docs/bench.svg"), chart(all, recorded.machine));
}

/** Four digits are more than the machine gives. */
function json(value: unknown): string {
  return `${JSON.stringify(value, (_, part: unknown) => (typeof part === "number" && !Number.isInteger(part) ? Number(part.toPrecision(4)) : part), 1)}\n`;
}
