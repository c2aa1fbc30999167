// Lanes: what a contestant does between two looks at the clock, and whether it did it right.
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Contestant, Decide } from "../contestants/contestant.ts";
import type { Requests } from "../workloads/workload.ts";

export interface Lane {
  /** Decides `decisions` requests, and throws if an answer is wrong in sum. */
  readonly run: () => void;
  /** Instead of `run`, where answers come later. */
  readonly runLater?: () => Promise<void>;
  readonly decisions: number;
}

type Loops = typeof import("./loops.ts");
type Later = (i: number) => Promise<boolean>;

/** Beside the folder of the program that runs. */
const loopsUrl = pathToFileURL(join(dirname(process.argv[1] ?? ""), "../measure/loops.js")).href;

/** Where one pass takes longer, a run is a part of it. */
const LONGEST_PASS_MILLISECONDS = 400;
const PART_MILLISECONDS = 40;

/** `copy` tells the copies of the loops apart. */
export async function loopsFor<T>(functions: readonly T[], copy: string): Promise<readonly (readonly [T, Loops])[]> {
  const known = new Map<T, Loops>();
  for (const one of functions) {
    if (known.has(one)) continue;
    known.set(one, (await import(`${loopsUrl}?${copy}-${known.size}`)) as Loops);
  }
  return functions.map((one) => [one, known.get(one) as Loops]);
}

/** Asks every request once and compares. Returns how long that took, in milliseconds. */
export async function check(contestant: Contestant, { segments, expected }: Requests): Promise<number> {
  const start = performance.now();
  for (const [n, { from, length }] of segments.entries()) {
    for (let i = from; i < from + length; i++) {
      const answer = "decide" in contestant ? (contestant.decide[n] as Decide)(i) : await (contestant.decideLater[n] as Later)(i);
      if (answer !== (expected[i] === 1)) throw new Error(`request ${i}: answered ${String(answer)}, not ${String(expected[i] === 1)}`);
    }
  }
  return performance.now() - start;
}

/** `pass`: how long all requests take, in milliseconds. */
export async function throughLane(contestant: Contestant, requests: Requests, copy: string, pass: number): Promise<Lane> {
  const { segments, expected } = requests;
  const total = segments.reduce((sum, { length }) => sum + length, 0);
  const parts = pass > LONGEST_PASS_MILLISECONDS ? partsOf(requests, Math.max(1, Math.floor((total * PART_MILLISECONDS) / pass))) : undefined;
  let next = 0;
  const todo = (): readonly Part[] => (parts === undefined ? whole : [parts[next++ % parts.length] as Part]);
  const whole: readonly Part[] = segments.map(({ from, length }, segment) => ({
    segment,
    from,
    to: from + length,
    allowed: sum(expected, from, from + length),
  }));
  const decisions = parts === undefined ? total : (parts[0] as Part).to - (parts[0] as Part).from;
  if ("decide" in contestant) {
    const lanes = await loopsFor(contestant.decide, copy);
    const run = (): void => {
      for (const { segment, from, to, allowed } of todo()) {
        const [decide, loops] = lanes[segment] as readonly [Decide, Loops];
        same(loops.through(decide, from, to), allowed);
      }
    };
    return { decisions, run };
  }
  const lanes = await loopsFor(contestant.decideLater, copy);
  const runLater = async (): Promise<void> => {
    for (const { segment, from, to, allowed } of todo()) {
      const [decide, loops] = lanes[segment] as readonly [Later, Loops];
      same(await loops.throughLater(decide, from, to), allowed);
    }
  };
  return { decisions, run: () => undefined, runLater };
}

/** Undefined where segments have no length that is a power of two. */
export async function chainLane(decide: readonly Decide[], { segments, expected }: Requests, copy: string): Promise<Lane | undefined> {
  if (segments.some(({ length }) => (length & (length - 1)) !== 0)) return undefined;
  const ends = segments.map(({ from, length }) => {
    let at = 0;
    for (let step = 0; step < length; step++) at = (at + 1 + (expected[from + at] as number)) & (length - 1);
    return at;
  });
  const lanes = await loopsFor(decide, `${copy}-chain`);
  const run = (): void => {
    segments.forEach(({ from, length }, segment) => {
      const [one, loops] = lanes[segment] as readonly [Decide, Loops];
      same(loops.chain(one, from, length), ends[segment] as number);
    });
  };
  return { decisions: segments.reduce((sum_, { length }) => sum_ + length, 0), run };
}

interface Part {
  readonly segment: number;
  readonly from: number;
  readonly to: number;
  /** How many of them are allowed. */
  readonly allowed: number;
}

/** Pieces of equal length, as good as the segments' lengths allow, which take turns among the segments. */
function partsOf({ segments, expected }: Requests, wanted: number): Part[] {
  const size = Math.min(wanted, ...segments.map(({ length }) => length));
  const parts: Part[] = [];
  const most = Math.max(...segments.map(({ length }) => Math.floor(length / size)));
  for (let n = 0; n < most; n++) {
    segments.forEach(({ from, length }, segment) => {
      const start = from + n * size;
      if (start + size <= from + length) parts.push({ segment, from: start, to: start + size, allowed: sum(expected, start, start + size) });
    });
  }
  return parts;
}

function sum(bytes: Uint8Array, from: number, to: number): number {
  let total = 0;
  for (let i = from; i < to; i++) total += bytes[i] as number;
  return total;
}

/** Looking at every sum also keeps the loops from being optimised away. */
function same(found: number, expected: number): void {
  if (found !== expected) throw new Error(`a timed run answered ${found}, not ${expected}`);
}
