// The grammar itself: it has no ambiguities, its tree's types are fresh, and the grammar for people says the same.
import { generateCstDts } from "chevrotain";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkedParser } from "../../grammar/index.ts";
import { AclParser } from "../../grammar/parser.ts";
import { Reserved, words } from "../../grammar/tokens.ts";

const folder = join(import.meta.dirname, "../../grammar");
const ebnf = readFileSync(join(folder, "acl.ebnf"), "utf8");

test("the rules pass the parser's own validation", () => {
  expect(() => checkedParser()).not.toThrow();
});

test("making the parser is fast enough for a cold start", () => {
  const milliseconds = Array.from({ length: 8 }, () => {
    const start = process.cpuUsage();
    new AclParser({ skipValidations: true });
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  expect(Math.min(...milliseconds)).toBeLessThan(60);
});

test("the types of the concrete tree are those of the rules; UPDATE=1 writes them", () => {
  const types = generateCstDts(checkedParser().getGAstProductions(), { includeVisitorInterface: false });
  const text = `// The shape of the concrete syntax tree, written by UPDATE=1 vitest run test/grammar; do not edit.\n${types.replace("ICstVisitor, ", "")}`;
  const path = join(folder, "cst.ts");
  if (process.env["UPDATE"] === "1") writeFileSync(path, text);
  expect(readFileSync(path, "utf8")).toBe(text);
});

test("the grammar for people lists the reserved words", () => {
  const listed = [...(/^reserved = ([^;]*);/m.exec(ebnf)?.[1] ?? "").matchAll(/"([^"]+)"/g)].map((match) => match[1]);
  const reserved = [...words]
    .filter(([, type]) => type.CATEGORIES?.includes(Reserved))
    .map(([word]) => word)
    .sort();
  expect(listed).toEqual(reserved);
});

test("the grammar for people uses every word, and defines what it uses", () => {
  const text = ebnf.replace(/\(\*[^]*?\*\)/g, "").replace(/^reserved = [^;]*;/m, "");
  const used = new Set([...text.matchAll(/"([a-z-]+)"/g)].map((match) => match[1]));
  expect([...words.keys()].filter((word) => !used.has(word))).toEqual([]);
  const rules = text
    .split(/;\s*(?=\n|$)/)
    .map((rule) => /^\s*([a-z][a-z ]*?)\s*=\s([^]*)$/.exec(rule))
    .filter((rule) => rule !== null);
  const defined = new Set(rules.map((rule) => rule[1]));
  const wanted = rules.flatMap((rule) =>
    [...(rule[2] ?? "").replace(/"[^"\n]*"|'"'|\?[^?]*\?/g, ",").matchAll(/[a-z][a-z ]*[a-z]/g)].map((match) => match[0].replace(/\s+/g, " ").trim()),
  );
  expect([...new Set(wanted)].filter((name) => !defined.has(name) && name !== "reserved")).toEqual([]);
  expect(defined.size).toBeGreaterThan(60);
});
