// The protocol of one-time links, for every store: bad inputs F01 to F37 by their numbers, states, sessions, scope.
import type { AnySchema } from "aclc/runtime";
import type { AnyTx, Opened } from "./stores.ts";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Act, ExternalAssignments, Submitted } from "aclc/external";
import { kinds, isMissing } from "./stores.ts";
import { assignments, invite, policyOf, secretOf, source, world, type World } from "./world.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const refused = { name: "LinkRefused", status: 410, message: "this link can't be used" };

describe.each(kinds)("$name", (kind) => {
  describe.skipIf(isMissing(kind))("store", () => {
    afterAll(kind.stop);
    const modes = kind.transactional ? (["write", "call"] as const) : (["call"] as const);
    describe.each(modes)("submitting by %s", (mode) => {
      let opened: Opened;
      let w: World<AnyTx>;
      let effects: string[];
      beforeEach(async () => {
        opened = await kind.open();
        w = world(opened.store);
        effects = [];
      });
      afterEach(() => opened.close());

      /** Business data, in the transaction that consumes the link or beside it. */
      function act(before: () => unknown = () => undefined): Act<AnySchema, AnyTx> {
        const work = async ({ instance, performs }: { instance: object; performs: readonly string[] }) => {
          await before();
          effects.push((instance as { id: string }).id);
          return { thanks: performs };
        };
        return { [mode]: work } as never;
      }
      const submit = (
        of: { session: string; submission: string },
        more: object = {},
        links: ExternalAssignments<AnySchema, AnyTx> = w.links,
      ): Promise<Submitted> => links.submit({ session: of.session, submission: of.submission, ...more }, act());
      const lastReason = (): string | undefined => w.audit.findLast(({ event }) => event === "refused")?.reason;

      test("a link works once: issue, start, submit, receipt", async () => {
        const link = await invite(w);
        expect(link.link).toMatch(/^https:\/\/complaints\.example\/x\/#aclx1_[\w-]{22}_[\w-]{43}$/);
        expect(await w.links.list({ instance: link.instance })).toMatchObject([
          { id: link.id, state: "issued", recipient: "customer@example.org", altered: false },
        ]);
        const work = await w.links.start(link.token);
        expect(await submit(work)).toEqual({ link: link.id, receipt: { thanks: ["GiveFeedback", "Rate"] }, replayed: false });
        expect(effects).toEqual([link.instance]);
        expect(await w.links.list({ instance: link.instance })).toEqual([]);
        expect(w.audit.map(({ event }) => event)).toEqual(["issued", "started", "submitted"]);
      });

      test("F01: of many submissions at once exactly one is accepted, also over several links for one instance", async () => {
        const link = await invite(w);
        const second = await w.links.issue({ assignment: assignments.Feedback, instance: link.instance, recipient: "other@example.org" });
        const tokens = [link.token, second.link.split("#")[1]];
        const works = await Promise.all(tokens.flatMap((token) => [w.links.start(token), w.links.start(token), w.links.start(token)]));
        const outcomes = await Promise.allSettled(
          Array.from({ length: 120 }, (_, index) => submit(works[index % works.length] ?? { session: "", submission: "" })),
        );
        const answered = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
        expect(answered.filter(({ replayed }) => !replayed)).toHaveLength(1);
        expect(answered).toHaveLength(20);
        for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toMatchObject(refused);
        expect(effects).toEqual([link.instance]);
      });

      test("F03: a scanner that starts leaves the link active, and has 20 starts at most", async () => {
        const { token, id, instance } = await invite(w);
        const works = await Promise.all(Array.from({ length: 20 }, () => w.links.start(token)));
        await expect(w.links.start(token)).rejects.toMatchObject(refused);
        expect(lastReason()).toBe("TOO_MANY_STARTS");
        expect(await w.links.list({ instance })).toMatchObject([{ id, state: "active", starts: 20 }]);
        expect((await submit(works[3] ?? works[0] ?? { session: "", submission: "" })).replayed).toBe(false);
      });

      test("F05: a forwarded link works within its scope, and the audit shows two sessions", async () => {
        const { token } = await invite(w);
        await w.links.start(token);
        await submit(await w.links.start(token));
        const sessions = w.audit.filter(({ event }) => event === "started").map(({ session }) => session);
        expect(new Set(sessions).size).toBe(2);
        expect(w.audit.at(-1)).toMatchObject({ event: "submitted", session: sessions[1] });
      });

      test("F05: with a second proof configured, who does not know it does not start", async () => {
        const links = w.other({ proof: { label: "Postal code", check: ({ answer }) => answer === "1234" } });
        const { token } = await invite(w);
        await expect(links.start(token)).rejects.toMatchObject(refused);
        await expect(links.start(token, "9999")).rejects.toMatchObject(refused);
        expect(lastReason()).toBe("WRONG_PROOF");
        expect((await links.start(token, "1234")).kind).toBe("work");
        for (let i = 0; i < 8; i++) await expect(links.start(token, "0")).rejects.toMatchObject(refused);
        await expect(links.start(token, "1234")).rejects.toMatchObject(refused);
        expect(lastReason()).toBe("LOCKED");
      });

      test("F06: the same submission again gets its receipt for 24 hours; another session and another submission do not", async () => {
        const { token } = await invite(w);
        const work = await w.links.start(token);
        const other = await w.links.start(token);
        const first = await submit(work);
        expect(await submit(work)).toEqual({ ...first, replayed: true });
        expect(await w.links.resume(work.session)).toEqual({ kind: "done", link: work.link, receipt: first.receipt });
        await expect(submit(other)).rejects.toMatchObject(refused);
        await expect(submit({ ...work, submission: other.submission })).rejects.toMatchObject(refused);
        await expect(w.links.start(token)).rejects.toMatchObject(refused);
        opened.skew = day - minute;
        expect((await submit(work)).replayed).toBe(true);
        opened.skew = day + minute;
        await expect(submit(work)).rejects.toMatchObject(refused);
        expect(effects).toHaveLength(1);
      });

      test("F07: what is performed, and on what, comes from the link's row only", async () => {
        const a = await invite(w);
        const b = await invite(w);
        const work = await w.links.start(a.token);
        for (const perform of ["Reopen", ["GiveFeedback", "Reopen"], [], "constructor", 1]) {
          await expect(submit(work, { perform, instance: b.instance, link: b.id }), String(perform)).rejects.toMatchObject(refused);
          expect(lastReason()).toBe("OUT_OF_SCOPE");
        }
        expect(await submit(work, { perform: "GiveFeedback", instance: b.instance })).toMatchObject({ link: a.id, receipt: { thanks: ["GiveFeedback"] } });
        expect(effects).toEqual([a.instance]);
        expect(await w.links.list({ instance: b.instance })).toHaveLength(1);
      });

      test("F08: a link of another tenant, audience or key, or for what is declared otherwise now, is refused", async () => {
        const { token } = await invite(w);
        const work = await w.links.start(token);
        const { Feedback } = assignments;
        const others = [
          [w.other({ tenant: "b" }), "OTHER_SERVICE"],
          [w.other({ audience: "https://other.example" }), "OTHER_SERVICE"],
          [w.other({ keys: [{ kid: "k1", secret: secretOf(9) }] }), "ALTERED"],
          [w.other({ keys: [{ kid: "k9", secret: secretOf(9) }] }), "UNKNOWN_KEY"],
          [w.other({ assignments: {} }), "NOT_DECLARED"],
          [w.other({ assignments: { Feedback: { ...Feedback, group: "Staff" } } }), "NOT_DECLARED"],
          [w.other({ assignments: { Feedback: { ...Feedback, class: "Work-Invoice" } } }), "NOT_DECLARED"],
          [w.other({ assignments: { Feedback: { ...Feedback, performs: [{ privilege: "Reopen" }] } } }), "NOT_DECLARED"],
        ] as const;
        for (const [links, reason] of others) {
          await expect(links.start(token)).rejects.toMatchObject(refused);
          expect(lastReason()).toBe(reason);
          await expect(submit(work, {}, links)).rejects.toMatchObject(refused);
        }
        expect(effects).toEqual([]);
        expect((await submit(work)).replayed).toBe(false);
      });

      test("F08: keys rotate: the first signs, the others verify", async () => {
        const { token } = await invite(w);
        const links = w.other({
          keys: [
            { kid: "k2", secret: secretOf(2) },
            { kid: "k1", secret: secretOf(1) },
          ],
        });
        expect((await submit(await links.start(token), {}, links)).replayed).toBe(false);
        const later = await invite({ ...w, links });
        await expect(w.links.start(later.token)).rejects.toMatchObject(refused);
        expect(lastReason()).toBe("UNKNOWN_KEY");
      });

      test("F09: a row that somebody edited is refused with an alarm, before the start and after it", async () => {
        const edits = [
          ["expiresAt", String(Date.now() + 300 * day)],
          ["scope", '["Work-Complaint","Staff",true,["privilege","Reopen"]]'],
          ["instance", "C-other"],
          ["version", "2"],
          ["recipient", "thief@example.org"],
          ["kind", "View"],
          ["tenant", "b"],
          ["audience", "x"],
          ["notBefore", "0"],
          ["mac", "x".repeat(43)],
          ["seal", ""],
          ["kid", "k9"],
        ] as const;
        for (const [column, value] of edits) {
          const { token, id } = await invite(w);
          const work = await w.links.start(token);
          await opened.edit(id, column, value);
          await expect(w.links.start(token), column).rejects.toMatchObject(refused);
          expect(lastReason(), column).toBe(column === "kid" ? "UNKNOWN_KEY" : "ALTERED");
          await expect(submit(work), column).rejects.toMatchObject(refused);
          expect(lastReason(), column).toBe(column === "kid" ? "UNKNOWN_KEY" : "ALTERED");
        }
        expect(effects).toEqual([]);
      });

      test("F09: the list shows an edited row, and no reminder goes to the edited address", async () => {
        const { id, instance } = await invite(w);
        await opened.edit(id, "recipient", "thief@example.org");
        expect(await w.links.list({ instance })).toMatchObject([{ id, altered: true }]);
        opened.skew = 3 * day;
        const sent: string[] = [];
        await w.links.sendReminders(({ recipient }) => sent.push(recipient));
        expect(sent).not.toContain("thief@example.org");
        await expect(w.links.remind(id)).rejects.toMatchObject({ code: "NOT_OUTSTANDING" });
      });

      test("F10: neither tokens nor sessions can be had from a dump of the store, nor from audit records", async () => {
        const { token } = await invite(w);
        const work = await w.links.start(token);
        const open = await invite(w);
        await w.links.start(`${open.token.slice(0, -1)}A`).catch(() => undefined);
        const dump = await opened.dump();
        const audit = JSON.stringify(w.audit);
        for (const secret of [token.slice(6, 28), token.slice(29), open.token.slice(6, 28), open.token.slice(29), work.session, work.submission]) {
          expect(dump).not.toContain(secret);
          expect(audit).not.toContain(secret);
        }
        expect(audit).not.toContain("example.org");
      });

      test("F12: ten wrong verifiers lock the link, with an event", async () => {
        const { token, id } = await invite(w);
        const wrong = `${token.slice(0, 29)}${"A".repeat(43)}`;
        for (let i = 0; i < 9; i++) await expect(w.links.start(wrong)).rejects.toMatchObject(refused);
        expect(lastReason()).toBe("WRONG_VERIFIER");
        const work = await w.links.start(token);
        await expect(w.links.start(wrong)).rejects.toMatchObject(refused);
        expect(w.audit).toContainEqual(expect.objectContaining({ event: "locked", link: id }));
        await expect(w.links.start(token)).rejects.toMatchObject(refused);
        await expect(submit(work)).rejects.toMatchObject(refused);
        expect(lastReason()).toBe("LOCKED");
      });

      test("F13: unknown and malformed tokens are refused alike", async () => {
        const { token } = await invite(w);
        const unknown = `aclx1_${"A".repeat(22)}_${"A".repeat(43)}`;
        for (const bad of [
          unknown,
          "",
          "x",
          token.slice(0, -1),
          `${token}A`,
          ` ${token}`,
          token.toUpperCase(),
          token.replace("aclx1", "aclx2"),
          null,
          7,
          {},
          [token],
          `${token.slice(0, 28)}-${token.slice(29)}`,
        ]) {
          await expect(w.links.start(bad)).rejects.toMatchObject(refused);
        }
        // The last character of each part has bits that no byte uses: only one spelling counts.
        const respelt = token.slice(0, -1) + String.fromCharCode(token.charCodeAt(71) + 1);
        await expect(w.links.start(respelt)).rejects.toMatchObject(refused);
      });

      test("F14: the store's clock decides about expiry; the application's may be wrong", async () => {
        const late = w.other({ clock: () => Date.now() + 10 * minute });
        const early = w.other({ clock: () => Date.now() - 10 * minute });
        const { token, expiresAt } = await invite(w, { expiresAfter: 5 * minute });
        await late.start(token);
        const work = await early.start(token);
        opened.skew = expiresAt - Date.now() + 1;
        for (const links of [w.links, late, early]) await expect(links.start(token)).rejects.toMatchObject(refused);
        expect(lastReason()).toBe("EXPIRED");
        await expect(submit(work, {}, early)).rejects.toMatchObject(refused);
        opened.skew = 0;
        await expect(submit(work)).rejects.toMatchObject(refused);
      });

      test("F14: a link does not work before its time", async () => {
        const { token } = await invite(w, { notBefore: Date.now() + day });
        await expect(w.links.start(token)).rejects.toMatchObject(refused);
        expect(lastReason()).toBe("NOT_YET");
        opened.skew = day + minute;
        expect((await submit(await w.links.start(token))).replayed).toBe(false);
      });

      test("F15: lifetimes that are none, or longer than declared, are refused at the issue; so are bad addresses and instances", async () => {
        w.complaints.set("C", { id: "C", status: "Resolved", version: 1 });
        const request = { assignment: assignments.Feedback, instance: "C", recipient: "a@example.org" };
        const bad: readonly (readonly [object, string])[] = [
          ...[0, -1, NaN, Infinity, "1", 1.5, 7 * day + 1, null].map((expiresAfter) => [{ expiresAfter }, "BAD_LIFETIME"] as const),
          ...[NaN, "0", Date.now() + 8 * day].map((notBefore) => [{ notBefore }, "BAD_LIFETIME"] as const),
          [{ recipient: "a@example.org, b@example.org" }, "BAD_RECIPIENT"],
          [{ instance: "" }, "BAD_INSTANCE"],
          [{ instance: "\ud800" }, "BAD_INSTANCE"],
          [{ instance: "nobody" }, "NO_INSTANCE"],
          [{ assignment: { ...assignments.Feedback, name: "Other" } }, "UNKNOWN_ASSIGNMENT"],
        ];
        for (const [change, code] of bad)
          await expect(w.links.issue({ ...request, ...change } as never), JSON.stringify(change)).rejects.toMatchObject({ name: "IssueError", code });
        w.complaints.set("C", { id: "C", status: "Open", version: 1 });
        await expect(w.links.issue(request)).rejects.toMatchObject({ code: "DENIED" });
      });

      test("F16: revoked, a link is refused; used, it can't be revoked", async () => {
        const a = await invite(w);
        const work = await w.links.start(a.token);
        expect(await w.links.revoke(a.id)).toBe("revoked");
        expect(await w.links.revoke(a.id)).toBe("ended");
        await expect(submit(work)).rejects.toMatchObject(refused);
        expect(lastReason()).toBe("REVOKED");
        const b = await invite(w);
        await submit(await w.links.start(b.token));
        expect(await w.links.revoke(b.id)).toBe("used");
        expect(await w.links.revoke("x".repeat(43))).toBe("unknown");
        expect(await w.other({ tenant: "b" }).revoke(b.id)).toBe("unknown");
      });

      test("F18: an instance that moved on or ended closes its links, also while the form is open", async () => {
        const a = await invite(w);
        const work = await w.links.start(a.token);
        w.complaints.set(a.instance, { id: a.instance, status: "Resolved", version: 2 });
        await expect(submit(work)).rejects.toMatchObject(refused);
        expect(lastReason()).toBe("CLOSED");
        expect(w.audit).toContainEqual(expect.objectContaining({ event: "closed", link: a.id }));
        w.complaints.set(a.instance, { id: a.instance, status: "Resolved", version: 1 });
        await expect(w.links.start(a.token)).rejects.toMatchObject(refused);
        const b = await invite(w);
        w.complaints.delete(b.instance);
        await expect(w.links.start(b.token)).rejects.toMatchObject(refused);
        expect(effects).toEqual([]);
      });

      test("F18: close ends all links of an instance, and no other", async () => {
        const a = await invite(w);
        await w.links.issue({ assignment: assignments.View, instance: a.instance, recipient: "x@example.org" });
        const b = await invite(w);
        const work = await w.links.start(a.token);
        expect(await w.links.close({ assignment: "View", instance: a.instance })).toBe(1);
        expect(await w.links.close({ instance: a.instance })).toBe(1);
        await expect(submit(work)).rejects.toMatchObject(refused);
        expect(await w.links.list({ instance: b.instance })).toHaveLength(1);
      });

      test("F19: the policy of today decides, at the start and at the submission", async () => {
        const { token, instance } = await invite(w);
        const work = await w.links.start(token);
        const strict = w.other({
          policy: (await policyOf(source.replace('GiveFeedback when .status = "Resolved"', 'GiveFeedback when .status = "Closed"'))) as never,
        });
        await expect(strict.start(token)).rejects.toMatchObject(refused);
        expect(lastReason()).toBe("DENIED");
        await expect(submit(work, {}, strict)).rejects.toMatchObject(refused);
        w.complaints.set(instance, { id: instance, status: "Closed", version: 1 });
        await expect(submit(work)).rejects.toMatchObject(refused);
        expect(lastReason()).toBe("DENIED");
        expect(effects).toEqual([]);
      });

      test("F25: started on a phone, finished on a laptop", async () => {
        const { token } = await invite(w);
        const phone = await w.links.start(token);
        const laptop = await w.links.start(token);
        expect((await submit(laptop)).replayed).toBe(false);
        await expect(submit(phone)).rejects.toMatchObject(refused);
      });

      test("F35: a used link is known as used until 30 days after its expiry, and unknown then", async () => {
        const { token, expiresAt, instance } = await invite(w);
        await submit(await w.links.start(token));
        opened.skew = expiresAt - Date.now() + 29 * day;
        await w.links.purge();
        await expect(w.links.start(token)).rejects.toMatchObject(refused);
        expect(lastReason()).toBe("USED");
        opened.skew += 2 * day;
        expect(await w.links.purge()).toBeGreaterThan(0);
        await expect(w.links.start(token)).rejects.toMatchObject(refused);
        expect(lastReason()).toBe("UNKNOWN");
        expect(await opened.dump()).not.toContain(instance);
      });

      test("F37: when the business write fails the link is active as before", async () => {
        const { token, instance } = await invite(w);
        const work = await w.links.start(token);
        const failing = act(() => {
          throw new Error("no disk");
        });
        await expect(w.links.submit(work, failing)).rejects.toThrow("no disk");
        expect(w.audit.at(-1)).toMatchObject({ event: "undone" });
        await expect(w.links.submit(work, { [mode]: () => 1n } as never)).rejects.toThrow(TypeError);
        expect(await w.links.list({ instance })).toMatchObject([{ state: "active" }]);
        expect(await submit(work)).toMatchObject({ replayed: false });
        expect(effects).toEqual([instance]);
      });

      test("a session ends after 30 minutes without use, and after 8 hours", async () => {
        const { token } = await invite(w);
        const idle = await w.links.start(token);
        opened.skew = 31 * minute;
        await expect(submit(idle)).rejects.toMatchObject(refused);
        expect(lastReason()).toBe("SESSION_EXPIRED");
        const used = await w.links.start(token);
        for (opened.skew = 45 * minute; opened.skew < 8 * hour; opened.skew += 25 * minute) await w.links.resume(used.session);
        opened.skew = 8 * hour + 32 * minute;
        await expect(w.links.resume(used.session)).rejects.toMatchObject(refused);
        expect((await submit(await w.links.start(token))).replayed).toBe(false);
      });

      test("sessions that are none are refused", async () => {
        const work = await w.links.start((await invite(w)).token);
        for (const session of [undefined, "", "x", null, 7, {}, "A".repeat(43)])
          await expect(submit({ ...work, session: session as never })).rejects.toMatchObject(refused);
        for (const submission of [undefined, "", null, {}, "A".repeat(43)])
          await expect(submit({ ...work, submission: submission as never })).rejects.toMatchObject(refused);
      });

      test("reminders are due by the interval, carry a new secret to the stored address, and end the old link", async () => {
        const { token, id, instance, expiresAt } = await invite(w);
        opened.skew = 2 * day - minute;
        const sent: { link: string; recipient: string; reminder: number; instance: string; expiresAt: number }[] = [];
        const send = () => w.links.sendReminders((reminder) => sent.push(reminder));
        await send();
        expect(sent.filter((each) => each.instance === instance)).toEqual([]);
        opened.skew = 2 * day + minute;
        await Promise.all([send(), send(), send()]);
        const own = sent.filter((each) => each.instance === instance);
        expect(own).toMatchObject([{ recipient: "customer@example.org", reminder: 1, expiresAt }]);
        const next = own[0]?.link.split("#")[1] ?? "";
        expect(next).not.toBe(token);
        await expect(w.links.start(token)).rejects.toMatchObject(refused);
        expect(lastReason()).toBe("SUPERSEDED");
        const again = await w.links.remind((await w.links.list({ instance }))[0]?.id ?? "");
        expect(again.reminder).toBe(2);
        await expect(w.links.start(next)).rejects.toMatchObject(refused);
        await expect(w.links.remind(id)).rejects.toMatchObject({ code: "NOT_OUTSTANDING" });
        expect((await submit(await w.links.start(again.link.split("#")[1]))).replayed).toBe(false);
        opened.skew = 4 * day + 2 * minute;
        await send();
        expect(sent.filter((each) => each.instance === instance)).toHaveLength(1);
      });

      test("a reminder that can't be delivered leaves the old link as it was, and is tried again", async () => {
        const { token, instance } = await invite(w);
        opened.skew = 2 * day + minute;
        const broken = await w.links.sendReminders(() => {
          throw new Error("no mail");
        });
        expect(broken.undelivered).toBeGreaterThan(0);
        expect(await w.links.list({ instance })).toMatchObject([{ state: "issued" }]);
        await w.links.start(token);
        opened.skew = 2 * day + 40 * minute;
        const sent: string[] = [];
        await w.links.sendReminders((reminder) => sent.push(reminder.instance));
        expect(sent).toContain(instance);
      });

      test("nobody is reminded while working, nor after the instance has moved on", async () => {
        const { token, instance } = await invite(w);
        const gone = await invite(w);
        w.complaints.delete(gone.instance);
        opened.skew = 2 * day + minute;
        await w.links.start(token);
        const sent: string[] = [];
        await w.links.sendReminders((reminder) => sent.push(reminder.instance));
        expect(sent).not.toContain(instance);
        expect(sent).not.toContain(gone.instance);
        expect(await w.links.list({ instance: gone.instance })).toEqual([]);
      });

      test("an instance that was answered gets no further link for its version", async () => {
        const { token, instance } = await invite(w);
        await submit(await w.links.start(token));
        const request = { assignment: assignments.Feedback, instance, recipient: "a@example.org" };
        await expect(w.links.issue(request)).rejects.toMatchObject({ code: "ALREADY_ANSWERED" });
        w.complaints.set(instance, { id: instance, status: "Resolved", version: 2 });
        await w.links.issue(request);
      });
    });
  });
});
