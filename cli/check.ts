// `aclc check`: reports everything that is wrong with a policy; with `--fix` it mends what is safe to mend first.
import { check, type Diagnostic } from "../compiler/index.ts";
import { fixed, writeFixed } from "./fix.ts";
import type { ExitCode, Io } from "./io.ts";
import { exitCodeOf } from "./outcome.ts";
import { openProject, type Project } from "./project.ts";
import { type Format, report } from "./report.ts";

export interface CheckOptions {
  readonly format: Format;
  readonly fix?: boolean;
}

export async function checkCommand(io: Io, paths: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const project = openProject(io, paths);
  io.progress(`checking ${paths.join(", ")}`);
  const diagnostics = await (options.fix ? mend(io, project) : look(project)).finally(() => io.progress(undefined));
  await report(io, diagnostics, options.format);
  if (options.format === "pretty" && diagnostics.length === 0) await io.stdout.write("no problems found\n");
  return exitCodeOf(diagnostics);
}

async function look({ entries, host }: Project): Promise<readonly Diagnostic[]> {
  return (await check(entries, host)).diagnostics;
}

/** Says on stderr what it did, so that stdout stays a result. */
async function mend(io: Io, project: Project): Promise<readonly Diagnostic[]> {
  const done = await fixed(project);
  const written = writeFixed(project, done);
  io.progress(undefined);
  for (const { code, span, fix } of done.applied) await io.stderr.write(`fixed ${code} in ${span?.file.path ?? ""}: ${fix?.title ?? ""}\n`);
  if (done.applied.length > 0) await io.stderr.write(`${written.length === 1 ? "1 file" : `${written.length} files`} written\n`);
  return done.checked.diagnostics;
}
