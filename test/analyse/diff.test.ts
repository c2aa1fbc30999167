// Diff: what it reports of an edit is exactly what the reference evaluator finds, and nothing for what is only reordered.
import fc from "fast-check";
import { expect, test } from "vitest";
import { diff, type Asked } from "../../compiler/analyse/index.ts";
import { check, memoryHost } from "../../compiler/index.ts";
import type { Level, Question } from "../../compiler/explain.ts";
import { settings } from "../../runtime/data.ts";
import { textOf } from "../generate/pieces.ts";
import { randomPolicy, randomRequest } from "../generate/arbitraries.ts";
import { seed } from "../generate/seed.ts";
import { ask, compiled, Discards, requestorOf, type Tried } from "../property/try-policy.ts";
import { edited, shuffled } from "./edits.ts";
import { differs } from "./enumerate.ts";

const picks = fc.array(fc.nat(9_999), { minLength: 50, maxLength: 50 });

test("a policy and itself in another order: nothing changed", { timeout: 180_000 }, async () => {
  console.log(`diff: ACLC_SEED=${seed}`);
  const discards = new Discards();
  await fc.assert(
    fc.asyncProperty(randomPolicy, picks, async ({ text, pieces }, order) => {
      const one = await compiled(text, discards);
      const other = await compiled(textOf(shuffled(pieces, order)), discards);
      if (one === undefined || other === undefined) return;
      expect(diff(one.model, one.model)).toMatchObject({ isEmpty: true });
      expect(diff(one.model, other.model)).toMatchObject({ isEmpty: true, decisions: [] });
    }),
    { seed, numRuns: 60 },
  );
  expect(discards.tooMany, discards.reasons.join("\n")).toBe(false);
});

test("what it reports of an edit is what enumeration finds", { timeout: 300_000 }, async () => {
  console.log(`diff: ACLC_SEED=${seed}`);
  const seen = { edits: 0, changed: 0, same: 0, impossible: 0, large: 0 };
  const property = fc.asyncProperty(
    randomPolicy,
    randomPolicy,
    picks,
    fc.integer({ min: 1, max: 5 }),
    fc.array(randomRequest, { minLength: 8, maxLength: 8 }),
    async (policy, other, choices, level, requests) => {
      const before = await compiled(policy.text, new Discards());
      const after = await compiled(edited(policy.pieces, other.pieces, choices), new Discards());
      if (before === undefined || after === undefined) return;
      seen.edits += 1;
      const found = diff(before.model, after.model, [level]);
      const reported = new Set(
        found.decisions.flatMap((change) =>
          change.groups.flatMap((group) => change.classes.names.flatMap((cls) => change.asked.map((asked) => `${group} ${cls} ${key(asked)}`))),
        ),
      );
      for (const { group, cls, asked, question } of cells(before, after)) {
        const enumerated = differs(before.model, after.model, group, cls, question, level as Level);
        const isReported = reported.delete(`${group} ${cls} ${key(asked)}`);
        if (enumerated === "too many") seen.large += 1;
        else if (isReported && !enumerated) throw new Error(`${group} ${cls} ${key(asked)} is reported, and the same`);
        else if (isReported === enumerated) seen[isReported ? "changed" : "same"] += 1;
        // Comparisons that no values can bring about together differ in no decision.
        else seen.impossible += 1;
        if (isReported) continue;
        for (const request of requests) {
          if (decided(before, group, cls, question, level as Level, request) === decided(after, group, cls, question, level as Level, request)) continue;
          throw new Error(`${group} ${cls} ${key(asked)} changed, and is not reported`);
        }
      }
      expect([...reported]).toEqual([]);
    },
  );
  for (let round = 0; round < 10 && (round < 1 || seen.changed < 30); round++) await fc.assert(property, { seed: seed + round, numRuns: 40 });
  console.log(seen);
  expect(seen.edits).toBeGreaterThan(10);
  expect(seen.changed).toBeGreaterThanOrEqual(30);
  expect(seen.impossible).toBeLessThan(seen.same / 50);
});

function key(asked: Asked): string {
  return JSON.stringify(asked);
}

