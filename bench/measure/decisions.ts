// Runs the contestants, each some times in processes of its own, and sums up what they found.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Entry } from "../contestants/index.ts";
import type { WorkloadName } from "../workloads/index.ts";
import type { Job, Outcome, Trio } from "./child.ts";
import { code, policyFolders } from "./ground.ts";
import { spreadOf } from "./statistics.ts";
import type { Spread } from "./statistics.ts";

export interface Result {
  readonly workload: WorkloadName;
  readonly entry: string;
  readonly label: string;
  readonly kind: Entry["kind"];
  readonly requests: number;
  readonly through: Measured;
  /** Where each request depends on the last answer. */
  readonly chain: Measured | null;
  /** As mitata sees it, × BASE. */
  readonly mitata: number | null;
  readonly prepareMilliseconds: number;
  readonly heapBytes: number;
  /** In each process. */
  readonly rounds: number;
  /** Processes whose control left its bounds, and which do not count. */
  readonly void: number;
}

export interface Measured {
  /** × BASE in the same round, over all rounds of all processes. */
  readonly ratio: Spread;
  /** The median of each process. */
  readonly ratioByProcess: readonly number[];
  readonly control: Spread;
  readonly nanoseconds: Spread;
  readonly baseNanoseconds: Spread;
}

export interface Plan {
  readonly smoke: boolean;
  readonly processes: number;
  readonly rounds: number;
  /** Whether processes whose control leaves its bounds are done again. */
  readonly strict: boolean;
}

/** How far BASE against itself may lie from 1. */
export const controlBounds = [0.95, 1.05] as const;
/** Processes that are void are done again, so often. */
const MOST_VOID = 6;
/** On a busy machine much is void; after so many minutes one process that is not is enough for what is left. */
const PATIENCE_MINUTES = 7;

type Pair = readonly [WorkloadName, Entry];

/** One after the other, as they are asked for; each with processes of its own, but for a smoke run. */
export async function* measureAll(pairs: readonly Pair[], plan: Plan): AsyncGenerator<Result> {
  const folders = await policyFolders([...new Set(pairs.map(([workload]) => workload))], plan.smoke);
  const jobOf = ([workload, entry]: Pair): Job => ({
    workload,
    entry: entry.name,
    folder: folders.get(workload) ?? "",
    smoke: plan.smoke,
    rounds: plan.rounds,
    effort: plan.smoke ? { minTime: 0.0001, maxTime: 0.0005 } : { minTime: 0.005, maxTime: 0.02 },
    crossCheck: !plan.smoke || workload === "W1",
  });
  if (plan.smoke) {
    const outcomes = await runChild(pairs.map(jobOf), [...new Set(pairs.flatMap(([, entry]) => entry.flags ?? []))]);
    for (const [i, outcome] of outcomes.entries()) yield resultOf(pairs[i] as Pair, [outcome], 0);
    return;
  }
  const start = performance.now();
  for (const pair of pairs) {
    const processes = performance.now() - start > PATIENCE_MINUTES * 60_000 ? 1 : plan.processes;
    const result = await measureOne(pair, jobOf(pair), { ...plan, processes });
    if (result === undefined)
      console.log(`${pair[0]} ${pair[1].label}: void, BASE against itself left ${controlBounds.join(" to ")} again and again: the machine is busy`);
    else yield result;
  }
}

async function measureOne(pair: Pair, job: Job, { processes, strict }: Plan): Promise<Result | undefined> {
  const [, entry] = pair;
  const good: Outcome[] = [];
  let discarded = 0;
  while (good.length < processes) {
    const [outcome] = await runChild([{ ...job, crossCheck: good.length === 0 }], entry.flags ?? []);
    if (outcome !== undefined && (!strict || isValid(outcome))) good.push(outcome);
    else if (++discarded > MOST_VOID) return undefined;
  }
  return resultOf(pair, good, discarded);
}

function resultOf([workload, entry]: Pair, good: readonly Outcome[], discarded: number): Result {
  const first = good[0] as Outcome;
  return {
    workload,
    entry: entry.name,
    label: entry.label,
    kind: entry.kind,
    requests: first.requests,
    through: measured(good.map(({ through }) => through)),
    chain: first.chain === undefined ? null : measured(good.flatMap(({ chain }) => chain ?? [])),
    mitata: first.mitata === undefined ? null : first.mitata.contestant / first.mitata.base,
    prepareMilliseconds: spreadOf(good.map((one) => one.prepareMilliseconds)).median,
    heapBytes: spreadOf(good.map((one) => one.heapBytes)).median,
    rounds: first.through.base.length,
    void: discarded,
  };
}

async function runChild(jobs: readonly Job[], flags: readonly string[]): Promise<readonly Outcome[]> {
  const args = ["--expose-gc", "--max-old-space-size=6000", ...flags, join(code, "measure/child.js"), JSON.stringify(jobs)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 26 });
  return JSON.parse(stdout) as readonly Outcome[];
}

function isValid({ through, chain }: Outcome): boolean {
  return [through, chain].every((trio) => {
    if (trio === undefined) return true;
    const { median } = spreadOf(ratios(trio, "control"));
    return median >= controlBounds[0] && median <= controlBounds[1];
  });
}

function measured(trios: readonly Trio[]): Measured {
  return {
    ratio: spreadOf(trios.flatMap((trio) => ratios(trio, "contestant"))),
    ratioByProcess: trios.map((trio) => spreadOf(ratios(trio, "contestant")).median),
    control: spreadOf(trios.flatMap((trio) => ratios(trio, "control"))),
    nanoseconds: spreadOf(trios.flatMap((trio) => trio.contestant)),
    baseNanoseconds: spreadOf(trios.flatMap((trio) => trio.base)),
  };
}

function ratios(trio: Trio, lane: "control" | "contestant"): number[] {
  return trio[lane].map((value, round) => value / (trio.base[round] as number));
}
