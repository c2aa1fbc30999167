// Formats a policy's text: the same meaning, the same comments, one way to write it.
import { printer } from "prettier/doc";
import { tokenize } from "../../grammar/index.ts";
import { Collector, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Formatted } from "../format.ts";
import { concreteFile } from "../parse/concrete.ts";
import { parseFile } from "../parse/parse.ts";
import { sourceFile, type SourceFile } from "../source.ts";
import { documentOf } from "./document.ts";
import { formatTree, type FormatTree } from "./tree.ts";

/** Columns that a line may have. */
export const PRINT_WIDTH = 100;

/** See `format` of `aclc/compiler`. */
export function formatText(path: string, text: string): Formatted {
  const { tree, diagnostics } = parsedForFormat(sourceFile(path, text));
  if (tree === undefined) return { text: undefined, diagnostics };
  const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
  const ends = /\r?\n/.exec(text)?.[0] ?? "\n";
  const plain = text.slice(mark.length).replaceAll("\r\n", "\n");
  const normal = plain === text ? tree : parsedForFormat(sourceFile(path, plain)).tree;
  if (normal === undefined) throw new Error("a text without errors has some with other line ends");
  const widths = { printWidth: PRINT_WIDTH, tabWidth: 2 };
  const { formatted } = printer.printDocToString(documentOf(normal, widths), widths);
  if (essence(formatted) !== essence(plain)) throw new Error(`the formatter would have changed what \`${path}\` says; it is left as it is`);
  return { text: mark + formatted.replaceAll("\n", ends), diagnostics: [] };
}

/** The tree of a text without errors, or its errors. */
export function parsedForFormat(file: SourceFile): { readonly tree: FormatTree | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const sink = new Collector();
  parseFile(file, sink);
  const errors = sink.diagnostics.filter(({ severity }) => severity === "error");
  return { tree: errors.length > 0 ? undefined : formatTree(concreteFile(file)), diagnostics: errors };
}

/** Everything that a text says, white space and optional commas left out: its words and its comments, in their order. */
function essence(text: string): string {
  const { tokens, comments } = tokenize(text);
  const words = [...tokens.filter(({ image }) => image !== ","), ...comments];
  const ordered = words.sort((a, b) => a.startOffset - b.startOffset);
  return ordered.map(({ image }) => (image.startsWith("/") ? image.replace(/\s+/g, " ").trim() : image)).join("\n");
}
