// Random texts: nothing throws, nothing takes long, and every tree is whole.
import fc from "fast-check";
import { expect, test } from "vitest";
import { tokenize } from "../../grammar/index.ts";
import { words } from "../../grammar/tokens.ts";
import { example } from "./example.ts";
import { parse } from "./parsing.ts";
import { seed } from "../generate/seed.ts";

const numRuns = Number(process.env["FUZZ_RUNS"] ?? 400);
console.log(`grammar fuzz: ACLC_SEED=${seed}`);
const parameters = { seed, numRuns } as const;

const OTHERS = [
  "{",
  "}",
  "[",
  "]",
  "(",
  ")",
  ",",
  ":",
  "|",
  "+",
  "-",
  ".",
  "=",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "==",
  "&&",
  "||",
  "!",
  "<>",
  ";",
  "'a'",
  "'",
  '"t"',
  '"',
  "`q`",
  "`",
  "/*",
  "*/",
  "//",
  "///",
  "\n",
  "\n",
  "\r\n",
  "\r",
  "\t",
  ".x",
  ".x.y",
  "operator.id",
  "context.",
  "3",
  "2.5",
  "1e3",
  "10_000",
  "X",
  "A-",
  "HR:M",
  "@baseclass",
  "@",
  "$",
  "#",
  "\\",
  "\u202e",
  "\u0430",
  "\u200b",
  "“",
  "–",
  "_x",
  "30 days",
  "if",
  "else",
  "extends",
];
const piece = fc.constantFrom(...words.keys(), ...OTHERS);

function check(text: string): void {
  const start = performance.now();
  const { file, diagnostics } = parse(text);
  expect(performance.now() - start).toBeLessThan(1000);
  for (const { span, help, message, fix } of diagnostics) {
    if (span === undefined || span.start < 0 || span.end < span.start || span.end > text.length) throw new Error(`bad span of ${message}`);
    if (help === undefined || /\bundefined\b|\[object|Token|-->/.test(message + help)) throw new Error(`bad words: ${message}; ${help}`);
    for (const edit of fix?.edits ?? []) if (edit.span.end < edit.span.start || edit.span.end > text.length) throw new Error(`bad edit of ${message}`);
  }
  if (file.damaged.length > 0 && diagnostics.length === 0) throw new Error("something is lost, and nothing was said");
  noHoles(file.declarations);
}

/** Every span lies in the text, and every list, name and number is there. */
function noHoles(tree: unknown): void {
  if (Array.isArray(tree)) return tree.forEach(noHoles);
  if (typeof tree === "number" && Number.isNaN(tree)) throw new Error("NaN in a tree");
  if (typeof tree !== "object" || tree === null || "lineStarts" in tree) return;
  if ("start" in tree && "end" in tree && (tree.start as number) > (tree.end as number)) throw new Error("a span ends before it starts");
  if ("quoted" in tree && (tree as { text?: string }).text === "") throw new Error("an empty name");
  for (const value of Object.values(tree)) noHoles(value);
}

test("random words and signs", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, fc.constantFrom(" ", " ", " ", "")), { maxLength: 80 }), (pieces) =>
      check(pieces.map(([text, blank]) => text + blank).join("")),
    ),
    parameters,
  );
});

test("random characters", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), check), parameters);
  fc.assert(fc.property(fc.string({ unit: "grapheme-ascii", maxLength: 200 }), check), parameters);
});

test("the example with a few words exchanged, left out or put in", () => {
  const { tokens } = tokenize(example);
  const parts = tokens.map((token, index) => example.slice(index === 0 ? 0 : token.startOffset, tokens[index + 1]?.startOffset));
  const edit = fc.record({
    at: fc.nat(parts.length - 1),
    to: fc.nat(parts.length - 1),
    how: fc.constantFrom("leave out", "put in", "replace", "exchange"),
    by: piece,
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
      const text = [...parts];
      for (const { at, to, how, by } of edits) {
        if (how === "leave out") text[at] = "";
        else if (how === "put in") text[at] = `${by} ${text[at] ?? ""}`;
        else if (how === "replace") text[at] = `${by} `;
        else [text[at], text[to]] = [text[to] ?? "", text[at] ?? ""];
      }
      check(text.join(""));
    }),
    parameters,
  );
});

test("the example with a few characters changed", () => {
  const edit = fc.record({
    at: fc.nat(example.length - 1),
    length: fc.nat(3),
    by: fc.oneof(fc.string({ unit: "grapheme-ascii", maxLength: 2 }), fc.string({ unit: "binary", maxLength: 1 })),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
      let text = example;
      for (const { at, length, by } of edits) text = text.slice(0, at) + by + text.slice(at + length);
      check(text);
    }),
    parameters,
  );
});
