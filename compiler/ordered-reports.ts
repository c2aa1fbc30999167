// Keeps the reports on one file until all are there, and passes them on in the order of the text, not too many.
import type { Extras, Kind, Sink } from "./diagnostics/diagnostic.ts";
import type { SourceFile, Span } from "./source.ts";

interface Kept { readonly start: number; readonly key: string; readonly span: Span | undefined; readonly pass: (sink: Sink) => void }

export class OrderedReports implements Sink {
  readonly #file: SourceFile;
  readonly #kept: Kept[] = [];

  constructor(file: SourceFile) {
    this.#file = file;
  }

  report<A>(kind: Kind<A>, span: Span | undefined, args: A, extras?: Extras): void {
    const start = span?.start ?? 0;
    this.#kept.push({ start, key: `${kind.code} ${start} ${span?.end ?? 0}`, span, pass: (sink) => sink.report(kind, span, args, extras) });
  }

  /** Where the reports so far are, ascending. */
  offsets(): readonly number[] {
    return this.#kept.map((report) => report.start).sort((a, b) => a - b);
  }

  /** Passes on at most `limit` reports, the same one once; `rest` says how many were left, and where the first of them was. */
  flush(sink: Sink, limit: number, rest: (more: number, span: Span) => void): void {
    const seen = new Set<string>();
    const unique = this.#kept.filter((report) => !seen.has(report.key) && seen.add(report.key));
    unique.sort((a, b) => a.start - b.start);
    for (const report of unique.slice(0, limit)) report.pass(sink);
    const next = unique[limit];
    if (next !== undefined) rest(unique.length - limit, next.span ?? { file: this.#file, start: 0, end: 0 });
  }
}
