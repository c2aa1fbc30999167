// Words of other languages in the place of a word of this one: `inherits` for `extends`, `allow` for `access to`, `if` for `when`.
import { isA, type Token } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";
import type { Build } from "./build-context.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";
import { suggester } from "../suggest.ts";
import type { Place, Recognizer } from "./syntax-errors.ts";
import { kindMistake, wrong } from "./syntax-mistakes-kinds.ts";

export const wordMistake: Recognizer = (build, place) =>
  parentMistake(build, place) || blockMistake(build, place) || kindMistake(build, place) || rowMistake(build, place) || caseMistake(build, place);

const PARENT_WORDS = new Set([
  "inherits",
  "inherit",
  "extends",
  "extend",
  "is",
  "isa",
  "from",
  "of",
  "under",
  "includes",
  "include",
  "implements",
  "depends",
  "with",
  "as",
  "in",
  "uses",
  ":",
  "<",
  "parent",
  "on",
]);

/** The parent of a class, the roles that a role depends on. */
function parentMistake(build: Build, { tokens, at, found, before, next, rules }: Place): boolean {
  if (found === undefined || at < 2 || tokens.slice(0, at).some((token) => isA(token, t.LCurly))) return false;
  const keyword = tokens[0];
  if (isA(keyword, t.Class) && rules.includes("classDeclaration")) {
    if (isA(found, t.Comma) && tokens.slice(0, at).some((token) => isA(token, t.Extends))) {
      build.report(
        kinds.unexpected,
        build.span(found),
        { found: "`,`", expected: "`{`" },
        { help: "a class has one directed parent; what it shares with other classes, it inherits by name" },
      );
      return true;
    }
    if (PARENT_WORDS.has(found.image) && !isA(before, t.Extends)) return wrong(build, found, "extends", "a class names its parent with `extends`");
    return false;
  }
  if (!isA(keyword, t.Role)) return false;
  if (isA(before, t.Inherits) && before !== undefined && isA(found, t.Ref))
    return wrong(build, before, "depends on", "a role builds on another with `depends on`; `inherits privileges` is about classes");
  if (isA(found, t.Colon) && isA(tokens[2], t.Colon) && at === 4) {
    build.report(
      kinds.nameForm,
      build.span(tokens[1] ?? found, next),
      { name: build.text(build.span(tokens[1] ?? found, next)), why: "a name has one `:`" },
      { help: "one application stands in front: `Ordering:Manager`" },
    );
    return true;
  }
  if (isA(before, t.Depends) || !PARENT_WORDS.has(found.image) || !isA(next, t.Word)) return false;
  return wrong(build, found, "depends on", "a role builds on another with `depends on`");
}

const GRANT_WORDS = new Set(["allow", "allows", "grant", "grants", "permit", "permits", "can", "may", "give", "gives", "has"]);
const DENY_WORDS = new Set(["forbid", "deny", "disallow", "prohibit", "reject", "cannot", "block"]);

/** What stands in a role instead of `access to CLASS` and `deny access to CLASS`. */
function blockMistake(build: Build, place: Place): boolean {
  const { tokens, at, found, before, next, rules } = place;
  if (found === undefined || !rules.includes("roleDeclaration")) return false;
  const word = found.image.toLowerCase();
  const form = "a role grants with `access to CLASS { open }`";
  if (isA(before, t.Deny) && before !== undefined && !rules.includes("setting")) {
    if (isA(found, t.SettingWord) || isA(found, t.All) || isA(found, t.Privilege)) {
      build.report(kinds.denyWithoutClass, build.span(before, found), { word: found.image }, { help: `write \`deny access to CLASS { ${found.image} }\`` });
      return true;
    }
    if (isA(found, t.To) || isA(found, t.Ref)) return wrong(build, before, "deny access to", undefined, isA(found, t.To) ? "deny access" : "deny access to");
  }
  if (isA(before, t.Access) && !isA(found, t.To) && isA(found, t.Ref)) {
    const end = build.span(before as Token).end;
    build.report(
      kinds.unexpected,
      build.span(found),
      { found: `\`${found.image}\``, expected: "`to`" },
      {
        help: form,
        fix: { title: "Add `to`", edits: [{ span: { file: build.file, start: end, end }, text: " to" }] },
      },
    );
    return true;
  }
  const inBlock = rules.includes("block");
  if (isA(before, t.Level) || isA(found, t.Level)) {
    build.report(
      kinds.unexpected,
      build.span(found),
      { found: `\`${found.image}\``, expected: "a number" },
      { help: "a level is a number on its own: `open 3`" },
    );
    return true;
  }
  const spelled = inBlock ? undefined : spelledOut(place);
  if ((GRANT_WORDS.has(word) || DENY_WORDS.has(word)) && spelled !== undefined) {
    const right = DENY_WORDS.has(word) ? "deny access to" : "access to";
    build.report(kinds.wrongWord, build.span(found), { word: found.image, right }, { help: `write \`${right} ${spelled}\`` });
    return true;
  }
  if (GRANT_WORDS.has(word) && isA(next, t.Word))
    return wrong(
      build,
      found,
      inBlock ? (next?.image ?? "open") : "access to",
      inBlock ? "a setting that is written grants: `open`, `modify 3`" : form,
      inBlock ? "" : isA(next, t.To) ? "access" : "access to",
    );
  if (DENY_WORDS.has(word) && !isA(found, t.Deny)) return wrong(build, found, "deny access to", "a role denies with `deny access to CLASS { open }`");
  if (!inBlock && isA(found, t.SettingWord) && at > 0 && tokens.some((token) => isA(token, t.LCurly))) {
    build.report(
      kinds.unexpected,
      build.span(found),
      { found: `\`${found.image}\``, expected: "`access to` or `deny access to`" },
      { help: `settings stand in blocks: \`access to CLASS { ${found.image} }\`` },
    );
    return true;
  }
  return inBlock && settingMistake(build, found, before, rules);
}

