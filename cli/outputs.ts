// Where `build` writes: `policies/hr.acl.ts` beside `policies/hr.acl`, or where `--out` says.
import { basename, dirname, join, resolve } from "node:path";
import { commandLineDiagnostics } from "../compiler/diagnostics/command-line.ts";
import type { Host } from "../compiler/host.ts";
import { failure } from "./failure.ts";
import { isBelow, isFolder } from "./host.ts";
import type { Io } from "./io.ts";
import { openEntry, toRelative } from "./project.ts";

/** One entry with the module that it becomes. */
export interface Target {
  readonly root: string;
  readonly entry: string;
  readonly entries: readonly string[];
  readonly host: Host;
  /** Absolute. */
  readonly output: string;
  /** The output as users see it. */
  readonly shown: string;
}

/** `out` is a file if it ends in `.ts`, else a folder. Two entries may not become one file. */
export function outputsOf(io: Io, entries: readonly string[], out: string | undefined): readonly Target[] {
  const place = out === undefined ? undefined : outPlace(io, entries, out);
  const targets = entries.map((path) => targetOf(io, path, place));
  const taken = new Map<string, Target>();
  for (const target of targets) {
    const other = taken.get(target.output);
    if (other !== undefined && other.entry !== target.entry) {
      const what = `\`${other.entry}\` and \`${target.entry}\` would both become \`${target.shown}\``;
      throw failure(commandLineDiagnostics.wrongUsage, { what }, "build them one by one, each with its own `--out`");
    }
    taken.set(target.output, target);
  }
  return [...taken.values()];
}

interface OutPlace {
  readonly kind: "file" | "folder";
  readonly path: string;
}

function outPlace(io: Io, entries: readonly string[], out: string): OutPlace {
  const path = resolve(io.cwd, out);
  if (isFolder(path) || !/\.[cm]?[jt]sx?$/.test(out)) return { kind: "folder", path };
  if (!/\.m?ts$/.test(out)) {
    throw failure(commandLineDiagnostics.wrongOption, { option: "--out", value: out, expected: "a folder or a file that ends in `.ts`" });
  }
  if (entries.length > 1) {
    throw failure(commandLineDiagnostics.wrongUsage, { what: "several policies cannot become one file" }, "give `--out` a folder");
  }
  return { kind: "file", path };
}

function targetOf(io: Io, path: string, place: OutPlace | undefined): Target {
  if (path.endsWith(".acl.ts")) {
    throw failure(commandLineDiagnostics.wrongUsage, { what: `\`${path}\` is a generated module, not a policy` }, `build \`${path.slice(0, -3)}\``);
  }
  const project = openEntry(io, path);
  const name = `${basename(project.entry)}.ts`;
  const beside = join(project.root, dirname(project.entry), name);
  const output = place === undefined ? beside : place.kind === "file" ? place.path : join(place.path, name);
  const shown = isBelow(project.root, output) ? toRelative(project.root, output) : output;
  return { ...project, output, shown };
}
