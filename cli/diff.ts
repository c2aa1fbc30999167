// `aclc diff`: what changes between two policies, two folders, or two revisions.
import { diff, type PolicyDiff } from "../compiler/analyse/index.ts";
import { check, type Model } from "../compiler/index.ts";
import { diffJson } from "./diff-json.ts";
import { markdown, terminal } from "./diff-style.ts";
import { diffText } from "./diff-text.ts";
import { isRevision, openRevision } from "./git.ts";
import { type ExitCode, FINE, type Io, PROBLEMS } from "./io.ts";
import { exitCodeOf } from "./outcome.ts";
import { openProject } from "./project.ts";
import { report } from "./report.ts";

export interface DiffOptions {
  readonly format: "text" | "json" | "markdown";
  /** All five, if it is absent. */
  readonly level?: number;
  readonly exitCode?: boolean;
}

export async function diffCommand(io: Io, before: string, after: string, options: DiffOptions): Promise<ExitCode> {
  const old = await modelOf(io, before);
  if (typeof old === "number") return old;
  const now = await modelOf(io, after);
  if (typeof now === "number") return now;
  io.progress("comparing");
  const found = diff(old, now, options.level === undefined ? undefined : [options.level]);
  io.progress(undefined);
  await io.stdout.write(written(found, options.format));
  return options.exitCode && !found.isEmpty ? PROBLEMS : FINE;
}

function written(found: PolicyDiff, format: DiffOptions["format"]): string {
  if (format === "json") return diffJson(found);
  return diffText(found, format === "markdown" ? markdown : terminal);
}

/** An exit code if the policy has errors; they are reported then. */
async function modelOf(io: Io, path: string): Promise<Model | ExitCode> {
  const { entries, host } = isRevision(path) ? await openRevision(io, path) : openProject(io, [path]);
  io.progress(`reading ${path}`);
  const { diagnostics, policy } = await check(entries, host).finally(() => io.progress(undefined));
  if (policy !== undefined) return policy.model;
  await report(io, diagnostics);
  return exitCodeOf(diagnostics);
}
