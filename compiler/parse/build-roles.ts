// Roles with their access and deny blocks, and groups.
import type { BlockCstNode, GroupDeclarationCstNode, RoleDeclarationCstNode, SettingCstNode, TargetCstNode } from "../../grammar/cst.ts";
import type { AccessBlock, BlockTarget, DenyBlock, GroupDeclaration, RoleDeclaration } from "../ast.ts";
import { className, once, the, type Build } from "./build-context.ts";
import { declaredRole, roleNames } from "./build-names.ts";
import { accessSetting, denySetting } from "./build-settings.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";

export function roleDeclaration(build: Build, node: RoleDeclarationCstNode): RoleDeclaration {
  const { Depends, Inherits, roleNames: lists, block } = node.children;
  once(build, Depends);
  once(build, Inherits);
  return {
    kind: "role",
    name: declaredRole(build, the(node.children.declaredRole), "a role"),
    dependsOn: (lists ?? []).flatMap((list) => roleNames(build, list)),
    inheritsPrivileges: Inherits !== undefined,
    blocks: (block ?? []).map((each) => blockOf(build, each)),
    documentation: build.documentationOf(node),
    span: build.spanOf(node),
  };
}

export function groupDeclaration(build: Build, node: GroupDeclarationCstNode): GroupDeclaration {
  const { Roles, Stop, roleNames: lists } = node.children;
  once(build, Roles);
  once(build, Stop);
  const head = the(node.children.declaredRole);
  if (Roles === undefined) {
    if (Stop === undefined) build.report(kinds.emptyBlock, build.spanOf(head), { what: "a group" }, { help: "list its roles: `roles A, B`" });
    else build.report(kinds.missingClause, build.spanOf(head), { clause: "roles", what: "a group" }, { help: "list its roles: `roles A, B`" });
  }
  return {
    kind: "group",
    name: declaredRole(build, head, "a group"),
    roles: (lists ?? []).flatMap((list) => roleNames(build, list)),
    stop: Stop !== undefined,
    documentation: build.documentationOf(node),
    span: build.spanOf(node),
  };
}

/** Settings with errors are left out of a block: the role goes on without them. */
function blockOf(build: Build, node: BlockCstNode): AccessBlock | DenyBlock {
  const deny = node.children.Deny?.[0];
  const targets = node.children.target.map((each) => target(build, each, deny !== undefined));
  const span = build.spanOf(node);
  const settings = node.children.setting ?? [];
  return deny === undefined
    ? { kind: "access", targets, settings: whole(build, settings, accessSetting), span }
    : { kind: "deny", targets, settings: whole(build, settings, denySetting), span };
}

function whole<S>(build: Build, nodes: readonly SettingCstNode[], make: (build: Build, node: SettingCstNode) => S | undefined): readonly S[] {
  const result: S[] = [];
  for (const node of nodes) {
    const before = build.failures;
    const setting = make(build, node);
    const faults = build.takeFaults(build.spanOf(node));
    if (build.failures === before && setting !== undefined && !faults) result.push(setting);
    build.forgive(before);
  }
  return result;
}

function target(build: Build, node: TargetCstNode, deny: boolean): BlockTarget {
  const { Ref, And, Below } = node.children;
  const and = And?.[0];
  if (and !== undefined && !deny) {
    build.report(
      kinds.accessBelow,
      build.span(and, the(Below)),
      {},
      { help: "access reaches the classes below by itself, wherever they have no block of their own" },
    );
  }
  return { name: className(build, the(Ref)), andBelow: and !== undefined };
}
