// Races: many submissions of one link from several processes, and submissions against revocations and reminders.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memoryStore } from "aclc/external/memory";
import { naive } from "./naive-store.ts";
import { placeOf, type Place } from "./places.ts";
import { isMissing, kinds, type AnyTx, type Opened } from "./stores.ts";
import { raceOf, ticketsFor } from "./swarm.ts";
import { invite, world } from "./world.ts";

const size = { count: 1_000, processes: 4, connections: 100 };
const races = Number(process.env["ACLX_RACES"] ?? 1_000);

describe.each(kinds.filter(({ name }) => name !== "memory"))("$name", (kind) => {
  describe.skipIf(isMissing(kind))("store", () => {
    let place: Place;
    beforeAll(async () => void (place = await placeOf(kind.name as "sqlite")));
    afterAll(() => place.stop());

    test(`F01: of ${size.count} submissions by ${size.processes} processes with ${size.connections} connections exactly one is accepted`, async () => {
      const { tickets, instance } = await ticketsFor(place.world, 20);
      const count = await raceOf(place.target, tickets, size);
      expect(count).toMatchObject({ won: 1, failed: 0, error: "" });
      expect(count.replayed + count.refused).toBe(size.count - 1);
      if (kind.transactional) expect(await place.opened.sql("SELECT * FROM effects WHERE instance = ?", [instance])).toHaveLength(1);
    }, 120_000);

    test("F01: the control, which reads and then writes, accepts several", async () => {
      const { tickets } = await ticketsFor(place.world, 20);
      const count = await raceOf({ ...place.target, naive: true }, tickets, { ...size, count: 200 });
      expect(count.won).toBeGreaterThan(1);
    }, 120_000);
  });
});

test("memory: F01: of 1,000 submissions at once exactly one is accepted, and many by the control", async () => {
  const count = async (store = memoryStore()): Promise<number> => {
    const w = world<AnyTx>(store as never);
    const { tickets } = await ticketsFor(w, 20);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 1_000 }, (_, index) => w.links.submit(tickets[index % 20] ?? { session: "", submission: "" }, { call: () => "done" })),
    );
    return outcomes.filter((outcome) => outcome.status === "fulfilled" && !outcome.value.replayed).length;
  };
  expect(await count()).toBe(1);
  expect(await count(naive(memoryStore()))).toBeGreaterThan(1);
});

describe.each(kinds)("$name", (kind) => {
  describe.skipIf(isMissing(kind))(`${races} races`, () => {
    let opened: Opened;
    beforeAll(async () => void (opened = await kind.open()));
    afterAll(async () => {
      await opened.close();
      await kind.stop();
    });
    const modes = kind.transactional ? (["write", "call"] as const) : (["call"] as const);

    test.each(modes)(
      "F16: submitting by %s against revoking: exactly one happens",
      async (mode) => {
        const tally = await race(opened, mode, (w, id) => w.links.revoke(id));
        expect(tally.submitted + tally.other).toBe(races / modes.length);
        expect(tally.both).toBe(0);
        expect(tally.outcomes).toEqual(new Set(["submitted/used", "refused/revoked"]));
      },
      120_000,
    );

    test.each(modes)(
      "F16: submitting by %s against reminding: exactly one happens",
      async (mode) => {
        const tally = await race(opened, mode, (w, id) =>
          w.links.remind(id).then(
            () => "reminded",
            (error: { code: string }) => error.code,
          ),
        );
        expect(tally.submitted + tally.other).toBe(races / modes.length);
        expect(tally.both).toBe(0);
        expect(tally.outcomes).toEqual(new Set(["submitted/NOT_OUTSTANDING", "refused/reminded"]));
      },
      120_000,
    );

    async function race(of: Opened, mode: "write" | "call", other: (w: ReturnType<typeof world<AnyTx>>, id: string) => Promise<string>) {
      const w = world(of.store);
      const tally = { submitted: 0, other: 0, both: 0, outcomes: new Set<string>() };
      const one = async (index: number): Promise<void> => {
        const { token, id, instance } = await invite(w);
        const work = await w.links.start(token);
        let effects = 0;
        const act = { [mode]: async () => void (await tick(index), effects++) } as never;
        const submitting = async () => {
          await tick(index >> 2);
          return w.links.submit(work, act).then(
            () => "submitted",
            (error: { name: string }) => (error.name === "LinkRefused" ? "refused" : error.name),
          );
        };
        const opposing = async () => {
          await delay(index);
          return other(w, id);
        };
        const [mine, theirs] = await Promise.all(index % 2 === 0 ? [submitting(), opposing()] : [opposing(), submitting()].reverse());
        tally.outcomes.add(`${String(mine)}/${String(theirs)}`);
        if (mine === "submitted") tally.submitted++;
        if (theirs === "revoked" || theirs === "reminded") tally.other++;
        if ((mine === "submitted") !== (effects === 1 && theirs !== "revoked" && theirs !== "reminded")) tally.both++;
        w.complaints.delete(instance);
      };
      const lanes = Array.from({ length: 10 }, async (_, lane) => {
        for (let index = lane; index < races / modes.length; index += 10) await one(index);
      });
      await Promise.all(lanes);
      return tally;
    }
  });
});

/** Some turns of the event loop, so that the two meet at different places. */
async function tick(index: number): Promise<void> {
  for (let i = index % 5; i > 0; i--) await new Promise((resolve) => setImmediate(resolve));
}

/** As long as a submission takes, or less, or more. */
function delay(index: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, (index % 8) * 1.5));
}
