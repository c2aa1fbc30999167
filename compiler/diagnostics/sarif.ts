// Writes diagnostics as SARIF 2.1.0, the format in which code-scanning services take results.
import type { Span } from "../source.ts";
import { position } from "../source.ts";
import type { Diagnostic, Fix } from "./diagnostic.ts";

/** One document, ending in a newline. `version` is the compiler's. */
export function sarif(diagnostics: readonly Diagnostic[], version: string): string {
  const rules = rulesOf(diagnostics);
  const run = {
    tool: { driver: { name: "aclc", version, semanticVersion: version, rules: [...rules.values()].map((rule) => rule.data) } },
    columnKind: "utf16CodeUnits",
    results: diagnostics.map((d) => resultOf(d, rules.get(d.code)?.index ?? -1)),
  };
  const document = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(document)}\n`;
}

/** The kinds that occur, each once, in order of first mention. */
function rulesOf(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, { index: number; data: object }> {
  const rules = new Map<string, { index: number; data: object }>();
  for (const { code, name, severity } of diagnostics) {
    if (rules.has(code)) continue;
    rules.set(code, { index: rules.size, data: { id: code, name, defaultConfiguration: { level: severity } } });
  }
  return rules;
}

function resultOf(diagnostic: Diagnostic, ruleIndex: number): object {
  const text = diagnostic.help === undefined ? diagnostic.message : `${diagnostic.message}\n${diagnostic.help}`;
  return {
    ruleId: diagnostic.code,
    ruleIndex,
    level: diagnostic.severity,
    message: { text },
    locations: diagnostic.span ? [{ physicalLocation: physical(diagnostic.span) }] : [],
    ...(diagnostic.labels.length > 0 && {
      relatedLocations: diagnostic.labels.map((label, id) => ({
        id,
        physicalLocation: physical(label.span),
        message: { text: label.message },
      })),
    }),
    ...(diagnostic.fix && { fixes: [fixOf(diagnostic.fix)] }),
  };
}

function physical(span: Span): object {
  return { artifactLocation: artifact(span.file.path), region: region(span) };
}

/** A relative address below the folder that was checked out. */
function artifact(path: string): object {
  return { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" };
}

function region({ file, start, end }: Span): object {
  const from = position(file, start);
  const to = position(file, end);
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column, charOffset: start, charLength: end - start };
}

function fixOf(fix: Fix): object {
  return {
    description: { text: fix.title },
    artifactChanges: [...groupEdits(fix)].map(([path, edits]) => ({
      artifactLocation: artifact(path),
      replacements: edits.map((edit) => ({ deletedRegion: region(edit.span), insertedContent: { text: edit.text } })),
    })),
  };
}

function groupEdits(fix: Fix): ReadonlyMap<string, Fix["edits"]> {
  const byFile = new Map<string, Fix["edits"]>();
  for (const edit of fix.edits) byFile.set(edit.span.file.path, [...(byFile.get(edit.span.file.path) ?? []), edit]);
  return byFile;
}
