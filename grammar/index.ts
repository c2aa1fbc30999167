// The grammar as the compiler uses it: texts to tokens, the tokens of one declaration to a concrete syntax tree.
import { Lexer, tokenMatcher } from "chevrotain";
import type { CstNode, IParserErrorMessageProvider, IRecognitionException, IToken, TokenType } from "chevrotain";
import type { DeclarationCstNode } from "./cst.ts";
import { AclParser } from "./parser.ts";
import { BlockComment, Name, shapes, words } from "./tokens.ts";

export type Token = IToken;
export type { CstNode, TokenType };

export interface Tokens {
  /** With `endOffset` set, which is the offset of the last character. */
  readonly tokens: Token[];
  readonly comments: readonly Token[];
}

/** Why the tokens are no declaration. */
export interface Failure {
  /** The index of the first token that cannot stand where it does; the number of tokens when there are too few. */
  readonly at: number;
  /** The rule that failed, the last, and those that led to it. */
  readonly rules: readonly string[];
  /** What could have stood there: names of token types. */
  readonly expected: readonly string[];
}

export type Parsed = { readonly cst: DeclarationCstNode; readonly failure: undefined } | { readonly cst: undefined; readonly failure: Failure };

/** Splits a text into tokens and comments. Every text can be split. */
export function tokenize(text: string): Tokens {
  const { tokens, groups } = (lexer ??= newLexer()).tokenize(text);
  for (const token of tokens) {
    finish(token);
    if (token.tokenType === Name) become(token, words.get(token.image) ?? Name);
  }
  const comments = groups["comments"] ?? [];
  for (const comment of comments) finish(comment);
  return { tokens, comments };
}

/** Parses the tokens of one declaration. The caller bounds how deep they nest. */
export function parseDeclaration(tokens: Token[]): Parsed {
  parser ??= newParser();
  parser.input = tokens;
  const cst = parser.declaration() as DeclarationCstNode | undefined;
  const error = parser.errors[0];
  if (error === undefined && cst !== undefined) return { cst, failure: undefined };
  return { cst: undefined, failure: failureOf(error, tokens) };
}

/** Whether a token is of a type, or of one of the types that a category has. */
export function isA(token: Token | undefined, type: TokenType): boolean {
  return token !== undefined && tokenMatcher(token, type);
}

/** Makes a token one of another type, for what stands in a text instead of what was meant. */
export function become(token: Token, type: TokenType): void {
  token.tokenType = type;
  if (type.tokenTypeIdx !== undefined) token.tokenTypeIdx = type.tokenTypeIdx;
}

/** A token that is not in the text, of no width, at an offset. */
export function missing(type: TokenType, image: string, offset: number): Token {
  return { image, startOffset: offset, endOffset: offset - 1, tokenType: type, tokenTypeIdx: type.tokenTypeIdx ?? 0 };
}

/** Whether a comment is never closed. Then it reaches to the end of the text. */
export function isOpenComment(comment: Token): boolean {
  return comment.tokenType === BlockComment && (comment.image.length < 4 || !comment.image.endsWith("*/"));
}

/** Makes a parser that checks its own rules, for a test; the one in use does not. */
export function checkedParser(): AclParser {
  return new AclParser({ skipValidations: false });
}

let lexer: Lexer | undefined;
let parser: AclParser | undefined;

function newLexer(): Lexer {
  return new Lexer([...shapes], { positionTracking: "onlyOffset", ensureOptimizations: true, skipValidations: true });
}

function newParser(): AclParser {
  return new AclParser({ skipValidations: true, errorMessageProvider: expectations });
}

function finish(token: Token): void {
  token.endOffset = token.startOffset + token.image.length - 1;
}

/** The parser's messages are never shown: they carry the names of the types that were expected. */
const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => expected.name,
  buildNotAllInputParsedMessage: () => "",
  buildNoViableAltMessage: ({ expectedPathsPerAlt }) => firsts(expectedPathsPerAlt.flat()),
  buildEarlyExitMessage: ({ expectedIterationPaths }) => firsts(expectedIterationPaths),
};

function firsts(paths: readonly (readonly TokenType[])[]): string {
  return [...new Set(paths.map((path) => path[0]?.name ?? ""))].join(" ");
}

function failureOf(error: IRecognitionException | undefined, tokens: readonly Token[]): Failure {
  if (error === undefined) return { at: tokens.length, rules: [], expected: [] };
  const at = tokens.indexOf(error.token);
  return {
    at: at === -1 ? tokens.length : at,
    rules: error.context.ruleStack,
    expected: error.message.split(" ").filter((name) => name !== ""),
  };
}
