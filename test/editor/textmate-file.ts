// Compares a generated file with what it should be; UPDATE=1 writes it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";

export function written(path: string, text: string): void {
  const file = join(import.meta.dirname, "../..", path);
  if (process.env["UPDATE"] === "1") writeFileSync(file, text);
  expect(readFileSync(file, "utf8")).toBe(text);
}
