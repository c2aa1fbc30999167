// What conditions may name: classes, attributes, roles, groups and access whens.
import type { AccessWhenDeclaration, Name } from "../ast.ts";
import type { Attributes } from "./attributes.ts";
import { type ClassDraft, type Classes, findClass } from "./classes.ts";
import type { BindContext } from "./context.ts";
import type { Roles } from "./roles.ts";
import { nameDiagnostics } from "../diagnostics/names.ts";
import type { ClassModel, GroupModel } from "../model.ts";

export interface Environment {
  readonly context: BindContext;
  readonly classes: Classes;
  readonly operator: Attributes;
  /** The attributes of the request. */
  readonly request: Attributes;
  readonly roles: Roles;
  readonly groups: ReadonlyMap<string, GroupModel>;
  readonly whens: DeclaredWhens;
}

/** For each class, the access whens written on it: their names, before their bodies are bound. */
export type DeclaredWhens = ReadonlyMap<ClassModel, ReadonlyMap<string, DeclaredWhen>>;
export interface DeclaredWhen {
  readonly on: ClassDraft;
  readonly declaration: AccessWhenDeclaration;
}

/** The access whens of all classes; the first of two on one class counts. */
export function declareWhens(declarations: readonly AccessWhenDeclaration[], classes: Classes, context: BindContext): DeclaredWhens {
  const whens = new Map<ClassModel, Map<string, DeclaredWhen>>();
  for (const declaration of declarations) {
    const on = findClass(declaration.on, classes, context);
    if (on === undefined) {
      context.damage.add("access when", declaration.name.text);
      continue;
    }
    const own = whens.get(on) ?? new Map<string, DeclaredWhen>();
    whens.set(on, own);
    const earlier = own.get(declaration.name.text);
    if (earlier === undefined) own.set(declaration.name.text, { on, declaration });
    else reportTwice(declaration.name, earlier, on, context);
  }
  return whens;
}

/** The access when of this name that is nearest in the search order of a class. */
export function nearestWhen(name: string, on: ClassModel, whens: DeclaredWhens): DeclaredWhen | undefined {
  for (const one of on.searchOrder) {
    const found = whens.get(one)?.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function reportTwice(name: Name, earlier: DeclaredWhen, on: ClassDraft, context: BindContext): void {
  context.sink.report(
    nameDiagnostics.duplicateAccessWhen,
    name.span,
    { name: name.text, on: on.name },
    { labels: [{ span: earlier.declaration.name.span, message: "first declared here" }], help: "give one of them another name, or make one of both" },
  );
}
