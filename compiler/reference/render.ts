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

/**
 * The decision first, then what decided, then every step. Places in the policy stand in a column of their own on the
 * left; an arrow marks the steps that decided.
 */
export function renderTrace(trace: QuestionStep): string {
  const { headline, because, steps } = linesOf(trace);
  const rows = [...because.flatMap((line) => rowsOf(line, 0)), ...steps.flatMap((line) => rowsOf(line, 0))];
  const width = Math.max(...rows.map((row) => row.place.length));
  const laid = rows.map(({ text, place, decides }) => ({ line: `${place.padEnd(width)}${width > 0 ? "  " : ""}${text}`, decides }));
  const reasons = because.flatMap((line) => rowsOf(line, 0)).length;
  return [
    headline,
    "",
    ...laid.slice(0, reasons).map(({ line }) => `  ${line}`),
    ...(steps.length === 0 ? [] : ["", "every step:"]),
    ...laid.slice(reasons).map(({ line, decides }) => `${decides ? "→" : " "} ${line}`),
  ]
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

/** The same, to be written as JSON. */
export function traceData(trace: QuestionStep): TraceData {
  const { allowed, headline, because, steps } = linesOf(trace);
  return { decision: allowed, summary: headline, because: because.map(dataOf), steps: steps.map(dataOf) };
}

interface Row {
  readonly text: string;
  readonly place: string;
  readonly decides: boolean;
}

function rowsOf({ text, span, decides, children }: Line, depth: number): readonly Row[] {
  return [{ text: "  ".repeat(depth) + text, place: placeOf(span), decides }, ...children.flatMap((child) => rowsOf(child, depth + 1))];
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
