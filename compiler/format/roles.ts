// Roles and groups: a block, a setting, a clause a line, unless there is only one and it was written on one.
import type { Doc } from "prettier";
import { builders } from "prettier/doc";
import { printClause } from "./conditions.ts";
import type { Pen } from "./pen.ts";
import { isRule, isWord, type Branch, type Part } from "./tree.ts";

const { group, hardlineWithoutBreakParent, ifBreak, indent, line } = builders;

/** Names with commas between them, behind a keyword: on its line, or each on its own. */
export function printNames(pen: Pen, names: readonly Part[]): Doc {
  const [first] = names;
  if (first === undefined) return "";
  const list = pen.list(
    names,
    (part): part is Part => !isWord(part, "Comma"),
    (part) => pen.inline(part),
  );
  return group(indent([pen.gaps.before(first.first, line), list]));
}

/** What `{` stands behind: on the same line, or below where what comes before it is broken. */
export function beforeBrace(pen: Pen, index: number, header: symbol): Doc {
  return pen.gaps.before(index, ifBreak(hardlineWithoutBreakParent, " ", { groupId: header }));
}

/** `access to … { … }` and `deny access to … { … }`. */
export function printBlock(pen: Pen, block: Branch): Doc {
  const open = block.parts.findIndex((part) => isWord(part, "LCurly"));
  const brace = block.parts[open];
  const close = block.parts.at(-1);
  const targets = block.parts.filter((part) => isRule(part, "target") || isWord(part, "Comma"));
  const words = block.parts.slice(0, block.parts.indexOf(targets[0] as Part));
  if (brace?.kind !== "leaf" || close?.kind !== "leaf") return "";
  const id = Symbol("block");
  const settings = block.parts.filter((part) => isRule(part, "setting"));
  const head = group([printWords(pen, words), printNames(pen, targets)], { id });
  const body = pen.braces(brace, settings, close, (setting) => printSetting(pen, setting), { oneALine: true, between: " " });
  return [head, beforeBrace(pen, brace.first, id), body];
}

function printSetting(pen: Pen, { parts }: Branch): Doc {
  const when = parts.findIndex((part) => isWord(part, "When"));
  const head = when === -1 ? parts : parts.slice(0, when);
  const [word, expression] = when === -1 ? [] : parts.slice(when);
  const docs = head.map((part, at) =>
    isRule(part, "names") ? printNames(pen, part.parts) : at === 0 ? pen.inline(part) : pen.then(" ", part, (each) => pen.inline(each)),
  );
  if (word?.kind !== "leaf" || expression?.kind !== "branch") return docs;
  return group([docs, indent([pen.gaps.before(word.first, line), printClause(pen, word, expression)])]);
}

/** A clause of a group or an external assignment: words, and names. */
export function printGroupClause(pen: Pen, { parts }: Branch): Doc {
  return parts.map((part, at) =>
    isRule(part, "roleNames", "names") ? printNames(pen, part.parts) : at === 0 ? pen.inline(part) : pen.then(" ", part, (each) => pen.inline(each)),
  );
}

/** Words with single blanks between them; the gap before the first is the caller's. */
export function printWords(pen: Pen, parts: readonly Part[]): Doc {
  return parts.map((part, at) => (at === 0 ? pen.inline(part) : pen.then(" ", part, (each) => pen.inline(each))));
}