function* cells(before: Tried, after: Tried) {
  const names = (of: (tried: Tried) => readonly { readonly name: string }[]): readonly string[] => [
    ...new Set([...of(before), ...of(after)].map(({ name }) => name)),
  ];
  const strings = (of: (tried: Tried) => readonly string[]): readonly string[] => [...new Set([...of(before), ...of(after)])];
  const asked: readonly Asked[] = [
    ...settings.map((setting): Asked => ({ kind: "setting", setting })),
    ...strings(({ model }) => model.privileges).map((privilege): Asked => ({ kind: "privilege", privilege })),
    ...strings(({ model }) => model.rules).map((rule): Asked => ({ kind: "rule", rule })),
  ];
  for (const group of names(({ model }) => model.groups)) {
    for (const cls of names(({ model }) => model.classes)) {
      for (const one of [...asked, ...seenInBoth(before, after, group, cls)]) {
        const question = one.kind === "setting" && one.setting === "discover" ? ({ kind: "discover" } as const) : (one as Question);
        yield { group, cls, asked: one, question };
      }
    }
  }
}

/** Properties that are new or gone are told as declarations. */
function seenInBoth(before: Tried, after: Tried, group: string, cls: string): readonly Asked[] {
  const [old, now] = [before, after].map(({ model }) =>
    model.groups.some(({ name }) => name === group) ? model.classes.find(({ name }) => name === cls)?.properties : undefined,
  );
  return [...(old?.keys() ?? [])].flatMap((name): readonly Asked[] => (now?.has(name) === true ? [{ kind: "see", path: [name] }] : []));
}

function decided({ model, policy }: Tried, group: string, cls: string, question: Question, level: Level, request: Parameters<typeof requestorOf>[3]): boolean {
  const subject = model.groups.find(({ name }) => name === group);
  return subject !== undefined && ask(requestorOf(policy, level, { kind: "group", group: subject }, request), cls, question, request.object);
}

const base = `operator { team: text  tier: integer = 1 }
class Work- { owner: text  amount: decimal  status: "New" | "Open"  secret: text  role: text }
class Work-A { extra: text }
class Work-B {}
class Work-B-C {}
privilege P on Work-
rule flow-action F on Work- requires P
access when Own on Work- { .owner = operator.id }
role R { access to Work- { open  modify when Own  privilege P } }
role S { access to Work-B { open 3  delete } }
group G { roles R }
group H { roles R }
group K { roles S }
policy Look on Work- for property-read of .secret masked all but last 4 { .owner = operator.id }
external assignment E on Work-A { group G  performs F  expires after 7 days }
`;

