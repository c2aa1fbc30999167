// The prettier plugin `aclc/prettier`: `.acl` files, and `acl` blocks of Markdown.
import type { Parser, Printer, SupportLanguage } from "prettier";
import { position, sourceFile } from "../source.ts";
import { documentOf } from "./document.ts";
import { parsedForFormat, PRINT_WIDTH } from "./format.ts";
import type { FormatTree } from "./tree.ts";

export const languages: SupportLanguage[] = [{ name: "acl", parsers: ["acl"], extensions: [".acl"], vscodeLanguageIds: ["acl"] }];

export const parsers: Record<"acl", Parser<FormatTree>> = {
  acl: {
    astFormat: "acl",
    parse,
    locStart: () => 0,
    locEnd: (tree) => tree.text.length,
  },
};

export const printers: Record<"acl", Printer<FormatTree>> = {
  // Nothing in the tree is printed by itself, so prettier need not look into it.
  acl: { getVisitorKeys: () => [], print: ({ node }, { printWidth, tabWidth }) => documentOf(node, { printWidth, tabWidth }) },
};

export const defaultOptions: { readonly printWidth: number; readonly tabWidth: number } = { printWidth: PRINT_WIDTH, tabWidth: 2 };

/** Throws what prettier shows with the place in the text. */
function parse(text: string): FormatTree {
  const file = sourceFile("", text);
  const { tree, diagnostics } = parsedForFormat(file);
  if (tree !== undefined) return tree;
  const [first] = diagnostics;
  const place = (offset: number): { line: number; column: number } => {
    const { line, column } = position(file, offset);
    return { line, column };
  };
  const loc = { start: place(first?.span?.start ?? 0), end: place(first?.span?.end ?? 0) };
  const help = first?.help === undefined ? "" : `; ${first.help}`;
  throw Object.assign(new SyntaxError(`${first?.message ?? "syntax error"}${help} (${loc.start.line}:${loc.start.column})`), { loc });
}
