// Mistakes around names: commas too many or missing, words of the language as names, names that are missing.
import { isA, type Token } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";
import type { Build } from "./build-context.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";
import type { Place, Recognizer } from "./syntax-errors.ts";
import { formOf } from "./syntax-forms.ts";

export const nameMistake: Recognizer = (build, place) =>
  commaMistake(build, place) ||
  missingComma(build, place) ||
  keywordMistake(build, place) ||
  quotedProperty(build, place) ||
  levelMistake(build, place) ||
  missingName(build, place);

function commaMistake(build: Build, { found, before, expected, rules }: Place): boolean {
  const wantsName = expected.has("Ref") || expected.has("Path") || expected.has("PropertyRead");
  if (before !== undefined && isA(before, t.Comma) && isA(found, t.RSquare)) return extraComma(build, before, "a list has no comma after its last value");
  if (before !== undefined && isA(before, t.Comma) && wantsName) {
    const word = isA(found, t.Reserved) && found !== undefined ? `; if \`${found.image}\` is a name, write it between backticks` : "";
    return extraComma(build, before, `names have commas between them, and none after the last${word}`);
  }
  if (found === undefined || !isA(found, t.Comma)) return false;
  if (isA(before, t.Comma)) return extraComma(build, found, "one comma is enough");
  const rule = rules.at(-1);
  if (rule === "block" || rules.includes("roleDeclaration")) return extraComma(build, found, "settings and blocks have no commas between them");
  if (rule === "testDeclaration" || rule === "groupDeclaration" || rule === "externalDeclaration")
    return extraComma(build, found, "clauses and expectations have no commas between them");
  if (rule === "body" || rules.includes("row")) return extraComma(build, found, "rows have no commas between them; conditions are joined with `and` or `or`");
  return false;
}

function extraComma(build: Build, comma: Token, help: string): true {
  const span = build.span(comma);
  build.report(kinds.extraComma, span, {}, { help, fix: { title: "Remove the comma", edits: [{ span, text: "" }] } });
  return true;
}

/** Two names, texts or numbers next to each other, where a list is. */
function missingComma(build: Build, { tokens, at, found, before, expected, rules }: Place): boolean {
  if (found === undefined || before === undefined) return false;
  const inList = expected.has("RSquare") || expected.has("Comma");
  const values = inList && isValue(before) && isValue(found);
  const names = isA(found, t.Ref) && (isA(before, t.Ref) || isA(tokens[at - 2], t.Colon)) && listWord(tokens, at - 1) && !rules.includes("expression");
  const paths = isA(found, t.Path) && isA(before, t.Path) && (isA(tokens[0], t.Policy) || isA(tokens[0], t.Final)) && !rules.includes("body");
  if (!values && !names && !paths) return false;
  const end = build.span(before).end;
  build.report(
    kinds.missingComma,
    build.span(found),
    { before: before.image, after: found.image },
    {
      help: "values and names in a list have commas between them",
      fix: { title: "Add the comma", edits: [{ span: { file: build.file, start: end, end }, text: "," }] },
    },
  );
  return true;
}

function isValue(token: Token): boolean {
  return [t.Text, t.Digits, t.True, t.False].some((type) => isA(token, type));
}

/** Whether a list of names leads to a token. */
function listWord(tokens: readonly Token[], from: number): boolean {
  for (let at = from; at >= 0; at--) {
    const token = tokens[at];
    if ([t.Roles, t.On, t.Privileges, t.Performs, t.To].some((type) => isA(token, type))) return true;
    if (!isA(token, t.Ref) && !isA(token, t.Comma) && !isA(token, t.Colon)) return false;
  }
  return false;
}

