// A whole file as prettier's document.
import type { Doc } from "prettier";
import { builders } from "prettier/doc";
import { groupColumns } from "./columns.ts";
import { printDeclaration } from "./declarations.ts";
import { Pen, type Widths } from "./pen.ts";
import type { FormatTree } from "./tree.ts";

const { hardline } = builders;

export function documentOf(tree: FormatTree, widths: Widths): Doc {
  const pen = new Pen(tree, widths);
  const columns = groupColumns(pen, tree.declarations);
  const docs = tree.declarations.map((declaration, at) => [
    pen.gaps.statement(declaration.first, at === 0 ? "" : hardline, at === 0),
    pen.statement(declaration, (each) => printDeclaration(pen, each, columns)),
  ]);
  const end = pen.gaps.atEnd();
  return tree.tokens.length + tree.notes.length === 0 ? "" : [docs, end, hardline];
}
