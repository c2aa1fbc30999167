// Masked copies = reference, for random policies and objects; and P15: what a full mask hides changes nothing.
import fc from "fast-check";
import { expect, test } from "vitest";
import { check, interpret, memoryHost } from "../../compiler/index.ts";
import { concreteWorld, maskedCopy } from "../../compiler/explain.ts";
import type { Level } from "../../compiler/explain.ts";
import { randomRequest } from "../generate/arbitraries.ts";
import { policyPlan } from "../generate/plan.ts";
import { policyOf } from "../generate/policy.ts";
import { clock } from "../generate/pools.ts";
import { runs, seed } from "../generate/seed.ts";
import { compiled, Discards, requestorOf, subjectsOf } from "./try-policy.ts";

/** Random policies in which most policies hide properties, or let objects be discovered. */
const maskingPolicy = policyPlan.map((plan) =>
  policyOf({
    ...plan,
    policies: [...plan.policies, ...plan.policies].map((policy, i) =>
      i % 4 === 0
        ? policy
        : { ...policy, picks: [(policy.picks[0] ?? 0) + i, (policy.picks[1] ?? 0) + (i >> 1), 0, i % 4 === 1 ? 0 : 6], actions: actionsOf(policy.actions, i) },
    ),
  }),
);

function actionsOf(actions: readonly (readonly number[])[], i: number): readonly (readonly number[])[] {
  // 4 is `discover`, and a third number of 0 lets it show something.
  return i % 4 === 1 ? actions.map((plan) => [4, plan[1] ?? 0, 0, plan[3] ?? 0]) : actions;
}

const awkward = fc.constantFrom(
  "",
  "abcd",
  "abcde",
  "👨‍👩‍👧‍👦🇨🇭🇳🇱é",
  "e\u0301e\u0301e\u0301",
  "\u0301abc",
  "\r\n\r\n\r\n",
  "\ud800a\udc00b",
  "각각가각",
  "क्षि क्षि",
  "a\u200db👍🏽",
  "🇨🇭🇳🇱🇨🇭🇳",
  "-----ü",
);
const texts = fc.oneof(awkward, fc.string({ unit: "grapheme", maxLength: 9 }), fc.string({ unit: "binary", maxLength: 9 }));

test("masked copies are what the reference makes", { timeout: 240_000 }, async () => {
  console.log(`masks = reference: ACLC_SEED=${seed}`);
  const discards = new Discards();
  const counts = { copies: 0, properties: 0, masked: 0, partly: 0 };
  const property = fc.asyncProperty(
    maskingPolicy,
    fc.array(fc.tuple(randomRequest, texts, texts), { minLength: 4, maxLength: 4 }),
    async ({ text }, requests) => {
      const tried = await compiled(text, discards);
      if (tried === undefined) return;
      const { model, policy } = tried;
      for (const [s, subject] of subjectsOf(model).entries()) {
        for (const [r, [request, title, owner]] of requests.entries()) {
          const object: unknown = withTexts(request.object, { title, owner });
          const level = (1 + ((s + r) % 5)) as Level;
          const requestor = requestorOf(policy, level, subject, request);
          const world = concreteWorld(model, subject, { ...request, object, now: clock });
          for (const on of model.classes) {
            const expected = maskedCopy(model, subject, level, on, world, object, false);
            const found = requestor.mask(on.name, object as object);
            expect(found, text).toEqual(expected ?? {});
            expect(requestor.discoverable(on.name, object as object), text).toEqual(maskedCopy(model, subject, level, on, world, object, true));
            isPlain(found);
            counts.copies += 2;
            counts.properties += Object.keys(found).length;
            for (const value of Object.values(found)) {
              if (value === "********" || value === "########") counts.masked += 1;
              else if (typeof value === "string" && /\*{8}|€{8}/.test(value)) counts.partly += 1;
            }
          }
        }
      }
    },
  );
  await fc.assert(property, { seed, numRuns: runs(100) });
  console.log(`masks = reference: ${JSON.stringify(counts)}, ${discards.reasons.length} policies of ${discards.tried} discarded`);
  expect(discards.tooMany, [...new Set(discards.reasons)].join("\n")).toBe(false);
  expect(Math.min(counts.masked, counts.partly)).toBeGreaterThan(10);
});

/** Reads nothing, so that what throws still throws later. */
function withTexts(object: unknown, values: object): unknown {
  if (typeof object !== "object" || object === null || Array.isArray(object)) return object;
  const own = { ...Object.getOwnPropertyDescriptors(object), ...Object.getOwnPropertyDescriptors(values) };
  return Object.create(Object.getPrototypeOf(object) as object | null, own);
}

function isPlain(copy: object): void {
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  expect(Object.getOwnPropertySymbols(copy)).toEqual([]);
  for (const [name, { value, writable }] of Object.entries(Object.getOwnPropertyDescriptors(copy))) {
    expect(writable, name).toBe(true);
    if (typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date)) isPlain(value as object);
  }
}

test("P15 what a full mask hides changes nothing: not the output, not its length, no error", async () => {
  const source = `
    class Person { id: text  name: text  iban: text  pin: integer  born: date  seen: datetime  note: text  home: { street: text  city: text } }
    role Reader { access to Person { open } }
    group Readers { roles Reader }
    policy Own on Person for property-read of .name, .iban masked all but last 4, .pin masked digits 6,
      .born masked date "1900-01-01", .seen masked date "1900-01-01", .note masked full with "#", .home.street { .id = operator.id }`;
  const { policy: checked } = await check(["p.acl"], memoryHost(new Map([["p.acl", source]])));
  if (checked === undefined) throw new Error("the policy has errors");
  const requestor = interpret(checked.tables).requestor({ accessGroup: "Readers", operator: { id: "me" } });
  const anything = fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 400 }),
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.anything().filter((value) => value !== undefined && value !== null),
  );
  const secret = fc.record({
    name: anything,
    iban: fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 60 }),
    pin: anything,
    born: anything,
    seen: fc.oneof(
      fc.string(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    ),
    note: anything,
    home: fc.record({ street: anything }),
  });
  const tail = fc
    .string({ unit: "grapheme", minLength: 4, maxLength: 4 })
    .filter((text) => [...new Intl.Segmenter().segment(text)].length === 4 && !/^\p{M}/u.test(text));
  fc.assert(
    fc.property(secret, secret, tail, (a, b, end) => {
      const [first, second] = [a, b].map((one) =>
        requestor.mask("Person", { ...one, id: "you", iban: `${one.iban}|${end}`, home: { ...one.home, city: "Basel" } }),
      );
      expect(JSON.stringify(first)).toBe(JSON.stringify(second));
      expect(first).toMatchObject({
        name: "********",
        pin: "******",
        born: "1900-01-01",
        seen: "1900-01-01T00:00:00Z",
        home: { street: "********", city: "Basel" },
      });
    }),
    { seed, numRuns: 2_000 },
  );
});
