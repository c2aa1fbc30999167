// Parses texts for the tests of the grammar: trees without spans, diagnostics as codes with the text they underline.
import { Collector } from "../../compiler/diagnostics/diagnostic.ts";
import type { Declaration } from "../../compiler/ast.ts";
import { parseFile, type ParsedFile } from "../../compiler/parse/parse.ts";
import { sourceFile, spanText } from "../../compiler/source.ts";

export interface Outcome {
  readonly file: ParsedFile;
  /** `ACL1105 open`: a code and what it underlines. */
  readonly found: readonly string[];
  readonly diagnostics: Collector["diagnostics"];
}

export function parse(text: string): Outcome {
  const sink = new Collector();
  const file = parseFile(sourceFile("test.acl", text), sink);
  return {
    file,
    diagnostics: sink.diagnostics,
    found: sink.diagnostics.map((d) => `${d.code} ${d.span === undefined ? "" : spanText(d.span)}`),
  };
}

/** The declarations of a text that has no errors. */
export function declarations(text: string): readonly Declaration[] {
  const { file, found } = parse(text);
  if (found.length > 0) throw new Error(`${found.join("; ")} in ${text}`);
  return file.declarations;
}

/** The only declaration of a text, without its spans. */
export function only(text: string): unknown {
  const all = declarations(text);
  if (all.length !== 1) throw new Error(`${all.length} declarations in ${text}`);
  return bare(all[0]);
}

/** The condition of an access when, without spans. */
export function condition(text: string): unknown {
  const declaration = only(`access when A on C { ${text} }`) as { body: { expression: unknown } };
  return declaration.body.expression;
}

/** A short form of a condition in prefix notation, for tests about how it is grouped. */
export function grouped(text: string): string {
  return short(condition(text) as Short);
}

/** The kind and name of each declaration. */
export function names(file: ParsedFile): readonly string[] {
  return file.declarations.map((one) => ("name" in one ? `${one.kind} ${one.name.text}` : one.kind));
}

/** A tree without spans, absent parts, and with names as texts. */
export function bare(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(bare);
  if (typeof tree !== "object" || tree === null) return tree;
  const record = tree as Record<string, unknown>;
  if ("quoted" in record) return record["text"];
  return Object.fromEntries(
    Object.entries(record)
      .filter(([key, value]) => key !== "span" && key !== "operatorSpan" && value !== undefined)
      .map(([key, value]) => [key, bare(value)]),
  );
}

interface Short {
  readonly kind: string;
  readonly operands?: readonly Short[];
  readonly operand?: Short;
  readonly name?: string;
  readonly segments?: readonly string[];
  readonly value?: unknown;
}

function short(tree: Short): string {
  switch (tree.kind) {
    case "and":
    case "or":
      return `${tree.kind}(${(tree.operands ?? []).map(short).join(", ")})`;
    case "not":
      return `not(${tree.operand === undefined ? "" : short(tree.operand)})`;
    case "reference":
      return tree.name ?? "";
    case "truth":
      return `.${tree.operand?.segments?.join(".") ?? ""}`;
    case "constant":
      return String(tree.value);
    default:
      return tree.kind;
  }
}
