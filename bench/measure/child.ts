// Runs in a process of its own: one contestant beside BASE and beside BASE again, in rounds of random order.
import { entries } from "../contestants/index.ts";
import type { Contestant, Prepare } from "../contestants/contestant.ts";
import { workload } from "../workloads/index.ts";
import type { WorkloadName } from "../workloads/index.ts";
import type { Requests, Workload } from "../workloads/workload.ts";
import { byBenchmark, byMitata } from "./engines.ts";
import type { Effort } from "./engines.ts";
import { chainLane, check, throughLane } from "./lanes.ts";
import type { Lane } from "./lanes.ts";

export interface Job {
  readonly workload: WorkloadName;
  readonly entry: string;
  readonly folder: string;
  readonly smoke: boolean;
  readonly rounds: number;
  readonly effort: Effort;
  /** Whether mitata looks too, once. */
  readonly crossCheck: boolean;
}

/** By lane, nanoseconds a decision, round by round. */
export interface Outcome {
  readonly requests: number;
  readonly prepareMilliseconds: number;
  /** What the heap grew by, in bytes. */
  readonly heapBytes: number;
  readonly through: Trio;
  readonly chain: Trio | undefined;
  readonly mitata: { readonly base: number; readonly contestant: number } | undefined;
}

export interface Trio {
  readonly base: readonly number[];
  readonly control: readonly number[];
  readonly contestant: readonly number[];
}

const names = ["base", "control", "contestant"] as const;
type Lanes = Readonly<Record<(typeof names)[number], Lane>>;

export async function measure(job: Job): Promise<Outcome> {
  const entry = entries.find(({ name }) => name === job.entry);
  if (entry === undefined) throw new Error(`there is no contestant ${job.entry}`);
  const all = workload(job.workload, { smoke: job.smoke }, entry.order === "mixed");
  const few = job.smoke ? all : sampled(all, entry.sample?.[job.workload]);
  const base = await prepareCopy("base", "base", all, job.folder);
  const control = await prepareCopy("base", "control", all, job.folder);
  const before = heap();
  const start = performance.now();
  const contestant = await prepareCopy(entry.module, "contestant", few, job.folder);
  const prepareMilliseconds = performance.now() - start;
  const heapBytes = heap() - before;

  // Twice, since the first time is slow.
  await check(base, all.requests);
  await check(control, all.requests);
  await check(contestant, few.requests);
  const pass = await check(contestant, few.requests);
  const lanes: Lanes = {
    base: await throughLane(base, all.requests, "base", 0),
    control: await throughLane(control, all.requests, "control", 0),
    contestant: await throughLane(contestant, few.requests, "contestant", pass),
  };
  const chains = entry.kind === "aclc" ? await chainsOf({ base, control, contestant }, all.requests) : undefined;
  const through = emptyTrio();
  const chain = emptyTrio();
  for (let round = 0; round < job.rounds; round++) {
    await playRound(lanes, through, job.effort);
    if (chains !== undefined) await playRound(chains, chain, job.effort);
  }
  const mitata = job.crossCheck ? { base: await byMitata(lanes.base, job.effort), contestant: await byMitata(lanes.contestant, job.effort) } : undefined;
  return { requests: few.requests.count, prepareMilliseconds, heapBytes, through, chain: chains && chain, mitata };
}

/** A module of its own for each copy, so that no two share what V8 learns of them. */
async function prepareCopy(module: string, copy: string, made: Workload, folder: string): Promise<Contestant> {
  const { prepare } = (await import(new URL(`../contestants/${module}.js?${copy}`, import.meta.url).href)) as { prepare: Prepare };
  return await prepare(made, folder);
}

async function chainsOf(all: Readonly<Record<(typeof names)[number], Contestant>>, requests: Requests): Promise<Lanes | undefined> {
  const lanes: Partial<Record<(typeof names)[number], Lane>> = {};
  for (const name of names) {
    const contestant = all[name];
    const lane = "decide" in contestant ? await chainLane(contestant.decide, requests, name) : undefined;
    if (lane === undefined) return undefined;
    lanes[name] = lane;
  }
  return lanes as Lanes;
}

async function playRound(lanes: Lanes, times: Record<keyof Trio, number[]>, effort: Effort): Promise<void> {
  const order = [...names].sort(() => Math.random() - 0.5);
  for (const name of order) times[name].push(await byBenchmark(lanes[name], effort));
}

function emptyTrio(): Record<keyof Trio, number[]> {
  return { base: [], control: [], contestant: [] };
}

/** The first `most` requests of each segment. */
function sampled(all: Workload, most: number | undefined): Workload {
  if (most === undefined) return all;
  const segments = all.requests.segments.map(({ from }) => ({ from, length: most }));
  return { ...all, requests: { ...all.requests, segments, count: segments.length * most } };
}

function heap(): number {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const [, , text] = process.argv;
if (text !== undefined) {
  const outcomes: Outcome[] = [];
  for (const job of JSON.parse(text) as readonly Job[]) outcomes.push(await measure(job));
  process.stdout.write(`${JSON.stringify(outcomes)}\n`);
}
