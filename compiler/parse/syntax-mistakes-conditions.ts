// Mistakes in conditions: arithmetic, a property without its point, `is true`, parentheses around values.
import { isA, type Token } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";
import type { Build } from "./build-context.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";
import type { Recognizer } from "./syntax-errors.ts";

export const conditionMistake: Recognizer = (build, place) => {
  const { found, before, next, rules, expected } = place;
  if (rules.includes("duration") && expected.has("Ref") && before !== undefined) {
    build.report(kinds.duration, build.span(before), { duration: before.image, why: "it has no unit" }, { help: "say `minutes`, `hours`, `days` or `weeks`" });
    return true;
  }
  if (found === undefined || !rules.some((rule) => CONDITION_RULES.has(rule))) return false;
  const span = build.span(found);
  const clock = [before, found].find((token) => token?.tokenType === t.Name && /^(?:now|today)-/.test(token.image));
  if (clock !== undefined) {
    build.report(
      kinds.unexpected,
      build.span(clock),
      { found: `the name \`${clock.image}\``, expected: "a value" },
      { help: "a dash between letters and digits belongs to a name; put blanks around it: `now - 30 days`" },
    );
    return true;
  }
  if (isA(found, t.Plus) || isA(found, t.Minus)) {
    build.report(
      kinds.arithmetic,
      span,
      { word: found.image },
      { help: "only `now` and `today` move, by a span: `now - 30 days`; compute the rest where the object is made" },
    );
    return true;
  }
  if (before?.tokenType === t.Name && startsTail(found, next) && !expected.has("Ref")) {
    const dotted = { file: build.file, start: before.startOffset, end: before.startOffset };
    build.report(
      kinds.missingDot,
      build.span(before),
      { word: before.image },
      {
        help: `a property is written \`.${before.image}\`, an attribute \`operator.${before.image}\` or \`context.${before.image}\``,
        fix: { title: `Write \`.${before.image}\``, edits: [{ span: dotted, text: "." }] },
      },
    );
    return true;
  }
  if (isA(found, t.Null)) {
    build.report(kinds.nullValue, span, { word: "null" }, { help: "ask `is null` or `is not null`" });
    return true;
  }
  return isMistake(build, found, before) || tailWord(build, found, before) || parenthesis(build, place) || valueMistake(build, found, before, expected);
};

const CONDITION_RULES = new Set([
  "expression",
  "condition",
  "operand",
  "tail",
  "body",
  "row",
  "setting",
  "block",
  "literal",
  "scalar",
  "ruleDeclaration",
  "declaration",
]);

function startsTail(found: Token, next: Token | undefined): boolean {
  return (
    [t.CompareSign, t.In, t.Is, t.Includes, t.Between, t.Contains].some((type) => isA(found, type)) ||
    ((isA(found, t.Starts) || isA(found, t.Ends)) && isA(next, t.With)) ||
    (isA(found, t.Not) && isA(next, t.In))
  );
}

/** `is` is for `null` and `empty` only. */
function isMistake(build: Build, found: Token, before: Token | undefined): boolean {
  if (before === undefined || !isA(before, t.Is)) return false;
  const help =
    isA(found, t.True) || isA(found, t.False)
      ? `a boolean stands on its own: \`.x\`, or \`not .x\``
      : "values are compared with `=`; `is` is for `is null` and `is empty`";
  build.report(
    kinds.wrongWord,
    build.span(before),
    { word: "is", right: "=" },
    { help, fix: { title: "Write `=`", edits: [{ span: build.span(before), text: "=" }] } },
  );
  return true;
}

