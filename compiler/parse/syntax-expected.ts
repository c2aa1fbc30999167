// Puts into words what could have stood where the parser could not go on.
import { isA, type Token } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";
import type { Place } from "./syntax-errors.ts";

/** A token as it stands in a message. */
export function shown(token: Token): string {
  if (isA(token, t.Text)) return token.image.length <= 40 ? `the text \`${token.image}\`` : "a text";
  return `\`${token.image.length <= 40 ? token.image : `${token.image.slice(0, 37)}...`}\``;
}

/** After lists of parts the parser only knows the closing brace; people want to know which parts there could be. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ["block", "a setting or `}`"],
  ["roleDeclaration", "`access to`, `deny access to` or `}`"],
  ["fields", "`name: type` or `}`"],
  ["object", "`name: value` or `}`"],
  ["groupDeclaration", "`roles`, `stop at first grant or deny` or `}`"],
  ["externalDeclaration", "`group`, `performs`, `expires after`, `remind every`, `open` or `}`"],
  ["testDeclaration", "`group`, `roles`, an expectation or `}`"],
  ["body", "`and`, `or` or `}`"],
  ["testItem", "an expectation"],
]);

export function expectedPhrase(place: Place): string {
  const { expected } = place;
  const rule = place.rules.at(-1) ?? "";
  if (expected.size === 0) return endPhrase(place.tokens[0]);
  if (rule === "body" && isA(place.before, t.LCurly)) return "a condition";
  if (rule === "groupDeclaration" && isA(place.before, t.LCurly)) return "`roles`";
  if (expected.has("RCurly") && expected.size === 1) return PARTS.get(rule) ?? "`}`";
  if (expected.has("LParen") && expected.has("Path")) return "a condition";
  if (expected.has("Path") && expected.has("Digits")) return "a value";
  if (expected.has("ScalarWord") && expected.has("List")) return "a type";
  if (expected.has("Text") && expected.has("Digits")) return "a value";
  if (expected.has("When") && expected.has("Otherwise")) return "a condition";
  return joined([...expected].map(phrase));
}

/** What could still have come, when a declaration seemed to be at its end. */
function endPhrase(keyword: Token | undefined): string {
  if (isA(keyword, t.Policy) || isA(keyword, t.Final)) return "`on`, `for` or `{`";
  if (isA(keyword, t.Rule)) return "`on`, `requires` or `when`";
  return "the end of the declaration";
}

function phrase(name: string): string {
  switch (name) {
    case "Ref":
    case "Word":
    case "Name":
    case "Reserved":
      return "a name";
    case "Path":
      return "a path such as `.name`";
    case "Text":
      return "a text in double quotes";
    case "Digits":
    case "Minus":
      return "a number";
    case "ScalarWord":
      return "a type such as `text`";
    case "SettingWord":
      return "a setting such as `open`";
    case "KindWord":
      return "a kind of rule such as `flow-action`";
    case "CompareSign":
      return "a comparison";
    default:
      return `\`${LABELS.get(name) ?? name}\``;
  }
}

const LABELS: ReadonlyMap<string, string> = new Map(t.vocabulary.map((type) => [type.name, type.LABEL ?? type.name]));

function joined(phrases: readonly string[]): string {
  const unique = [...new Set(phrases)];
  const last = unique.pop() ?? "";
  return unique.length === 0 ? last : `${unique.join(", ")} or ${last}`;
}
