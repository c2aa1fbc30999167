// What a condition compares: paths, the clock, literals.
import type { OperandCstNode } from "../../grammar/cst.ts";
import type { Token } from "../../grammar/index.ts";
import type { Name, Operand, Path } from "../ast.ts";
import { the, type Build } from "./build-context.ts";
import { duration, literal } from "./build-literals.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";

export function operand(build: Build, node: OperandCstNode): Operand {
  const { Path, Now, Today, Null, literal: value } = node.children;
  if (Path !== undefined) return path(build, the(Path));
  if (Now !== undefined || Today !== undefined) return clock(build, node, Now === undefined ? "today" : "now");
  if (Null !== undefined) {
    const span = build.span(the(Null));
    build.report(kinds.nullValue, span, { word: "null" }, { help: "ask `is null` or `is not null`" });
    return { kind: "boolean", value: false, span };
  }
  return literal(build, the(value));
}

export function path(build: Build, token: Token): Path {
  const span = build.span(token);
  const [root, ...names] = token.image.split(".");
  let start = span.start + (root ?? "").length + 1;
  const segments: Name[] = [];
  for (const text of names) {
    segments.push({ text, quoted: false, span: { file: build.file, start: Math.min(start, span.end), end: Math.min(start + text.length, span.end) } });
    start += text.length + 1;
  }
  return { kind: "path", root: root === "operator" || root === "context" ? root : "object", segments, span };
}

function clock(build: Build, node: OperandCstNode, which: "now" | "today"): Operand {
  const { Minus, duration: moved } = node.children;
  const by = moved?.[0];
  const offset = by === undefined ? undefined : { sign: Minus === undefined ? (1 as const) : (-1 as const), duration: duration(build, by) };
  return { kind: "clock", which, offset, span: build.spanOf(node) };
}
