// The TextMate grammar: made of the token definitions, and right about every token of a whole policy.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as oniguruma from "vscode-oniguruma";
import * as textmate from "vscode-textmate";
import { expect, test } from "vitest";
import { textMateGrammar } from "../../editor/vscode/textmate.ts";
import { isA, tokenize } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";
import { written } from "./textmate-file.ts";

const root = join(import.meta.dirname, "../..");

test("the file is what the token definitions give", () => {
  written("editor/vscode/acl.tmLanguage.json", `${JSON.stringify(textMateGrammar(), undefined, 2)}\n`);
});

/** By the offset of each character's token, its innermost scope. */
async function scopesOf(text: string): Promise<(offset: number) => string> {
  const wasm = readFileSync(join(dirname(createRequire(import.meta.url).resolve("vscode-oniguruma")), "onig.wasm"));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (line) => new oniguruma.OnigString(line),
    }),
    loadGrammar: () => Promise.resolve(textmate.parseRawGrammar(JSON.stringify(textMateGrammar()), "acl.json")),
  });
  const grammar = await registry.loadGrammar("source.acl");
  if (grammar === null) throw new Error("no grammar");
  const scopes: string[] = [];
  let state = textmate.INITIAL;
  for (const line of text.split("\n")) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const { startIndex, endIndex, scopes: all } of tokens)
      for (let at = startIndex; at < endIndex && at <= line.length; at++) scopes.push(all.at(-1) ?? "");
    if (tokens.at(-1)?.endIndex === line.length) scopes.push("");
  }
  return (offset) => scopes[offset] ?? "";
}

test("every token of a policy has its colour", async () => {
  const text = `${readFileSync(join(root, "test/grammar/first-look.acl"), "utf8")}\nassert no group can open \`a b\`\nclass open-Case { open: text  list: list of text }\nrole open:User {}\n`;
  const scopeAt = await scopesOf(text);
  const { tokens, comments } = tokenize(text);
  const wrong: string[] = [];
  const want = (offset: number, image: string, pattern: RegExp): void => {
    if (!pattern.test(scopeAt(offset))) wrong.push(`${image} at ${offset} is ${scopeAt(offset)}`);
  };
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    const isName = isA(next, t.Colon) || tokens[index - 1]?.image === ":" || isA(tokens[index - 1], t.Class);
    if (isA(token, t.Text)) want(token.startOffset, token.image, /^string/);
    else if (isA(token, t.Digits)) want(token.startOffset, token.image, /^constant.numeric/);
    else if (isA(token, t.Path)) want(token.startOffset, token.image, /^variable/);
    else if (isA(token, t.QuotedName)) want(token.startOffset, token.image, /^entity/);
    else if (isA(token, t.Reserved) && !isName) want(token.startOffset, token.image, /^(?:keyword|constant|support|storage)/);
    else if (token.tokenType === t.Name && !isName) want(token.startOffset, token.image, /^(?:source\.acl|entity)/);
    else if (isA(next, t.Colon)) want(token.startOffset, token.image, /^source\.acl/);
  });
  for (const { image, startOffset } of comments) want(startOffset, image, /^comment/);
  expect(wrong).toEqual([]);
  expect(tokens.length).toBeGreaterThan(300);
});
