// What stands between two tokens: comments, which stay where they are, and the white space around them.
import type { Doc } from "prettier";
import { builders } from "prettier/doc";
import type { Comment } from "../parse/lexical.ts";
import type { FormatTree } from "./tree.ts";

const { hardline, indent, join, lineSuffix, literalline } = builders;

/**
 * Comments belong to the gap before a token. One that stands behind something on its line stays there, one that has a
 * line of its own keeps it, and nothing ever moves across a token: so a second run finds what the first one found.
 */
export class Gaps {
  readonly #tree: FormatTree;
  /** By the index of the token that follows; the number of tokens for those at the end. */
  readonly #comments = new Map<number, Comment[]>();

  constructor(tree: FormatTree) {
    this.#tree = tree;
    let next = 0;
    for (const comment of tree.notes) {
      while ((tree.tokens[next]?.startOffset ?? Infinity) < comment.span.start) next++;
      const earlier = this.#comments.get(next);
      if (earlier === undefined) this.#comments.set(next, [comment]);
      else earlier.push(comment);
    }
  }

  /** The gap before a token inside a statement; `natural` is what stands there without comments. */
  before(index: number, natural: Doc): Doc {
    const comments = this.at(index);
    if (comments.length === 0) return natural;
    const { docs, broken, open } = this.#written(comments, index, false);
    return [...docs, open || (broken && this.#linesAfter(comments, index) > 0) ? hardline : broken ? " " : natural];
  }

  /** The gap before a statement, at most one blank line kept; `natural` is a line. */
  statement(index: number, natural: Doc, isFirst: boolean): Doc {
    const comments = this.at(index);
    const blank = !isFirst && this.#linesAfter(comments, index) > 1;
    const lines = blank ? [hardline, hardline] : hardline;
    if (comments.length === 0) return blank ? lines : natural;
    const { docs, broken, open } = this.#written(comments, index, !isFirst);
    const last = comments.length > 0 && this.#linesAfter(comments, index) > 1 ? [hardline, hardline] : hardline;
    return [...docs, open || (broken && this.#linesAfter(comments, index) > 0) ? last : broken ? " " : blank ? lines : natural];
  }

  /** The gap before a closing brace: its comments belong inside. */
  closing(index: number, natural: Doc): Doc {
    const comments = this.at(index);
    if (comments.length === 0) return natural;
    const { docs, broken, open } = this.#written(comments, index, true);
    return [indent(docs), open || broken ? hardline : natural];
  }

  /** The comments after the last token. */
  atEnd(): Doc {
    const index = this.#tree.tokens.length;
    return this.#written(this.at(index), index, true).docs;
  }

  at(index: number): readonly Comment[] {
    return this.#comments.get(index) ?? [];
  }

  /** Whether there are comments between the tokens from `first` to `last`. */
  hasInside(first: number, last: number): boolean {
    for (let at = first + 1; at <= last; at++) if (this.#comments.has(at)) return true;
    return false;
  }

  /** Whether a line ends before a token, comments left aside. */
  isOnNewLine(index: number): boolean {
    return this.#lines(this.#endBefore(index), this.#startOf(index)) > 0;
  }

  /** Whether a blank line or a comment on a line of its own stands before a token. */
  isApart(index: number): boolean {
    const comments = this.at(index);
    const [first] = comments;
    const isTrailing = comments.length === 1 && first !== undefined && this.#lines(this.#endBefore(index), first.span.start) === 0;
    return (comments.length > 0 && !isTrailing) || this.#linesAfter(comments, index) > 1;
  }

  /** Whether `prettier-ignore` says that what follows stays as it is. */
  isIgnored(index: number): boolean {
    let from = this.#endBefore(index);
    return this.at(index).some(({ span }) => {
      const ownLine = from === 0 || this.#lines(from, span.start) > 0;
      from = span.end;
      return ownLine && /^(?:\/\/\s*prettier-ignore\s*|\/\*\s*prettier-ignore\s*\*\/)$/.test(this.#tree.text.slice(span.start, span.end));
    });
  }

  /** `open` says that a line has to end here; `broken`, that one did. */
  #written(comments: readonly Comment[], index: number, keepBlank: boolean): { docs: Doc[]; broken: boolean; open: boolean } {
    const docs: Doc[] = [];
    let from = this.#endBefore(index);
    let broken = false;
    let open = false;
    comments.forEach((comment, at) => {
      const lines = this.#lines(from, comment.span.start);
      const atStart = index === 0 && at === 0;
      const text = this.#text(comment);
      if (atStart) docs.push(text);
      else if (lines === 0) docs.push(comment.kind === "block" ? [" ", text] : lineSuffix([" ", text]));
      else docs.push(hardline, lines > 1 && (keepBlank || at > 0) ? hardline : "", text);
      broken ||= lines > 0 || atStart;
      open = comment.kind !== "block";
      from = comment.span.end;
    });
    return { docs, broken, open };
  }

  #linesAfter(comments: readonly Comment[], index: number): number {
    return this.#lines(comments.at(-1)?.span.end ?? this.#endBefore(index), this.#startOf(index));
  }

  /** Comments have the white space at their lines' ends removed; a starred block moves with its first line. */
  #text(comment: Comment): Doc {
    const text = this.#tree.text.slice(comment.span.start, comment.span.end);
    if (comment.kind !== "block") return text.trimEnd();
    const lines = text.split("\n").map((line) => line.trimEnd());
    const isStarred = lines.length > 1 && lines.slice(1).every((line) => line.trimStart().startsWith("*"));
    return isStarred
      ? join(
          hardline,
          lines.map((line, at) => (at === 0 ? line : ` ${line.trimStart()}`)),
        )
      : join(literalline, lines);
  }

  #lines(from: number, to: number): number {
    let count = 0;
    for (let at = this.#tree.text.indexOf("\n", from); at !== -1 && at < to; at = this.#tree.text.indexOf("\n", at + 1)) count++;
    return count;
  }

  #endBefore(index: number): number {
    const token = this.#tree.tokens[index - 1];
    return token === undefined ? 0 : token.startOffset + token.image.length;
  }

  #startOf(index: number): number {
    return this.#tree.tokens[index]?.startOffset ?? this.#tree.text.length;
  }
}
