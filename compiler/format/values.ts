// Fields with their types, and the objects that tests are about.
import type { Doc } from "prettier";
import { builders } from "prettier/doc";
import type { Pen } from "./pen.ts";
import { isRule, isWord, type Branch, type Part } from "./tree.ts";

const { group, indent, line } = builders;

/** `{ name: type … }`, a field a line or all on one with commas between them. */
export function printFields(pen: Pen, fields: Branch): Doc {
  return printPairs(pen, fields, "field");
}

/** `{ name: value … }`. */
export function printObject(pen: Pen, object: Branch): Doc {
  return printPairs(pen, object, "entry");
}

function printPairs(pen: Pen, { parts }: Branch, rule: "field" | "entry"): Doc {
  const open = parts[0];
  const close = parts.at(-1);
  if (open?.kind !== "leaf" || close?.kind !== "leaf") return "";
  const items = parts.filter((part) => isRule(part, rule));
  return pen.braces(open, items, close, (item) => printPair(pen, item), { oneALine: false, between: "," });
}

/** `name: type = default` or `name: value`. */
function printPair(pen: Pen, { parts }: Branch): Doc {
  return parts.map((part, at) => {
    if (isWord(part, "Comma")) return pen.comma(part, "");
    if (isWord(part, "Colon") && at === 1) return pen.word("", part);
    return at === 0 ? printValue(pen, part) : pen.then(" ", part, (each) => printValue(pen, each));
  });
}

function printValue(pen: Pen, part: Part): Doc {
  if (part.kind === "leaf") return part.token.image;
  const [first] = part.parts;
  if (part.rule === "type") return isRule(first, "fields") ? printFields(pen, first) : isWord(first, "Text") ? printUnion(pen, part.parts) : pen.inline(part);
  if (part.rule !== "value") return pen.inline(part);
  if (isRule(first, "object")) return printObject(pen, first);
  return isWord(first, "LSquare") ? pen.brackets(part.parts, (value) => printValue(pen, value)) : pen.inline(part);
}

/** The members of a union, the first behind its name. */
function printUnion(pen: Pen, parts: readonly Part[]): Doc {
  const docs = parts.map((part, at) => (at === 0 ? pen.inline(part) : pen.then(isWord(part, "Pipe") ? line : " ", part, (each) => pen.inline(each))));
  return group(indent(docs));
}
