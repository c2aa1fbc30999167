// What every part of the builder of the syntax tree shares: spans, reports, and names.
import type { CstNode, Token } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";
import type { Name } from "../ast.ts";
import type { Extras, Kind, Sink } from "../diagnostics/diagnostic.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";
import type { SourceFile, Span } from "../source.ts";

/** Builds one file's tree. A declaration during which `failures` grows is left out, so what it built may have gaps. */
export class Build {
  readonly file: SourceFile;
  readonly documentation: ReadonlyMap<number, string>;
  readonly #sink: Sink;
  readonly #faults: readonly number[];
  #forgivenFaults = 0;
  failures = 0;

  /** `faults` are the offsets, ascending, of what is wrong with single characters and words. */
  constructor(file: SourceFile, documentation: ReadonlyMap<number, string>, faults: readonly number[], sink: Sink) {
    this.file = file;
    this.documentation = documentation;
    this.#faults = faults;
    this.#sink = sink;
  }

  report<A>(kind: Kind<A>, span: Span, args: A, extras?: Extras): void {
    this.failures++;
    this.#sink.report(kind, span, args, extras);
  }

  /** Leaves out what failed since then, instead of the whole declaration. */
  forgive(failures: number): void {
    this.failures = failures;
  }

  /** Whether there are faults among these tokens that are not forgiven. */
  hasFaults(tokens: readonly Token[]): boolean {
    return this.#countFaults(tokens) > this.#forgivenFaults;
  }

  /** Whether there is a fault between two offsets. */
  hasFaultIn(start: number, end: number): boolean {
    return this.#between(start, end) > 0;
  }

  /** For tokens of a part that is left out. */
  forgiveFaults(tokens: readonly Token[]): void {
    this.#forgivenFaults += this.#countFaults(tokens);
  }

  /** Whether there are faults in a part; they are forgiven, since the caller leaves the part out. */
  takeFaults(span: Span): boolean {
    const count = this.#between(span.start, span.end);
    this.#forgivenFaults += count;
    return count > 0;
  }

  #countFaults(tokens: readonly Token[]): number {
    const first = tokens[0];
    const last = tokens.at(-1);
    return first === undefined || last === undefined ? 0 : this.#between(first.startOffset, endOf(last));
  }

  #between(start: number, end: number): number {
    return firstAtLeast(this.#faults, end) - firstAtLeast(this.#faults, start);
  }

  /** From the first token's start to the last token's end. */
  span(first: Token, last: Token = first): Span {
    return { file: this.file, start: first.startOffset, end: endOf(last) };
  }

  spanOf(node: CstNode): Span {
    const start = node.location?.startOffset ?? 0;
    return { file: this.file, start, end: Math.max(start, (node.location?.endOffset ?? start - 1) + 1) };
  }

  documentationOf(node: CstNode): string | undefined {
    return this.documentation.get(node.location?.startOffset ?? -1);
  }

  text(span: Span): string {
    return this.file.text.slice(span.start, span.end);
  }
}

/** The index of the first of ascending numbers that is not below `least`. */
function firstAtLeast(numbers: readonly number[], least: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What the grammar says is there. */
export function the<T>(list: readonly T[] | undefined): T {
  const first = list?.[0];
  if (first === undefined) throw new Error("the grammar and the builder of the tree disagree");
  return first;
}

export function endOf(token: Token): number {
  return (token.endOffset ?? token.startOffset + token.image.length - 1) + 1;
}

/** Reports a clause that stands twice. */
export function once(build: Build, clauses: readonly Token[] | undefined): void {
  const [first, second] = clauses ?? [];
  if (first === undefined || second === undefined) return;
  build.report(
    kinds.duplicateClause,
    build.span(second),
    { clause: second.image },
    {
      labels: [{ span: build.span(first), message: "the first is here" }],
      help: "keep one of them",
    },
  );
}

/** The name of a class, which may end in a dash, or of the built-in class. */
export function className(build: Build, token: Token): Name {
  return nameOf(build, token);
}

/** The name of anything but a class, a role or a group. */
export function plainName(build: Build, token: Token, what: string): Name {
  checkPlain(build, token, what);
  return nameOf(build, token);
}

/** The name of something that other programs do not name: backticks are only for keywords here. */
export function wordName(build: Build, token: Token, what: string): Name {
  const name = plainName(build, token, what);
  if (name.quoted && !/^[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9][A-Za-z0-9_]*)*$/.test(name.text)) {
    build.report(
      kinds.nameForm,
      name.span,
      { name: name.text, why: `the name of ${what} is letters, digits, \`_\` and single dashes` },
      { help: "backticks are for names that other programs give; rename it" },
    );
  }
  return name;
}

/** The name of a role or a group, with an application in front or without. */
export function applicationName(build: Build, parts: readonly Token[], what: string): Name {
  const [first, second] = parts;
  const start = the(parts);
  if (first === undefined || second === undefined) return plainName(build, start, what);
  const span = build.span(first, second);
  const text = build.text(span);
  for (const part of parts) {
    if (part.tokenType === t.QuotedName) {
      build.report(
        kinds.nameForm,
        build.span(part),
        { name: part.image.slice(1, -1), why: "only a part of the name is between backticks" },
        { help: "put the backticks around the whole name, the application included" },
      );
    } else checkPlain(build, part, what);
  }
  if (text !== `${first.image}:${second.image}` && build.text(build.span(first)) === first.image) {
    build.report(
      kinds.nameForm,
      span,
      { name: text.replace(/\s+/g, " "), why: "there are no blanks around the `:` of a name" },
      {
        help: `write \`${first.image}:${second.image}\`; a role that builds on another says \`depends on\``,
        fix: { title: "Remove the blanks", edits: [{ span, text: `${first.image}:${second.image}` }] },
      },
    );
  }
  return { text: `${first.image}:${second.image}`, quoted: false, span };
}

function checkPlain(build: Build, token: Token, what: string): void {
  if (token.tokenType === t.BuiltInName) {
    build.report(
      kinds.nameForm,
      build.span(token),
      { name: token.image, why: `it is a class, and ${what} is named here` },
      { help: `write the name of ${what}` },
    );
  } else if (token.tokenType !== t.QuotedName && token.image.endsWith("-")) {
    build.report(
      kinds.nameForm,
      build.span(token),
      { name: token.image, why: "only the name of a class may end in a dash" },
      { help: `remove the dash: \`${token.image.replace(/-+$/, "")}\`` },
    );
  }
}

function nameOf(build: Build, token: Token): Name {
  const quoted = token.tokenType === t.QuotedName;
  return { text: quoted ? token.image.slice(1, -1) : token.image, quoted, span: build.span(token) };
}
