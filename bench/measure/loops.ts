// The loops that are timed. Each function decided by gets a copy of this module, so that V8 sees it alone in its loop.
import type { Decide } from "../contestants/contestant.ts";

/** Requests one after the other; the processor may work on several at once. Returns how many are allowed. */
export function through(decide: Decide, from: number, to: number): number {
  let allowed = 0;
  for (let i = from; i < to; i++) allowed += Number(decide(i));
  return allowed;
}

export async function throughLater(decide: (i: number) => Promise<boolean>, from: number, to: number): Promise<number> {
  let allowed = 0;
  for (let i = from; i < to; i++) allowed += Number(await decide(i));
  return allowed;
}

/** Which request is next depends on the last answer. `length` is a power of two. Returns where it ends. */
export function chain(decide: Decide, from: number, length: number): number {
  const mask = length - 1;
  let at = 0;
  for (let step = 0; step < length; step++) at = (at + 1 + Number(decide(from + at))) & mask;
  return at;
}
