// `npx tsx test/editor/edits-run.ts 10000`: that many random edits, and how long an edit of a large policy takes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { base, tryEdits } from "./edits.ts";
import { largePolicy, timeEdits } from "./large.ts";

const count = Number(process.argv[2] ?? 10_000);
const times = await timeEdits(100);
const lines = largePolicy().split("\n").length;
const at = (share: number): string => `${(times[Math.floor(times.length * share)] ?? 0).toFixed(0)} ms`;
console.log(`an edit of ${lines} lines: half within ${at(0.5)}, 95 of 100 within ${at(0.95)}`);
const first = readFileSync(join(import.meta.dirname, "../grammar/first-look.acl"), "utf8").replace("./platform.acl", "./base.acl");
let wrong = 0;
for (let seed = 1; seed <= Math.ceil(count / 500); seed++) wrong += await tryEdits({ "a.acl": first, "base.acl": base }, 500, seed);
console.log(`${Math.ceil(count / 500) * 500} random edits: the same as a cold parse each time; ${wrong} texts had problems`);
