// `aclc fmt`: writes policies in the one way to write them. What has syntax errors is reported and stays as it is.
import { join } from "node:path";
import { commandLineDiagnostics } from "../compiler/diagnostics/command-line.ts";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import type { ReadResult } from "../compiler/host.ts";
import { format } from "../compiler/index.ts";
import { failure } from "./failure.ts";
import { type ExitCode, FINE, type Io, PROBLEMS } from "./io.ts";
import { openProject } from "./project.ts";
import { report } from "./report.ts";
import { writeOnChange } from "./write.ts";

export async function fmtCommand(io: Io, paths: readonly string[], options: { readonly check?: boolean }): Promise<ExitCode> {
  const { root, entries, host } = openProject(io, paths);
  const problems: Diagnostic[] = [];
  let changed = 0;
  for (const path of entries) {
    const before = textOf(path, await host.read(path));
    const { text, diagnostics } = await format(path, before);
    problems.push(...diagnostics);
    if (text === undefined || text === before) continue;
    changed++;
    if (options.check === true) await io.stdout.write(`${path} is not formatted\n`);
    else if (writeOnChange(join(root, path), text, root)) await io.stdout.write(`formatted ${path}\n`);
  }
  await report(io, problems);
  if (changed === 0 && problems.length === 0)
    await io.stdout.write(entries.length === 1 ? "the file is formatted\n" : `all ${entries.length} files are formatted\n`);
  return problems.length > 0 || (options.check === true && changed > 0) ? PROBLEMS : FINE;
}

function textOf(path: string, result: ReadResult): string {
  if (result.kind !== "file") throw failure(commandLineDiagnostics.unreadableInput, { path, reason: reasons[result.kind] ?? "unknown reason" });
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(result.bytes);
  } catch {
    throw failure(commandLineDiagnostics.unreadableInput, { path, reason: "it is not UTF-8" }, "save the file as UTF-8");
  }
}

const reasons: Partial<Record<ReadResult["kind"], string>> = {
  missing: "there is no such file or folder",
  directory: "it is a folder",
  special: "it is no regular file",
  outside: "it lies outside the project's root",
  "too large": "it has more than 1 MiB",
  unreadable: "the system refuses it",
};
