// JSON from outside: what JSON.parse would let through, and what it says about the rest.
import { expect, test } from "vitest";
import { parseJson } from "../../cli/strict-json.ts";

test.each([
  ["G02 lone surrogate", '{"a":"\\ud800"}', "half a character"],
  ["G02 lone surrogate in a name", '{"\\udc00":1}', "half a character"],
  ["G02 NaN", '{"a":NaN}', "unexpected `N`"],
  ["G02 1e999", '{"a":[1e999]}', "a number is too large"],
  ["G02 trailing data", '{"a":1} {"b":2}', "something after the value"],
  ["G02 comment", '{"a":1 /* one */}', "unexpected text"],
  ["G02 byte order mark", '\uFEFF{"a":1}', "byte order mark"],
  ["too early an end", '{"a":', "it ends too early"],
  ["nothing", "  ", "it is empty"],
  ["deep nesting", "[".repeat(100_000) + "]".repeat(100_000), "nested more than 64 deep"],
])("%s is refused", (_name, text, reason) => {
  const parsed = parseJson(text);
  expect(parsed.ok ? "" : parsed.reason).toContain(reason);
});

test("bytes that are no UTF-8 are refused", () => {
  expect(parseJson(Uint8Array.of(0x22, 0xff, 0x22))).toEqual({ ok: false, reason: "it is not UTF-8" });
  expect(parseJson(Uint8Array.of(0x22, 0xc0, 0x80, 0x22))).toEqual({ ok: false, reason: "it is not UTF-8" });
});

test("what is valid comes through", () => {
  expect(parseJson('{"a":[1.5,null,"\\ud83d\\ude00"]}')).toEqual({ ok: true, value: { a: [1.5, null, "😀"] } });
});
