// Classes with their search orders and properties; what is written on them is filled in by later steps of binding.
import type { ClassDeclaration, Field, Name } from "../ast.ts";
import type { Declarations } from "./collect.ts";
import { type BindContext, reportUnknown } from "./context.ts";
import { bindType, describeType, distinctFields, sameType } from "./types.ts";
import { nameDiagnostics } from "../diagnostics/names.ts";
import { typeDiagnostics } from "../diagnostics/types.ts";
import { BASECLASS, hierarchy } from "./hierarchy.ts";
import type { AccessWhenModel, ClassModel, PolicyModel, Property, RuleModel } from "../model.ts";
import { sourceFile, type Span } from "../source.ts";

/** A class while it is filled in. */
export interface ClassDraft extends ClassModel {
  readonly searchOrder: ClassDraft[];
  properties: ReadonlyMap<string, Property>;
  readonly ownWhens: Map<string, AccessWhenModel>;
  readonly ownPolicies: PolicyModel[];
  readonly ownPrivileges: string[];
  readonly ownPrivilegeSpans: Span[];
  privileges: readonly string[];
  readonly ownRules: Map<string, RuleModel>;
}

export interface Classes {
  /** In declaration order, without `@baseclass`. */
  readonly all: readonly ClassDraft[];
  readonly baseclass: ClassDraft;
  /** With `@baseclass`. */
  readonly byName: ReadonlyMap<string, ClassDraft>;
  /** Classes that lack something which has been reported; names that they do not have are not reported. */
  readonly incomplete: ReadonlySet<ClassModel>;
  /** For each class, the declared classes whose search order contains it, itself first, in declaration order. */
  below(one: ClassModel): readonly ClassDraft[];
}

export function bindClasses(declarations: Declarations, context: BindContext): Classes {
  const { orders, incomplete } = hierarchy(declarations.classes, declarations.doubled, context);
  const baseclass = draft(-1, BASECLASS, undefined, { file: sourceFile("", ""), start: 0, end: 0 });
  baseclass.searchOrder.push(baseclass);
  const all = declarations.classes.map((d, index) => draft(index, d.name.text, d.documentation, d.name.span));
  for (const [index, one] of all.entries()) {
    for (const above of orders[index] ?? []) one.searchOrder.push(all[above] ?? baseclass);
    one.searchOrder.push(baseclass);
  }
  new Properties(declarations.classes, all, context).bind();
  return {
    all,
    baseclass,
    byName: new Map([...all, baseclass].map((one) => [one.name, one])),
    incomplete: new Set(all.filter((one) => incomplete.has(one.index))),
    below: descendants(all, baseclass),
  };
}

/** The class of a name; an unknown one is reported. */
export function findClass(name: Name, classes: Classes, context: BindContext): ClassDraft | undefined {
  const found = classes.byName.get(name.text);
  if (found === undefined) {
    reportUnknown(context, { kind: nameDiagnostics.unknownClass, args: { name: name.text }, name, damaged: "class", candidates: classes.byName.keys() });
  }
  return found;
}

/** The distinct classes of a list of names; what is unknown or doubled is reported. `list` says where they stand. */
export function findClasses(names: readonly Name[], list: string, classes: Classes, context: BindContext): readonly ClassDraft[] {
  const first = new Map<ClassDraft, Name>();
  for (const name of names) {
    const found = findClass(name, classes, context);
    const earlier = found && first.get(found);
    if (earlier)
      context.sink.report(
        nameDiagnostics.duplicateEntry,
        name.span,
        { name: name.text, list },
        { labels: [{ span: earlier.span, message: "first here" }], help: "take one of them away" },
      );
    else if (found) first.set(found, name);
  }
  return [...first.keys()];
}

/** Whether a class inherits from another, or is it. */
export function inherits(one: ClassModel, from: ClassModel): boolean {
  return one.searchOrder.includes(from);
}

function draft(index: number, name: string, documentation: string | undefined, span: Span): ClassDraft {
  return {
    index,
    name,
    documentation,
    span,
    abstract: name.endsWith("-"),
    searchOrder: [],
    properties: new Map(),
    ownWhens: new Map(),
    ownPolicies: [],
    ownPrivileges: [],
    ownPrivilegeSpans: [],
    privileges: [],
    ownRules: new Map(),
  };
}

