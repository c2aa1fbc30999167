// Source texts, and the places in them that diagnostics and trees point at.

/** One `.acl` file as it was read. `path` is what the user sees: relative to the project's root, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Offsets, in UTF-16 units, at which each line starts; the first is 0. */
  readonly lineStarts: readonly number[];
}

/** A half-open range of UTF-16 offsets in one file. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A place as people read it: line and column from 1, the column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** Makes a source file of a text; lines end at `\n` only (`\r\n` ends there too). */
export function sourceFile(path: string, text: string): SourceFile {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return { path, text, lineStarts };
}

/** The line and column of an offset, found by bisection. */
export function position(file: SourceFile, offset: number): Position {
  let low = 0;
  let high = file.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((file.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (file.lineStarts[low] ?? 0) + 1, offset };
}

/** The text that a span covers. */
export function spanText(span: Span): string {
  return span.file.text.slice(span.start, span.end);
}

/** The smallest span that covers both; they must lie in the same file. */
export function cover(from: Span, to: Span): Span {
  return { file: from.file, start: Math.min(from.start, to.start), end: Math.max(from.end, to.end) };
}
