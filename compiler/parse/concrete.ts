// The concrete tree of a text without errors, token by token and with its comments: what the formatter writes again.
import type { DeclarationCstNode } from "../../grammar/cst.ts";
import { parseDeclaration, type Token } from "../../grammar/index.ts";
import { Collector } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source.ts";
import { lex, type Comment } from "./lexical.ts";
import { regionAt } from "./regions.ts";

export interface ConcreteFile {
  readonly file: SourceFile;
  readonly tokens: readonly Token[];
  /** In the order of the text. */
  readonly comments: readonly Comment[];
  /** Together they have all tokens. */
  readonly declarations: readonly DeclarationCstNode[];
}

/** For a text in which `parseFile` finds no error; throws for another. */
export function concreteFile(file: SourceFile): ConcreteFile {
  const { tokens, comments } = lex(file, new Collector());
  const declarations: DeclarationCstNode[] = [];
  for (let at = 0; at < tokens.length;) {
    const region = regionAt(file.text, tokens, at, tokens.length, false);
    const { cst } = parseDeclaration([...region.tokens]);
    if (cst === undefined) throw new Error(`no declaration at offset ${tokens[at]?.startOffset ?? 0}`);
    declarations.push(cst);
    at = region.end;
  }
  return { file, tokens, comments, declarations };
}
