// Lays a trace out: as text for people, and as data for JSON.
import { position } from "../source.ts";
import type { Span } from "../source.ts";
import { linesOf } from "./lines.ts";
import type { Line } from "./lines.ts";
import type { QuestionStep } from "./trace.ts";

/** A line of the trace as data; `file`, `line` and `column` (from 1) where a text in the policy stands for it. */
export interface TraceLine {
  readonly text: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Without it, the decision or its reason would be another. */
  readonly decides: boolean;
  readonly steps: readonly TraceLine[];
}
export interface TraceData {
  readonly decision: boolean;
  readonly summary: string;
  readonly because: readonly TraceLine[];
  readonly steps: readonly TraceLine[];
}

/** The decision first, then what decided, then every step; an arrow marks the steps that decided. */
export function renderTrace(trace: QuestionStep): string {
  const { headline, because, steps } = linesOf(trace);
  const rows: Row[] = [
    ...because.flatMap((line) => rowsOf(line, 1, false)),
    ...(steps.length === 0 ? [] : [blank, ...steps.flatMap((line) => rowsOf(line, 0, true))]),
  ];
  const width = Math.min(72, Math.max(...rows.filter((row) => row.place !== "").map((row) => row.text.length), 0));
  return [headline, ...rows.map(({ text, place }) => (place === "" ? text : `${text.padEnd(width)}  ${place}`).trimEnd())].join("\n") + "\n";
}

/** The same, to be written as JSON. */
export function traceData(trace: QuestionStep): TraceData {
  const { allowed, headline, because, steps } = linesOf(trace);
  return { decision: allowed, summary: headline, because: because.map(dataOf), steps: steps.map(dataOf) };
}

interface Row { readonly text: string; readonly place: string }
const blank: Row = { text: "", place: "" };

function rowsOf(line: Line, depth: number, marked: boolean): readonly Row[] {
  const margin = marked && line.decides ? "→ " : "  ";
  const text = `${marked ? margin : ""}${"  ".repeat(depth)}${line.text}`;
  return [{ text, place: placeOf(line.span) }, ...line.children.flatMap((child) => rowsOf(child, depth + 1, marked))];
}

function placeOf(span: Span | undefined): string {
  if (span === undefined) return "";
  const { line, column } = position(span.file, span.start);
  return `${span.file.path}:${line}:${column}`;
}

function dataOf({ text, span, decides, children }: Line): TraceLine {
  const place = span === undefined ? undefined : position(span.file, span.start);
  return {
    text,
    ...(span !== undefined && place !== undefined ? { file: span.file.path, line: place.line, column: place.column } : {}),
    decides,
    steps: children.map(dataOf),
  };
}
