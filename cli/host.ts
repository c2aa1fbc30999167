// Reads policy files from the disk for the compiler: regular files below the project's root, and nothing else.
import { closeSync, constants, existsSync, fstatSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { type Host, MAX_FILE_BYTES, type ReadResult } from "../compiler/host.ts";

/** `root` is an absolute path, symbolic links followed (see `projectRoot`). */
export function diskHost(root: string): Host {
  return { read: (path) => readBelow(root, path) };
}

/**
 * The nearest folder upwards from `folder` that holds a `package.json` or a `.git`; `folder` itself if there is none.
 * Symbolic links are followed first. `folder` must exist.
 */
export function projectRoot(folder: string): string {
  const start = realpathSync.native(folder);
  for (let at = start; ; at = dirname(at)) {
    if (existsSync(join(at, "package.json")) || existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return start;
  }
}

/** Whether an absolute path lies below a folder, or is it. */
export function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isOtherDrive(way);
}

/** Also false where nothing can be said. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Why the system refused, in a few words for the user. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return (code !== undefined ? reasons.get(code) : undefined) ?? code ?? "unknown reason";
}

/** The system's code of an error, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such file or folder"],
  ["ENOTDIR", "a part of the path is not a folder"],
  ["EISDIR", "it is a folder"],
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EROFS", "the file system is read-only"],
  ["ENOSPC", "the disk is full"],
  ["EDQUOT", "the disk quota is used up"],
  ["EFBIG", "the file would be too large for this system"],
  ["ELOOP", "too many symbolic links"],
  ["ENAMETOOLONG", "the name is too long"],
  ["EMFILE", "too many open files"],
  ["EBUSY", "it is in use"],
  ["EIO", "the disk failed"],
]);

const missingCodes: ReadonlySet<string | undefined> = new Set(["ENOENT", "ENOTDIR", "ERR_INVALID_ARG_VALUE"]);

/** One file below a root (absolute, symbolic links followed). */
export function readBelow(root: string, path: string): ReadResult {
  try {
    const real = realpathSync.native(join(root, path));
    if (!isBelow(root, real)) return { kind: "outside" };
    const stats = statSync(real);
    if (stats.isDirectory()) return { kind: "directory" };
    if (!stats.isFile()) return { kind: "special" };
    if (stats.size > MAX_FILE_BYTES) return { kind: "too large" };
    const bytes = readWhole(real);
    if (typeof bytes === "string") return { kind: bytes };
    return { kind: "file", identity: relative(root, real).split(sep).join("/"), bytes };
  } catch (error) {
    return missingCodes.has(codeOf(error)) ? { kind: "missing" } : { kind: "unreadable", reason: reasonOf(error) };
  }
}

/** Opens without waiting, and looks again: what was a file a moment ago may be a FIFO now. */
function readWhole(path: string): Uint8Array | "special" | "too large" {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!fstatSync(file).isFile()) return "special";
    const buffer = new Uint8Array(Math.min(fstatSync(file).size, MAX_FILE_BYTES) + 1);
    let length = 0;
    for (let got = -1; got !== 0 && length < buffer.length; length += got) got = readSync(file, buffer, length, buffer.length - length, null);
    return length > MAX_FILE_BYTES ? "too large" : buffer.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

/** On Windows a path on another drive has no relative way. */
function isOtherDrive(way: string): boolean {
  return /^[A-Za-z]:/.test(way);
}
