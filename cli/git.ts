// Reads policies as they are at a revision: `git:REV:path`. Runs git without a shell, to read objects and nothing else.
import type { ChildProcess, ExecFileOptions } from "node:child_process";
import { relative } from "node:path";
import { commandLineDiagnostics } from "../compiler/diagnostics/command-line.ts";
import { type Host, MAX_FILE_BYTES, type ReadResult } from "../compiler/host.ts";
import { failure } from "./failure.ts";
import type { Io } from "./io.ts";

export interface Revision {
  readonly entries: readonly string[];
  readonly host: Host;
}

/** `git:main:policies/hr.acl`; the path from the root of the repository, or from here if it starts with `./` or `../`. */
export function isRevision(path: string): boolean {
  return path.startsWith("git:");
}

export async function openRevision(io: Io, text: string): Promise<Revision> {
  const [, revision = "", path = ""] = /^git:([^:]*):(.*)$/s.exec(text) ?? [];
  if (!/^[A-Za-z0-9_@^~][\w./@{}^~+-]*$/.test(revision) || path === "") {
    throw failure(
      commandLineDiagnostics.wrongUsage,
      { what: `\`${text}\` names no file at a revision` },
      "write `git:REVISION:PATH`, such as `git:main:policies/hr.acl`",
    );
  }
  const git = gitIn(io.cwd, text);
  const commit = (await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`], `git knows no revision \`${revision}\``))
    .toString()
    .trim();
  const files = filesOf(await git(["ls-tree", "-r", "-z", "-l", "--full-tree", commit], "git cannot list its files"));
  const place = await placeOf(io, git, path);
  const entries = files.has(place) ? [place] : policiesBelow(files, place);
  if (entries.length === 0) throw failure(commandLineDiagnostics.unreadableInput, { path: text, reason: "there is no such file or folder at this revision" });
  return { entries, host: { read: (at) => readAt(git, files, at) } };
}

interface Blob {
  readonly id: string;
  readonly size: number;
  readonly isFile: boolean;
}

/** By path from the repository's root. A line is `mode type id size<tab>path`; links and submodules are no files. */
function filesOf(listing: Buffer): ReadonlyMap<string, Blob> {
  const lines = listing.toString("utf8").split("\0");
  return new Map(
    lines.flatMap((line) => {
      const [, mode, type, id = "", size, path = ""] = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(line) ?? [];
      return mode === undefined ? [] : [[path, { id, size: Number(size), isFile: type === "blob" && mode !== "120000" }] as const];
    }),
  );
}

async function placeOf(io: Io, git: Git, path: string): Promise<string> {
  const parts: string[] = [];
  const from = /^\.\.?(\/|$)/.test(path) ? (await git(["rev-parse", "--show-prefix"], "this is no git repository")).toString().replace(/\n$/, "") : "";
  for (const part of `${from}${path}`.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined)
        throw failure(commandLineDiagnostics.unreadableInput, { path: relative(io.cwd, path) || path, reason: "it is outside of the repository" });
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

function policiesBelow(files: ReadonlyMap<string, Blob>, folder: string): readonly string[] {
  const prefix = folder === "" ? "" : `${folder}/`;
  const hidden = /(^|\/)(node_modules|\.[^/]*)\//;
  return [...files]
    .flatMap(([path, { isFile }]) => (isFile && path.startsWith(prefix) && path.endsWith(".acl") && !hidden.test(path.slice(prefix.length)) ? [path] : []))
    .sort((a, b) => (a < b ? -1 : 1));
}

async function readAt(git: Git, files: ReadonlyMap<string, Blob>, path: string): Promise<ReadResult> {
  const blob = files.get(path);
  if (blob === undefined) return [...files.keys()].some((other) => other.startsWith(`${path}/`)) ? { kind: "directory" } : { kind: "missing" };
  if (!blob.isFile) return { kind: "special" };
  if (blob.size > MAX_FILE_BYTES) return { kind: "too large" };
  return { kind: "file", identity: path, bytes: await git(["cat-file", "blob", blob.id], "git cannot read it") };
}

type Git = (args: readonly string[], otherwise: string) => Promise<Buffer>;

/** Objects that are not here are not fetched, and nobody is asked for a password. */
const surroundings = { GIT_OPTIONAL_LOCKS: "0", GIT_NO_LAZY_FETCH: "1", GIT_TERMINAL_PROMPT: "0", GIT_PAGER: "cat" };
const LARGEST_LISTING = 256 * 1024 * 1024;

function gitIn(cwd: string, subject: string): Git {
  // The bundle has no child processes but here: see no-subprocess.ts.
  const { execFile } = process.getBuiltinModule("node:child_process") as { execFile: Execute };
  return (args, otherwise) =>
    new Promise((resolve, reject) => {
      execFile(
        "git",
        ["--no-replace-objects", ...args],
        { cwd, encoding: "buffer", maxBuffer: LARGEST_LISTING, windowsHide: true, env: { ...process.env, ...surroundings } },
        (error, stdout) => {
          if (error === null) resolve(stdout);
          else reject(failure(commandLineDiagnostics.unreadableInput, { path: subject, reason: reasonOf(error, otherwise) }));
        },
      );
    });
}

type Execute = (
  file: string,
  args: readonly string[],
  options: ExecFileOptions & { encoding: "buffer" },
  done: (error: Error | null, stdout: Buffer, stderr: Buffer) => void,
) => ChildProcess;

function reasonOf(error: Error, otherwise: string): string {
  if ("code" in error && error.code === "ENOENT") return "git is not installed";
  const said = "stderr" in error ? String(error.stderr) : error.message;
  return /not a git repository/.test(said)
    ? "this is no git repository"
    : /dubious ownership/.test(said)
      ? "git does not trust the repository's owner"
      : otherwise;
}
