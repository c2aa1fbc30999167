// `aclc build`: writes the TypeScript module beside each policy, or says whether the one there is current.
import { join } from "node:path";
import { compile } from "../compiler/index.ts";
import { holdsOnlyTests } from "../compiler/policy-test/index.ts";
import { commandLineDiagnostics } from "../compiler/diagnostics/command-line.ts";
import { Failure, problem } from "./failure.ts";
import { type ExitCode, FINE, type Io, PROBLEMS } from "./io.ts";
import { exitCodeOf, worse } from "./outcome.ts";
import { outputsOf, type Target } from "./outputs.ts";
import { report, reportOne } from "./report.ts";
import { version } from "./version.ts";
import { watchTargets } from "./watch.ts";
import { readIfThere, writeOnChange } from "./write.ts";

export interface BuildOptions {
  readonly out?: string;
  readonly check?: boolean;
  readonly watch?: boolean;
  readonly verify?: boolean;
  /** Verify at this one only. */
  readonly level?: number;
}

/** Each entry is a compilation of its own; one that fails does not hold up the others. */
export async function buildCommand(io: Io, entries: readonly string[], options: BuildOptions): Promise<ExitCode> {
  const all = outputsOf(io, entries, options.out);
  const targets = all.filter((target) => !isTestFile(target));
  for (const { entry } of all) if (targets.every((target) => target.entry !== entry)) await io.stdout.write(`${entry} holds only tests: nothing to build\n`);
  if (options.watch) return await watchTargets(io, targets, (target) => buildOne(io, target, options));
  let exitCode: ExitCode = FINE;
  for (const target of targets) exitCode = worse(exitCode, await buildOne(io, target, options));
  return exitCode;
}

/** `policies/*.acl` names the tests too; a module of them would be a second one of the policy that they import. */
function isTestFile({ root, entry }: Target): boolean {
  if (!entry.endsWith(".test.acl")) return false;
  try {
    return holdsOnlyTests(readIfThere(join(root, entry)) ?? "");
  } catch {
    return false;
  }
}

async function buildOne(io: Io, target: Target, options: BuildOptions): Promise<ExitCode> {
  io.progress(`building ${target.entry}`);
  try {
    const compiled = await compile(target.entries, target.host, version);
    io.progress(undefined);
    await report(io, compiled.diagnostics);
    const { text, policy, diagnostics } = compiled;
    if (text === undefined || policy === undefined) return exitCodeOf(diagnostics);
    if (options.verify) {
      // Before it is written: a module that decides wrongly must not replace one that is right.
      const { verifyBuilt } = await import("./verify.ts");
      const verified = await verifyBuilt(io, { entry: target.entry, text, ...policy }, options.level);
      if (verified !== FINE) return verified;
    }
    return options.check ? await compare(io, target, text) : await put(io, target, text);
  } catch (error) {
    io.progress(undefined);
    if (!(error instanceof Failure)) throw error;
    await reportOne(io, error.diagnostic);
    return error.exitCode;
  }
}

async function put(io: Io, target: Target, text: string): Promise<ExitCode> {
  const written = writeOnChange(target.output, text, target.root);
  await io.stdout.write(written ? `wrote ${target.shown}\n` : `${target.shown} is up to date\n`);
  return FINE;
}

/** With `--check`: says why the module is not what a build would write. */
async function compare(io: Io, target: Target, text: string): Promise<ExitCode> {
  const there = readIfThere(target.output);
  if (there === text) {
    await io.stdout.write(`${target.shown} is up to date\n`);
    return FINE;
  }
  const why = there === undefined ? "is missing" : headOf(there) === headOf(text) ? "was changed by hand" : "is stale";
  const help = `run \`aclc build ${target.entry}\``;
  await reportOne(io, problem(commandLineDiagnostics.staleOutput, { path: target.shown, why }, help));
  return PROBLEMS;
}

/** The header names the compiler's version and the sources' hash: equal heads were made from equal sources. */
function headOf(text: string): string {
  return text.slice(0, text.indexOf("\nimport"));
}
