// Which names mean the same thing, over all files that share a compilation: for definitions, references and renaming.
import { words } from "../grammar/tokens.ts";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import type { Model } from "../compiler/model.ts";
import type { Span } from "../compiler/source.ts";
import { occurrenceAt, occurrencesOf, type Occurrence } from "./occurrences.ts";
import type { Workspace } from "./workspace.ts";

/** Where what is named at a place is declared. */
export async function definitionsAt(workspace: Workspace, path: string, offset: number): Promise<readonly Span[]> {
  const imported = await importAt(workspace, path, offset);
  if (imported !== undefined) return [imported];
  const found = await sameAt(workspace, path, offset);
  return (found?.all ?? []).filter(({ declares }) => declares).map(({ span }) => span);
}

/** Every place where it is named. */
export async function referencesAt(workspace: Workspace, path: string, offset: number): Promise<readonly Occurrence[]> {
  return (await sameAt(workspace, path, offset))?.all ?? [];
}

export type Renaming =
  { readonly kind: "edits"; readonly edits: readonly { readonly span: Span; readonly text: string }[] } | { readonly kind: "refused"; readonly why: string };

/** What to change so that something has another name everywhere; refused if that would be an error, or mean something else. */
export async function rename(workspace: Workspace, path: string, offset: number, name: string): Promise<Renaming> {
  const found = await sameAt(workspace, path, offset);
  if (found === undefined) return refused("there is nothing here that has a name");
  const { target, all, files } = found;
  if (!all.some(({ declares }) => declares)) return refused(`\`${target.name}\` is declared nowhere`);
  const why = badName(target, name);
  if (why !== undefined) return refused(why);
  const taken = await clash(workspace, files, target, name);
  if (taken !== undefined) return refused(taken);
  const edits = all.map(({ span, declares }) => ({ span, text: written(target, name, declares) }));
  const trouble = await newErrors(workspace, files, edits);
  return trouble === undefined ? { kind: "edits", edits } : refused(`then ${trouble.message}`);
}

/** The name at a place, if it can be changed. */
export async function renamable(workspace: Workspace, path: string, offset: number): Promise<Span | undefined> {
  const found = await sameAt(workspace, path, offset);
  return found?.all.some(({ declares }) => declares) ? found.target.span : undefined;
}

interface Same {
  readonly target: Occurrence;
  readonly all: readonly Occurrence[];
  /** The files whose compilations have it. */
  readonly files: readonly string[];
}

async function sameAt(workspace: Workspace, path: string, offset: number): Promise<Same | undefined> {
  const tree = workspace.tree(path);
  const target = tree && occurrenceAt(tree, offset);
  if (target === undefined) return undefined;
  const { files: near } = await workspace.compilation(path);
  const declaring = near.filter((file) => occurrencesOf(file).some((each) => each.declares && isNamed(each, target)));
  const files = await workspace.dependants(new Set([path, ...declaring.map(({ file }) => file.path)]));
  const seen = new Set<string>();
  const all: Occurrence[] = [];
  for (const entry of files) {
    const compilation = await workspace.compilation(entry);
    for (const file of compilation.files) {
      if (seen.has(file.file.path)) continue;
      seen.add(file.file.path);
      all.push(...occurrencesOf(file).filter((each) => isNamed(each, target) && isSameProperty(each, target, compilation.model)));
    }
  }
  return { target, all, files };
}

/** Whether two names are of one thing, as far as names tell; a rule or a privilege may be performed. */
function isNamed(one: Occurrence, other: Occurrence): boolean {
  if (one.name !== other.name) return false;
  const [a, b] = [one.kind, other.kind];
  return a === b || (a === "performed" && (b === "rule" || b === "privilege")) || (b === "performed" && (a === "rule" || a === "privilege"));
}

/** Properties of one name are the same where a class inherits one from the other. */
function isSameProperty(one: Occurrence, other: Occurrence, model: Model | undefined): boolean {
  if (one.kind !== "property" || model === undefined || one.on === undefined || other.on === undefined || one.on === other.on) return true;
  const [first = ""] = one.name.split(".");
  const place = (name: string): string | undefined => {
    const span = model.classes.find((cls) => cls.name === name)?.properties.get(first)?.span;
    return span && `${span.file.path}:${span.start}`;
  };
  return place(one.on) === place(other.on);
}

