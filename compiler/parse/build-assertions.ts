// Assertions, from the concrete tree to the abstract one.
import type { ActCstNode, AssertClauseCstNode, AssertDeclarationCstNode, ClaimCstNode, DeedCstNode } from "../../grammar/cst.ts";
import type { Token } from "../../grammar/index.ts";
import type { AssertDeclaration, Deed, Expression, SettingName } from "../ast.ts";
import { className, once, plainName, the, type Build } from "./build-context.ts";
import { expression } from "./build-expressions.ts";
import { numberLiteral, textLiteral } from "./build-literals.ts";
import { roleNames } from "./build-names.ts";
import { path } from "./build-operands.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";

export function assertDeclaration(build: Build, node: AssertDeclarationCstNode): AssertDeclaration {
  const { Text, No, Nobody, Only, Group, roleNames: names } = node.children;
  const clauses = (node.children.assertClause ?? []).map((clause) => clause.children);
  once(
    build,
    clauses.flatMap(({ Level }) => Level ?? []),
  );
  for (const key of ["When", "Unless"] as const)
    once(
      build,
      clauses.flatMap((clause) => clause[key] ?? []),
    );
  const claim = the(node.children.claim);
  const { Ref, And } = the(node.children.target).children;
  return {
    kind: "assert",
    title: Text === undefined ? undefined : textLiteral(build, the(Text)),
    subject:
      names !== undefined
        ? { kind: "only", groups: roleNames(build, the(names)), span: build.span(the(Only)) }
        : No !== undefined
          ? { kind: "no group", span: build.span(the(No), the(Group)) }
          : { kind: "nobody", span: build.span(the(Nobody)) },
    deeds: deedsOf(build, claim),
    sharedVerb: claim.children.Both !== undefined && claim.children.Can !== undefined,
    on: { name: className(build, the(Ref)), andBelow: And !== undefined },
    levels: levelsOf(build, node.children.assertClause ?? []),
    when: conditionOf(
      build,
      clauses.find(({ When }) => When !== undefined),
    ),
    unless: conditionOf(
      build,
      clauses.find(({ Unless }) => Unless !== undefined),
    ),
    documentation: build.documentationOf(node),
    span: build.spanOf(node),
  };
}

function deedsOf(build: Build, node: ClaimCstNode): AssertDeclaration["deeds"] {
  const { Both, act, deed, Perform, Ref, SettingWord, Discover, Path } = node.children;
  if (Both !== undefined) {
    const [first, second] = [...(act ?? []).map((each) => actOf(build, each)), ...(deed ?? []).map((each) => deedOf(build, each))];
    return [the(first && [first]), the(second && [second])];
  }
  const span = build.spanOf(node);
  if (Path !== undefined) return [{ kind: "sees", path: path(build, the(Path)), span }];
  if (Perform !== undefined) return [{ kind: "perform", rule: plainName(build, the(Ref), "a rule"), span }];
  if (Ref !== undefined) return [{ kind: "has", privilege: plainName(build, the(Ref), "a privilege"), span }];
  return [setting(build, the(SettingWord ?? Discover))];
}

function deedOf(build: Build, node: DeedCstNode): Deed {
  const { act, Ref, Path } = node.children;
  const span = build.spanOf(node);
  if (act !== undefined) return actOf(build, the(act));
  if (Path !== undefined) return { kind: "sees", path: path(build, the(Path)), span };
  return { kind: "has", privilege: plainName(build, the(Ref), "a privilege"), span };
}

function actOf(build: Build, node: ActCstNode): Deed {
  const { Ref, SettingWord, Discover } = node.children;
  if (Ref !== undefined) return { kind: "perform", rule: plainName(build, the(Ref), "a rule"), span: build.spanOf(node) };
  return setting(build, the(SettingWord ?? Discover));
}

function setting(build: Build, word: Token): Deed {
  const span = build.span(word);
  return { kind: "can", action: word.image as SettingName | "discover", name: { text: word.image, quoted: false, span }, span };
}

function levelsOf(build: Build, clauses: readonly AssertClauseCstNode[]): AssertDeclaration["levels"] {
  const node = clauses.find(({ children }) => children.Level !== undefined);
  if (node === undefined) return undefined;
  const { At, From, number } = node.children;
  const level = numberLiteral(build, the(number));
  if (!level.integer || level.value < 1 || level.value > 5) {
    const help = "1 experimental, 2 development, 3 quality assurance, 4 staging, 5 production";
    build.report(kinds.level, level.span, { level: build.text(level.span).slice(0, 40) }, { help });
  }
  return { how: At !== undefined ? "at" : From !== undefined ? "from" : "up to", level, span: build.spanOf(node) };
}

function conditionOf(build: Build, clause: AssertClauseCstNode["children"] | undefined): Expression | undefined {
  return clause === undefined ? undefined : expression(build, the(clause.expression));
}
