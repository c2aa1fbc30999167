// Comments in every place where one may stand: they stay, in their order, and the second run changes nothing.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomPolicy } from "../generate/arbitraries.ts";
import { seed } from "../generate/seed.ts";
import { commentsOf, formatted, withComments } from "./support.ts";

const root = join(import.meta.dirname, "../..");
const asserts = `assert "both" no group can both perform A and perform B on C and below at level 3
assert only \`open\`, B has P on C when .a = 1 and not .b unless operator holds R
assert nobody sees .iban of Invoice up to level 3
`;
const texts: readonly (readonly [string, string])[] = [
  ...["test/grammar/first-look.acl", "examples/human-resources/people.acl", "examples/human-resources/purchases.acl", "examples/platform/roles.acl"].map(
    (path) => [path, readFileSync(join(root, path), "utf8")] as const,
  ),
  ["assertions", asserts],
];
const kinds = [
  " // behind\n",
  " /* between */ ",
  "\n  // above\n",
  "\n/// documents\n",
  "\n\n// apart\n\n",
  "\n/* own line */ ",
  " /*\n * starred\n   * lines\n */ ",
  " /* two\n lines */\n",
];

describe.each(texts)("%s", (_path, text) => {
  test.each(kinds)("%j in every gap at once", (kind) => {
    const full = withComments(text, () => kind);
    formatted(full);
    expect(commentsOf(full).length).toBeGreaterThan(40);
  });

  test("in some gaps", () => {
    const gaps = fc.array(fc.tuple(fc.nat(2_000), fc.constantFrom(...kinds)), { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(gaps, (picks) => {
        const chosen = new Map(picks);
        formatted(withComments(text, (gap) => chosen.get(gap)));
      }),
      { seed, numRuns: 40, endOnFailure: true },
    );
  });
});

test("in random policies, however their white space is", () => {
  const picks = fc.array(fc.nat(9_999), { minLength: 40, maxLength: 40 });
  fc.assert(
    fc.property(randomPolicy, picks, ({ text }, numbers) => {
      const pick = (gap: number): number => numbers[gap % numbers.length] ?? 0;
      const comment = (gap: number): string | undefined => [...kinds, "\n", "\n\n\n", "  "][(pick(gap) + gap) % 60];
      formatted(withComments(text, comment));
    }),
    { seed, numRuns: 150, endOnFailure: true },
  );
});
