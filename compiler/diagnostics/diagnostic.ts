// What the compiler tells its user: diagnostics as data, and the sink that stages report into.
import type { Span } from "../source.ts";

export type Severity = "error" | "warning";

/** Another place that matters to a diagnostic, with a few words on why. */
export interface Label {
  readonly span: Span;
  readonly message: string;
}

/** An edit that mends the problem; the command line and the editor both offer it. Edits do not overlap. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
  /** It changes no decision, so that `check --fix` applies it unasked. Several of one check may be applied together. */
  readonly safe?: true;
}

export interface Diagnostic {
  /** Stable, such as `ACL2001`. */
  readonly code: string;
  /** The code's slug, such as `unknown-role`. */
  readonly name: string;
  readonly severity: Severity;
  /** One lowercase sentence without a period; the user's words stand in backticks. */
  readonly message: string;
  /** The smallest wrong text; absent when no file could be read. */
  readonly span: Span | undefined;
  readonly labels: readonly Label[];
  /** What to do. */
  readonly help: string | undefined;
  readonly fix: Fix | undefined;
}

/** One kind of diagnostic, with its arguments' type `A`. */
export interface Kind<A> {
  readonly code: string;
  readonly name: string;
  readonly severity: Severity;
  readonly message: (args: A) => string;
}

/** Defines a kind; the block files of the catalogue call it once for each. */
export function define<A = Record<never, never>>(code: string, name: string, severity: Severity, message: (args: A) => string): Kind<A> {
  return { code, name, severity, message };
}

export interface Extras {
  readonly labels?: readonly Label[];
  readonly help?: string | undefined;
  readonly fix?: Fix | undefined;
}

/** Where stages report. They never throw for what a user wrote, and go on after a report. */
export interface Sink {
  report<A>(kind: Kind<A>, span: Span | undefined, args: A, extras?: Extras): void;
}

/** A sink that keeps everything, in the order of reports. */
export class Collector implements Sink {
  readonly diagnostics: Diagnostic[] = [];

  report<A>(kind: Kind<A>, span: Span | undefined, args: A, extras: Extras = {}): void {
    this.diagnostics.push({
      code: kind.code,
      name: kind.name,
      severity: kind.severity,
      message: kind.message(args),
      span,
      labels: extras.labels ?? [],
      help: extras.help,
      fix: extras.fix,
    });
  }

  get hasErrors(): boolean {
    return this.diagnostics.some((d) => d.severity === "error");
  }
}
