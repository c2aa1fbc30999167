// Comments that silence a finding and say why: `// aclc-allow ACL5109: reason`, at the end of its line or on the line before.
import type { Collector, Diagnostic } from "../diagnostics/diagnostic.ts";
import { findingDiagnostics } from "../diagnostics/findings.ts";
import { spanText, type SourceFile, type Span } from "../source.ts";
import { safely, withoutRows } from "./report.ts";

/** A file's comments, as the parser leaves them. */
export interface Commented {
  readonly file: SourceFile;
  readonly comments: readonly { readonly kind: string; readonly span: Span }[];
}

interface Silence {
  readonly code: string;
  readonly comment: Span;
  /** The code in the comment. */
  readonly span: Span;
  readonly hasReason: boolean;
  /** The offsets of the line that it is about. */
  readonly start: number;
  readonly end: number;
  used: boolean;
}

/** The silences of a compilation. One without a reason silences nothing; errors cannot be silenced. */
export class Silences {
  readonly #byFile = new Map<SourceFile, readonly Silence[]>();

  constructor(files: readonly Commented[]) {
    for (const { file, comments } of files) {
      if (!file.text.includes("aclc-allow")) continue;
      const found = comments.flatMap(({ kind, span }) => (kind === "line" ? silencesIn(span) : []));
      if (found.length > 0) this.#byFile.set(file, found);
    }
  }

  covers(code: string, span: Span | undefined): boolean {
    return this.#find(code, span) !== undefined;
  }

  /** Takes out what is silenced, and reports silences that have no reason or nothing to silence. */
  apply(sink: Collector): void {
    const kept = sink.diagnostics.filter((diagnostic) => !this.#silence(diagnostic));
    sink.diagnostics.splice(0, sink.diagnostics.length, ...kept);
    for (const silences of this.#byFile.values()) {
      for (const silence of silences) {
        const { code, span, comment } = silence;
        if (!silence.hasReason) {
          sink.report(
            findingDiagnostics.silenceWithoutReason,
            span,
            { code },
            { help: `say why: \`// aclc-allow ${code}: reason\`; until then it silences nothing` },
          );
        } else if (!silence.used) {
          const alone = silences.filter((other) => other.comment === comment).length === 1;
          const fix = alone ? safely(withoutRows("take the comment out", [comment])) : undefined;
          const help = "it stands at the end of the finding's first line, or alone on the line before; errors cannot be silenced";
          sink.report(findingDiagnostics.silenceUnused, span, { code }, { help, fix });
        }
      }
    }
  }

  #silence({ code, severity, span }: Diagnostic): boolean {
    const silence = severity === "warning" ? this.#find(code, span) : undefined;
    if (silence !== undefined) silence.used = true;
    return silence !== undefined;
  }

  #find(code: string, span: Span | undefined): Silence | undefined {
    if (span === undefined) return undefined;
    return this.#byFile.get(span.file)?.find((one) => one.hasReason && one.code === code && one.start <= span.start && span.start < one.end);
  }
}

function silencesIn(comment: Span): readonly Silence[] {
  const match = /^\/\/\s*aclc-allow\s+([^:]*?)\s*(?::(.*))?$/.exec(spanText(comment).trimEnd());
  if (match === null) return [];
  const [, codes = "", reason = ""] = match;
  const { start, end } = lineOf(comment);
  return codes.split(/\s*,\s*/).map((code) => {
    const at = comment.start + spanText(comment).indexOf(code);
    return { code, comment, span: { file: comment.file, start: at, end: at + code.length }, hasReason: reason.trim() !== "", start, end, used: false };
  });
}

/** Its own line, or the next with something else than a comment if it has its line for itself. */
function lineOf({ file: { text }, start }: Span): { readonly start: number; readonly end: number } {
  let first = text.lastIndexOf("\n", start - 1) + 1;
  let last = endOfLine(text, start);
  if (text.slice(first, start).trim() !== "") return { start: first, end: last };
  do {
    first = last;
    last = endOfLine(text, first);
  } while (first < text.length && /^\s*(\/\/.*)?\s*$/.test(text.slice(first, last)));
  return { start: first, end: endOfBlock(text, first, last) };
}

/** A line that opens a block stands for all of it. Braces in texts and comments do not count. */
function endOfBlock(text: string, first: number, last: number): number {
  let depth = 0;
  for (const { 0: sign, index } of text.slice(first).matchAll(/"(?:[^"\\\n]|\\.)*"|\/\/.*|[{}]/g)) {
    if (first + index >= last && depth <= 0) return last;
    if (sign === "{") depth++;
    else if (sign === "}" && --depth <= 0 && first + index >= last) return first + index + 1;
  }
  return last;
}

/** The offset behind the line's newline. */
function endOfLine(text: string, from: number): number {
  const newline = text.indexOf("\n", from);
  return newline === -1 ? text.length : newline + 1;
}
