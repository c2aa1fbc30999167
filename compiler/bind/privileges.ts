// Privileges: where each is declared, which classes have it, and whether one may be named on a class.
import type { Name, PrivilegeDeclaration } from "../ast.ts";
import { type ClassDraft, type Classes, findClasses } from "./classes.ts";
import { type BindContext, didYouMean, reportUnknown } from "./context.ts";
import type { Label } from "../diagnostics/diagnostic.ts";
import { nameDiagnostics } from "../diagnostics/names.ts";
import type { ClassModel } from "../model.ts";

export interface Privileges {
  /** Distinct names, in order of first declaration. */
  readonly names: readonly string[];
  /** By name, the classes that declare it and the name in the declaration. */
  readonly declared: ReadonlyMap<string, ReadonlyMap<ClassModel, Name>>;
}

/** Fills in the privileges of all classes. */
export function bindPrivileges(declarations: readonly PrivilegeDeclaration[], classes: Classes, context: BindContext): Privileges {
  const declared = new Map<string, Map<ClassModel, Name>>();
  for (const { name, on } of declarations) {
    const places = declared.get(name.text) ?? new Map<ClassModel, Name>();
    declared.set(name.text, places);
    if (!on.every((one) => classes.byName.has(one.text))) context.damage.add("privilege", name.text);
    for (const one of findClasses(on, "among the classes of this privilege", classes, context)) {
      const earlier = places.get(one);
      if (earlier === undefined) {
        places.set(one, name);
        one.ownPrivileges.push(name.text);
        one.ownPrivilegeSpans.push(name.span);
      } else {
        context.sink.report(
          nameDiagnostics.duplicatePrivilege,
          name.span,
          { name: name.text, on: one.name },
          { labels: [{ span: earlier.span, message: "first declared here" }], help: "take one of them away" },
        );
      }
    }
  }
  const names = [...declared.keys()];
  spread(names, classes);
  return { names, declared };
}

/** Whether a privilege is declared for a class, itself or a class that it inherits from. */
export function hasPrivilege(name: string, on: ClassModel, privileges: Privileges): boolean {
  const places = privileges.declared.get(name);
  return places !== undefined && on.searchOrder.some((one) => places.has(one));
}

/** The privilege's name if the class has it; what is unknown there is reported. */
export function findPrivilege(name: Name, on: ClassDraft, privileges: Privileges, classes: Classes, context: BindContext): string | undefined {
  if (hasPrivilege(name.text, on, privileges)) return name.text;
  const places = privileges.declared.get(name.text);
  if (places === undefined) {
    reportUnknown(
      context,
      { kind: nameDiagnostics.unknownPrivilege, args: { name: name.text }, name, damaged: "privilege", candidates: privileges.names },
      { help: `declare it: \`privilege ${name.text} on ${on.name}\`` },
    );
  } else if (!classes.incomplete.has(on) && !context.damage.has("privilege", name.text)) {
    const labels: Label[] = [...places].slice(0, 3).map(([one, at]) => ({ span: at.span, message: `declared on \`${one.name}\`` }));
    const help = `declare it on \`${on.name}\` too, or on a class that it inherits from`;
    context.sink.report(
      nameDiagnostics.privilegeNotOnClass,
      name.span,
      { name: name.text, on: on.name },
      { labels, ...didYouMean(context, name, on.privileges, help) },
    );
  }
  return undefined;
}

/** Each class has what the classes of its search order declare; a class that declares none shares the list of the one that it follows. */
function spread(names: readonly string[], classes: Classes): void {
  const rank = new Map(names.map((name, index) => [name, index]));
  const lists = new Map<string, readonly string[]>();
  for (const one of [classes.baseclass, ...classes.all]) {
    const sources = one.searchOrder.filter((above) => above.ownPrivileges.length > 0);
    const key = sources.map((above) => above.index).join(" ");
    const list = lists.get(key) ?? [...new Set(sources.flatMap((above) => above.ownPrivileges))].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
    lists.set(key, list);
    one.privileges = list;
  }
}
