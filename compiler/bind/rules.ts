// Rules and external assignments, each on its class.
import type { ExternalAssignmentDeclaration, Name, RuleDeclaration } from "../ast.ts";
import { type ClassDraft, findClass } from "./classes.ts";
import { bindCondition } from "./conditions.ts";
import { reportUnknown } from "./context.ts";
import type { Environment } from "./environment.ts";
import { durationOf } from "./literals.ts";
import { findPrivilege, hasPrivilege, type Privileges } from "./privileges.ts";
import { nameDiagnostics } from "../diagnostics/names.ts";
import { typeDiagnostics } from "../diagnostics/types.ts";
import type { ClassModel, ExternalAssignmentModel, GroupModel, RuleModel } from "../model.ts";

/** Fills in the rules of all classes; the distinct names of rules, in order of first declaration. */
export function bindRules(declarations: readonly RuleDeclaration[], privileges: Privileges, environment: Environment): readonly string[] {
  const names = new Set<string>();
  for (const declaration of declarations) {
    names.add(declaration.name.text);
    const on = findClass(declaration.on, environment.classes, environment.context);
    const earlier = on?.ownRules.get(declaration.name.text);
    if (on === undefined) {
      environment.context.damage.add("rule", declaration.name.text);
      continue;
    }
    if (earlier === undefined) on.ownRules.set(declaration.name.text, bindRule(declaration, on, privileges, environment));
    else reportTwice(declaration, on, earlier, environment);
  }
  return [...names];
}

/** The rule of this name that is nearest in the search order of a class. */
export function nearestRule(name: string, on: ClassModel): RuleModel | undefined {
  for (const one of on.searchOrder) {
    const rule = one.ownRules.get(name);
    if (rule !== undefined) return rule;
  }
  return undefined;
}

function bindRule(declaration: RuleDeclaration, on: ClassDraft, privileges: Privileges, environment: Environment): RuleModel {
  const requires = distinct(declaration.requires, "among the privileges of this rule", environment)
    .map((name) => findPrivilege(name, on, privileges, environment.classes, environment.context))
    .filter((name) => name !== undefined);
  return {
    name: declaration.name.text,
    ruleKind: declaration.ruleKind,
    on,
    requires,
    when: declaration.when && bindCondition(declaration.when, on, environment),
    documentation: declaration.documentation,
    span: declaration.name.span,
  };
}

function reportTwice(declaration: RuleDeclaration, on: ClassDraft, earlier: RuleModel, environment: Environment): void {
  environment.context.sink.report(
    nameDiagnostics.duplicateRule,
    declaration.name.span,
    { name: declaration.name.text, on: on.name },
    { labels: [{ span: earlier.span, message: "first declared here" }], help: "give one of them another name, or write one with `or` between the privileges" },
  );
}

/** The first of each name; the others are reported. */
export function distinct(names: readonly Name[], list: string, environment: Environment): readonly Name[] {
  const first = new Map<string, Name>();
  for (const name of names) {
    const earlier = first.get(name.text);
    if (earlier === undefined) first.set(name.text, name);
    else
      environment.context.sink.report(
        nameDiagnostics.duplicateEntry,
        name.span,
        { name: name.text, list },
        { labels: [{ span: earlier.span, message: "first here" }], help: "take one of them away" },
      );
  }
  return [...first.values()];
}

export function bindExternalAssignments(
  declarations: readonly ExternalAssignmentDeclaration[],
  privileges: Privileges,
  environment: Environment,
): readonly ExternalAssignmentModel[] {
  return declarations.flatMap((declaration) => {
    const on = findClass(declaration.on, environment.classes, environment.context);
    const group = findGroup(declaration.group, environment);
    const times = bindTimes(declaration, environment);
    if (on === undefined) return [];
    const performs = distinct(declaration.performs, "in what this assignment performs", environment).flatMap(
      (name) => bindPerformed(name, on, privileges, environment) ?? [],
    );
    if (group === undefined) return [];
    return [
      {
        name: declaration.name.text,
        on,
        group,
        performs,
        ...times,
        open: declaration.open,
        documentation: declaration.documentation,
        span: declaration.name.span,
      },
    ];
  });
}

/** The group of a name; an unknown one is reported. */
export function findGroup(name: Name, environment: Environment): GroupModel | undefined {
  const group = environment.groups.get(name.text);
  if (group === undefined) {
    reportUnknown(environment.context, {
      kind: nameDiagnostics.unknownGroup,
      args: { name: name.text },
      name,
      damaged: "group",
      candidates: environment.groups.keys(),
    });
  }
  return group;
}

function bindTimes(
  declaration: ExternalAssignmentDeclaration,
  environment: Environment,
): { readonly expiresAfter: number; readonly remindEvery: number | undefined } {
  const { expiresAfter, remindEvery } = declaration;
  for (const [duration, what] of [
    [expiresAfter, "`expires after`"],
    [remindEvery, "`remind every`"],
  ] as const) {
    if (duration?.count === 0)
      environment.context.sink.report(typeDiagnostics.spanOfZero, duration.span, { what }, { help: "write a longer one, such as `7 days`" });
  }
  return { expiresAfter: durationOf(expiresAfter, environment.context), remindEvery: remindEvery && durationOf(remindEvery, environment.context) };
}

/** A name there is a rule or a privilege of the class, and not both. */
function bindPerformed(name: Name, on: ClassDraft, privileges: Privileges, environment: Environment): ExternalAssignmentModel["performs"][number] | undefined {
  const { context, classes } = environment;
  const rule = nearestRule(name.text, on);
  const privilege = hasPrivilege(name.text, on, privileges);
  const args = { name: name.text, on: on.name };
  if (rule && privilege) {
    const at = [...(privileges.declared.get(name.text) ?? [])].find(([one]) => on.searchOrder.includes(one as ClassDraft))?.[1];
    const labels = [{ span: rule.span, message: "the rule" }, ...(at ? [{ span: at.span, message: "the privilege" }] : [])];
    context.sink.report(nameDiagnostics.ambiguousPerformed, name.span, args, { labels, help: "call one of them something else" });
    return undefined;
  }
  if (rule) return { kind: "rule", name: name.text, span: name.span };
  if (privilege) return { kind: "privilege", name: name.text, span: name.span };
  if (!classes.incomplete.has(on) && !context.damage.has("privilege", name.text)) {
    reportUnknown(
      context,
      { kind: nameDiagnostics.unknownPerformed, args, name, damaged: "rule", candidates: namesOn(on) },
      { help: `declare \`privilege ${name.text} on ${on.name}\`` },
    );
  }
  return undefined;
}

function* namesOn(on: ClassDraft): Iterable<string> {
  for (const one of on.searchOrder) yield* one.ownRules.keys();
  yield* on.privileges;
}
