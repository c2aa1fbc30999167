// From syntax trees to the checked policy: names become references, types are known, search orders are computed.
import type { FileTree } from "../ast.ts";
import { bindAssertions } from "./assertions.ts";
import { bindAttributes } from "./attributes.ts";
import { bindBlocks } from "./blocks.ts";
import { bindClasses } from "./classes.ts";
import { collect, type Declarations } from "./collect.ts";
import { type BindContext, bindContext, type Damaged, OnceSink } from "./context.ts";
import { declareWhens, type Environment } from "./environment.ts";
import { bindPolicies, bindWhens } from "./policies.ts";
import { bindPrivileges } from "./privileges.ts";
import { bindGroups, bindRoles } from "./roles.ts";
import { bindExternalAssignments, bindRules } from "./rules.ts";
import { checkFinal } from "./check-final.ts";
import { checkTest } from "./check-tests.ts";
import { checkWhenCycles, referenceIndex } from "./check-whens.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import type { Model } from "../model.ts";

/** A file's tree, and what was left out of it since its text has errors: names that only these declare are not reported as unknown. */
export interface BoundFile extends FileTree {
  readonly damaged?: readonly Damaged[];
}

/** Reports everything that it finds; undefined if there is an error among it. */
export function bind(files: readonly BoundFile[], sink: Sink): Model | undefined {
  const { model, hasErrors } = bindAnyway(files, sink);
  return hasErrors ? undefined : model;
}

/** Also gives what could be made of a policy that has errors, for editors: names that mean nothing are left out of it. */
export function bindAnyway(files: readonly BoundFile[], sink: Sink): { readonly model: Model | undefined; readonly hasErrors: boolean } {
  const once = new OnceSink(sink);
  const context = bindContext(
    files.flatMap((file) => file.damaged ?? []),
    once,
  );
  const declarations = collect(files, context);
  const model = declarations && bindAll(declarations, context);
  once.finish();
  return { model, hasErrors: once.hasErrors };
}

function bindAll(declarations: Declarations, context: BindContext): Model {
  const classes = bindClasses(declarations, context);
  const privileges = bindPrivileges(declarations.privileges, classes, context);
  const roles = bindRoles(declarations.roles, context);
  const groups = bindGroups(declarations.groups, roles, context);
  const environment: Environment = {
    context,
    classes,
    roles,
    operator: bindAttributes("operator", declarations.attributes, context),
    request: bindAttributes("context", declarations.attributes, context),
    groups: new Map(groups.map((group) => [group.name, group])),
    whens: declareWhens(declarations.accessWhens, classes, context),
  };
  bindWhens(environment);
  for (const declaration of declarations.roles) {
    const role = roles.get(declaration.name.text);
    if (role) bindBlocks(declaration, role, privileges, environment);
  }
  bindPolicies(declarations.policies, privileges, environment);
  const rules = bindRules(declarations.rules, privileges, environment);
  const externalAssignments = bindExternalAssignments(declarations.externalAssignments, privileges, environment);
  const references = referenceIndex();
  checkWhenCycles([classes.baseclass, ...classes.all], references, context);
  checkFinal(classes.all, classes.baseclass, references, context);
  for (const test of declarations.tests) checkTest(test, rules, privileges, environment);
  const assertions = bindAssertions(declarations.assertions, rules, privileges, environment);
  return {
    classes: classes.all,
    baseclass: classes.baseclass,
    operator: environment.operator.flat,
    context: environment.request.flat,
    privileges: privileges.names,
    rules,
    roles: [...roles.values()],
    groups,
    externalAssignments,
    tests: declarations.tests,
    assertions,
  };
}
