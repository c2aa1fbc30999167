// The programs of the examples print what they should. `UPDATE=1` writes it anew.
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";

const programs = ["ordering", "human-resources", "platform", "people"];

test.each(programs)("%s prints its decisions", async (name) => {
  const { decisions } = (await import(`../../examples/${name}/decisions.ts`)) as { decisions: () => string | Promise<string> };
  const file = new URL(`./${name}.expected.txt`, import.meta.url);
  const printed = await decisions();
  if (process.env["UPDATE"] === "1") writeFileSync(file, printed);
  expect(printed).toBe(readFileSync(file, "utf8"));
  for (const line of printed.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});
