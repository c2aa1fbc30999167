// Writes diagnostics as one JSON document, for scripts and editors.
import type { Span } from "../source.ts";
import { position } from "../source.ts";
import type { Diagnostic, Fix } from "./diagnostic.ts";

/** One line, ending in a newline. Absent parts are null; lines and columns count from 1, columns in UTF-16 units. */
export function diagnosticsJson(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify({ diagnostics: diagnostics.map(diagnosticData) })}\n`;
}

/** One diagnostic as plain data. */
export function diagnosticData(diagnostic: Diagnostic): Record<string, unknown> {
  return {
    code: diagnostic.code,
    name: diagnostic.name,
    severity: diagnostic.severity,
    message: diagnostic.message,
    ...(diagnostic.span ? place(diagnostic.span) : { file: null, start: null, end: null }),
    labels: diagnostic.labels.map((label) => ({ message: label.message, ...place(label.span) })),
    help: diagnostic.help ?? null,
    fix: diagnostic.fix ? fixData(diagnostic.fix) : null,
  };
}

function place({ file, start, end }: Span): Record<string, unknown> {
  return { file: file.path, start: position(file, start), end: position(file, end) };
}

function fixData(fix: Fix): Record<string, unknown> {
  return { title: fix.title, safe: fix.safe === true, edits: fix.edits.map((edit) => ({ ...place(edit.span), text: edit.text })) };
}
