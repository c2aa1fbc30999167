// Findings on random policies: taking out what "changes nothing" leaves every decision of every group as it was, one by one and all together.
import fc from "fast-check";
import { expect, test } from "vitest";
import { check, memoryHost } from "../../compiler/index.ts";
import type { Diagnostic, Fix, Model } from "../../compiler/index.ts";
import { concreteWorld, evaluate } from "../../compiler/explain.ts";
import type { Level } from "../../compiler/explain.ts";
import { randomPolicy, randomRequest } from "../generate/arbitraries.ts";
import { clock } from "../generate/pools.ts";
import type { RandomRequest } from "../generate/request.ts";
import { seed } from "../generate/seed.ts";
import { questionsOf } from "./try-policy.ts";

const wanted = Number(process.env["ACLC_PROPERTY_FINDINGS"] ?? 150);

/** Rows, entries and dependencies: what they name can be cut out of the text. */
const rows = new Set(["ACL5101", "ACL5102", "ACL5106", "ACL5107"]);
const names = new Set(["ACL5103", "ACL5104", "ACL5113"]);

test(`${wanted} findings are true by the reference evaluator`, { timeout: 300_000 }, async () => {
  console.log(`findings = reference: ACLC_SEED=${seed}`);
  const seen = new Map<string, number>();
  for (let round = 0; total(seen) < wanted; round++) {
    const requests = fc.array(randomRequest, { minLength: 12, maxLength: 12 });
    const property = fc.asyncProperty(randomPolicy, requests, async ({ text }, tried) => {
      const before = await checked(text);
      if (before.model === undefined) return;
      const decisions = decisionsOf(before.model, tried);
      for (const diagnostic of before.diagnostics) {
        const changed = without(text, diagnostic);
        if (changed === undefined) continue;
        seen.set(diagnostic.code, (seen.get(diagnostic.code) ?? 0) + 1);
        await same(changed, `${diagnostic.code} ${diagnostic.message}`);
      }
      const safe = before.diagnostics.flatMap(({ fix }) => (fix?.safe === true ? [fix] : []));
      if (safe.length > 1) await same(applied(text, safe), "all safe fixes together");

      async function same(other: string, what: string): Promise<void> {
        const after = await checked(other);
        if (after.model === undefined) throw new Error(`${what}: no policy is left\n${after.diagnostics.map((d) => d.message).join("\n")}\n${other}`);
        expect(decisionsOf(after.model, tried), `${what}\n${text}\n-----\n${other}`).toEqual(decisions);
      }
    });
    await fc.assert(property, { seed: seed + round, numRuns: 10 });
  }
  console.log(`findings = reference: ${JSON.stringify(Object.fromEntries([...seen].sort()))}`);
});

function total(seen: ReadonlyMap<string, number>): number {
  return [...seen.values()].reduce((a, b) => a + b, 0);
}

async function checked(text: string): Promise<{ readonly model: Model | undefined; readonly diagnostics: readonly Diagnostic[] }> {
  const { policy, diagnostics } = await check(["a.acl"], memoryHost(new Map([["a.acl", text]])));
  return { model: policy?.model, diagnostics };
}

/** The text without what a finding says changes nothing; undefined for other findings, and where it is the last of its list. */
function without(text: string, { code, fix, span, labels }: Diagnostic): string | undefined {
  if (span === undefined) return undefined;
  if (fix?.safe === true) return applied(text, [fix]);
  if (rows.has(code)) {
    const spans = [span, ...labels.filter(({ message }) => message.startsWith("this one too")).map((label) => label.span)];
    return applied(text, [{ title: "", edits: spans.map((each) => ({ span: each, text: "" })) }]);
  }
  if (!names.has(code)) return undefined;
  const after = /^\s*,\s*/.exec(text.slice(span.end))?.[0].length ?? 0;
  const before = /\s*,\s*$/.exec(text.slice(0, span.start))?.[0].length ?? 0;
  if (after === 0 && before === 0) return undefined;
  const edit = after > 0 ? { ...span, end: span.end + after } : { ...span, start: span.start - before };
  return applied(text, [{ title: "", edits: [{ span: edit, text: "" }] }]);
}

function applied(text: string, fixes: readonly Fix[]): string {
  const edits = fixes.flatMap((fix) => fix.edits).sort((a, b) => b.span.start - a.span.start);
  return edits.reduce((rest, { span, text: put }) => `${rest.slice(0, span.start)}${put}${rest.slice(span.end)}`, text);
}

/** Every decision of every group, each request at every level. */
function decisionsOf(model: Model, requests: readonly RandomRequest[]): readonly string[] {
  const lines: string[] = [];
  for (const group of model.groups) {
    const subject = { kind: "group", group } as const;
    for (const [i, request] of requests.entries()) {
      const world = concreteWorld(model, subject, { ...request, now: clock });
      const level = ((i % 5) + 1) as Level;
      for (const on of model.classes) {
        const answers = questionsOf(model, on).map((question) => (evaluate(model, subject, level, on, world, question, { trace: false }).allowed ? "1" : "0"));
        lines.push(`${group.name} ${i} ${on.name} ${answers.join("")}`);
      }
    }
  }
  return lines.sort();
}