test.each<[string, readonly [string, string][], unknown]>([
  [
    "one grant, many classes and groups",
    [["open  modify when Own", "open  modify when Own  delete"]],
    {
      decisions: [
        {
          groups: ["G", "H"],
          asked: [setting("delete")],
          classes: { parts: [{ name: "Work-", below: 3 }] },
          before: { kind: "never" },
          after: { kind: "always" },
          effect: "wider",
        },
      ],
    },
  ],
  [
    "lost",
    [
      ["  privilege P }", " }"],
      ["external assignment E on Work-A { group G  performs F  expires after 7 days }", ""],
    ],
    {
      decisions: [
        {
          groups: ["G", "H"],
          asked: [
            { kind: "privilege", privilege: "P" },
            { kind: "rule", rule: "F" },
          ],
          before: { kind: "always" },
          after: { kind: "never" },
          effect: "narrower",
        },
      ],
    },
  ],
  [
    "wider",
    [["modify when Own", "modify when Own or .amount < 5"]],
    { decisions: [{ before: { kind: "when", text: "Own" }, after: { kind: "when", text: "Own or .amount < 5" }, effect: "wider" }] },
  ],
  [
    "narrower",
    [["modify when Own", "modify when Own and .amount < 5"]],
    { decisions: [{ after: { kind: "when", text: "Own and .amount < 5" }, effect: "narrower" }] },
  ],
  ["neither", [["modify when Own", "modify when .amount < 5"]], { decisions: [{ effect: "neither" }] }],
  ["the same in other words", [["modify when Own", 'modify when (.owner = operator.id and .status = "New") or .owner = operator.id']], { isEmpty: true }],
  [
    "another access when of the same name",
    [["{ .owner = operator.id }\nrole", "{ .owner = operator.team }\nrole"]],
    { decisions: [{ before: { text: ".owner = operator.id" }, after: { text: ".owner = operator.team" }, effect: "neither" }] },
  ],
  [
    "a level",
    [["open 3", "open 4"]],
    { decisions: [{ groups: ["K"], levels: [4], asked: [setting("open"), setting("discover")], classes: { names: ["Work-B", "Work-B-C"] } }] },
  ],
  [
    "a union gains a literal, no decision changes",
    [
      ['"New" | "Open"', '"New" | "Open" | "Held"'],
      ["modify when Own", 'modify when .status = "New"'],
    ],
    { decisions: [{ effect: "neither" }], declarations: [{ kind: "property", name: ".status" }] },
  ],
  [
    "a default",
    [["tier: integer = 1", "tier: integer"]],
    { decisions: [], declarations: [{ kind: "attribute", name: "operator.tier", before: "integer = 1", after: "integer" }] },
  ],
  [
    "a mask",
    [["all but last 4", "all but last 2"]],
    {
      decisions: [],
      properties: [{ kind: "mask", property: ".secret", before: "all but last 4", after: "all but last 2", classes: { parts: [{ name: "Work-", below: 3 }] } }],
    },
  ],
  ["the default mask, written", [["masked all but last 4", ""]], { properties: [{ after: "full" }] }],
  [
    "encryption",
    [["external", "policy Z on Work-A for property-encrypt of .extra\nexternal"]],
    { properties: [{ kind: "encryption", property: ".extra", before: "not encrypted", after: "encrypted" }] },
  ],
  [
    "who sees",
    [["masked all but last 4 { .owner = operator.id }", 'masked all but last 4 { .owner = operator.id or .status = "New" }']],
    { decisions: [{ groups: ["G", "H", "K"], asked: [{ kind: "see", path: ["secret"] }], effect: "wider" }] },
  ],
  ["an external assignment", [["7 days", "8 days"]], { decisions: [], declarations: [{ kind: "external assignment", name: "E on Work-A" }] }],
  [
    "a role that no group has",
    [["group K", "role T { access to Work-A { open } }\ngroup K"]],
    { decisions: [], declarations: [{ kind: "role", name: "T", before: undefined }] },
  ],
  ["a level that says nothing new", [["{ open  modify", "{ open 5  modify"]], { isEmpty: true }],
  [
    "a class",
    [["class Work-B-C {}", ""]],
    {
      decisions: [{ groups: ["G", "H"], classes: { names: ["Work-B-C"] }, effect: "narrower" }, {}, { groups: ["K"] }, { groups: ["K"] }],
      declarations: [{ kind: "class", name: "Work-B-C", after: undefined }],
    },
  ],
])("%s", async (_, replacements, expected) => {
  const text = replacements.reduce((all, [from, to]) => {
    expect(all).toContain(from);
    return all.replace(from, to);
  }, base);
  expect(diff(await modelOf(base), await modelOf(text))).toMatchObject(expected as object);
});

test("a default that a condition reads changes its decisions", async () => {
  const text = base.replace("modify when Own", "modify when .amount < operator.tier");
  expect(diff(await modelOf(text), await modelOf(text.replace("= 1", "= 2"))).decisions).toMatchObject([
    { groups: ["G", "H"], asked: [setting("modify")], effect: "neither" },
  ]);
});

test("a union that gains a literal: what asks for another one is the same, what excludes one is wider", async () => {
  const more = (text: string): string => text.replace('"New" | "Open"', '"New" | "Open" | "Held"');
  const equal = base.replace("modify when Own", 'modify when .status = "New"');
  expect(diff(await modelOf(equal), await modelOf(more(equal)))).toMatchObject({ decisions: [], declarations: [{ name: ".status" }] });
  const unequal = base.replace("modify when Own", 'modify when .status != "New"');
  expect(diff(await modelOf(unequal), await modelOf(more(unequal))).decisions).toMatchObject([{ asked: [setting("modify")], effect: "wider" }]);
});

test("conditions that read the group's roles change with them", async () => {
  const text = base.replace("modify when Own", "modify when .role in operator.roles");
  const { decisions } = diff(
    await modelOf(text),
    await modelOf(text.replace("group H { roles R }", "group H { roles R, K }").replace("group K", "role K {}\ngroup K")),
  );
  expect(decisions).toMatchObject([
    { groups: ["H"], asked: [setting("modify")], before: { text: '.role in ["R"]' }, after: { text: '.role in ["K", "R"]' }, effect: "wider" },
  ]);
});

function setting(name: (typeof settings)[number]): Asked {
  return { kind: "setting", setting: name };
}

async function modelOf(text: string) {
  const { policy, diagnostics } = await check(["p.acl"], memoryHost(new Map([["p.acl", text]])));
  if (policy === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return policy.model;
}
