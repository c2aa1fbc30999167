// What can be written at a place: by the words before it, as far as the text has been written.
import { type CompletionItem, CompletionItemKind } from "vscode-languageserver/node";
import { isA, tokenize, type Token } from "../grammar/index.ts";
import * as t from "../grammar/tokens.ts";
import { nameText } from "./names.ts";
import type { Attribute, ClassModel, Model } from "../compiler/model.ts";
import { settingNames } from "../compiler/model.ts";
import type { ValueType } from "../compiler/condition.ts";
import { typeText } from "./hover.ts";
import { lastKeyword, type Place, placeOf } from "./cursor.ts";
import type { Compilation } from "./workspace.ts";

const declarations = [
  "import",
  "operator",
  "context",
  "class",
  "access when",
  "privilege",
  "role",
  "group",
  "policy",
  "final policy",
  "rule",
  "external assignment",
  "test",
  "assert",
];
const scalars = ["text", "integer", "decimal", "boolean", "date", "datetime", "list of"];
const ruleKinds = ["flow-action", "flow", "activity", "correspondence", "attachment", "navigation", "report", "section"];
const actions = [
  "read",
  "update",
  "delete",
  "discover",
  "run-reports",
  "execute-activities",
  "open-rules",
  "modify-rules",
  "delete-rules",
  "execute-rules",
  "privilege",
  "property-read of",
  "property-encrypt of",
];
/** `text` is the file's, `offset` where the cursor is. */
export function completions(text: string, offset: number, { model }: Compilation): CompletionItem[] {
  const { tokens, comments } = tokenize(text.slice(0, offset));
  if (comments.some(({ image, startOffset }) => startOffset + image.length >= offset && !image.endsWith("*/"))) return [];
  const last = tokens.at(-1);
  // The word, or the path, that is being written is none yet.
  const [path] = /(?:\b(?:operator|context))?(?:\.\w*)+$/.exec(text.slice(0, offset)) ?? [];
  const from = path === undefined ? offset : offset - path.length;
  const isPartial = last !== undefined && last.startOffset + last.image.length === offset && isA(last, t.Word);
  const before = path !== undefined ? tokens.filter(({ startOffset }) => startOffset < from) : isPartial ? tokens.slice(0, -1) : tokens;
  const place = placeOf(before);
  if (path !== undefined && !(last !== undefined && isA(last, t.Text))) return pathItems(path, place, model);
  const inText = last !== undefined && isA(last, t.Text) && !/^"(?:[^"\\]|\\.)*"$/.test(last.image);
  if (inText) return literalItems(tokens.slice(0, -1), place, model, false);
  return [...literalItems(before, place, model, true), ...wordItems(before, place, model)];
}

function pathItems(image: string, { own, on }: Place, model: Model | undefined): CompletionItem[] {
  if (model === undefined) return [];
  const [root = "", ...segments] = image.split(".");
  const inTest = own[0]?.tokenType.name === "Test" && !isA(own.at(-1), t.Sees) && !isA(own.at(-1), t.Hides);
  if (inTest) return [];
  const above = segments.slice(0, -1);
  if (root === "operator" || root === "context") return attributeItems(model[root], above);
  let fields: readonly { readonly name: string; readonly type: ValueType; readonly documentation?: string | undefined }[] = [
    ...(classOf(model, on)?.properties.values() ?? []),
  ];
  for (const segment of above) {
    const type = fields.find(({ name }) => name === segment)?.type;
    fields = type?.kind === "page" ? type.fields : [];
  }
  return fields.map(({ name, type, documentation }) => item(name, CompletionItemKind.Field, typeText(type), documentation));
}

function attributeItems(attributes: readonly Attribute[], above: readonly string[]): CompletionItem[] {
  return attributes
    .filter(({ path }) => path.length === above.length + 1 && above.every((segment, at) => path[at] === segment))
    .map(({ path, type, documentation }) => item(path.at(-1) ?? "", CompletionItemKind.Field, typeText(type), documentation));
}

/** The members of the union that something before is compared with. */
function literalItems(before: readonly Token[], { own, on }: Place, model: Model | undefined, quoted: boolean): CompletionItem[] {
  let at = before.length - 1;
  while (at >= 0 && (isA(before[at], t.LSquare) || isA(before[at], t.Comma) || (isA(before[at], t.Text) && !isA(before[at - 1], t.DateWord)))) at--;
  const sign = before[at];
  if (isA(sign, t.In) && isA(before[at - 1], t.Not)) at--;
  const isValue = isA(sign, t.Colon);
  if (model === undefined || !(isA(sign, t.CompareSign) || isA(sign, t.In) || isValue)) return [];
  const path = isValue && own[0]?.tokenType.name === "Test" ? valuePath(before, at) : (before[at - 1]?.image ?? "");
  const type = typeOf(path, on, model);
  const members = type?.kind === "union" ? type.members : type?.kind === "scalar" && type.name === "boolean" ? ["true", "false"] : [];
  const isText = type?.kind === "union";
  return members.map((member) => item(quoted && isText ? JSON.stringify(member) : member, CompletionItemKind.EnumMember));
}

/** In a test's values, the property or attribute that a colon stands behind. */
function valuePath(tokens: readonly Token[], colon: number): string {
  let depth = 0;
  for (let at = colon; at >= 0; at--) {
    if (isA(tokens[at], t.RCurly)) depth++;
    if (!isA(tokens[at], t.LCurly) || depth-- > 0) continue;
    const root = tokens[at - 1];
    return `${isA(root, t.Operator) || isA(root, t.Context) ? root?.image : ""}.${tokens[colon - 1]?.image ?? ""}`;
  }
  return "";
}

