// Writes diagnostics for people: the message, the source lines that matter with what is wrong underlined, and the help.
import type { SourceFile, Span } from "../source.ts";
import { position } from "../source.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { type Mark, snippetLine } from "./snippet.ts";
import { visible } from "./visible.ts";

/** What may be coloured. */
export type Paintable = "error" | "warning" | "strong" | "gutter" | "note";
export type Paint = (what: Paintable, text: string) => string;

/** One diagnostic after the other, an empty line between two, ending in a newline; empty for none. */
export function pretty(diagnostics: readonly Diagnostic[], paint: Paint = plain): string {
  return diagnostics.map((d) => prettyOne(d, paint)).join("\n");
}

/** One diagnostic, ending in a newline. */
export function prettyOne(diagnostic: Diagnostic, paint: Paint = plain): string {
  const blocks = blocksOf(diagnostic);
  const width = Math.max(2, ...blocks.flatMap((block) => block.lines.map((line) => String(line.number).length)));
  const head = `${paint(diagnostic.severity, `${diagnostic.severity}[${diagnostic.code}]`)}${paint("strong", `: ${visible(diagnostic.message)}`)}`;
  const lines = [head];
  for (const [index, block] of blocks.entries()) lines.push(...writeBlock(block, index === 0, width, diagnostic, paint));
  if (diagnostic.help !== undefined) lines.push(...writeHelp(diagnostic.help, width, paint));
  return `${lines.join("\n")}\n`;
}

function plain(_what: Paintable, text: string): string {
  return text;
}

/** The lines to show of one file, from top to bottom. */
interface Block {
  readonly file: SourceFile;
  readonly at: Span;
  readonly lines: readonly MarkedLine[];
}
interface MarkedLine {
  readonly number: number;
  readonly marks: readonly Mark[];
}

function blocksOf(diagnostic: Diagnostic): readonly Block[] {
  const marks = [
    ...(diagnostic.span ? [{ span: diagnostic.span, message: undefined }] : []),
    ...diagnostic.labels.map((label) => ({ span: label.span, message: label.message })),
  ];
  const byFile = new Map<SourceFile, { at: Span; lines: Map<number, Mark[]> }>();
  for (const [index, { span, message }] of marks.entries()) {
    const block = byFile.get(span.file) ?? { at: span, lines: new Map<number, Mark[]>() };
    byFile.set(span.file, block);
    addMarks(block.lines, span, index === 0 && diagnostic.span !== undefined, message);
  }
  return [...byFile].map(([file, { at, lines }]) => ({
    file,
    at,
    lines: [...lines].sort(([a], [b]) => a - b).map(([number, list]) => ({ number, marks: list })),
  }));
}

/** A span over several lines marks its first and its last one; the message stands at the last. */
function addMarks(lines: Map<number, Mark[]>, span: Span, primary: boolean, message: string | undefined): void {
  const first = position(span.file, span.start).line;
  const last = Math.max(first, position(span.file, Math.max(span.start, span.end - 1)).line);
  for (const number of first === last ? [first] : [first, last]) {
    const lineStart = span.file.lineStarts[number - 1] ?? 0;
    const lineEnd = span.file.lineStarts[number] ?? span.file.text.length;
    const mark: Mark = {
      start: Math.max(span.start, lineStart),
      end: Math.min(span.end, lineEnd),
      primary,
      message: number === last ? message : undefined,
    };
    const marks = lines.get(number);
    if (marks) marks.push(mark);
    else lines.set(number, [mark]);
  }
}

function writeBlock(block: Block, first: boolean, width: number, diagnostic: Diagnostic, paint: Paint): readonly string[] {
  const at = position(block.file, block.at.start);
  const blank = paint("gutter", `${" ".repeat(width)} |`);
  const place = `${visible(block.file.path)}:${at.line}:${at.column}`;
  const out = [`${paint("gutter", `${" ".repeat(width)}${first ? "-->" : ":::"}`)} ${place}`, blank];
  let previous: number | undefined;
  for (const { number, marks } of block.lines) {
    if (previous !== undefined && number > previous + 1) out.push(paint("gutter", "..."));
    const { text, underlines } = snippetLine(block.file, number, marks);
    out.push(joinGutter(paint("gutter", `${String(number).padStart(width)} |`), text));
    for (const { blanks, underline, primary, message } of underlines) {
      const colour = primary ? diagnostic.severity : "gutter";
      const words = message === undefined ? underline : `${underline} ${visible(message)}`;
      out.push(`${blank} ${" ".repeat(blanks)}${paint(colour, words)}`);
    }
    previous = number;
  }
  return out;
}

function joinGutter(gutter: string, text: string): string {
  return text === "" ? gutter : `${gutter} ${text}`;
}

function writeHelp(help: string, width: number, paint: Paint): readonly string[] {
  const indent = " ".repeat(width);
  return help
    .split("\n")
    .map((line, index) =>
      index === 0 ? `${indent} ${paint("gutter", "=")} ${paint("note", "help:")} ${visible(line)}` : `${indent}         ${visible(line)}`.trimEnd(),
    );
}
