// From the paths that a user typed to a compilation: the project's root, the entries below it, the host that reads them.
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { commandLineDiagnostics } from "../compiler/diagnostics/command-line.ts";
import type { Host } from "../compiler/host.ts";
import { failure } from "./failure.ts";
import { codeOf, diskHost, isBelow, isFolder, projectRoot, reasonOf } from "./host.ts";
import type { Io } from "./io.ts";

export interface Project {
  /** Absolute, symbolic links followed. */
  readonly root: string;
  /** Relative to the root, with `/`. */
  readonly entries: readonly string[];
  readonly host: Host;
}

/** One compilation of these files; a folder stands for all `.acl` files below it. What is missing is the compiler's to say. */
export function openProject(io: Io, paths: readonly string[]): Project {
  const places = paths.map((path) => placeOf(io, path));
  const root = rootOf(io, places);
  const entries = places.flatMap((place) => (isFolder(place) ? policiesBelow(place, root) : [place])).map((file) => toRelative(root, file));
  return { root, entries: [...new Set(entries)], host: diskHost(root) };
}

/** One compilation of one file. */
export function openEntry(io: Io, path: string): Project & { readonly entry: string } {
  const place = placeOf(io, path);
  const root = rootOf(io, [place]);
  const entry = toRelative(root, place);
  return { root, entry, entries: [entry], host: diskHost(root) };
}

/** A path below the root as users see it: with `/`. */
export function toRelative(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}

/** The absolute path with the symbolic links of its folder followed, as far as that exists. */
function placeOf(io: Io, path: string): string {
  const absolute = resolve(io.cwd, path);
  if (isFolder(absolute)) return realpathSync.native(absolute);
  return join(realFolder(dirname(absolute)), basename(absolute));
}

function realFolder(folder: string): string {
  if (existsSync(folder)) return realpathSync.native(folder);
  if (dirname(folder) === folder) return folder;
  return join(realFolder(dirname(folder)), basename(folder));
}

/** Where no `package.json` and no `.git` marks a root, it is the current folder, or else the files' own. */
function rootOf(io: Io, places: readonly string[]): string {
  const folder = existing(common(places.map((place) => (isFolder(place) ? place : dirname(place)))));
  const root = projectRoot(folder);
  const cwd = realFolder(io.cwd);
  const marked = existsSync(join(root, "package.json")) || existsSync(join(root, ".git"));
  return !marked && isBelow(cwd, root) ? cwd : root;
}

function common(folders: readonly string[]): string {
  return folders.reduce((one, other) => {
    let at = one;
    while (!isBelow(at, other) && dirname(at) !== at) at = dirname(at);
    return at;
  });
}

function existing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));
}

/** Sorted by path, so that the same folder always makes the same compilation. */
function policiesBelow(folder: string, root: string): readonly string[] {
  const found = walk(folder).sort((a, b) => (a < b ? -1 : 1));
  if (found.length === 0) {
    throw failure(commandLineDiagnostics.nothingToRead, { folder: toRelative(root, folder) || "." }, "`aclc init` makes a first one");
  }
  return found;
}

function walk(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === "node_modules" || entry.name.startsWith(".") ? [] : walk(path);
      return entry.name.endsWith(".acl") ? [path] : [];
    });
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    throw failure(commandLineDiagnostics.unreadableInput, { path: folder, reason: reasonOf(error) });
  }
}
