// Texts in comparisons that can only be some: members of a union, names of groups, names of roles.
import type { ScalarLiteral, TextLiteral } from "../ast.ts";
import { listNames } from "./context.ts";
import type { Environment } from "./environment.ts";
import type { Typed } from "./operands.ts";
import { describeType, quote } from "./types.ts";
import type { Operand } from "../condition.ts";
import type { Kind } from "../diagnostics/diagnostic.ts";
import { nameDiagnostics } from "../diagnostics/names.ts";
import { typeDiagnostics } from "../diagnostics/types.ts";

/** Reports texts of either operand that the other can never be or include. */
export function checkTexts(a: Typed, b: Typed, environment: Environment): void {
  checkAgainst(a.operand, b, environment);
  checkAgainst(b.operand, a, environment);
}

function checkAgainst(operand: Operand, other: Typed, environment: Environment): void {
  if (operand.kind !== "reference") return;
  for (const literal of textsOf(other)) {
    if (operand.type.kind === "union") checkMember(literal, operand.type.members, environment);
    if (operand.root !== "operator") continue;
    if (operand.path[0] === "accessGroup") checkName(literal, "group", environment.groups, environment);
    if (operand.path[0] === "roles") checkName(literal, "role", environment.roles, environment);
  }
}

function textsOf({ node }: Typed): readonly TextLiteral[] {
  const elements: readonly ScalarLiteral[] = node.kind === "list" ? node.elements : node.kind === "text" ? [node] : [];
  return elements.filter((element) => element.kind === "text");
}

function checkMember(literal: TextLiteral, members: readonly string[], environment: Environment): void {
  if (members.includes(literal.value)) return;
  report(typeDiagnostics.notInUnion, literal, { value: `\`${quote(literal.value)}\``, type: describeType({ kind: "union", members }) }, members, environment);
}

function checkName(literal: TextLiteral, what: "group" | "role", declared: ReadonlyMap<string, unknown>, environment: Environment): void {
  if (declared.has(literal.value) || environment.context.damage.has(what, literal.value)) return;
  const kind = what === "group" ? nameDiagnostics.unknownGroup : nameDiagnostics.unknownRole;
  report(kind, literal, { name: literal.value }, [...declared.keys()], environment);
}

function report<A>(kind: Kind<A>, literal: TextLiteral, args: A, candidates: readonly string[], environment: Environment): void {
  const nearest = environment.context.suggest.nearest(literal.value, candidates);
  const text = nearest === undefined ? "" : quote(nearest);
  environment.context.sink.report(
    kind,
    literal.span,
    args,
    nearest === undefined
      ? { help: listNames(candidates.map(quote)) }
      : {
          help: `did you mean \`${text}\`?`,
          fix: { title: `write \`${text}\``, edits: [{ span: literal.span, text }] },
        },
  );
}
