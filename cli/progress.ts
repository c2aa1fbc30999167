// One line on a terminal that says what is going on, once that has taken more than a second.
import type { Io } from "./io.ts";

const PATIENCE = 1000;
const CLEAR_LINE = "\r\u001B[2K";

/** Returns a function that says what is being done now; `undefined`: nothing any more, clean up. */
export function progress(io: Io): (what: string | undefined) => void {
  if (!io.stderr.isTerminal) return () => undefined;
  const start = performance.now();
  let current: string | undefined;
  let shown = false;
  let timer: NodeJS.Timeout | undefined;

  const draw = (): void => {
    if (current === undefined || performance.now() - start < PATIENCE) return;
    void io.stderr.write(`${CLEAR_LINE}${current} … ${Math.round((performance.now() - start) / 1000)} s`);
    shown = true;
  };
  return (what) => {
    current = what;
    if (what === undefined) {
      clearInterval(timer);
      timer = undefined;
      if (shown) void io.stderr.write(CLEAR_LINE);
      shown = false;
      return;
    }
    timer ??= setInterval(draw, PATIENCE).unref();
    draw();
  };
}
