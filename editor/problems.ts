// Diagnostics and their fixes in the protocol's form.
import { type CodeAction, CodeActionKind, DiagnosticSeverity, type Diagnostic as Problem, type TextEdit } from "vscode-languageserver/node";
import type { Diagnostic, Fix } from "../compiler/diagnostics/diagnostic.ts";
import type { Span } from "../compiler/source.ts";
import { rangeOf } from "./places.ts";

/** `uriOf` gives a file's address by its path. */
export function problemOf(diagnostic: Diagnostic, span: Span, uriOf: (path: string) => string): Problem {
  const { code, severity, message, help, labels } = diagnostic;
  return {
    range: rangeOf(span),
    severity: severity === "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    code,
    source: "aclc",
    message: help === undefined ? message : `${message}\n${help}`,
    relatedInformation: labels.map((label) => ({ location: { uri: uriOf(label.span.file.path), range: rangeOf(label.span) }, message: label.message })),
  };
}

/** The fixes of what is wrong between two offsets. */
export function fixesAt(diagnostics: readonly Diagnostic[], path: string, from: number, to: number, uriOf: (path: string) => string): CodeAction[] {
  return diagnostics.flatMap((diagnostic) => {
    const { span, fix } = diagnostic;
    if (span === undefined || fix === undefined || span.file.path !== path || span.end < from || span.start > to) return [];
    return [
      {
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        isPreferred: true,
        diagnostics: [problemOf(diagnostic, span, uriOf)],
        edit: { changes: changesOf(fix.edits, uriOf) },
      },
    ];
  });
}

/** Edits by the address of their file. */
export function changesOf(edits: Fix["edits"], uriOf: (path: string) => string): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  for (const { span, text } of edits) (changes[uriOf(span.file.path)] ??= []).push({ range: rangeOf(span), newText: text });
  return changes;
}
