// The tree that is formatted: rules of the grammar with their parts in the order of the text.
import type { CstNode, Token } from "../../grammar/index.ts";
import type { ConcreteFile } from "../parse/concrete.ts";
import type { Comment } from "../parse/lexical.ts";

export interface Leaf {
  readonly kind: "leaf";
  readonly token: Token;
  /** The token's index in its file, as both ends of what it covers. */
  readonly first: number;
  readonly last: number;
}

export interface Branch {
  readonly kind: "branch";
  /** The name of a rule of the grammar; `clause` for some of a declaration's parts. */
  readonly rule: string;
  readonly parts: readonly Part[];
  /** The indices of its first and last token. */
  readonly first: number;
  readonly last: number;
}

export type Part = Leaf | Branch;

/** What a printer gets. */
export interface FormatTree {
  readonly kind: "file";
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly notes: readonly Comment[];
  readonly declarations: readonly Branch[];
}

export function formatTree({ file, tokens, comments, declarations }: ConcreteFile): FormatTree {
  const indices = new Map(tokens.map((token, index) => [token.startOffset, index]));
  return {
    kind: "file",
    text: file.text,
    tokens,
    notes: comments,
    declarations: declarations.map((node) => {
      const [declaration] = branch(node, indices).parts;
      if (declaration?.kind !== "branch") throw new Error("a declaration without a rule");
      return declaration;
    }),
  };
}

/** Some parts of a node as a node of their own. */
export function clause(parts: readonly Part[]): Branch {
  return branchOf("clause", parts);
}

export function isWord(part: Part | undefined, ...types: readonly string[]): part is Leaf {
  return part?.kind === "leaf" && types.includes(part.token.tokenType.name);
}

export function isRule<R extends string>(part: Part | undefined, ...rules: readonly R[]): part is Branch & { readonly rule: R } {
  return part?.kind === "branch" && (rules as readonly string[]).includes(part.rule);
}

function branch(node: CstNode, indices: ReadonlyMap<number, number>): Branch {
  const elements = Object.values(node.children).flat();
  const parts = elements.map((element): Part => {
    if ("children" in element) return branch(element, indices);
    const index = indices.get(element.startOffset) ?? -1;
    return { kind: "leaf", token: element, first: index, last: index };
  });
  return branchOf(
    node.name,
    parts.sort((a, b) => a.first - b.first),
  );
}

function branchOf(rule: string, parts: readonly Part[]): Branch {
  return { kind: "branch", rule, parts, first: parts[0]?.first ?? -1, last: parts.at(-1)?.last ?? -1 };
}
