// P5: the order of declarations does not matter where the language does not say so.
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomPolicy, randomRequest } from "../generate/arbitraries.ts";
import { textOf } from "../generate/pieces.ts";
import type { Piece } from "../generate/pieces.ts";
import { seed } from "../generate/seed.ts";
import { compiled, decisionsOf, Discards } from "./try-policy.ts";

test("shuffled declarations decide the same", { timeout: 180_000 }, async () => {
  console.log(`order: ACLC_SEED=${seed}`);
  const discards = new Discards();
  const order = fc.array(fc.nat(9_999), { minLength: 50, maxLength: 50 });
  await fc.assert(
    fc.asyncProperty(randomPolicy, order, fc.array(randomRequest, { minLength: 3, maxLength: 3 }), async ({ text, pieces }, picks, requests) => {
      const one = await compiled(text, discards);
      const other = await compiled(textOf(shuffled(pieces, picks)), discards);
      expect(other === undefined).toBe(one === undefined);
      if (one !== undefined && other !== undefined) expect(decisionsOf(other, requests)).toEqual(decisionsOf(one, requests));
    }),
    { seed, numRuns: 60 },
  );
  expect(discards.tooMany, discards.reasons.join("\n")).toBe(false);
});

function shuffled(pieces: readonly Piece[], picks: readonly number[]): readonly Piece[] {
  return mixed(pieces, picks).map((piece, i) => ({ ...piece, items: mixed(piece.items, picks.slice(i % 40)) }));
}

function mixed<T>(list: readonly T[], picks: readonly number[]): readonly T[] {
  const keys = new Map(list.map((item, i) => [item, ((picks[i % picks.length] ?? 0) + i * 7919) % 997]));
  return [...list].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
}
