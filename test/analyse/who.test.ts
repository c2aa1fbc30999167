// Who: what it says is what the tables decide, and its expressions are true for exactly the values that are let in.
import fc from "fast-check";
import { expect, test } from "vitest";
import { analyse, who, type Asked } from "../../compiler/analyse/index.ts";
import { concreteWorld, type Level } from "../../compiler/explain.ts";
import { check, interpret, memoryHost } from "../../compiler/index.ts";
import type { Model } from "../../compiler/index.ts";
import { truthOf } from "../../compiler/reference/conditions.ts";
import { settings } from "../../runtime/data.ts";
import { randomPolicy, randomRequest } from "../generate/arbitraries.ts";
import { clock, written } from "../generate/pools.ts";
import { seed } from "../generate/seed.ts";
import { ask, compiled, Discards, requestorOf } from "../property/try-policy.ts";

test("what it says of every cell is what the tables decide, on random objects", { timeout: 180_000 }, async () => {
  console.log(`who: ACLC_SEED=${seed}`);
  const discards = new Discards();
  const seen = { always: 0, never: 0, when: 0, unreadable: 0, true: 0 };
  await fc.assert(
    fc.asyncProperty(
      randomPolicy,
      fc.array(randomRequest, { minLength: 12, maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      async ({ text }, requests, level) => {
        const tried = await compiled(text, discards);
        if (tried === undefined) return;
        const asked = answersOf(tried.model, level);
        const { model, policy } = await withExpressions(text, asked);
        for (const [i, { group, on, question, access }] of asked.entries()) {
          seen[access.kind] += 1;
          if (access.kind === "when" && access.text === undefined) seen.unreadable += 1;
          if (access.kind === "when" && access.text === undefined) continue;
          const subject = { kind: "group", group: found(model.groups, group) } as const;
          const cls = found(model.classes, on);
          for (const request of requests) {
            const decided = ask(requestorOf(policy, level as Level, subject, request), on, question, request.object);
            const said = access.kind === "when" ? truth(model, subject, cls, level as Level, request, `Expression${i}`) : access.kind === "always";
            if (decided && access.kind === "when") seen.true += 1;
            if (said !== decided) throw new Error(`${group} ${JSON.stringify(question)} ${on} at ${level}: said ${JSON.stringify(access)}, decided ${decided}`);
          }
        }
      },
    ),
    { seed, numRuns: 40 },
  );
  console.log(seen);
  expect(seen.when).toBeGreaterThan(200);
  expect(seen.true).toBeGreaterThan(100);
  expect(seen.unreadable).toBeLessThan(seen.when / 20);
  expect(discards.tooMany, discards.reasons.join("\n")).toBe(false);
});

test.each([
  ["IsOwner", "IsOwner"],
  [".owner = operator.id and IsLarge", "IsOwner and IsLarge"],
  [".amount <= 10_000 and .owner = operator.id", "IsOwner and not IsLarge"],
  [".amount between 5 and 20_000", ".amount >= 5 and .amount <= 20_000"],
  ['.status = "New" or .status = "Open"', '.status in ["New", "Open"]'],
  ['.status = "New" and .status != "Open"', '.status = "New"'],
  ['not (.status = "New" or .status = "Open")', '.status not in ["New", "Open"]'],
  ["(IsOwner or .amount < 5) and (IsOwner or .amount < 7)", "IsOwner or .amount < 5"],
  ["(.a or .b) and (.c or .d) and (.a or .c)", ".a and (.c or .d) or .b and .c"],
  ["(.a or .b) and (.c or .d)", "(.a or .b) and (.c or .d)"],
  [".a and .b or .a and .c", ".a and (.b or .c)"],
  ["operator holds R and .a", ".a"],
  ['operator.accessGroup = "H" or .a', ".a"],
  ['"x" in .labels and not .labels includes "y"', '.labels includes "x" and "y" not in .labels'],
  ["now > .due and .due > now - 30 days", ".due < now and .due > now - 30 days"],
  ["when .a then .b otherwise .c", ".a and .b or not .a and .c"],
  ["when .a then unrestricted otherwise .c", ".a or not .a and .c"],
  [".a or not .a", ".a or not .a"],
])("`%s` is said as `%s`", async (body, expected) => {
  const policy = `class C { owner: text amount: decimal status: "New" | "Open" | "Done" labels: list of text due: datetime a: boolean b: boolean c: boolean d: boolean }
access when IsOwner on C { .owner = operator.id }
access when IsLarge on C { .amount > 10_000 }
policy P on C for read { ${body} }
role R { access to C { open } }
group G { roles R }
group H { roles R }`;
  const { policy: checked } = await check(["p.acl"], memoryHost(new Map([["p.acl", policy]])));
  if (checked === undefined) throw new Error("it does not compile");
  const answer = who(analyse(checked.model), found(checked.model.classes, "C"), { kind: "setting", setting: "open" }, 5);
  expect(answer.groups[0]?.access).toEqual({ kind: "when", text: expected });
});

interface Answered {
  readonly group: string;
  readonly on: string;
  readonly question: Parameters<typeof ask>[2];
  readonly access: ReturnType<typeof who>["groups"][number]["access"];
}

function answersOf(model: Model, level: number): readonly Answered[] {
  const analysis = analyse(model);
  const columns: readonly Asked[] = [
    ...settings.map((setting): Asked => ({ kind: "setting", setting })),
    ...model.privileges.map((privilege): Asked => ({ kind: "privilege", privilege })),
    ...model.rules.map((rule): Asked => ({ kind: "rule", rule })),
  ];
  return model.classes.flatMap((on) =>
    [...columns, ...[...on.properties.keys()].map((name): Asked => ({ kind: "see", path: [name] }))].flatMap((asked) => {
      const question = asked.kind === "setting" && asked.setting === "discover" ? ({ kind: "discover" } as const) : (asked as Answered["question"]);
      return who(analysis, on, asked, level).groups.map(({ group, access }) => ({ group: group.name, on: on.name, question, access }));
    }),
  );
}

/** The policy with every expression as an access when of its own: it must compile. */
async function withExpressions(text: string, answers: readonly Answered[]) {
  const whens = answers.map(({ access, on }, i) =>
    access.kind === "when" && access.text !== undefined ? `access when Expression${i} on ${written(on)} { ${access.text} }\n` : "",
  );
  const all = `${text}\n${whens.join("")}`;
  const { policy, diagnostics } = await check(["random.acl"], memoryHost(new Map([["random.acl", all]])));
  if (policy !== undefined) return { model: policy.model, policy: interpret(policy.tables).with({ now: () => clock }) };
  const wrong = diagnostics.filter((d) => d.severity === "error").map((d) => `${d.message}: ${d.span?.file.text.slice(d.span.start - 60, d.span.end + 60)}`);
  throw new Error(wrong.join("\n"));
}

function truth(
  model: Model,
  subject: Extract<Parameters<typeof concreteWorld>[1], { kind: "group" }>,
  on: Model["classes"][number],
  level: Level,
  request: object,
  name: string,
): boolean {
  const world = concreteWorld(model, subject, { ...request, now: clock });
  const when = on.ownWhens.get(name);
  if (when === undefined) throw new Error(`lost ${name}`);
  return truthOf({ on, level, world, whens: undefined }, when.body, undefined) === "true";
}

function found<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const one = all.find((each) => each.name === name);
  if (one === undefined) throw new Error(`lost ${name}`);
  return one;
}
