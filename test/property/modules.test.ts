// Emitted modules = reference: the generated code of random policies, loaded as a program would load it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compile, memoryHost } from "../../compiler/index.ts";
import { concreteWorld, evaluate, renderTrace } from "../../compiler/explain.ts";
import type { Level } from "../../compiler/explain.ts";
import type { Policy } from "../../runtime/index.ts";
import { randomPolicy, randomRequest } from "../generate/arbitraries.ts";
import { clock } from "../generate/pools.ts";
import { seed } from "../generate/seed.ts";
import { typeErrors } from "../conformance/type-check.ts";
import { ask, questionsOf, requestorOf, subjectsOf } from "./try-policy.ts";

const count = Number(process.env["ACLC_PROPERTY_MODULES"] ?? 15);

test(`the modules of ${count} random policies decide as the reference does`, { timeout: 300_000 }, async () => {
  console.log(`modules: ACLC_SEED=${seed}`);
  const folder = mkdtempSync(join(tmpdir(), "aclc-property-"));
  const requests = fc.sample(randomRequest, { seed, numRuns: 15 });
  const files: string[] = [];
  let cells = 0;
  try {
    for (const [i, { text }] of fc.sample(randomPolicy, { seed, numRuns: count }).entries()) {
      const { policy: checked, text: module } = await compile(["random.acl"], memoryHost(new Map([["random.acl", text]])), "0.0.0");
      if (checked === undefined || module === undefined) continue;
      const file = join(folder, `random-${i}.acl.ts`);
      writeFileSync(file, module);
      files.push(file);
      const { policy } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { policy: Policy };
      const { model } = checked;
      for (const [s, subject] of subjectsOf(model).entries()) {
        for (const [r, request] of requests.entries()) {
          const level = (1 + ((s + r) % 5)) as Level;
          const requestor = requestorOf(policy.with({ now: () => clock }), level, subject, request);
          const world = concreteWorld(model, subject, { ...request, now: clock });
          for (const on of model.classes) {
            for (const question of questionsOf(model, on)) {
              cells += 1;
              const found = ask(requestor, on.name, question, request.object);
              if (found === evaluate(model, subject, level, on, world, question, { trace: false }).allowed) continue;
              throw new Error(`the module says ${found}\n${renderTrace(evaluate(model, subject, level, on, world, question).trace)}\n${text}`);
            }
          }
        }
      }
    }
    expect(typeErrors(files)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`modules: ${cells} cells`);
  expect(cells).toBeGreaterThan(10_000);
});