/** `open on Work-` after `allow`, as it is written in this language. */
function spelledOut({ tokens, at }: Place): string | undefined {
  const [setting, word, name] = tokens.slice(at + 1, at + 4);
  if (setting === undefined || name === undefined || !isA(setting, t.SettingWord) || !(isA(word, t.On) || isA(word, t.To))) return undefined;
  return `${name.image} { ${setting.image} }`;
}

const SETTING_WORDS: ReadonlyMap<string, string> = new Map([
  ["read", "open"],
  ["view", "open"],
  ["see", "open"],
  ["write", "modify"],
  ["update", "modify"],
  ["edit", "modify"],
  ["create", "modify"],
  ["add", "modify"],
  ["change", "modify"],
  ["remove", "delete"],
  ["destroy", "delete"],
  ["report", "run-reports"],
  ["execute", "execute-activities"],
  ["run", "run-reports"],
]);
const SETTINGS = [
  "open",
  "modify",
  "delete",
  "run-reports",
  "execute-activities",
  "open-rules",
  "modify-rules",
  "delete-rules",
  "execute-rules",
  "privilege",
  "privileges",
  "all",
];

function settingMistake(build: Build, found: Token, before: Token | undefined, rules: readonly string[]): boolean {
  const sameLine = before !== undefined && !build.file.text.slice(before.startOffset, found.startOffset).includes("\n");
  if (!isA(found, t.Ref) || (sameLine && (isA(before, t.SettingWord) || isA(before, t.Digits))) || rules.includes("expression") || rules.includes("names"))
    return false;
  const right = SETTING_WORDS.get(found.image.toLowerCase()) ?? suggester().nearest(found.image, SETTINGS);
  return (
    right !== undefined &&
    wrong(
      build,
      found,
      right,
      `the settings are ${SETTINGS.slice(0, 9)
        .map((name) => `\`${name}\``)
        .join(", ")}; a privilege is granted with \`privilege NAME\``,
    )
  );
}

const ROW_WORDS: ReadonlyMap<string, string> = new Map([
  ["if", "when"],
  ["where", "when"],
  ["provided", "when"],
  ["while", "when"],
  ["unless", "when not"],
  ["else", "otherwise"],
  ["elif", "when"],
  ["elseif", "when"],
  ["default", "otherwise"],
  ["return", "then"],
]);

/** `if` and `else` are names to the lexer, so the failure may come one word after them. */
function rowMistake(build: Build, { found, before, rules }: Place): boolean {
  const inside = ["setting", "block", "body", "expression", "ruleDeclaration", "declaration"].some((rule) => rules.includes(rule));
  if (!inside) return false;
  for (const token of [found, before]) {
    const right = token === undefined || token.tokenType !== t.Name ? undefined : ROW_WORDS.get(token.image.toLowerCase());
    if (token !== undefined && right !== undefined) return wrong(build, token, right);
  }
  return false;
}

/** A word of the language in capitals. */
function caseMistake(build: Build, { found, before, rules }: Place): boolean {
  if (["fields", "field", "type", "object", "entry"].includes(rules.at(-1) ?? "")) return false;
  for (const token of [found, before]) {
    if (token === undefined || token.tokenType !== t.Name) continue;
    const lower = token.image.toLowerCase();
    if (lower !== token.image && t.words.has(lower) && !isA({ ...token, tokenTypeIdx: t.words.get(lower)?.tokenTypeIdx ?? 0 }, t.Ref)) {
      return wrong(build, token, lower, "the words of the language are in lower case");
    }
  }
  return false;
}
