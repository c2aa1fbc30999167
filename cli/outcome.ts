// From what was found to the exit code: problems in a policy are 1, an entry that cannot be read at all is 2.
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { type ExitCode, FINE, INTERNAL, PROBLEMS, USAGE } from "./io.ts";

/** Warnings alone are fine. Files that fail without a place in a source were named on the command line. */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): ExitCode {
  const errors = diagnostics.filter((d) => d.severity === "error");
  if (errors.length === 0) return FINE;
  if (errors.some((d) => d.code.startsWith("ACL9"))) return INTERNAL;
  return errors.some((d) => d.span === undefined && d.code.startsWith("ACL80")) ? USAGE : PROBLEMS;
}

/** Of two, the more serious one. */
export function worse(one: ExitCode, other: ExitCode): ExitCode {
  return one > other ? one : other;
}
