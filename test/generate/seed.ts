// The seed of tests with random input: given, or the same in every run of CI, or another one each time.

/** `ACLC_SEED=N npx vitest run FILE` repeats what a run printed. CI judges a commit, not a throw of dice: there it does not change. */
export const seed = Number(process.env["ACLC_SEED"] ?? (process.env["CI"] === "true" ? 20_261_129 : Date.now() % 2 ** 31));

/** How many random inputs are tried: `count`, or ACLC_RUNS if that is less. */
export function runs(count: number): number {
  return Math.min(count, Number(process.env["ACLC_RUNS"] ?? count));
}
