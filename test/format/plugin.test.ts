// The prettier plugin, as prettier uses it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as plugin from "aclc/prettier";
import { check, format, formatWithCursor } from "prettier";
import { expect, test } from "vitest";
import { formatText } from "../../compiler/format/format.ts";

const options = { filepath: "a.acl", plugins: [plugin] };

test("it writes what the command writes", async () => {
  const text = readFileSync(join(import.meta.dirname, "untidy.acl"), "utf8");
  expect(await format(text, options)).toBe(formatText("a.acl", text).text);
  expect(await check(await format(text, options), options)).toBe(true);
});

test("prettier's options count", async () => {
  const text = "group G { roles Aaaaaaaaaaaaaaaaaaaa, Bbbbbbbbbbbbbbbbbbbbbbb }";
  expect(await format(text, { ...options, printWidth: 40, tabWidth: 4 })).toBe(
    "group G {\n    roles\n        Aaaaaaaaaaaaaaaaaaaa,\n        Bbbbbbbbbbbbbbbbbbbbbbb\n}\n",
  );
  expect(await format("class A {\na: text }", { ...options, useTabs: true })).toBe("class A {\n\ta: text\n}\n");
  expect(await format("class A { }\n\nclass B { }", { ...options, endOfLine: "crlf" })).toBe("class A {}\r\n\r\nclass B {}\r\n");
});

test("an error has its place", async () => {
  await expect(format("class A {\n  a: txt\n}\n", options)).rejects.toMatchObject({
    loc: { start: { line: 2, column: 6 } },
    message: expect.stringContaining("`txt` is no type"),
  });
});

test("blocks in Markdown", async () => {
  expect(await format("```acl\nclass   A { }\n```\n", { parser: "markdown", plugins: [plugin] })).toBe("```acl\nclass A {}\n```\n");
});

test("a cursor goes with the text", async () => {
  const { cursorOffset } = await formatWithCursor("class   A { }", { ...options, cursorOffset: 8 });
  expect(cursorOffset).toBe(6);
});
