// Assertions: what they name is declared where they name it, and their conditions have types.
import type { AssertDeclaration, Deed } from "../ast.ts";
import { checkRule } from "./check-tests.ts";
import { type ClassDraft, findClass } from "./classes.ts";
import { bindCondition } from "./conditions.ts";
import type { Environment } from "./environment.ts";
import { bindPaths } from "./policies.ts";
import { findPrivilege, type Privileges } from "./privileges.ts";
import { distinct, findGroup } from "./rules.ts";
import type { AssertionModel, DeedModel } from "../model.ts";

/** Those with errors, which are reported, are left out. */
export function bindAssertions(
  declarations: readonly AssertDeclaration[],
  rules: readonly string[],
  privileges: Privileges,
  environment: Environment,
): readonly AssertionModel[] {
  return declarations.flatMap((declaration) => bindAssertion(declaration, rules, privileges, environment) ?? []);
}

function bindAssertion(declaration: AssertDeclaration, rules: readonly string[], privileges: Privileges, environment: Environment): AssertionModel | undefined {
  const { subject } = declaration;
  const names = subject.kind === "only" ? distinct(subject.groups, "among the groups of this assertion", environment) : [];
  const only = names.flatMap((name) => findGroup(name, environment) ?? []);
  const on = findClass(declaration.on.name, environment.classes, environment.context);
  if (on === undefined) return undefined;
  const deeds = declaration.deeds.flatMap((deed) => bindDeed(deed, on, rules, privileges, environment) ?? []);
  const { all } = environment.classes;
  return {
    title: declaration.title?.value,
    only,
    deeds,
    on,
    classes: declaration.on.andBelow ? [...(all.includes(on) ? [] : [on]), ...all.filter((one) => one.searchOrder.includes(on))] : [on],
    ...levelsOf(declaration),
    when: declaration.when && bindCondition(declaration.when, on, environment),
    unless: declaration.unless && bindCondition(declaration.unless, on, environment),
    span: declaration.span,
  };
}

function bindDeed(deed: Deed, on: ClassDraft, rules: readonly string[], privileges: Privileges, environment: Environment): DeedModel | undefined {
  switch (deed.kind) {
    case "can":
      return deed.action === "discover" ? { kind: "discover" } : { kind: "setting", setting: deed.action };
    case "has": {
      const privilege = findPrivilege(deed.privilege, on, privileges, environment.classes, environment.context);
      return privilege === undefined ? undefined : { kind: "privilege", privilege };
    }
    case "perform":
      checkRule(deed.rule, on, rules, environment);
      return { kind: "rule", rule: deed.rule.text };
    case "sees": {
      const [reference] = bindPaths([deed.path], on, environment);
      return reference && { kind: "see", path: reference.path };
    }
  }
}

function levelsOf({ levels }: AssertDeclaration): { readonly lowest: number; readonly highest: number } {
  if (levels === undefined) return { lowest: 1, highest: 5 };
  const { how, level } = levels;
  return { lowest: how === "up to" ? 1 : level.value, highest: how === "from" ? 5 : level.value };
}
