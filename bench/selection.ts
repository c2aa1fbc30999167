// What the words of the command line ask for.
import { costNames } from "./costs/index.ts";
import type { CostName } from "./costs/index.ts";
import { entries } from "./contestants/index.ts";
import type { Entry } from "./contestants/index.ts";
import { workloadNames } from "./workloads/index.ts";
import type { WorkloadName } from "./workloads/index.ts";

export interface Selection {
  readonly pairs: readonly (readonly [WorkloadName, Entry])[];
  readonly costs: readonly CostName[];
  readonly smoke: boolean;
  /** Whether results, README and chart are written: where everything runs. */
  readonly write: boolean;
  /** Whether nothing is measured, and README and chart are written of the results that are there. */
  readonly reportOnly: boolean;
  readonly processes: number;
  readonly rounds: number;
}

export const usage = `npm run bench                        everything; writes bench/results, bench/README.md and docs/bench.svg
npm run bench -- W4 ids              the workloads and contestants that the words name; prints only
npm run bench -- compile start       costs by name: ${costNames.join(", ")}
  --processes N  --rounds N          how often
  --smoke                            tiny counts, to see whether it all works
  --write                            writes what a part of it measured, too
  --report                           measures nothing, writes README and chart anew
`;

/** Undefined where a word names nothing. */
export function select(args: readonly string[]): Selection | undefined {
  const numbers = new Map([
    ["--processes", 0],
    ["--rounds", 0],
  ]);
  const flags = new Set<string>();
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (numbers.has(arg)) numbers.set(arg, Number(args[++i]));
    else if (arg.startsWith("--")) flags.add(arg);
    else words.push(arg);
  }
  const workloads = workloadNames.filter((name) => words.some((word) => word.toLowerCase() === name.toLowerCase()));
  const costs = costNames.filter((name) => words.includes(name));
  const rest = words.filter((word) => !workloads.some((name) => name.toLowerCase() === word.toLowerCase()) && !costs.some((name) => name === word));
  const chosen = entries.filter(({ name }) => rest.some((word) => name.includes(word.toLowerCase())));
  const known = (word: string): boolean => entries.some(({ name }) => name.includes(word.toLowerCase()));
  if (!rest.every(known) || [...flags].some((flag) => !["--smoke", "--write", "--report"].includes(flag)) || [...numbers.values()].some((n) => !(n >= 0)))
    return undefined;
  const all = words.length === 0;
  const smoke = flags.has("--smoke");
  const asked = all || workloads.length > 0 || rest.length > 0;
  const pairs = (workloads.length > 0 ? workloads : workloadNames).flatMap((workload) =>
    (rest.length > 0 ? chosen : entries).filter((entry) => asked && entry.workloads.includes(workload)).map((entry) => [workload, entry] as const),
  );
  const quick = { processes: 1, rounds: smoke ? 1 : 9 };
  return {
    pairs,
    costs: all ? costNames : costs,
    smoke,
    reportOnly: flags.has("--report"),
    write: flags.has("--write") || (all && !smoke),
    processes: numbers.get("--processes") || (all && !smoke ? 3 : quick.processes),
    rounds: numbers.get("--rounds") || quick.rounds,
  };
}
