// Between offsets in a text and the protocol's positions: lines and UTF-16 columns, from 0.
import type { Position, Range } from "vscode-languageserver/node";
import { position, type SourceFile, type Span } from "../compiler/source.ts";

export function positionAt(file: SourceFile, offset: number): Position {
  const { line, column } = position(file, offset);
  return { line: line - 1, character: column - 1 };
}

export function rangeOf({ file, start, end }: Span): Range {
  return { start: positionAt(file, start), end: positionAt(file, end) };
}

/** A place beyond a line's end is its end. */
export function offsetAt(file: SourceFile, { line, character }: Position): number {
  const start = file.lineStarts[line] ?? file.text.length;
  const next = file.lineStarts[line + 1];
  const end = next === undefined ? file.text.length : next - 1;
  return Math.min(start + character, Math.max(start, end));
}
