// P13: polluting `Object.prototype`, before or after a policy is loaded, changes no decision.
import fc from "fast-check";
import { expect, test } from "vitest";
import { check, interpret, memoryHost } from "../../compiler/index.ts";
import { randomPolicy, randomRequest } from "../generate/arbitraries.ts";
import { clock, contextFields, operatorFields, properties, values } from "../generate/pools.ts";
import type { Field } from "../generate/pools.ts";
import { seed } from "../generate/seed.ts";
import { decisionsOf } from "./try-policy.ts";

test("a polluted prototype changes nothing", { timeout: 120_000 }, async () => {
  console.log(`pollution: ACLC_SEED=${seed}`);
  await fc.assert(
    fc.asyncProperty(randomPolicy, fc.array(randomRequest, { minLength: 3, maxLength: 3 }), async ({ text }, requests) => {
      const { policy } = await check(["random.acl"], memoryHost(new Map([["random.acl", text]])));
      if (policy === undefined) return;
      const { model, tables } = policy;
      const loaded = interpret(tables).with({ now: () => clock });
      const before = decisionsOf({ model, policy: loaded }, requests);
      const [after, loadedAfter] = polluted(() => [
        decisionsOf({ model, policy: loaded }, requests),
        decisionsOf({ model, policy: interpret(tables).with({ now: () => clock }) }, requests),
      ]);
      expect(after).toEqual(before);
      expect(loadedAfter).toEqual(before);
    }),
    { seed, numRuns: 40 },
  );
});

function polluted<T>(run: () => T): T {
  const fields = [...properties, ...operatorFields, ...contextFields, { name: "id", type: { kind: "scalar", name: "text" } } as const];
  const names = [...fields.map((field) => field.name), "region", "tier", "inner", "vip", "safe", "stop", "accessGroups", "0"];
  const bad = new Map(names.map((name) => [name, valueOf(fields.find((field) => field.name === name)?.type)]));
  for (const [name, value] of bad) Object.defineProperty(Object.prototype, name, { value, configurable: true, enumerable: false, writable: true });
  try {
    return run();
  } finally {
    for (const name of bad.keys()) Reflect.deleteProperty(Object.prototype, name);
  }
}

function valueOf(type: Field["type"] | undefined): unknown {
  if (type === undefined) return true;
  if (type.kind === "scalar") return values[type.name][0];
  if (type.kind === "union") return type.members[0];
  return type.kind === "list" ? ["a", "b"] : { region: "a", tier: 1, inner: { vip: true }, safe: true };
}
