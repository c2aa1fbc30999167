// Random edits of a policy: after each, the workspace must know what a fresh compilation finds.
import { bindAnyway } from "../../compiler/bind/bind.ts";
import { Collector, type Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { inReadingOrder } from "../../compiler/diagnostics/order.ts";
import { memoryHost } from "../../compiler/host.ts";
import { load } from "../../compiler/load/load.ts";
import type { ParsedFile } from "../../compiler/parse/parse.ts";
import { Workspace } from "../../editor/workspace.ts";
import { memoryFiles } from "./files.ts";

/** A file for another to import. */
export const base = "class Base- {\n  note: text\n}\n\nrole Reader {\n  access to Base- { open }\n}\n";

const snippets = [
  "{",
  "}",
  "(",
  ")",
  '"',
  "`",
  ".",
  ",",
  "/*",
  "*/",
  "//",
  "///",
  "\n",
  " ",
  "open",
  "role R9 {",
  "class X9 {}\n",
  "access to Order- { open }",
  ".owner = operator.id",
  "when",
  "and not",
  "0",
  "3",
  "@",
  "é",
  "role",
  "policy",
  "stop at first grant or deny",
  "text",
  ":",
  "=",
  "// note\n",
  "/// note\n",
  "privilege P9 on Order-\n",
  'import "./base.acl"\n',
];

/** Throws at the first edit after which the two differ; says how many texts had errors. */
export async function tryEdits(texts: Readonly<Record<string, string>>, count: number, seed: number): Promise<number> {
  const next = generator(seed);
  const pick = (below: number): number => Math.floor(next() * below);
  const paths = Object.keys(texts);
  const now = new Map(Object.entries(texts));
  const workspace = new Workspace(memoryFiles(new Map(now)));
  for (const [path, text] of now) workspace.open(path, text);
  let wrong = 0;
  for (let edit = 0; edit < count; edit++) {
    const path = paths[pick(paths.length)] ?? "";
    const text = pick(4) === 0 ? (texts[path] ?? "") : changed(now.get(path) ?? "", pick);
    now.set(path, text);
    workspace.open(path, text);
    const entry = paths[0] ?? "";
    const { files, diagnostics } = await workspace.compilation(entry);
    const cold = await coldly(entry, now);
    if (diagnostics.length > 0) wrong++;
    const [got, wanted] = [plain(diagnostics, files), plain(cold.diagnostics, cold.files)];
    if (got !== wanted) throw new Error(`edit ${edit} of seed ${seed}: the workspace\n${got}\nafresh\n${wanted}\nin\n${text}`);
  }
  return wrong;
}

function changed(text: string, pick: (below: number) => number): string {
  const at = pick(text.length + 1);
  const end = pick(3) === 0 ? Math.min(text.length, at + pick(30)) : at;
  const from = pick(text.length + 1);
  const put = pick(4) === 0 ? text.slice(from, from + pick(60)) : pick(3) === 0 ? "" : (snippets[pick(snippets.length)] ?? "");
  return text.slice(0, at) + put + text.slice(put === "" && end === at ? at + 1 : end);
}

async function coldly(
  entry: string,
  texts: ReadonlyMap<string, string>,
): Promise<{ readonly files: readonly ParsedFile[]; readonly diagnostics: readonly Diagnostic[] }> {
  const sink = new Collector();
  const { files } = await load([entry], memoryHost(new Map(texts)), sink);
  bindAnyway(files, sink);
  return { files, diagnostics: inReadingOrder(sink.diagnostics) };
}

/** All that is found, and the trees, places included; files by their path. */
function plain(diagnostics: readonly Diagnostic[], files: readonly ParsedFile[]): string {
  return JSON.stringify([diagnostics, files.map(({ declarations, comments, damaged }) => [declarations, comments, damaged])], (key, value: unknown) =>
    key === "file" && typeof value === "object" && value !== null && "path" in value && "text" in value
      ? `${String(value.path)} ${String(value.text).length}`
      : value,
  );
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
