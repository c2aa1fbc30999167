// Words of other languages where one of a fixed set stands: the types, a policy's actions, the kinds of rules.
import { isA, type Token } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";
import type { Build } from "./build-context.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";
import { suggester } from "../suggest.ts";
import type { Place, Recognizer } from "./syntax-errors.ts";

export const kindMistake: Recognizer = (build, place) => typeMistake(build, place) || actionMistake(build, place) || ruleMistake(build, place);

/** Reports a word that should be another, with the edit that mends it. */
export function wrong(build: Build, token: Token, right: string, help?: string, text = right): true {
  const span = build.span(token);
  build.report(
    kinds.wrongWord,
    span,
    { word: token.image, right },
    {
      help: help ?? `write \`${right}\``,
      fix: { title: `Write \`${right}\``, edits: [{ span, text }] },
    },
  );
  return true;
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ["string", "text"],
  ["str", "text"],
  ["varchar", "text"],
  ["char", "text"],
  ["uuid", "text"],
  ["id", "text"],
  ["int", "integer"],
  ["long", "integer"],
  ["number", "decimal"],
  ["float", "decimal"],
  ["double", "decimal"],
  ["money", "decimal"],
  ["numeric", "decimal"],
  ["real", "decimal"],
  ["bool", "boolean"],
  ["flag", "boolean"],
  ["timestamp", "datetime"],
  ["time", "datetime"],
  ["instant", "datetime"],
  ["array", "list of"],
  ["set", "list of"],
  ["lists", "list of"],
]);

function typeMistake(build: Build, { found, before, rules, expected, next }: Place): boolean {
  if (found === undefined) return false;
  if (expected.has("ScalarWord") && isA(before, t.Of)) {
    const what = isA(found, t.Text) ? "a union" : isA(found, t.LCurly) ? "pages" : isA(found, t.List) ? "lists" : undefined;
    if (what !== undefined) {
      build.report(
        kinds.listElement,
        build.span(found),
        { found: what },
        { help: what === "a union" ? "write `list of text`" : "a list holds `text`, `integer`, `decimal`, `boolean`, `date` or `datetime`" },
      );
      return true;
    }
  }
  if (expected.has("ScalarWord") && isA(found, t.Word) && !isA(found, t.List) && !isA(next, t.Colon)) {
    const right = TYPES.get(found.image.toLowerCase()) ?? suggester().nearest(found.image, ["text", "integer", "decimal", "boolean", "date", "datetime"]);
    const span = build.span(found);
    build.report(
      kinds.unknownType,
      span,
      { word: found.image },
      {
        help: isA(found, t.Of)
          ? "write `list of`"
          : right === undefined
            ? "the types are `text`, `integer`, `decimal`, `boolean`, `date`, `datetime`, `list of` one of these, a union of texts, and a page in braces"
            : `did you mean \`${right}\`?`,
        fix: right === undefined ? undefined : { title: `Write \`${right}\``, edits: [{ span, text: right }] },
      },
    );
    return true;
  }
  const inFields = rules.at(-1) === "fields" || rules.at(-1) === "field";
  if (inFields && isA(found, t.LSquare) && before !== undefined && isA(before, t.ScalarWord)) {
    build.report(
      kinds.unexpected,
      build.span(found),
      { found: "`[`", expected: "`name: type` or `}`" },
      { help: `a list is written \`list of ${before.image}\`` },
    );
    return true;
  }
  if (isA(found, t.Equals) && expected.has("Colon")) return wrong(build, found, ":", "a name and what belongs to it have a `:` between them");
  return false;
}

const ACTIONS: ReadonlyMap<string, string> = new Map([
  ["write", "update"],
  ["edit", "update"],
  ["change", "update"],
  ["create", "update"],
  ["view", "read"],
  ["see", "read"],
  ["remove", "delete"],
  ["search", "discover"],
  ["list", "discover"],
  ["find", "discover"],
  ["mask", "property-read"],
  ["masked", "property-read"],
  ["encrypt", "property-encrypt"],
  ["propertyread", "property-read"],
  ["propertyencrypt", "property-encrypt"],
]);

const ACTION_TYPES = [t.Read, t.Update, t.SettingWord, t.Discover, t.Privilege, t.PropertyRead, t.PropertyEncrypt];

function actionMistake(build: Build, { found, expected, rules, tokens, at }: Place): boolean {
  if (
    found !== undefined &&
    rules.includes("action") &&
    expected.has("Path") &&
    isA(tokens[at - 1], t.Comma) &&
    ACTION_TYPES.some((type) => isA(found, type))
  ) {
    build.report(
      kinds.mixedActions,
      build.span(found),
      { action: found.image },
      { help: "a policy for `property-read` or `property-encrypt` is for nothing else" },
    );
    return true;
  }
  if (found === undefined || !expected.has("PropertyRead") || !isA(found, t.Word)) return false;
  const names = ["read", "update", "delete", "discover", "property-read", "property-encrypt", "privilege", "run-reports"];
  const right = ACTIONS.get(found.image.toLowerCase()) ?? suggester().nearest(found.image, names);
  return (
    right !== undefined &&
    wrong(
      build,
      found,
      right,
      "a policy is for `read`, `update`, `delete`, `discover`, another setting, `privilege NAME`, `property-read of .P` or `property-encrypt of .P`",
    )
  );
}

const RULE_KINDS = ["flow-action", "flow", "activity", "correspondence", "attachment", "navigation", "report", "section"];

function ruleMistake(build: Build, { tokens, found, at, expected, rules, next }: Place): boolean {
  if (found === undefined || (!rules.includes("ruleDeclaration") && !isA(tokens[0], t.Rule))) return false;
  if (expected.has("KindWord")) {
    const right = suggester().nearest(found.image, RULE_KINDS);
    const named = isA(next, t.On) || isA(next, t.Requires);
    build.report(
      kinds.ruleKind,
      build.span(found),
      { word: found.image },
      {
        help:
          named || right === undefined
            ? `between \`rule\` and the name stands what it is: ${RULE_KINDS.map((kind) => `\`${kind}\``).join(", ")}`
            : `did you mean \`${right}\`?`,
      },
    );
    return true;
  }
  const requires = tokens.slice(0, at).findLastIndex((token) => isA(token, t.Requires));
  if (requires !== -1 && (isA(found, t.Comma) || isA(found, t.And))) {
    return wrong(build, found, "or", "holding any one of the privileges is enough, so they are joined with `or`", " or");
  }
  return false;
}