function typeOf(path: string, on: string | undefined, model: Model): ValueType | undefined {
  const [root = "", first = "", ...rest] = path.split(".");
  if (root === "operator" || root === "context") return model[root].find((each) => each.path.join(".") === [first, ...rest].join("."))?.type;
  let type = classOf(model, on)?.properties.get(first)?.type;
  for (const segment of rest) type = type?.kind === "page" ? type.fields.find(({ name }) => name === segment)?.type : undefined;
  return type;
}

function classOf(model: Model | undefined, name: string | undefined): ClassModel | undefined {
  return model?.classes.find((cls) => cls.name === name);
}

/** Names and keywords, by the word before and by what is open. */
function wordItems(before: readonly Token[], place: Place, model: Model | undefined): CompletionItem[] {
  const last = before.at(-1);
  const list = isA(last, t.Comma) ? lastKeyword(before) : last;
  const head = place.own[0]?.tokenType.name;
  const classes = (): CompletionItem[] => (model?.classes ?? []).map((cls) => item(nameText(cls.name), CompletionItemKind.Class, undefined, cls.documentation));
  const roles = (): CompletionItem[] =>
    (model?.roles ?? []).map((role) => item(nameText(role.name), CompletionItemKind.Interface, undefined, role.documentation));
  const groups = (): CompletionItem[] =>
    (model?.groups ?? []).map((group) => item(nameText(group.name), CompletionItemKind.Module, undefined, group.documentation));
  const privileges = (): CompletionItem[] =>
    (classOf(model, place.on)?.privileges ?? model?.privileges ?? []).map((name) => item(nameText(name), CompletionItemKind.EnumMember));
  const rules = (): CompletionItem[] => (model?.rules ?? []).map((name) => item(nameText(name), CompletionItemKind.Event));
  switch (list?.tokenType.name) {
    case undefined:
      return keywords(declarations);
    case "Extends":
      return classes();
    case "On":
      return isA(before.at(-2), t.Depends) ? roles() : classes();
    case "To":
    case "Of":
      return isA(before.at(-2), t.Access) || head === "Test" || isA(list, t.To) ? classes() : [];
    case "Roles":
    case "Holds":
      return roles();
    case "Group":
      return place.inside === undefined ? [] : groups();
    case "Only":
      return groups();
    case "Privilege":
    case "Privileges":
      return place.inside === undefined && head !== "Policy" ? [] : privileges();
    case "Requires":
    case "Has":
    case "Lacks":
      return privileges();
    case "Perform":
      return rules();
    case "Performs":
      return [...rules(), ...privileges()];
    case "For":
      return keywords(actions);
    case "Rule":
      return keywords(ruleKinds);
    case "Colon":
      return head === "Class" || ((head === "Operator" || head === "Context") && place.inside !== "Values") ? keywords(scalars) : [];
    case "Can":
    case "Cannot":
      return keywords([...settingNames, "discover", "perform"]);
    case "SettingWord":
      return classes();
    case "When":
    case "And":
    case "Or":
    case "Not":
    case "Then":
    case "Otherwise":
    case "Unless":
    case "LParen":
      return expressionItems(model, place);
    default:
      if (head === "Test" && isA(list, t.SettingWord)) return classes();
      return insideItems(place, model);
  }
}

function expressionItems(model: Model | undefined, { on }: Place): CompletionItem[] {
  const whens = new Set(classOf(model, on)?.searchOrder.flatMap(({ ownWhens }) => [...ownWhens.keys()]) ?? []);
  const named = [...whens].map((name) => item(nameText(name), CompletionItemKind.Function));
  return [...named, ...keywords(["not", "operator", "context", "operator holds", "now", "today", "true", "false", "unrestricted"])];
}

function insideItems(place: Place, model: Model | undefined): CompletionItem[] {
  switch (place.inside) {
    case undefined:
      return place.own.length === 0 ? keywords(declarations) : keywords([...declarations, ...clauses(place.own[0]?.tokenType.name)]);
    case "Role":
      return keywords(["access to", "deny access to"]);
    case "Access":
      return keywords([...settingNames, "privilege", "privileges", "all settings", "all privileges", "when"]);
    case "Deny":
      return keywords([...settingNames, "all settings", "from", "up to", "when"]);
    case "Group":
      return keywords(["roles", "stop at first grant or deny"]);
    case "External":
      return keywords(["group", "performs", "expires after", "remind every", "open"]);
    case "Test":
      return keywords(["group", "roles", "level", "operator", "context", "now", "can", "cannot", "has", "lacks", "sees", "hides"]);
    case "Policy":
    case "Final":
      return [...expressionItems(model, place), ...keywords(["when", "then", "otherwise", "and", "or"])];
    default:
      return [];
  }
}

function clauses(head: string | undefined): readonly string[] {
  switch (head) {
    case "Class":
      return ["extends", "without pattern"];
    case "Role":
      return ["depends on", "inherits privileges"];
    case "Policy":
      return ["on", "for"];
    case "Rule":
      return ["on", "requires", "when"];
    default:
      return ["on"];
  }
}

function keywords(list: readonly string[]): CompletionItem[] {
  return list.map((word) => item(word, CompletionItemKind.Keyword));
}

function item(label: string, kind: CompletionItemKind, detail?: string, documentation?: string): CompletionItem {
  // Plain text, so that nothing in a policy is taken for markup.
  return { label, kind, ...(detail === undefined ? {} : { detail }), ...(documentation === undefined ? {} : { documentation }) };
}