const TAIL_WORDS: ReadonlyMap<string, string> = new Map([
  ["startswith", "starts with"],
  ["endswith", "ends with"],
  ["begins", "starts with"],
  ["beginswith", "starts with"],
  ["equals", "="],
  ["equal", "="],
  ["eq", "="],
  ["ne", "!="],
  ["neq", "!="],
  ["lt", "<"],
  ["gt", ">"],
  ["lte", "<="],
  ["gte", ">="],
  ["le", "<="],
  ["ge", ">="],
  ["like", "contains"],
  ["matches", "contains"],
  ["has", "includes"],
  ["contain", "contains"],
  ["include", "includes"],
  ["exists", "is not null"],
  ["isnull", "is null"],
  ["xor", "!="],
  ["plus", "+"],
  ["one", "any of"],
  ["some", "any of"],
  ["each", "all of"],
  ["every", "all of"],
]);

function tailWord(build: Build, found: Token, before: Token | undefined): boolean {
  const right = TAIL_WORDS.get(found.image.toLowerCase());
  if (right === undefined || !isA(found, t.Word)) return false;
  const ofList = right === "any of" || right === "all of";
  if (ofList !== isA(before, t.Includes)) return false;
  if (!ofList && !isA(before, t.Path) && !isA(before, t.Text) && !isA(before, t.Digits)) return false;
  const span = build.span(found);
  build.report(
    kinds.wrongWord,
    span,
    { word: found.image, right },
    ofList ? { help: `write \`includes ${right}\`` } : { help: `write \`${right}\``, fix: { title: `Write \`${right}\``, edits: [{ span, text: right }] } },
  );
  return true;
}

const parenthesis: Recognizer = (build, { tokens, at, found, before, expected }) => {
  if (found === undefined) return false;
  if (isA(found, t.LParen) && before !== undefined && !expected.has("LParen")) {
    const help = isA(before, t.Name)
      ? "there are no functions; a condition is named on its own, as `IsOwner`"
      : "parentheses group conditions only; a list is written `[1, 2]`";
    build.report(
      kinds.unexpected,
      build.span(found),
      { found: "`(`", expected: isA(before, t.Name) ? "`and`, `or` or the end of the condition" : "a value" },
      { help },
    );
    return true;
  }
  const open: Token[] = [];
  for (const token of tokens.slice(0, at)) {
    if (isA(token, t.LParen) || isA(token, t.LSquare)) open.push(token);
    else if (isA(token, t.RParen) || isA(token, t.RSquare)) open.pop();
  }
  const last = open.at(-1);
  if ((isA(found, t.RParen) || isA(found, t.RSquare)) && last === undefined) {
    build.report(kinds.stray, build.span(found), { word: found.image }, { help: "remove it" });
    return true;
  }
  if (isA(before, t.RParen) && startsTail(found, undefined)) {
    build.report(
      kinds.unexpected,
      build.span(found),
      { found: `\`${found.image}\``, expected: "`and` or `or`" },
      { help: "parentheses group conditions only, and a condition compares with nothing" },
    );
    return true;
  }
  if (last === undefined || !(expected.has("RParen") || expected.has("RSquare"))) return false;
  if (isA(last, t.LParen) !== expected.has("RParen")) return false;
  if (expected.has("RSquare") && before !== undefined && (isA(found, t.Text) || isA(found, t.Digits))) return false;
  build.report(
    kinds.unclosed,
    build.span(last),
    { word: last.image },
    {
      labels: [{ span: build.span(found), message: `\`${isA(last, t.LParen) ? ")" : "]"}\` is missing before this` }],
      help: `close it with \`${isA(last, t.LParen) ? ")" : "]"}\``,
    },
  );
  return true;
};

function valueMistake(build: Build, found: Token, before: Token | undefined, expected: ReadonlySet<string>): boolean {
  const span = build.span(found);
  const wantsValue = (expected.has("Path") && expected.has("Digits") && !expected.has("LParen")) || (expected.has("Text") && expected.has("Digits"));
  if (wantsValue && found.tokenType === t.Name && isA(before, t.CompareSign)) {
    build.report(
      kinds.missingDot,
      span,
      { word: found.image },
      {
        help: `a text is written \`"${found.image}"\`, a property \`.${found.image}\`, an attribute \`operator.${found.image}\``,
        fix: { title: "Make it a text", edits: [{ span, text: `"${found.image}"` }] },
      },
    );
    return true;
  }
  return false;
}
