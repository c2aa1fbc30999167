// What a file looks like: outline, folding, and the colours that only its tree can give.
import { type DocumentSymbol, FoldingRangeKind, SymbolKind, type FoldingRange } from "vscode-languageserver/node";
import type { Declaration } from "../compiler/ast.ts";
import type { ParsedFile } from "../compiler/parse/parse.ts";
import type { Span } from "../compiler/source.ts";
import { occurrencesOf, type NameKind } from "./occurrences.ts";
import { positionAt, rangeOf } from "./places.ts";

export function outline(tree: ParsedFile): DocumentSymbol[] {
  return tree.declarations.flatMap((declaration) => {
    const named = nameOf(declaration);
    if (named === undefined) return [];
    const children =
      "fields" in declaration ? declaration.fields.map(({ name, span }) => symbol(name.text, "", SymbolKind.Property, span, name.span)) : blocksOf(declaration);
    return [{ ...symbol(named.text, declaration.kind, kinds[declaration.kind] ?? SymbolKind.Object, declaration.span, named.span), children }];
  });
}

function blocksOf(declaration: Declaration): DocumentSymbol[] {
  if (declaration.kind !== "role") return [];
  return declaration.blocks.map((block) => {
    const [first] = block.targets;
    const names = block.targets.map(({ name }) => name.text).join(", ");
    return symbol(names, block.kind === "deny" ? "deny access" : "access", SymbolKind.Field, block.span, first?.name.span ?? block.span);
  });
}

function symbol(name: string, detail: string, kind: SymbolKind, span: Span, selection: Span): DocumentSymbol {
  return { name: name === "" ? "?" : name, detail, kind, range: rangeOf(span), selectionRange: rangeOf(selection) };
}

const kinds: Partial<Record<Declaration["kind"], SymbolKind>> = {
  class: SymbolKind.Class,
  "access when": SymbolKind.Function,
  privilege: SymbolKind.Key,
  role: SymbolKind.Interface,
  group: SymbolKind.Namespace,
  policy: SymbolKind.Method,
  rule: SymbolKind.Event,
  test: SymbolKind.Constant,
  assert: SymbolKind.Boolean,
};

/** What a declaration is called; an import has no name. */
function nameOf(declaration: Declaration): { readonly text: string; readonly span: Span } | undefined {
  switch (declaration.kind) {
    case "import":
      return undefined;
    case "operator":
    case "context":
      return { text: declaration.kind, span: { ...declaration.span, end: declaration.span.start + declaration.kind.length } };
    case "test":
      return { text: declaration.title.value, span: declaration.title.span };
    case "assert":
      return { text: declaration.title?.value ?? "assert", span: declaration.title?.span ?? declaration.subject.span };
    default:
      return declaration.name;
  }
}

/** Declarations and blocks of several lines, and comments of several lines. */
export function folding(tree: ParsedFile): FoldingRange[] {
  const spans = tree.declarations.flatMap((declaration) => [
    declaration.span,
    ...(declaration.kind === "role" ? declaration.blocks.map(({ span }) => span) : []),
  ]);
  const ranges = spans.map((span): FoldingRange => lines(span));
  const comments: FoldingRange[] = [];
  for (const { span } of tree.comments) {
    const { startLine, endLine } = lines(span);
    const last = comments.at(-1);
    if (last !== undefined && last.endLine === startLine - 1) last.endLine = endLine;
    else comments.push({ startLine, endLine, kind: FoldingRangeKind.Comment });
  }
  return [...ranges, ...comments].filter(({ startLine, endLine }) => endLine > startLine);
}

function lines({ file, start, end }: Span): { startLine: number; endLine: number } {
  return { startLine: positionAt(file, start).line, endLine: positionAt(file, end).line };
}

/** The token types that the server announces, in their order. */
export const tokenTypes = ["class", "interface", "namespace", "enumMember", "event", "function", "method", "variable", "property", "parameter"] as const;
export const tokenModifiers = ["declaration"] as const;

const typeOf: Record<NameKind, (typeof tokenTypes)[number]> = {
  class: "class",
  role: "interface",
  group: "namespace",
  privilege: "enumMember",
  performed: "event",
  rule: "event",
  "access when": "function",
  policy: "method",
  "external assignment": "variable",
  property: "property",
  operator: "parameter",
  context: "parameter",
};

/** In the protocol's form: five numbers for each name, relative to the one before. */
export function semanticTokens(tree: ParsedFile): number[] {
  const data: number[] = [];
  let line = 0;
  let column = 0;
  for (const { kind, span, declares } of [...occurrencesOf(tree)].sort((a, b) => a.span.start - b.span.start)) {
    const at = positionAt(span.file, span.start);
    data.push(
      at.line - line,
      at.line === line ? at.character - column : at.character,
      span.end - span.start,
      tokenTypes.indexOf(typeOf[kind]),
      declares ? 1 : 0,
    );
    line = at.line;
    column = at.character;
  }
  return data;
}
