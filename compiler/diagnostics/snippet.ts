// One source line as a diagnostic shows it: made harmless, cut when long, with the underlines of its marks.
import type { SourceFile } from "../source.ts";
import { displayWidth, visible } from "./visible.ts";

/** A range of UTF-16 offsets of the file, within one line. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  /** What the diagnostic is about, drawn `^^^^`; else another place, drawn `----`. */
  readonly primary: boolean;
  readonly message: string | undefined;
}

export interface Underline {
  /** Columns before it. */
  readonly blanks: number;
  readonly underline: string;
  readonly primary: boolean;
  readonly message: string | undefined;
}

/** Longer lines are cut around their first mark. In UTF-16 units of the source. */
const MAX_LENGTH = 140;
const CONTEXT = 40;
const ELLIPSIS = "…";

/** The line of this number (from 1) and what stands below it, the underlines in the order of the marks. */
export function snippetLine(file: SourceFile, number: number, marks: readonly Mark[]): { text: string; underlines: readonly Underline[] } {
  const lineStart = file.lineStarts[number - 1] ?? 0;
  const window = windowOf(lineStart, lineEndOf(file, number), Math.min(...marks.map((mark) => mark.start)));
  const before = window.start > lineStart ? ELLIPSIS : "";
  const show = (from: number, to: number): string => visible(file.text.slice(from, Math.max(from, to)));
  const text = `${before}${show(window.start, window.end)}${window.cut ? ELLIPSIS : ""}`;
  const underlines = marks
    .filter((mark) => mark.start <= window.end)
    .map((mark) => {
      const start = Math.max(mark.start, window.start);
      const length = Math.max(1, displayWidth(show(start, Math.min(mark.end, window.end)).trimEnd()));
      return {
        blanks: displayWidth(before + show(window.start, start)),
        underline: (mark.primary ? "^" : "-").repeat(length),
        primary: mark.primary,
        message: mark.message,
      };
    });
  return { text: text.trimEnd(), underlines };
}

/** Where the line's text ends, its line end left out. */
function lineEndOf(file: SourceFile, number: number): number {
  const next = file.lineStarts[number];
  if (next === undefined) return file.text.length;
  return file.text[next - 2] === "\r" ? next - 2 : next - 1;
}

function windowOf(start: number, end: number, mark: number): { start: number; end: number; cut: boolean } {
  if (end - start <= MAX_LENGTH) return { start, end, cut: false };
  const from = mark - start <= MAX_LENGTH - CONTEXT ? start : mark - CONTEXT;
  const to = Math.min(end, from + MAX_LENGTH);
  return { start: from, end: to, cut: to < end };
}
