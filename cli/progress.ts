// One line on a terminal that says what is going on, once that has taken more than a second.
import { writeSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { visible } from "../compiler/diagnostics/visible.ts";

/** Longer lines would wrap on a narrow terminal. */
const MAX_LENGTH = 70;

/** Says what is being done from now on; `undefined`: nothing any more, and the line is gone. */
export type Progress = (what: string | undefined) => void;

// The states of the line, in memory that both threads see.
export const HIDDEN = 0;
export const WRITING = 1;
export const SHOWN = 2;
export const STOPPED = 3;

/** Compiling holds the thread that it runs on, so the line is drawn by another one. */
export function terminalProgress(isTerminal: boolean): Progress {
  if (!isTerminal) return () => undefined;
  let line: Line | undefined;
  return (what) => {
    line?.stop();
    line = what === undefined ? undefined : new Line(visible(what).slice(0, MAX_LENGTH));
  };
}

class Line {
  readonly #state = new Int32Array(new SharedArrayBuffer(4));
  readonly #worker: Worker;

  constructor(what: string) {
    this.#worker = new Worker(new URL("progress-worker.js", import.meta.url), { workerData: { what, state: this.#state } });
    this.#worker.unref();
    // Without the line the work goes on all the same.
    this.#worker.on("error", () => undefined);
  }

  stop(): void {
    let seen = Atomics.load(this.#state, 0);
    for (;;) {
      if (seen === WRITING) Atomics.wait(this.#state, 0, WRITING, 100);
      const now = Atomics.compareExchange(this.#state, 0, seen, STOPPED);
      if (now === seen) break;
      seen = now;
    }
    if (seen !== HIDDEN) writeSync(2, "\r\u001B[2K");
    void this.#worker.terminate();
  }
}
