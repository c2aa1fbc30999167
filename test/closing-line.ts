// A vitest reporter whose only output is the very last line of a run: `12 passed, 0 failed`.
import { writeSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

/** Vitest makes one of these for a run; a tool demands the default export. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const line = closingLine(modules, unhandledErrors.length);
    process.once("exit", () => writeSync(1, `${line}\n`));
  }
}

/** A file that could not be loaded and an error outside every test count as failures. */
function closingLine(modules: readonly TestModule[], unhandled: number): string {
  const count = { passed: 0, failed: unhandled, skipped: 0 };
  for (const module of modules) {
    count.failed += module.errors().length;
    for (const test of module.children.allTests()) {
      const state = test.result().state;
      if (state !== "pending") count[state]++;
      else count.failed++;
    }
  }
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
  return `${count.passed} passed, ${count.failed} failed${skipped}`;
}
