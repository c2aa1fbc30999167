// A problem that ends a command at once: thrown anywhere below, reported in one place by run.ts.
import type { Diagnostic, Kind } from "../compiler/diagnostics/diagnostic.ts";
import { type ExitCode, USAGE } from "./io.ts";

export class Failure extends Error {
  readonly diagnostic: Diagnostic;
  readonly exitCode: ExitCode;

  constructor(diagnostic: Diagnostic, exitCode: ExitCode) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
    this.exitCode = exitCode;
  }
}

/** To be thrown. */
export function failure<A>(kind: Kind<A>, args: A, help?: string, exitCode: ExitCode = USAGE): Failure {
  return new Failure(problem(kind, args, help), exitCode);
}

/** A diagnostic that points at no source text. */
export function problem<A>(kind: Kind<A>, args: A, help?: string): Diagnostic {
  return {
    code: kind.code,
    name: kind.name,
    severity: kind.severity,
    message: kind.message(args),
    span: undefined,
    labels: [],
    help,
    fix: undefined,
  };
}