/** What a name is missing after, in words. */
const AFTER: ReadonlyMap<string, string> = new Map([
  ["on", "the name of a class"],
  ["extends", "the name of a class"],
  ["to", "the name of a class"],
  ["of", "the name of a class"],
  ["privilege", "the name of a privilege"],
  ["privileges", "the name of a privilege"],
  ["requires", "the name of a privilege"],
  ["has", "the name of a privilege"],
  ["lacks", "the name of a privilege"],
  ["performs", "the name of a rule or a privilege"],
  ["perform", "the name of a rule"],
  ["roles", "the name of a role"],
  ["holds", "the name of a role"],
  ["group", "the name of a group"],
  ["role", "the name of a role"],
  ["class", "the name of a class"],
  ["policy", "the name of a policy"],
  ["when", "the name of an access when"],
  ["assignment", "the name of an external assignment"],
]);

function wantsName(expected: ReadonlySet<string>): boolean {
  return (expected.has("Ref") || expected.has("Word")) && !expected.has("Path");
}

function keywordMistake(build: Build, { found, before, next, expected, rules }: Place): boolean {
  if (found === undefined || before === undefined || !isA(found, t.Reserved)) return false;
  const asCondition = rules.at(-1) === "body" && isA(before, t.LCurly);
  if (!asCondition && (!wantsName(expected) || expected.has("Colon"))) return false;
  const span = build.span(found);
  const opens = isA(next, t.LCurly) || isA(next, t.RCurly) || isA(next, t.On) || isA(next, t.Comma) || next === undefined;
  const missing = AFTER.get(before.image) ?? "a name";
  build.report(
    kinds.keywordAsName,
    span,
    { word: found.image },
    {
      help: opens ? "write it between backticks" : `${missing} is missing before it; or, if it is one, write it between backticks`,
      fix: { title: "Put it between backticks", edits: [{ span, text: `\`${found.image}\`` }] },
    },
  );
  return true;
}

function quotedProperty(build: Build, { found, next, rules }: Place): boolean {
  if (found === undefined || !isA(found, t.Text) || !isA(next, t.Colon)) return false;
  if (!rules.includes("object") && !rules.includes("fields")) return false;
  const span = build.span(found);
  const name = found.image.slice(1, -1);
  build.report(
    kinds.propertyName,
    span,
    { name: found.image, why: "it is written without quotes" },
    { help: `write \`${name}:\``, fix: { title: "Remove the quotes", edits: [{ span, text: name }] } },
  );
  return true;
}

function levelMistake(build: Build, { found, before, rules }: Place): boolean {
  if (found !== undefined && rules.at(-1) === "block" && isA(found, t.When) && !isA(before, t.LCurly)) {
    build.report(kinds.duplicateClause, build.span(found), { clause: "when" }, { help: "join the conditions with `and`" });
    return true;
  }
  if (found === undefined || before === undefined || rules.at(-1) !== "block") return false;
  const condition = isA(found, t.Path) || isA(found, t.Not) || isA(found, t.LParen) || isA(found, t.Operator) || found.tokenType === t.Name;
  if (condition && (isA(before, t.SettingWord) || isA(before, t.Digits))) {
    const end = build.span(before).end;
    build.report(
      kinds.unexpected,
      build.span(found),
      { found: `\`${found.image}\``, expected: "a setting or `}`" },
      {
        help: "a condition comes after `when`",
        fix: { title: "Add `when`", edits: [{ span: { file: build.file, start: end, end }, text: " when" }] },
      },
    );
    return true;
  }
  if (!isA(found, t.Digits)) return false;
  const help = isA(before, t.Digits) ? "a setting has one level" : "the level comes right after the setting, before `when`: `open 3 when …`";
  build.report(kinds.unexpected, build.span(found), { found: `\`${found.image}\``, expected: "a setting or `}`" }, { help });
  return true;
}

function missingName(build: Build, place: Place): boolean {
  const { found, before, expected } = place;
  if (before === undefined || !wantsName(expected) || isA(found, t.Text)) return false;
  const what = AFTER.get(before.image) ?? (isA(before, t.SettingWord) || isA(before, t.Discover) ? "the name of a class" : "a name");
  build.report(kinds.missingName, build.span(before), { what: `after \`${before.image}\`, ${what}` }, { help: formOf(place) });
  return true;
}
