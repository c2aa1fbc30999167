// `npm run demo:links [-- --submissions 10000 --seconds 20 --store postgres]`: races and crashes, for a naive store and for each real one.
import { parseArgs } from "node:util";
import { memoryStore } from "aclc/external/memory";
import { naive } from "./naive-store.ts";
import { placeOf, type Place } from "./places.ts";
import { kinds, type AnyTx } from "./stores.ts";
import { crashing, raceOf, ticketsFor } from "./swarm.ts";
import { world } from "./world.ts";

const { values } = parseArgs({
  options: { submissions: { type: "string", default: "10000" }, seconds: { type: "string", default: "20" }, store: { type: "string" } },
});
const submissions = Number(values.submissions);
const seconds = Number(values.seconds);
const size = { count: submissions, processes: 4, connections: 100 };
const wrong: string[] = [];

console.log(`One link, ${submissions} submissions at once. Exactly one may be accepted.\n`);
row("store", "accepted", "receipt again", "refused", "seconds");
await inMemory("naive (control)", true);
await inMemory("memory", false);
for (const { name, missing } of kinds) {
  if (name === "memory" || (values.store ?? name) !== name) continue;
  if (missing !== undefined) console.log(`${name.padEnd(20)} SKIPPED: ${missing}`);
  else await racesAndCrashes(await placeOf(name));
}

if (wrong.length > 0) {
  console.error(`\nWRONG: ${wrong.join("; ")}`);
  process.exit(1);
}
console.log("\nAs promised: one acceptance for a link, nothing acknowledged was lost. Only the control accepted more.");
process.exit(0);

async function inMemory(title: string, control: boolean): Promise<void> {
  const store = memoryStore();
  const w = world<AnyTx>((control ? naive(store) : store) as never);
  const { tickets } = await ticketsFor(w, 20);
  const since = performance.now();
  const outcomes = await Promise.allSettled(
    Array.from({ length: submissions }, (_, index) => w.links.submit(tickets[(index * 7) % 20] ?? { session: "", submission: "" }, { call: () => "done" })),
  );
  const answered = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const won = answered.filter(({ replayed }) => !replayed).length;
  judge(title, control ? won > 1 : won === 1);
  row(title, won, answered.length - won, outcomes.length - answered.length, ((performance.now() - since) / 1_000).toFixed(1));
}

async function racesAndCrashes(place: Place): Promise<void> {
  const { kind } = place.target;
  try {
    await race(`${kind}, naive`, place, true);
    await race(kind, place, false);
    const report = await crashing(place.target, place.world, place.opened, place.server, { links: Math.ceil(seconds * 20), seconds, workers: 3 });
    const { links, workersKilled, serverKilled, acknowledged, doublyUsed, acknowledgedAndLost } = report;
    judge(`${kind}, killed`, doublyUsed === 0 && acknowledgedAndLost === 0 && acknowledged === links);
    console.log(
      `${"".padEnd(20)} kill -9 of ${workersKilled} workers and ${serverKilled} servers in ${seconds} s: ` +
        `${links} links, ${acknowledged} acknowledged, doubly used ${doublyUsed}, acknowledged and lost ${acknowledgedAndLost}`,
    );
  } finally {
    await place.stop();
  }
}

async function race(title: string, place: Place, control: boolean): Promise<void> {
  const { tickets, instance } = await ticketsFor(place.world, 20);
  const since = performance.now();
  const count = await raceOf({ ...place.target, naive: control }, tickets, size);
  const effects =
    control || place.target.kind === "redis" ? count.won : (await place.opened.sql("SELECT * FROM effects WHERE instance = ?", [instance])).length;
  judge(title, count.failed === 0 && effects === count.won && (control ? count.won > 1 : count.won === 1));
  row(title, count.won, count.replayed, count.refused, ((performance.now() - since) / 1_000).toFixed(1));
  if (count.failed > 0) console.log(`${"".padEnd(20)} ${count.failed} got no answer: ${count.error}`);
}

function judge(title: string, right: boolean): void {
  if (!right) wrong.push(title);
}

function row(title: string, ...columns: readonly (string | number)[]): void {
  console.log(title.padEnd(20) + columns.map((column) => String(column).padStart(15)).join(""));
}
