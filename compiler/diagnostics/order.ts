// The order in which people read diagnostics: file by file, from top to bottom, and what has no place first.
import type { Diagnostic } from "./diagnostic.ts";

/** A sorted copy. Files stay in the order in which they are first mentioned; equal places keep the order of reports. */
export function inReadingOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const files = new Map<string, number>();
  for (const { span } of diagnostics) if (span && !files.has(span.file.path)) files.set(span.file.path, files.size);
  const fileOf = (d: Diagnostic): number => (d.span ? (files.get(d.span.file.path) ?? 0) : -1);
  const severityOf = (d: Diagnostic): number => (d.severity === "error" ? 0 : 1);
  return [...diagnostics].sort((a, b) => fileOf(a) - fileOf(b) || (a.span?.start ?? 0) - (b.span?.start ?? 0) || severityOf(a) - severityOf(b));
}

/** `2 errors, 1 warning`; empty without any. */
export function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((d) => d.severity === "error").length;
  const warnings = diagnostics.length - errors;
  return [count(errors, "error"), count(warnings, "warning")].filter((part) => part !== "").join(", ");
}

function count(n: number, what: string): string {
  if (n === 0) return "";
  return n === 1 ? `1 ${what}` : `${n} ${what}s`;
}
