// Opens a policy to ask it something: what is wrong with it is reported, warnings are left to `aclc check`.
import { check } from "../compiler/index.ts";
import type { Model, Tables } from "../compiler/index.ts";
import type { ExitCode, Io } from "./io.ts";
import { exitCodeOf } from "./outcome.ts";
import { openEntry } from "./project.ts";
import { report } from "./report.ts";

export interface OpenPolicy {
  readonly model: Model;
  readonly tables: Tables;
}

/** An exit code if the policy has errors; they are reported then. */
export async function openPolicy(io: Io, path: string): Promise<OpenPolicy | ExitCode> {
  const { entries, host } = openEntry(io, path);
  io.progress(`reading ${path}`);
  const { diagnostics, policy } = await check(entries, host).finally(() => io.progress(undefined));
  if (policy !== undefined) return policy;
  await report(io, diagnostics);
  return exitCodeOf(diagnostics);
}
