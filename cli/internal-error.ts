// What users see when the compiler itself fails: a code, what to do, and a stack only when they ask for it.
import { internalDiagnostics } from "../compiler/diagnostics/internal.ts";
import { problem } from "./failure.ts";
import { type ExitCode, INTERNAL, type Io } from "./io.ts";
import { reportOne } from "./report.ts";
import { version } from "./version.ts";

export async function reportInternalError(io: Io, error: unknown): Promise<ExitCode> {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const help = `this is a fault of aclc ${version}, not of your policy: please report it with the policy that shows it\nACLC_DEBUG=1 prints where it happened`;
  await reportOne(io, problem(internalDiagnostics.internalError, { what: firstLine(what) }, help));
  const wanted = (io.env["ACLC_DEBUG"] ?? "") !== "";
  if (wanted && error instanceof Error) await io.stderr.write(`${error.stack ?? ""}\n`);
  return INTERNAL;
}

function firstLine(text: string): string {
  const line = text.split("\n", 1)[0] ?? "";
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
