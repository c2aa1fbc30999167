// Sorts the declarations of all files by kind, and finds those that are declared twice.
import type {
  AssertDeclaration,
  AccessWhenDeclaration,
  AttributesDeclaration,
  ClassDeclaration,
  ExternalAssignmentDeclaration,
  FileTree,
  GroupDeclaration,
  Name,
  PolicyDeclaration,
  PrivilegeDeclaration,
  RoleDeclaration,
  RuleDeclaration,
  TestDeclaration,
} from "../ast.ts";
import type { BindContext } from "./context.ts";
import type { Kind } from "../diagnostics/diagnostic.ts";
import { hierarchyDiagnostics } from "../diagnostics/hierarchy.ts";
import { nameDiagnostics } from "../diagnostics/names.ts";
import { BASECLASS } from "./hierarchy.ts";

export const MAX_CLASSES = 20_000;
export const MAX_ROLES = 4_096;

/** All that is declared, each list in the order of files and in them from top to bottom. Names of classes, roles, … are distinct. */
export interface Declarations {
  readonly classes: readonly ClassDeclaration[];
  /** Classes that are declared twice: what they lack may stand in the declaration that was left out. */
  readonly doubled: ReadonlySet<string>;
  readonly attributes: readonly AttributesDeclaration[];
  readonly accessWhens: readonly AccessWhenDeclaration[];
  readonly privileges: readonly PrivilegeDeclaration[];
  readonly roles: readonly RoleDeclaration[];
  readonly groups: readonly GroupDeclaration[];
  readonly policies: readonly PolicyDeclaration[];
  readonly rules: readonly RuleDeclaration[];
  readonly externalAssignments: readonly ExternalAssignmentDeclaration[];
  readonly tests: readonly TestDeclaration[];
  readonly assertions: readonly AssertDeclaration[];
}

/** Undefined if there are more classes or roles than the limits allow. */
export function collect(files: readonly FileTree[], context: BindContext): Declarations | undefined {
  const all = sortByKind(files);
  const doubled = new Set<string>();
  const classes = distinct(all.classes, nameDiagnostics.duplicateClass, context, doubled).filter((declaration) => isOwnClass(declaration, context));
  const roles = distinct(all.roles, nameDiagnostics.duplicateRole, context);
  if (!withinLimit(classes, MAX_CLASSES, hierarchyDiagnostics.tooManyClasses, context)) return undefined;
  if (!withinLimit(roles, MAX_ROLES, hierarchyDiagnostics.tooManyRoles, context)) return undefined;
  return {
    ...all,
    classes,
    doubled,
    roles,
    groups: distinct(all.groups, nameDiagnostics.duplicateGroup, context),
    externalAssignments: distinct(all.externalAssignments, nameDiagnostics.duplicateExternalAssignment, context),
  };
}

interface Named {
  readonly name: Name;
}

function sortByKind(files: readonly FileTree[]) {
  const all = {
    classes: new Array<ClassDeclaration>(),
    attributes: new Array<AttributesDeclaration>(),
    accessWhens: new Array<AccessWhenDeclaration>(),
    privileges: new Array<PrivilegeDeclaration>(),
    roles: new Array<RoleDeclaration>(),
    groups: new Array<GroupDeclaration>(),
    policies: new Array<PolicyDeclaration>(),
    rules: new Array<RuleDeclaration>(),
    externalAssignments: new Array<ExternalAssignmentDeclaration>(),
    tests: new Array<TestDeclaration>(),
    assertions: new Array<AssertDeclaration>(),
  };
  for (const file of files) {
    for (const declaration of file.declarations) {
      switch (declaration.kind) {
        case "class":
          all.classes.push(declaration);
          break;
        case "operator":
        case "context":
          all.attributes.push(declaration);
          break;
        case "access when":
          all.accessWhens.push(declaration);
          break;
        case "privilege":
          all.privileges.push(declaration);
          break;
        case "role":
          all.roles.push(declaration);
          break;
        case "group":
          all.groups.push(declaration);
          break;
        case "policy":
          all.policies.push(declaration);
          break;
        case "rule":
          all.rules.push(declaration);
          break;
        case "external assignment":
          all.externalAssignments.push(declaration);
          break;
        case "test":
          all.tests.push(declaration);
          break;
        case "assert":
          all.assertions.push(declaration);
          break;
        case "import":
          break;
      }
    }
  }
  return all;
}

/** The first declaration of each name; the others are reported. */
function distinct<D extends Named>(declarations: readonly D[], kind: Kind<{ name: string }>, context: BindContext, doubled?: Set<string>): readonly D[] {
  const first = new Map<string, D>();
  for (const declaration of declarations) {
    const { text, span } = declaration.name;
    const earlier = first.get(text);
    if (earlier === undefined) {
      first.set(text, declaration);
      continue;
    }
    doubled?.add(text);
    context.sink.report(
      kind,
      span,
      { name: text },
      { labels: [{ span: earlier.name.span, message: "first declared here" }], help: "give one of them another name, or make one of both" },
    );
  }
  return [...first.values()];
}

function isOwnClass(declaration: ClassDeclaration, context: BindContext): boolean {
  if (declaration.name.text !== BASECLASS) return true;
  context.sink.report(nameDiagnostics.builtInClass, declaration.name.span, {}, { help: "every class inherits from it already; give this class another name" });
  return false;
}

function withinLimit(declarations: readonly Named[], limit: number, kind: Kind<{ count: number; limit: number }>, context: BindContext): boolean {
  if (declarations.length <= limit) return true;
  context.sink.report(kind, declarations[limit]?.name.span, { count: declarations.length, limit }, { help: "split the policy into several compilations" });
  return false;
}
