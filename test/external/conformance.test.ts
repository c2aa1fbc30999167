// Example 18 of the language: a second use, a link changed in any character, and another assignment are refused. On every store.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import type { AuditRecord } from "aclc/external";
import { externalAssignments } from "aclc/external";
import { isMissing, kinds, type Opened } from "./stores.ts";
import { keys, policyOf } from "./world.ts";

const policy = await policyOf(readFileSync(new URL("../conformance/policies/external.acl", import.meta.url), "utf8"));
const Feedback = {
  name: "Feedback",
  class: "Complaint-Work",
  group: "Complaint:Guests",
  performs: [{ privilege: "GiveFeedback" }],
  expiresAfter: 7 * 86_400_000,
  remindEvery: 2 * 86_400_000,
  open: false,
} as const;
const refused = { name: "LinkRefused", status: 410 };
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

describe.each(kinds)("example 18 on $name", (kind) => {
  describe.skipIf(isMissing(kind))("store", () => {
    afterAll(kind.stop);

    test("a second use is refused", () =>
      using(async ({ links, token, instance, idOf }) => {
        const { done, work } = await use(links, await token("C-1"));
        expect(done.receipt).toEqual({ thanks: true });
        expect(instance(work)).toBe(idOf("C-1"));
        await expect(links.start(await token("C-1", 0))).rejects.toMatchObject(refused);
        await expect(links.submit({ session: work.session, submission: "another" }, { call: thanks })).rejects.toMatchObject(refused);
      }));

    test("a link changed in any character is refused, and the right one still works", () =>
      using(async ({ links, token, audit }) => {
        const right = await token("C-1");
        for (let at = 0; at < right.length; at++) {
          // Ten wrong verifiers lock a link, so that each further position gets a link of its own.
          const base = at < 28 ? right : await token(`C-v${at}`);
          const letter = letters[(letters.indexOf(base[at] ?? "") + 1) % letters.length] ?? "A";
          const changed = base.slice(0, at) + letter + base.slice(at + 1);
          await expect(links.start(changed), `position ${at}`).rejects.toMatchObject(refused);
        }
        expect(new Set(audit.filter(({ event }) => event === "refused").map(({ link }) => link)).size).toBeGreaterThan(1);
        expect((await use(links, right)).done.receipt).toEqual({ thanks: true });
      }));

    test("a link opens one assignment and no other", () =>
      using(async ({ links, token, instance, idOf }) => {
        const first = await links.start(await token("C-1"));
        const second = await links.start(await token("C-2"));
        expect([instance(first), instance(second)]).toEqual([idOf("C-1"), idOf("C-2")]);
        expect(first.guest.has("GiveFeedback", "Complaint-Work", first.instance)).toBe(true);
        expect(first.guest.has("GiveFeedback", "Complaint-Work", second.instance)).toBe(false);
        await expect(links.submit({ session: first.session, submission: second.submission }, { call: thanks })).rejects.toMatchObject(refused);
        expect((await links.submit(second, { call: thanks })).receipt).toEqual({ thanks: true });
        expect((await links.list({ instance: idOf("C-1") })).map(({ state }) => state)).toEqual(["active"]);
      }));

    async function using(run: (made: ReturnType<typeof linksOf>) => Promise<void>): Promise<void> {
      const opened = await kind.open();
      try {
        await run(linksOf(opened));
      } finally {
        await opened.close();
      }
    }
  });
});

const thanks = (): object => ({ thanks: true });

/** Starts and submits. */
async function use(links: ReturnType<typeof linksOf>["links"], token: string) {
  const work = await links.start(token);
  return { work, done: await links.submit(work, { call: thanks }) };
}

function linksOf(opened: Opened) {
  const audit: AuditRecord[] = [];
  const links = externalAssignments({
    policy,
    assignments: { Feedback },
    store: opened.store,
    keys,
    baseUrl: "https://complaints.example",
    load: ({ id }) => ({ object: { id, resolved: true }, version: 1 }),
    audit: (record) => audit.push(record),
  });
  const issued = new Map<string, string>();
  // The server outlives a test, and what was answered stays answered.
  const run = randomUUID();
  const idOf = (name: string): string => `${run}-${name}`;
  /** A new link's token, or with 0 the one issued before. */
  const token = async (name: string, fresh = 1): Promise<string> => {
    const instance = idOf(name);
    const known = fresh === 0 ? issued.get(instance) : undefined;
    if (known !== undefined) return known;
    const { link } = await links.issue({ assignment: Feedback, instance, recipient: "ada@customer.example" });
    const made = link.slice(link.indexOf("#") + 1);
    issued.set(instance, made);
    return made;
  };
  const instance = (work: { readonly instance: object }): unknown => (work.instance as { readonly id: string }).id;
  return { links, audit, token, instance, idOf };
}
