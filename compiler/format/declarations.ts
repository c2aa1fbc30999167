// Declarations: a head with its clauses, and what stands between its braces.
import type { Doc } from "prettier";
import { builders } from "prettier/doc";
import { expectationColumns, type Columns } from "./columns.ts";
import { printBody, printClause } from "./conditions.ts";
import type { Pen } from "./pen.ts";
import { beforeBrace, printBlock, printGroupClause, printNames, printWords } from "./roles.ts";
import { clause, isRule, isWord, type Branch, type Part } from "./tree.ts";
import { printFields, printObject } from "./values.ts";

const { fill, group, indent, line } = builders;

/** `columns` says where blanks stand before a brace. */
export function printDeclaration(pen: Pen, declaration: Branch, columns: Columns): Doc {
  const { parts } = declaration;
  const named = parts.slice(0, headLength(declaration));
  const rest = parts.slice(named.length);
  const end = rest.findIndex((part) => isWord(part, "LCurly") || isRule(part, "fields", "body"));
  const clauses = (declaration.rule === "assertDeclaration" ? clausesOfAssert : clausesOf)(end === -1 ? rest : rest.slice(0, end));
  const id = Symbol(declaration.rule);
  const filled = clauses.flatMap((each) => [pen.gaps.before(each.first, line), printHeadClause(pen, each)]);
  const head = group(indent(fill([printWords(pen, named), ...filled])), { id });
  const body = end === -1 ? undefined : rest[end];
  if (body === undefined) return head;
  const padding = columns.get(body.first);
  const before = padding === undefined ? beforeBrace(pen, body.first, id) : " ".repeat(padding);
  return [head, before, printInside(pen, declaration.rule, rest.slice(end))];
}

/** How many parts say what is declared; what follows are clauses. A name may be a word that begins a clause elsewhere. */
function headLength({ rule, parts }: Branch): number {
  switch (rule) {
    case "importDeclaration":
      return parts.length;
    case "attributesDeclaration":
      return 1;
    case "accessWhenDeclaration":
    case "ruleDeclaration":
    case "externalDeclaration":
      return 3;
    case "assertDeclaration":
      return isWord(parts[1], "Text") ? 2 : 1;
    case "policyDeclaration":
      return isWord(parts[0], "Final") ? 3 : 2;
    default:
      return 2;
  }
}

function clausesOf(parts: readonly Part[]): readonly Branch[] {
  const result: Part[][] = [];
  for (const part of parts) {
    // `on` of `depends on` begins nothing.
    const begins = isWord(part, "Extends", "Without", "Depends", "Inherits", "On", "For", "Requires", "When");
    const run = result.at(-1);
    if (run === undefined || (begins && !(isWord(run[0], "Depends") && run.length === 1))) result.push([part]);
    else run.push(part);
  }
  return result.map(clause);
}

/** Of whom, what, and when. */
function clausesOfAssert(parts: readonly Part[]): readonly Branch[] {
  const what = parts.findIndex((part) => isRule(part, "claim"));
  const conditions = parts.slice(what + 2).flatMap((part) => (part.kind === "branch" ? [part] : []));
  return [clause(parts.slice(0, what)), clause(parts.slice(what, what + 2)), ...conditions];
}

function printHeadClause(pen: Pen, { parts }: Branch): Doc {
  const [word, second] = parts;
  if (isWord(word, "When", "Unless") && second?.kind === "branch") return printClause(pen, word, second);
  if (isWord(word, "Requires")) {
    const docs = parts.map((part, at) => (at === 0 ? pen.inline(part) : pen.then(isWord(part, "Or") ? line : " ", part, (each) => pen.inline(each))));
    return group(indent(docs));
  }
  if (isRule(second, "actions")) return [pen.inline(word as Part), printActions(pen, second)];
  return printGroupClause(pen, clause(parts));
}

/** What a policy is for; the properties of one action are a list of their own. */
function printActions(pen: Pen, { parts, first }: Branch): Doc {
  const isSingle = parts.length === 1;
  const list = pen.list(
    parts,
    (part) => isRule(part, "action"),
    (action) => printAction(pen, action),
  );
  return isSingle ? [pen.gaps.before(first, " "), list] : group(indent([pen.gaps.before(first, line), list]));
}

function printAction(pen: Pen, { parts }: Branch): Doc {
  const listed = parts.findIndex((part) => isRule(part, "paths", "maskedProperty"));
  if (listed === -1) return printWords(pen, parts);
  const [first] = parts.slice(listed);
  return [printWords(pen, parts.slice(0, listed)), printNames(pen, isRule(first, "paths") ? first.parts : parts.slice(listed))];
}

function printInside(pen: Pen, rule: string, parts: readonly Part[]): Doc {
  const [open] = parts;
  const close = parts.at(-1);
  if (isRule(open, "fields")) return printFields(pen, open);
  if (isRule(open, "body")) return printBody(pen, open);
  if (open?.kind !== "leaf" || close?.kind !== "leaf") return "";
  const items = parts.slice(1, -1);
  if (rule === "groupDeclaration")
    return pen.braces(open, groupClauses(items), close, (item) => printGroupClause(pen, item), { oneALine: false, between: "  " });
  const branches = items.filter((item) => item.kind === "branch");
  const columns = rule === "testDeclaration" ? expectationColumns(pen, branches) : new Map<number, number>();
  return pen.braces(open, branches, close, (item) => printItem(pen, item, columns), { oneALine: true, between: " " });
}

function groupClauses(parts: readonly Part[]): readonly Branch[] {
  const result: Part[][] = [];
  for (const part of parts) {
    if (isWord(part, "Roles", "Stop") || result.length === 0) result.push([part]);
    else result.at(-1)?.push(part);
  }
  return result.map(clause);
}

function printItem(pen: Pen, item: Branch, columns: Columns): Doc {
  if (item.rule === "block") return printBlock(pen, item);
  const [only] = item.parts;
  const parts = isRule(only, "expectation") ? only.parts : item.parts;
  return parts.map((part, at) => {
    if (isRule(part, "roleNames", "names")) return printNames(pen, part.parts);
    const print = (each: Part): Doc => (isRule(each, "object") ? printObject(pen, each) : pen.inline(each));
    return at === 0 ? print(part) : pen.then(" ".repeat(columns.get(part.first) ?? 1), part, print);
  });
}
