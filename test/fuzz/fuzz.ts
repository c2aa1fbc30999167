// `npm run fuzz -- [COUNT] [SEED]`: so many broken inputs; stops at the first that throws or takes over a second.
import { pathToFileURL } from "node:url";
import { randomFrom } from "./inputs.ts";
import { targets } from "./targets.ts";

export interface Fuzzed {
  readonly counts: ReadonlyMap<string, number>;
  /** Milliseconds. */
  readonly slowest: number;
}

const MAX_MILLISECONDS = 1_000;

export async function fuzz(count: number, seed: number, progress: (done: number) => void = () => undefined): Promise<Fuzzed> {
  const all = await targets();
  const random = randomFrom(seed);
  const counts = new Map(all.map(({ name }) => [name, 0]));
  let slowest = 0;
  for (let i = 0; i < count; i++) {
    let left = random();
    const target = all.find(({ share }) => (left -= share) < 0) ?? all[0];
    if (target === undefined) throw new Error("there are no targets");
    const input = target.make(random);
    const started = performance.now();
    try {
      await target.run(input, random);
    } catch (error) {
      throw new Error(`${target.name}, seed ${seed}, input ${i}: ${JSON.stringify(input)}`, { cause: error });
    }
    const took = performance.now() - started;
    if (took > MAX_MILLISECONDS) throw new Error(`${target.name}, seed ${seed}, input ${i} took ${took.toFixed(0)} ms: ${JSON.stringify(input)}`);
    slowest = Math.max(slowest, took);
    counts.set(target.name, (counts.get(target.name) ?? 0) + 1);
    if ((i + 1) % 50_000 === 0) progress(i + 1);
  }
  return { counts, slowest };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const count = Number(process.argv[2] ?? 1_000_000);
  const seed = Number(process.argv[3] ?? Date.now() % 0x7fff_ffff);
  console.log(`fuzzing with seed ${seed}`);
  const started = performance.now();
  const { counts, slowest } = await fuzz(count, seed, (done) => console.log(`${done.toLocaleString("en-US")} inputs`));
  const each = [...counts].map(([name, n]) => `${name} ${n.toLocaleString("en-US")}`).join(", ");
  console.log(
    `${count.toLocaleString("en-US")} inputs (${each}) in ${((performance.now() - started) / 1000).toFixed(0)} s, no crash, the slowest took ${slowest.toFixed(0)} ms`,
  );
}
