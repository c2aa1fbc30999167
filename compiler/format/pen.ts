// What every printer of the formatter shares: words with the gaps before them, lists, braces.
import type { Doc } from "prettier";
import { builders, printer } from "prettier/doc";
import { Gaps } from "./gaps.ts";
import { isRule, isWord, type Branch, type FormatTree, type Leaf, type Part } from "./tree.ts";

const { breakParent, group, ifBreak, indent, join, line, literalline, softline } = builders;

export interface Widths {
  readonly printWidth: number;
  readonly tabWidth: number;
}

/** How the things between braces are set. */
export interface Setting {
  /** Several of them never share a line. */
  readonly oneALine: boolean;
  /** What stands between them on one line. */
  readonly between: "," | " " | "  ";
}

export class Pen {
  readonly tree: FormatTree;
  readonly gaps: Gaps;
  readonly widths: Widths;

  constructor(tree: FormatTree, widths: Widths) {
    this.tree = tree;
    this.gaps = new Gaps(tree);
    this.widths = widths;
  }

  /** A word with the gap before it. */
  word(natural: Doc, leaf: Leaf): Doc {
    return [this.gaps.before(leaf.first, natural), leaf.token.image];
  }

  /** Something printed with the gap before it. */
  then<P extends Part>(natural: Doc, part: P, print: (part: P) => Doc): Doc {
    return [this.gaps.before(part.first, natural), print(part)];
  }

  /** Parts with a comma between them, on one line or each on its own; the gap before the first is the caller's. */
  list<P extends Part>(parts: readonly Part[], isItem: (part: Part) => part is P, print: (part: P) => Doc): Doc {
    const docs: Doc[] = [];
    for (const part of parts) {
      if (isItem(part)) docs.push(docs.length === 0 ? print(part) : this.then(line, part, print));
      else if (isWord(part, "Comma")) docs.push(this.word("", part));
    }
    return docs;
  }

  /** A statement as it is written, if a comment asks for it. */
  statement<P extends Branch>(part: P, print: (part: P) => Doc): Doc {
    if (!this.gaps.isIgnored(part.first)) return print(part);
    return [join(literalline, this.source(part).split("\n")), breakParent];
  }

  /** `{`, what is in it, and `}`; whoever broke the line after `{` wants it broken. */
  braces<P extends Branch>(open: Leaf, items: readonly P[], close: Leaf, print: (part: P) => Doc, { oneALine, between }: Setting): Doc {
    const [first] = items;
    if (first === undefined) return ["{", this.gaps.closing(close.first, ""), "}"];
    const separator = between === "," ? ifBreak("", ",") : between === "  " ? ifBreak("", " ") : "";
    const apart = items.some((item, at) => at > 0 && this.gaps.isApart(item.first));
    const isBroken = this.gaps.isOnNewLine(first.first) || apart || (oneALine && items.length > 1);
    const docs = items.map((item, at) => [
      this.gaps.statement(item.first, line, at === 0),
      this.statement(item, print),
      at === items.length - 1 || this.#keepsComma(item) ? "" : separator,
    ]);
    return group([open.token.image, indent(docs), this.gaps.closing(close.first, line), close.token.image], { shouldBreak: isBroken });
  }

  /** `[`, values, and `]`. */
  brackets(parts: readonly Part[], print: (part: Part) => Doc): Doc {
    const open = parts[0];
    const close = parts.at(-1);
    const values = parts.slice(1, -1).filter((part) => !isWord(part, "Comma"));
    const [first] = values;
    if (open === undefined || close === undefined) return "";
    if (first === undefined) return ["[", this.gaps.closing(close.first, ""), "]"];
    const docs: Doc[] = values.map((value, at) => {
      const comma = parts.find((part) => part.first > value.last);
      const isLast = at === values.length - 1;
      return [this.then(at === 0 ? softline : line, value, print), isWord(comma, "Comma") ? this.comma(comma, isLast ? "" : ",") : isLast ? "" : ","];
    });
    return group(["[", indent(docs), this.gaps.closing(close.first, softline), "]"]);
  }

  /** A comma that may be left out stays where comments stand before it, so that nothing moves across it. */
  comma(leaf: Leaf, otherwise: Doc): Doc {
    return this.gaps.at(leaf.first).length > 0 ? this.word("", leaf) : otherwise;
  }

  /** Words with single blanks between them. */
  inline(part: Part): Doc {
    if (part.kind === "leaf") return part.token.image;
    if (isRule(part, "literal", "value") && isWord(part.parts[0], "LSquare")) return this.brackets(part.parts, (value) => this.inline(value));
    return part.parts.map((child, at): Doc => {
      const before = part.parts[at - 1];
      return before === undefined ? this.inline(child) : this.then(isTight(before, child) ? "" : " ", child, (each) => this.inline(each));
    });
  }

  /** How wide something without comments is on one line. */
  widthOf(doc: Doc): number {
    return printer.printDocToString(doc, { printWidth: Infinity, tabWidth: this.widths.tabWidth }).formatted.length;
  }

  /** The text of a part as it is written. */
  source(part: Part): string {
    const from = this.tree.tokens[part.first]?.startOffset ?? 0;
    const last = this.tree.tokens[part.last];
    return this.tree.text.slice(from, last === undefined ? from : last.startOffset + last.image.length);
  }

  #keepsComma(item: Branch): boolean {
    const comma = item.parts.at(-1);
    return isWord(comma, "Comma") && this.gaps.at(comma.first).length > 0;
  }
}

/** Whether two things stand side by side without a blank. */
function isTight(before: Part | undefined, after: Part): boolean {
  return isWord(after, "Comma", "Colon") || (isWord(before, "Minus") && isWord(after, "Digits")) || isWord(before, "Colon");
}
