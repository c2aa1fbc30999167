// What is known of properties: who sees them, how they are masked, what discovery shows, what is encrypted; equal views are one.
import { expect, it } from "vitest";
import { check, memoryHost } from "../../compiler/index.ts";
import type { PolicyData } from "../../runtime/index.ts";

async function dataOf(text: string): Promise<Omit<PolicyData, "checksum">> {
  const { policy, diagnostics } = await check(["a.acl"], memoryHost(new Map([["a.acl", text]])));
  if (policy === undefined) throw new Error(diagnostics.find(({ severity }) => severity === "error")?.message);
  return policy.tables.data;
}

const classes = `
class Work- {
  name: text  free: text  code: text  state: "a" | "b"  count: integer  amount: decimal  isOpen: boolean  on: date  at: datetime
  labels: list of text
  home: { street: text  city: text  zip: { code: text  digits: integer } }
}
class Work-Same {}
class Work-Other { own: text }
class Alone without pattern { home: { street: text }  homely: text }
`;
const policies = `
policy M on Work-
  for property-read of .name, .code masked full with "+", .state, .count masked digits 2, .amount masked digits 3 with "#", .on masked year 1900, .at masked date "2000-01-02"
{ .free = "x" }
policy N on Work-
  for property-read of .home.street masked all but last 2, .home.zip.code masked all but first 3 with "-", .on masked day 1 month 2
{ .free = "y" }
policy Both on Work- for property-read of .code masked full { .free = "y" }
policy E on Work- for property-encrypt of .name, .home.zip.code
policy D on Work- for discover showing .name, .home.zip { .free is not null }
`;

it("knows of each property, and of each field of a page, what policies say", async () => {
  const { views, viewOf, classes: names } = await dataOf(classes + policies);
  const [work = [], other = [], alone = []] = views;
  expect(names).toEqual(["Work-", "Work-Same", "Work-Other", "Alone"]);
  expect(Array.from(viewOf)).toEqual([0, 0, 1, 2]);
  const code = new Map(work.map(([path, known]) => [path, known]));
  const [x, y] = [code.get("name") ?? 0, code.get("home.street") ?? 0];
  expect(x).toBeGreaterThan(2);
  expect(y).toBeGreaterThan(2);
  expect(code.get("on")).not.toBe(x);
  expect(code.get("on")).not.toBe(y);
  const both = code.get("on") ?? 0;
  expect(work).toEqual([
    ["name", x, { kind: "text", mask: "full *", shown: 1, encrypted: 1 }],
    ["free", 1],
    [
      "code",
      both,
      {
        kind: "text",
        mask: [
          ["full +", x],
          ["full *", y],
        ],
      },
    ],
    ["state", x],
    ["count", x, { kind: "number", mask: "digits 2 *" }],
    ["amount", x, { kind: "number", mask: "digits 3 #" }],
    ["isOpen", 1],
    [
      "on",
      both,
      {
        kind: "date",
        mask: [
          ["year 1900", x],
          ["day 1 month 2", y],
        ],
      },
    ],
    ["at", x, { kind: "datetime", mask: "date 2000-01-02" }],
    ["labels", 1, { kind: "list" }],
    ["home", 1, { kind: "page", shown: 1 }],
    ["home.street", y, { kind: "text", mask: "last 2 *" }],
    ["home.city", 1],
    ["home.zip", 1, { kind: "page", shown: 1 }],
    ["home.zip.code", y, { kind: "text", mask: "first 3 -", shown: 1, encrypted: 1 }],
    ["home.zip.digits", 1, { shown: 1 }],
  ]);
  expect(other).toEqual([["own", 1], ...work]);
  expect(alone).toEqual([
    ["home", 1, { kind: "page" }],
    ["home.street", 1],
    ["homely", 1],
  ]);
});

it("hides with a page what is in it, and shows with a page all of it", async () => {
  const { views } = await dataOf(`
class C { free: text  page: { a: text  b: { c: integer } }  pages: text }
policy Page on C for property-read of .page { .free = "x" }
policy Deep on C for property-read of .page.b { .free is not null }
policy D on C for discover showing .page { .free is not null }
`);
  const [view = []] = views;
  const [, page = 0] = view.find(([path]) => path === "page") ?? [];
  const [, deep = 0] = view.find(([path]) => path === "page.b") ?? [];
  expect(view.map(([path, code, notes]) => [path, code, notes?.shown])).toEqual([
    ["free", 1, undefined],
    ["page", page, 1],
    ["page.a", page, 1],
    // Whoever sees the page knows that free is "x": that it is not null follows.
    ["page.b", deep, 1],
    ["page.b.c", deep, 1],
    ["pages", 1, undefined],
  ]);
  expect(page).toBeGreaterThan(2);
  expect(deep).toBeGreaterThan(2);
});

it("masks nothing of what everybody sees, and with the usual letter where none is given", async () => {
  const { views } = await dataOf(`
class C { free: text  p: text  q: text  r: integer }
policy All on C for property-read of .p masked full, .r { true }
policy Some on C for property-read of .q masked all but first 2 { .free = "x" }
`);
  const [view = []] = views;
  const [, code = 0] = view.find(([path]) => path === "q") ?? [];
  expect(view).toEqual([
    ["free", 1],
    ["p", 1],
    ["q", code, { kind: "text", mask: "first 2 *" }],
    ["r", 1],
  ]);
});

it("one view for all classes of which the same is to be known, another for each difference", async () => {
  const say = (name: string, property: string, ...said: readonly string[]): string =>
    [`class ${name} without pattern { free: text  ${property} }`, ...said.map((policy, i) => `policy ${name}${i} on ${name} ${policy}`)].join("\n");
  const { viewOf } = await dataOf(
    [
      say("A", "p: decimal"),
      say("B", "p: integer"),
      say("C", "p: text"),
      say("D", "p: date"),
      say("E", "p: boolean"),
      say("F", 'p: "a" | "b"'),
      say("G", "p: decimal", 'for property-read of .p { .free = "x" }'),
      say("H", "p: decimal", 'for property-read of .p masked digits 2 { .free = "x" }'),
      say("I", "p: decimal", 'for property-read of .p masked digits 3 { .free = "x" }'),
      say("J", "p: decimal", 'for property-read of .p masked digits 3 { .free = "x" }', "for property-encrypt of .p"),
      say("K", "p: decimal", 'for property-read of .p masked digits 3 { .free = "x" }', 'for discover showing .p { .free = "x" }'),
      say("L", "p: decimal", 'for property-read of .p masked digits 3 { .free = "y" }'),
      say("M", "q: decimal"),
      say("N", "p: integer", 'for property-read of .p masked digits 3 { .free = "x" }'),
    ].join("\n"),
  );
  const [a, b, c, d, e, f, g, h, i, j, k, l, m, n] = Array.from(viewOf);
  expect([b, n, f]).toEqual([a, i, e]);
  expect(new Set([a, c, d, e, g, h, i, j, k, l, m]).size).toBe(11);
});
