// Numbers that look random and are the same on every run.

export interface Random {
  /** An integer from 0 to `below` - 1. */
  below(limit: number): number;
  /** True in one of so many cases. */
  oneIn(cases: number): boolean;
  pick<T>(list: readonly T[]): T;
  shuffle(list: Uint32Array): Uint32Array;
}

/** Mulberry32. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    oneIn: (cases) => next() * cases < 1,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    shuffle(list) {
      for (let i = list.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [list[i], list[j]] = [list[j] as number, list[i] as number];
      }
      return list;
    },
  };
}
