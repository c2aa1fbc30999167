// The thread that draws the line of progress.ts: after a second, and then every second.
import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { SHOWN, STOPPED, WRITING } from "./progress.ts";

const { what, state } = workerData as { readonly what: string; readonly state: Int32Array };
const start = Date.now();

const timer = setInterval(() => {
  const seen = Atomics.load(state, 0);
  if (seen === STOPPED || Atomics.compareExchange(state, 0, seen, WRITING) !== seen) {
    clearInterval(timer);
    return;
  }
  writeSync(2, `\r\u001B[2K${what} … ${Math.round((Date.now() - start) / 1000)} s`);
  Atomics.compareExchange(state, 0, WRITING, SHOWN);
  Atomics.notify(state, 0);
}, 1000);
