// Two ways to time a lane: Benchmark.js, and mitata to check it.
import Benchmark from "benchmark";
import { measure } from "mitata";
import type { Lane } from "./lanes.ts";

/** How long to look, in seconds. */
export interface Effort {
  readonly minTime: number;
  readonly maxTime: number;
}

/** Nanoseconds a decision. No setup is given to Benchmark.js, since it would compile the function anew, without what it closes over. */
export async function byBenchmark(lane: Lane, { minTime, maxTime }: Effort): Promise<number> {
  const { run, runLater, decisions } = lane;
  const bench = await new Promise<Benchmark>((resolve) => {
    const fn =
      runLater === undefined
        ? run
        : (deferred: { resolve(): void; reject?(error: unknown): void }): void => {
            runLater().then(
              () => deferred.resolve(),
              (error: unknown) => {
                failure = error;
                deferred.resolve();
              },
            );
          };
    let failure: unknown;
    new Benchmark("lane", fn as () => void, {
      defer: runLater !== undefined,
      minTime,
      maxTime,
      minSamples: 3,
      initCount: 1,
      async: false,
      onComplete(event: Benchmark.Event) {
        const done = event.currentTarget as unknown as Benchmark & { error?: unknown };
        if (failure !== undefined) done.error = failure as Error;
        resolve(done);
      },
    }).run();
  });
  // What throws inside shows nowhere else.
  const { error } = bench as { error?: unknown };
  if (error !== undefined) throw error as Error;
  const { sample } = bench.stats;
  if (sample.length === 0) throw new Error("Benchmark.js took no sample");
  return (median(sample) * 1e9) / decisions;
}

export async function byMitata({ run, runLater, decisions }: Lane, { maxTime }: Effort): Promise<number> {
  const stats = await measure(runLater ?? run, { min_cpu_time: maxTime * 1e9, min_samples: 3 });
  return stats.p50 / decisions;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