function descendants(all: readonly ClassDraft[], baseclass: ClassDraft): Classes["below"] {
  let lists: Map<ClassModel, ClassDraft[]> | undefined;
  return (one) => {
    if (lists === undefined) {
      lists = new Map([...all, baseclass].map((c) => [c, [c]]));
      for (const c of all) for (const above of c.searchOrder) if (above !== c) lists.get(above)?.push(c);
    }
    return lists.get(one) ?? [];
  };
}

/** Joins the properties of search orders; a class that declares none shares the map of the class that it follows. */
class Properties {
  readonly #all: readonly ClassDraft[];
  readonly #context: BindContext;
  readonly #own: readonly ReadonlyMap<string, Property>[];
  readonly #fields = new Map<Property, Field>();
  readonly #done = new Set<ClassDraft>();
  readonly #conflicts = new Set<string>();

  constructor(declarations: readonly ClassDeclaration[], all: readonly ClassDraft[], context: BindContext) {
    this.#all = all;
    this.#context = context;
    this.#own = declarations.map((declaration) => this.#bindOwn(declaration));
  }

  bind(): void {
    for (const one of this.#all) this.#join(one);
  }

  #bindOwn(declaration: ClassDeclaration): ReadonlyMap<string, Property> {
    const own = new Map<string, Property>();
    const owner = { in: `class \`${declaration.name.text}\``, what: "property" } as const;
    for (const field of distinctFields(declaration.fields, owner, this.#context)) {
      const property: Property = {
        name: field.name.text,
        type: bindType(field.type, this.#context),
        documentation: field.documentation,
        span: field.name.span,
      };
      own.set(property.name, property);
      this.#fields.set(property, field);
    }
    return own;
  }

  /** Joins from the far end of the search order, so that maps can be shared; orders are at most 34 long. */
  #join(one: ClassDraft): void {
    if (this.#done.has(one) || one.index < 0) return;
    this.#done.add(one);
    const next = one.searchOrder[1];
    if (next === undefined) return;
    const follows = next.searchOrder.length === one.searchOrder.length - 1 && next.searchOrder.every((c, at) => c === one.searchOrder[at + 1]);
    if (follows) this.#join(next);
    const own = this.#own[one.index] ?? new Map<string, Property>();
    if (follows && own.size === 0) {
      one.properties = next.properties;
      return;
    }
    const joined = new Map(own);
    const rest = follows ? [next.properties] : one.searchOrder.slice(1).map((c) => this.#own[c.index] ?? new Map<string, Property>());
    for (const properties of rest) {
      for (const [name, property] of properties) {
        const nearer = joined.get(name);
        if (nearer === undefined) joined.set(name, property);
        else if (!sameType(nearer.type, property.type)) this.#conflict(one, nearer, property);
      }
    }
    one.properties = joined;
  }

  /** Two declarations meet in one search order with different types: said once for each pair, at the nearer one or at the class. */
  #conflict(one: ClassDraft, nearer: Property, further: Property): void {
    const key = `${nearer.name} ${place(nearer.span)} ${place(further.span)}`;
    if (this.#conflicts.has(key)) return;
    this.#conflicts.add(key);
    const on = this.#classOf(nearer, one);
    const other = this.#classOf(further, one);
    const mine = on === one;
    const type = this.#fields.get(nearer)?.type.span;
    const labels = [{ span: further.span, message: `${describeType(further.type)} on \`${other.name}\`` }];
    if (!mine) labels.push({ span: nearer.span, message: `${describeType(nearer.type)} on \`${on.name}\`` });
    this.#context.sink.report(
      typeDiagnostics.propertyTypeConflict,
      mine ? (type ?? nearer.span) : one.span,
      {
        name: nearer.name,
        type: describeType(nearer.type),
        on: on.name,
        other: other.name,
        otherType: describeType(further.type),
        through: mine ? undefined : one.name,
      },
      { labels, help: "give both the same type, or call one of them something else" },
    );
  }

  #classOf(property: Property, seenFrom: ClassDraft): ClassDraft {
    return seenFrom.searchOrder.find((c) => this.#own[c.index]?.get(property.name) === property) ?? seenFrom;
  }
}

function place(span: Span): string {
  return `${span.file.path}:${span.start}`;
}
