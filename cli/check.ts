// `aclc check`: reports everything that is wrong with a policy, and writes nothing.
import { check } from "../compiler/index.ts";
import type { ExitCode, Io } from "./io.ts";
import { exitCodeOf } from "./outcome.ts";
import { openProject } from "./project.ts";
import { type Format, report } from "./report.ts";

export async function checkCommand(io: Io, paths: readonly string[], options: { readonly format: Format }): Promise<ExitCode> {
  const { entries, host } = openProject(io, paths);
  io.progress(`checking ${paths.join(", ")}`);
  const { diagnostics } = await check(entries, host).finally(() => io.progress(undefined));
  await report(io, diagnostics, options.format);
  if (options.format === "pretty" && diagnostics.length === 0) await io.stdout.write("no problems found\n");
  return exitCodeOf(diagnostics);
}
