// Lines are the same however the bytes arrive.
import { expect, test } from "vitest";
import { batchesOfLines } from "../../cli/lines.ts";

test.each([1, 2, 3, 7, 100])("in pieces of %i bytes", async (size) => {
  expect(await linesOf("one\r\ntwo\n\nthree and more\nfour", size, 10)).toEqual(["one", "two", "", undefined, "four"]);
});

test("an empty stream has no lines, and the last line end starts none", async () => {
  expect(await linesOf("", 5, 10)).toEqual([]);
  expect(await linesOf("one\n", 5, 10)).toEqual(["one"]);
});

async function linesOf(text: string, size: number, limit: number): Promise<readonly (string | undefined)[]> {
  const lines: (string | undefined)[] = [];
  for await (const batch of batchesOfLines(pieces(text, size), limit)) {
    for (const line of batch) lines.push(line && new TextDecoder().decode(line));
  }
  return lines;
}

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
