// A set of roles is decided as a group of these roles, in that order, with stop or without it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomPolicy, randomRequest } from "../generate/arbitraries.ts";
import { written } from "../generate/pools.ts";
import { seed } from "../generate/seed.ts";
import { ask, compiled, Discards, questionsOf, requestorOf } from "./try-policy.ts";

test("an ad-hoc set decides as a group of its roles", { timeout: 120_000 }, async () => {
  console.log(`ad-hoc sets: ACLC_SEED=${seed}`);
  const discards = new Discards();
  await fc.assert(
    fc.asyncProperty(randomPolicy, fc.array(randomRequest, { minLength: 2, maxLength: 2 }), async ({ text }, requests) => {
      // A set has no name; what asks for it may differ.
      if (text.includes("accessGroup")) return;
      const names = [...new Set([...text.matchAll(/^role (`[^`]*`|\S+)/gm)].map((match) => (match[1] ?? "").replaceAll("`", "")))];
      const lists = [...names.map((name) => [name]), names, [...names].reverse()];
      const groups = lists.flatMap((list, i) => [false, true].map((stop) => ({ name: `Set-${i}-${stop}`, list, stop })));
      const more = groups.map(({ name, list, stop }) => `group ${name} { roles ${list.map(written).join(", ")}${stop ? " stop at first grant or deny" : ""} }`);
      const tried = await compiled(`${text}\n${more.join("\n")}\n`, discards);
      if (tried === undefined) return;
      const { model, policy } = tried;
      for (const [i, { name, list, stop }] of groups.entries()) {
        const roles = list.flatMap((role) => model.roles.find((r) => r.name === role) ?? []);
        const group = model.groups.find((g) => g.name === name);
        if (group === undefined || (!stop && roles.some((role) => role.denyOnly))) continue;
        const level = ([1, 2, 3, 4, 5] as const)[i % 5] ?? 5;
        for (const request of requests) {
          const asGroup = requestorOf(policy, level, { kind: "group", group }, request);
          const asSet = requestorOf(policy, level, { kind: "roles", roles, stop }, request);
          for (const on of model.classes) {
            for (const question of questionsOf(model, on)) {
              expect(ask(asSet, on.name, question, request.object)).toBe(ask(asGroup, on.name, question, request.object));
            }
          }
        }
      }
    }),
    { seed, numRuns: 60 },
  );
  expect(discards.tooMany, discards.reasons.join("\n")).toBe(false);
});