/** The file that an import names. */
async function importAt(workspace: Workspace, path: string, offset: number): Promise<Span | undefined> {
  const node = workspace.tree(path)?.declarations.find((each) => each.kind === "import" && each.path.span.start <= offset && offset <= each.path.span.end);
  if (node?.kind !== "import") return undefined;
  const { files } = await workspace.compilation(path);
  const folder = path.split("/").slice(0, -1);
  for (const part of node.path.value.split("/")) {
    if (part === "..") folder.pop();
    else if (part !== ".") folder.push(part);
  }
  const file = files.find((each) => each.file.path === folder.join("/"))?.file;
  return file && { file, start: 0, end: 0 };
}

const PLAIN: Partial<Record<Occurrence["kind"], RegExp>> = {
  property: /^[A-Za-z]\w*$/,
  operator: /^[A-Za-z]\w*$/,
  context: /^[A-Za-z]\w*$/,
  class: /^[A-Za-z]\w*(?:-\w+)*-?$/,
  role: /^[A-Za-z]\w*(?:-\w+)*(?::[A-Za-z]\w*(?:-\w+)*)?$/,
  group: /^[A-Za-z]\w*(?:-\w+)*(?::[A-Za-z]\w*(?:-\w+)*)?$/,
};
const NAME = /^[A-Za-z]\w*(?:-\w+)*$/;
const QUOTABLE: ReadonlySet<Occurrence["kind"]> = new Set(["class", "role", "group", "privilege", "rule", "performed"]);

function badName({ kind }: Occurrence, name: string): string | undefined {
  if ((PLAIN[kind] ?? NAME).test(name)) return undefined;
  if (QUOTABLE.has(kind) && /^[ -_a-~]{1,128}$/.test(name)) return undefined;
  return `\`${name.slice(0, 60)}\` cannot be the name of ${kind === "operator" || kind === "access when" || kind === "external assignment" ? "an" : "a"} ${kind === "operator" || kind === "context" ? "attribute" : kind}`;
}

/** Backticks where a name could not stand without. */
function written({ kind }: Occurrence, name: string, declares: boolean): string {
  if (kind === "property" || kind === "operator" || kind === "context") return name;
  return (PLAIN[kind] ?? NAME).test(name) && (declares || !words.has(name)) ? name : `\`${name}\``;
}

/** Whether the name is taken: two things would become one. */
async function clash(workspace: Workspace, files: readonly string[], target: Occurrence, name: string): Promise<string | undefined> {
  const full = [...target.name.split(".").slice(0, -1), name].join(".");
  const wanted: Occurrence = { ...target, name: target.kind === "property" || target.kind === "operator" || target.kind === "context" ? full : name };
  for (const entry of files) {
    const { files: trees, model } = await workspace.compilation(entry);
    const taken = trees.flatMap(occurrencesOf).find((each) => each.declares && isNamed(each, wanted) && isSameProperty(each, wanted, model));
    if (taken !== undefined) return `there is a ${target.kind} \`${name}\` already, in \`${taken.span.file.path}\``;
  }
  return undefined;
}

async function newErrors(
  workspace: Workspace,
  files: readonly string[],
  edits: readonly { readonly span: Span; readonly text: string }[],
): Promise<Diagnostic | undefined> {
  const texts = edited(edits);
  for (const entry of files) {
    const before = await workspace.compilation(entry);
    const known = new Set(before.diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code));
    const after = (await workspace.tried(entry, texts)).filter(({ severity }) => severity === "error");
    const fresh = after.find(({ code }) => !known.has(code));
    if (fresh !== undefined) return fresh;
  }
  return undefined;
}

/** The texts after some edits, by path. */
export function edited(edits: readonly { readonly span: Span; readonly text: string }[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { span, text } of [...edits].sort((a, b) => b.span.start - a.span.start)) {
    const before = texts.get(span.file.path) ?? span.file.text;
    texts.set(span.file.path, before.slice(0, span.start) + text + before.slice(span.end));
  }
  return texts;
}

function refused(why: string): Renaming {
  return { kind: "refused", why };
}
