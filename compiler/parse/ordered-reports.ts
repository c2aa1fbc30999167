// Keeps the reports on one file until all are there, and passes them on in the order of the text, not too many.
import type { Extras, Kind, Sink } from "../diagnostics/diagnostic.ts";
import type { SourceFile, Span } from "../source.ts";

interface Kept {
  readonly start: number;
  readonly span: Span | undefined;
  readonly pass: (sink: Sink) => void;
}

/** A file that is wrong from end to end must not take memory for each of its characters: now and then the last are dropped. */
const DROP_AT = 8192;

export class OrderedReports implements Sink {
  readonly #file: SourceFile;
  readonly #limit: number;
  readonly #offsets: number[] = [];
  readonly #seen = new Set<string>();
  #kept: Kept[] = [];
  #different = 0;

  constructor(file: SourceFile, limit: number) {
    this.#file = file;
    this.#limit = limit;
  }

  report<A>(kind: Kind<A>, span: Span | undefined, args: A, extras?: Extras): void {
    const start = span?.start ?? 0;
    this.#offsets.push(start);
    const key = `${kind.code} ${start} ${span?.end ?? 0}`;
    if (this.#seen.has(key)) return;
    if (this.#different++ < DROP_AT) this.#seen.add(key);
    this.#kept.push({ start, span, pass: (sink) => sink.report(kind, span, args, extras) });
    if (this.#kept.length >= DROP_AT) this.#kept = this.#first();
  }

  /** Whether more has been reported than will be passed on. */
  get isFull(): boolean {
    return this.#different > this.#limit;
  }

  /** How many reports there have been. */
  get count(): number {
    return this.#offsets.length;
  }

  /** Where the reports so far are, ascending. */
  offsets(): readonly number[] {
    return [...this.#offsets].sort((a, b) => a - b);
  }

  /** Passes on the first reports, the same one once; `rest` is told where the first of the others is, if there are more. */
  flush(sink: Sink, rest: (span: Span) => void): void {
    const first = this.#first();
    for (const report of first.slice(0, this.#limit)) report.pass(sink);
    const next = first[this.#limit];
    if (next !== undefined) rest(next.span ?? { file: this.#file, start: 0, end: 0 });
  }

  /** One more than the limit, at most. */
  #first(): Kept[] {
    return this.#kept.sort((a, b) => a.start - b.start).slice(0, this.#limit + 1);
  }
}
