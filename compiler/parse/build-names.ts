// Lists of names and names with an application in front, from the concrete tree to the abstract one.
import type { DeclaredRoleCstNode, NamesCstNode, RoleNameCstNode, RoleNamesCstNode } from "../../grammar/cst.ts";
import type { Token } from "../../grammar/index.ts";
import type { Name } from "../ast.ts";
import { applicationName, className, plainName, type Build } from "./build-context.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";

/** The name of a role or group where it is declared. */
export function declaredRole(build: Build, node: DeclaredRoleCstNode, what: string): Name {
  return applicationName(build, node.children.Word, what);
}

/** The name of a role or group where it is referred to. */
export function roleName(build: Build, node: RoleNameCstNode, what: string): Name {
  const { Ref, Reserved, Word } = node.children;
  return applicationName(build, [...(Ref ?? []), ...(Reserved ?? []), ...(Word ?? [])], what);
}

export function roleNames(build: Build, node: RoleNamesCstNode): readonly Name[] {
  return node.children.roleName.map((name) => roleName(build, name, "a role"));
}

export function classNames(build: Build, node: NamesCstNode): readonly Name[] {
  return node.children.Ref.map((token) => className(build, token));
}

/** The classes of all `on` clauses; none is reported, two clauses have been. */
export function onClasses(build: Build, lists: readonly NamesCstNode[] | undefined, what: string, subject: Token): readonly Name[] {
  const names = (lists ?? []).flatMap((list) => classNames(build, list));
  if (names.length === 0)
    build.report(kinds.missingClause, build.span(subject), { clause: "on CLASS", what }, { help: "say on which class it is: `on CLASS`" });
  return names;
}

/** The class of something that stands on one class only. */
export function onClass(build: Build, lists: readonly NamesCstNode[] | undefined, what: string, subject: Token): Name {
  const [first, second] = onClasses(build, lists, what, subject);
  if (second !== undefined)
    build.report(kinds.oneClass, second.span, { what }, { help: "declare it again for the other class, or once on a class above both" });
  return first ?? { text: "", quoted: false, span: build.span(subject) };
}

export function plainNames(build: Build, node: NamesCstNode, what: string): readonly Name[] {
  return node.children.Ref.map((token) => plainName(build, token, what));
}
