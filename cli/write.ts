// Writes a file so that a reader finds the old text or the new one, whole, whatever happens in between.
import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, linkSync, lstatSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { commandLineDiagnostics } from "../compiler/diagnostics/command-line.ts";
import { failure } from "./failure.ts";
import { codeOf, isBelow, reasonOf } from "./host.ts";

/**
 * Puts `text` at `path` (absolute) unless it stands there already; says whether it wrote. Goes through a temporary file
 * beside it, and never through a symbolic link below `root`: that would change a file elsewhere.
 */
export function writeOnChange(path: string, text: string, root: string): boolean {
  try {
    refuseLinks(path, root);
    if (readIfThere(path) === text) return false;
    mkdirSync(dirname(path), { recursive: true });
    replace(path, text);
    return true;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    throw failure(
      commandLineDiagnostics.unwritableOutput,
      { path: shown(path, root), reason: reasonOf(error) },
      "the old file, if there was one, is as it was",
    );
  }
}

/** Puts `text` at `path` only if nothing is there; says whether it wrote. */
export function writeNew(path: string, text: string): boolean {
  const temporary = temporaryName(path);
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeSynced(temporary, text);
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** The file's text, undefined if there is no file. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function replace(path: string, text: string): void {
  removeLeftovers(path);
  const temporary = temporaryName(path);
  try {
    writeSynced(temporary, text);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.${randomUUID()}.tmp`);
}

/** Temporary files of `path` whose processes were killed before they could put them in its place. */
function removeLeftovers(path: string): void {
  const start = `.${basename(path)}.`;
  for (const name of readdirSync(dirname(path))) {
    const [, pid] = (name.startsWith(start) && /^(\d+)\.[0-9a-f-]{36}\.tmp$/.exec(name.slice(start.length))) || [];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(dirname(path), name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

function writeSynced(path: string, text: string): void {
  const bytes = new TextEncoder().encode(text);
  const file = openSync(path, "wx", 0o644);
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function refuseLinks(path: string, root: string): void {
  for (let at = path; at !== root && at !== dirname(at); at = dirname(at)) {
    if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink()) {
      const reason = `\`${shown(at, root)}\` is a symbolic link`;
      throw failure(commandLineDiagnostics.unwritableOutput, { path: shown(path, root), reason }, "name the place that it leads to with `--out`");
    }
    if (!isBelow(root, path) && at !== path) return;
  }
}

function shown(path: string, root: string): string {
  return isBelow(root, path) ? relative(root, path).split(sep).join("/") : path;
}
