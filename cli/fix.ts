// `aclc check --fix`: applies the edits that change no decision, and writes a file only if the policy still checks.
import { join } from "node:path";
import { diff } from "../compiler/analyse/index.ts";
import { check, type Checked, type Diagnostic, type Fix, type Host, type SourceFile } from "../compiler/index.ts";
import type { Project } from "./project.ts";
import { writeOnChange } from "./write.ts";

/** A fix may make another possible; a policy has been mended after a few rounds. */
const MOST_ROUNDS = 20;

export interface Fixed {
  /** What is left to say of the mended policy. */
  readonly checked: Checked;
  readonly files: ReadonlyMap<string, string>;
  /** In the order in which they were applied. */
  readonly applied: readonly Diagnostic[];
}

/** Mends in memory. A policy with errors is left as it is: what its findings would be is not known. */
export async function fixed({ entries, host }: Project): Promise<Fixed> {
  const files = new Map<string, string>();
  const applied: Diagnostic[] = [];
  const overlay: Host = {
    read: async (path) => {
      const found = await host.read(path);
      const text = files.get(path);
      return found.kind === "file" && text !== undefined ? { ...found, bytes: new TextEncoder().encode(text) } : found;
    },
  };
  let checked = await check(entries, overlay);
  for (let round = 0; round < MOST_ROUNDS && checked.policy !== undefined; round++) {
    const safe = checked.diagnostics.filter(({ fix }) => fix?.safe === true);
    if (safe.length === 0) break;
    const before = new Map(files);
    for (const [file, edits] of editsOf(safe.flatMap(({ fix }) => fix ?? []))) files.set(file.path, edited(file.text, edits));
    const next = await check(entries, overlay);
    if (next.policy === undefined || !diff(checked.policy.model, next.policy.model).isEmpty) {
      // A fault of the compiler: what it calls safe changes no decision. Nothing of this round is kept.
      files.clear();
      for (const [path, text] of before) files.set(path, text);
      break;
    }
    applied.push(...safe);
    checked = next;
  }
  return { checked, files, applied };
}

/** Each file is replaced as a whole; says which were written. */
export function writeFixed({ root }: Project, { files }: Fixed): readonly string[] {
  return [...files].filter(([path, text]) => writeOnChange(join(root, path), text, root)).map(([path]) => path);
}

type Edit = Fix["edits"][number];

function editsOf(fixes: readonly Fix[]): ReadonlyMap<SourceFile, readonly Edit[]> {
  const byFile = new Map<SourceFile, Edit[]>();
  for (const { edits } of fixes) {
    // A fix is applied as a whole, or waits for the next round.
    if (edits.some((edit) => (byFile.get(edit.span.file) ?? []).some((other) => edit.span.start < other.span.end && other.span.start < edit.span.end)))
      continue;
    for (const edit of edits) byFile.set(edit.span.file, [...(byFile.get(edit.span.file) ?? []), edit]);
  }
  return byFile;
}

function edited(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((rest, { span, text: put }) => `${rest.slice(0, span.start)}${put}${rest.slice(span.end)}`, text);
}
