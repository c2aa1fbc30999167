// Writes diagnostics as workflow commands, which GitHub Actions shows beside the lines of a pull request.
import { position } from "../source.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** A line for each diagnostic. */
export function githubCommands(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((d) => `::${d.severity} ${properties(d)}::${escapeData(words(d))}\n`).join("");
}

function properties(diagnostic: Diagnostic): string {
  const title: readonly (readonly [string, string])[] = [["title", `${diagnostic.code} ${diagnostic.name}`]];
  return [...place(diagnostic), ...title].map(([key, value]) => `${key}=${escapeProperty(value)}`).join(",");
}

/** The commands take the columns only where a place lies within one line. */
function place({ span }: Diagnostic): readonly (readonly [string, string])[] {
  if (span === undefined) return [];
  const start = position(span.file, span.start);
  const end = position(span.file, span.end);
  const lines = [
    ["file", span.file.path],
    ["line", String(start.line)],
    ["endLine", String(end.line)],
  ] as const;
  if (start.line !== end.line) return lines;
  return [...lines, ["col", String(start.column)], ["endColumn", String(end.column)]];
}

function words(diagnostic: Diagnostic): string {
  return diagnostic.help === undefined ? diagnostic.message : `${diagnostic.message}\n${diagnostic.help}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
