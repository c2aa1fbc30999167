// Roles with what they depend on, and groups; the blocks of roles are filled in by bind-blocks.ts.
import type { GroupDeclaration, Name, RoleDeclaration } from "../ast.ts";
import { type BindContext, reportUnknown } from "./context.ts";
import { hierarchyDiagnostics } from "../diagnostics/hierarchy.ts";
import { nameDiagnostics } from "../diagnostics/names.ts";
import { cyclePath } from "./hierarchy.ts";
import type { AccessBlockModel, ClassModel, DenyBlockModel, GroupModel, RoleModel } from "../model.ts";

/** How long a chain of roles may be, each depending on the next. */
export const MAX_ROLE_DEPTH = 32;

/** A role while it is filled in. */
export interface RoleDraft extends RoleModel {
  readonly dependsOn: RoleDraft[];
  readonly holds: RoleDraft[];
  access: ReadonlyMap<ClassModel, AccessBlockModel>;
  deny: ReadonlyMap<ClassModel, DenyBlockModel>;
}

export type Roles = ReadonlyMap<string, RoleDraft>;

export function bindRoles(declarations: readonly RoleDeclaration[], context: BindContext): Roles {
  const roles = new Map(declarations.map((declaration, index) => [declaration.name.text, draft(index, declaration)]));
  for (const declaration of declarations) {
    roles.get(declaration.name.text)?.dependsOn.push(...findRoles(declaration.dependsOn, "among the roles that it depends on", roles, context));
  }
  new Dependencies(declarations, [...roles.values()], context).settle();
  return roles;
}

export function bindGroups(declarations: readonly GroupDeclaration[], roles: Roles, context: BindContext): readonly GroupModel[] {
  return declarations.map((declaration, index) => ({
    index,
    name: declaration.name.text,
    documentation: declaration.documentation,
    span: declaration.name.span,
    roles: findRoles(declaration.roles, "in this group", roles, context),
    roleSpans: declaration.roles.map((name) => name.span),
    stop: declaration.stop,
  }));
}

/** The distinct roles of a list; what is unknown or doubled is reported. `list` says where they stand. */
export function findRoles(names: readonly Name[], list: string, roles: Roles, context: BindContext): RoleDraft[] {
  const first = new Map<RoleDraft, Name>();
  for (const name of names) {
    const role = findRole(name, roles, context);
    const earlier = role && first.get(role);
    if (earlier)
      context.sink.report(
        nameDiagnostics.duplicateEntry,
        name.span,
        { name: name.text, list },
        { labels: [{ span: earlier.span, message: "first here" }], help: "take one of them away" },
      );
    else if (role) first.set(role, name);
  }
  return [...first.keys()];
}

export function findRole(name: Name, roles: Roles, context: BindContext): RoleDraft | undefined {
  const role = roles.get(name.text);
  if (role === undefined) {
    reportUnknown(context, { kind: nameDiagnostics.unknownRole, args: { name: name.text }, name, damaged: "role", candidates: roles.keys() });
  }
  return role;
}

function draft(index: number, declaration: RoleDeclaration): RoleDraft {
  return {
    index,
    name: declaration.name.text,
    documentation: declaration.documentation,
    span: declaration.name.span,
    dependsOn: [],
    dependsOnSpans: declaration.dependsOn.map((name) => name.span),
    holds: [],
    inheritsPrivileges: declaration.inheritsPrivileges,
    access: new Map(),
    deny: new Map(),
    denyOnly:
      declaration.dependsOn.length === 0 &&
      declaration.blocks.some((block) => block.kind === "deny") &&
      !declaration.blocks.some((block) => block.kind === "access"),
  };
}

/** Goes through all roles, those that a role depends on before itself: breaks circles, measures depth, and joins what roles hold. */
class Dependencies {
  readonly #declarations: readonly RoleDeclaration[];
  readonly #roles: readonly RoleDraft[];
  readonly #context: BindContext;
  /** Of finished roles: the length of the longest chain below. */
  readonly #depths = new Map<RoleDraft, number>();
  readonly #deep = new Set<RoleDraft>();

  constructor(declarations: readonly RoleDeclaration[], roles: readonly RoleDraft[], context: BindContext) {
    this.#declarations = declarations;
    this.#roles = roles;
    this.#context = context;
  }

  settle(): void {
    for (const role of this.#roles) this.#visit(role);
  }

  /** A walk in depth without recursion, since chains may be long. */
  #visit(start: RoleDraft): void {
    if (this.#depths.has(start)) return;
    const path = [{ role: start, next: 0 }];
    const onPath = new Set([start]);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const dependency = top.role.dependsOn[top.next];
      if (dependency === undefined) {
        this.#finish(top.role);
        onPath.delete(top.role);
        path.pop();
      } else if (onPath.has(dependency)) {
        const roles = path.map((step) => step.role);
        this.#reportCycle(roles.slice(roles.indexOf(dependency)));
        top.role.dependsOn.splice(top.next, 1);
      } else {
        top.next++;
        if (this.#depths.has(dependency)) continue;
        path.push({ role: dependency, next: 0 });
        onPath.add(dependency);
      }
    }
  }

  #finish(role: RoleDraft): void {
    const below = role.dependsOn.map((dependency) => this.#depths.get(dependency) ?? 0);
    const depth = role.dependsOn.length === 0 ? 0 : 1 + below.reduce((a, b) => Math.max(a, b), 0);
    this.#depths.set(role, depth);
    role.holds.push(...new Set([role, ...role.dependsOn.flatMap((dependency) => dependency.holds)]));
    if (depth > MAX_ROLE_DEPTH) this.#tooDeep(role);
  }

  /** Said once for a chain, and not again for what depends on it. */
  #tooDeep(role: RoleDraft): void {
    this.#deep.add(role);
    role.holds.splice(1);
    if (role.dependsOn.some((dependency) => this.#deep.has(dependency))) return;
    const declaration = this.#declarations[role.index];
    this.#context.sink.report(
      hierarchyDiagnostics.roleDepth,
      declaration?.name.span,
      { name: role.name, limit: MAX_ROLE_DEPTH },
      { help: "let it depend on fewer roles one behind the other" },
    );
  }

  #reportCycle(cycle: readonly RoleDraft[]): void {
    const edges = cycle.map((role, at) => {
      const to = cycle[(at + 1) % cycle.length] ?? role;
      const span = this.#declarations[role.index]?.dependsOn.find((name) => name.text === to.name)?.span ?? role.span;
      return { role, to, span };
    });
    const first = edges.reduce((a, b) => (b.role.index < a.role.index ? b : a));
    const from = edges.indexOf(first);
    const ordered = [...edges.slice(from), ...edges.slice(0, from)];
    this.#context.sink.report(
      hierarchyDiagnostics.roleCycle,
      first.span,
      { path: cyclePath(ordered.map((edge) => edge.role.name)) },
      {
        labels: ordered.slice(1, 6).map((edge) => ({ span: edge.span, message: `and \`${edge.role.name}\` on \`${edge.to.name}\`` })),
        help: "take one of these dependencies away",
      },
    );
  }
}
