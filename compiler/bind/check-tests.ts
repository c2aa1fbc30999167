// Policy tests name what is declared, give values of the declared types, and have a subject that could exist.
import type { Expectation, Name, TestDeclaration, TestObject } from "../ast.ts";
import type { Attributes } from "./attributes.ts";
import { type ClassDraft, findClass } from "./classes.ts";
import { listNames, reportUnknown } from "./context.ts";
import type { Environment } from "./environment.ts";
import { bindPath } from "./operands.ts";
import { findPrivilege, type Privileges } from "./privileges.ts";
import { findRoles } from "./roles.ts";
import { findGroup, nearestRule } from "./rules.ts";
import { hierarchyDiagnostics } from "../diagnostics/hierarchy.ts";
import { nameDiagnostics } from "../diagnostics/names.ts";
import { typeDiagnostics } from "../diagnostics/types.ts";
import { checkEntries, type Entries } from "./check-test-values.ts";

/** A set of roles holds at most so many. */
const MAX_SUBJECT_ROLES = 64;

export function checkTest(test: TestDeclaration, rules: readonly string[], privileges: Privileges, environment: Environment): void {
  checkSubject(test, environment);
  checkLevel(test, environment);
  if (test.operator) checkAttributes(test.operator, environment.operator, environment);
  if (test.context) checkAttributes(test.context, environment.request, environment);
  for (const expectation of test.expectations) {
    const on = findClass(expectation.on, environment.classes, environment.context);
    if (on) checkExpectation(expectation, on, rules, privileges, environment);
  }
}

function checkSubject({ subject }: TestDeclaration, environment: Environment): void {
  const { context } = environment;
  if (subject.kind === "group") {
    findGroup(subject.group, environment);
    return;
  }
  const roles = findRoles(subject.roles, "in this set", environment.roles, context);
  for (const role of roles.filter((one) => one.denyOnly)) {
    const span = subject.roles.find((name) => name.text === role.name)?.span;
    context.sink.report(
      typeDiagnostics.denyOnlySubject,
      span,
      { name: role.name },
      { help: "test a group with `stop at first grant or deny` that has this role" },
    );
  }
  if (roles.length > MAX_SUBJECT_ROLES) {
    context.sink.report(
      hierarchyDiagnostics.tooManySubjectRoles,
      subject.roles[MAX_SUBJECT_ROLES]?.span,
      { count: roles.length, limit: MAX_SUBJECT_ROLES },
      { help: "make a group of them" },
    );
  }
}

function checkLevel({ level }: TestDeclaration, { context }: Environment): void {
  if (level === undefined || (Number.isInteger(level.value) && level.integer && level.value >= 1 && level.value <= 5)) return;
  const help = "write 1 experimental, 2 development, 3 quality assurance, 4 staging or 5 production";
  context.sink.report(typeDiagnostics.testLevel, level.span, { level: String(level.value) }, { help });
}

function checkAttributes(object: TestObject, attributes: Attributes, environment: Environment): void {
  const { context } = environment;
  const given = attributes.root === "operator" ? new Set(["accessGroup", "roles"]) : new Set<string>();
  for (const { name } of object.entries.filter((entry) => given.has(entry.name.text))) {
    context.sink.report(typeDiagnostics.subjectAttribute, name.span, { name: `operator.${name.text}` }, { help: "take it away" });
  }
  const entries: Entries = {
    types: attributes.types,
    prefix: `${attributes.root}.`,
    unknown: (name) => {
      const kind = nameDiagnostics.unknownAttribute;
      reportUnknown(
        context,
        { kind, args: { root: attributes.root, name: name.text }, name, damaged: attributes.root, candidates: attributes.types.keys() },
        { help: listNames(attributes.types.keys()) },
      );
    },
  };
  checkEntries({ ...object, entries: object.entries.filter((entry) => !given.has(entry.name.text)) }, entries, context);
}

function checkExpectation(expectation: Expectation, on: ClassDraft, rules: readonly string[], privileges: Privileges, environment: Environment): void {
  const { context, classes } = environment;
  if (expectation.kind === "has") findPrivilege(expectation.privilege, on, privileges, classes, context);
  if (expectation.kind === "perform") checkRule(expectation.rule, on, rules, environment);
  if (expectation.kind === "sees") bindPath(expectation.path, on, environment);
  if (expectation.object === undefined) return;
  const types = new Map([...on.properties].map(([name, property]) => [name, property.type]));
  const unknown: Entries["unknown"] = (name) => {
    if (classes.incomplete.has(on)) return;
    reportUnknown(
      context,
      { kind: nameDiagnostics.unknownProperty, args: { name: name.text, on: on.name }, name, damaged: "class", candidates: types.keys() },
      { help: listNames(types.keys()) ?? `\`${on.name}\` has no properties` },
    );
  };
  checkEntries(expectation.object, { types, prefix: ".", unknown }, context);
}

/** Reports a rule that is unknown, or not there on this class. */
export function checkRule(name: Name, on: ClassDraft, rules: readonly string[], { context, classes }: Environment): void {
  if (nearestRule(name.text, on) || classes.incomplete.has(on) || context.damage.has("rule", name.text)) return;
  const places = classes.all.flatMap((one) => one.ownRules.get(name.text) ?? []);
  if (places.length === 0) {
    reportUnknown(context, { kind: nameDiagnostics.unknownRule, args: { name: name.text }, name, damaged: "rule", candidates: rules });
    return;
  }
  const labels = places.slice(0, 3).map((rule) => ({ span: rule.span, message: `declared on \`${rule.on.name}\`` }));
  context.sink.report(
    nameDiagnostics.ruleNotOnClass,
    name.span,
    { name: name.text, on: on.name },
    { labels, help: `declare it on \`${on.name}\` too, or on a class that it inherits from` },
  );
}
