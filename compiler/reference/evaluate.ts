// The decision, transcribed from docs/language.md, section "The decision", over the model: no tables, no diagrams.
import { readingRuleKinds } from "../model.ts";
import type { SettingName } from "../ast.ts";
import type { ClassModel, Model, RoleModel, RuleModel } from "../model.ts";
import { truthOf } from "./conditions.ts";
import type { Evaluation, World } from "./conditions.ts";
import { discoverPolicies, propertyPolicies, policiesFor } from "./policies.ts";
import { roleSays } from "./roles.ts";
import type { Level, Log, Question, QuestionStep, Says, Subject, Truth, Wanted } from "./trace.ts";

export interface Result {
  readonly allowed: boolean;
  /** Without children when no trace was wanted. */
  readonly trace: QuestionStep;
}

/**
 * Answers one question about an object of class `on`. With a trace (the default) every role and policy is looked at, so
 * that the trace is whole; without, only what is needed. The answers are the same.
 */
export function evaluate(
  model: Model,
  subject: Subject,
  level: Level,
  on: ClassModel,
  world: World,
  question: Question,
  options: { readonly trace?: boolean } = {},
): Result {
  const children: Log = options.trace === false ? undefined : [];
  const refused = on === model.baseclass ? "base class" : isDeclared(on, question) ? undefined : "not declared";
  const evaluation: Evaluation = { on, level, world, whens: undefined };
  const allowed = refused === undefined && answer(evaluation, subject, question, children);
  return { allowed, trace: { kind: "question", question, subject, level, on, allowed, refused, children: children ?? [] } };
}

function answer(e: Evaluation, subject: Subject, question: Question, log: Log): boolean {
  switch (question.kind) {
    case "setting":
      return both(
        log,
        () => group(e, subject, question, log),
        () => abac(e, actionOf(question.setting), log),
      );
    case "discover":
      return both(
        log,
        () => group(e, subject, { kind: "setting", setting: "open" }, log),
        () =>
          either(
            log,
            () => abac(e, "read", log),
            () => discoverPolicies(e, log) === "true",
          ),
      );
    case "privilege":
      return privilege(e, subject, question.privilege, log);
    case "rule":
      return rule(e, subject, nearestRule(e.on, question.rule), log);
    case "see":
      return question.path.every((_, i) => propertyPolicies(e, question.path.slice(0, i + 1), log) === "true");
    case "encrypted":
      return encrypted(e.on, question.path, log);
  }
}

/** `group(open)` and its like: what the roles say together. */
function group(e: Evaluation, subject: Subject, wanted: Wanted, log: Log): boolean {
  const roles = subject.kind === "group" ? subject.group.roles : subject.roles;
  const stop = subject.kind === "group" ? subject.group.stop : subject.stop;
  const children: Log = log && [];
  const asked = new Map<RoleModel, Says>();
  let decided: boolean | undefined;
  for (const role of roles) {
    if (decided !== undefined && (stop || log === undefined)) {
      children?.push({ kind: "passed role", role, dependedOnBy: undefined, why: "stop", children: [] });
      continue;
    }
    const says = roleSays({ evaluation: e, wanted, asked }, role, undefined, children);
    if (says === "grant") decided = true;
    if (says === "deny" && stop) decided = false;
  }
  const allowed = decided ?? false;
  log?.push({ kind: "subject", subject, wanted, allowed, children: children ?? [] });
  return allowed;
}

function privilege(e: Evaluation, subject: Subject, name: string, log: Log): boolean {
  return both(
    log,
    () => group(e, subject, { kind: "privilege", privilege: name }, log),
    () => abac(e, `privilege ${name}`, log),
  );
}

function rule(e: Evaluation, subject: Subject, declared: RuleModel | undefined, log: Log): boolean {
  if (declared === undefined) return false;
  const holds = (name: string): boolean => {
    const children: Log = log && [];
    const allowed = privilege(e, subject, name, children);
    log?.push({ kind: "privilege", privilege: name, allowed, children: children ?? [] });
    return allowed;
  };
  const any = log === undefined ? declared.requires.some(holds) : declared.requires.map(holds).includes(true);
  return both(
    log,
    () => any,
    () =>
      both(
        log,
        () => ruleWhen(e, declared, log) === "true",
        () => !readingRuleKinds.has(declared.ruleKind) || abac(e, "read", log),
      ),
  );
}

function ruleWhen(e: Evaluation, declared: RuleModel, log: Log): Truth {
  const children: Log = log && [];
  const truth = declared.when === undefined ? "true" : truthOf(e, declared.when, children);
  log?.push({ kind: "rule", rule: declared, truth, children: children ?? [] });
  return truth;
}

function abac(e: Evaluation, action: string, log: Log): boolean {
  return policiesFor(e, action, log) === "true";
}

function encrypted(on: ClassModel, path: readonly string[], log: Log): boolean {
  let found = false;
  for (const cls of on.searchOrder) {
    for (const policy of cls.ownPolicies) {
      if (policy.action.kind !== "property-encrypt") continue;
      if (!policy.action.properties.some((p) => samePath(p.path, path))) continue;
      found = true;
      log?.push({ kind: "encrypt", policy, children: [] });
    }
  }
  return found;
}

/** Whether the class knows what is asked about. Settings are known everywhere. */
function isDeclared(on: ClassModel, question: Question): boolean {
  switch (question.kind) {
    case "setting":
    case "discover":
      return true;
    case "privilege":
      return on.privileges.includes(question.privilege);
    case "rule":
      return nearestRule(on, question.rule) !== undefined;
    case "see":
    case "encrypted":
      return hasProperty(on, question.path);
  }
}

function nearestRule(on: ClassModel, name: string): RuleModel | undefined {
  return on.searchOrder.find((cls) => cls.ownRules.has(name))?.ownRules.get(name);
}

function hasProperty(on: ClassModel, path: readonly string[]): boolean {
  let type = on.properties.get(path[0] ?? "")?.type;
  for (const segment of path.slice(1)) {
    type = type?.kind === "page" ? type.fields.find((f) => f.name === segment)?.type : undefined;
  }
  return type !== undefined;
}

/** The policies' action that guards a setting. */
function actionOf(setting: SettingName): string {
  if (setting === "open") return "read";
  if (setting === "modify") return "update";
  return setting;
}

/** And; with a log both sides are looked at. */
function both(log: Log, first: () => boolean, second: () => boolean): boolean {
  const left = first();
  if (!left && log === undefined) return false;
  const right = second();
  return left && right;
}

/** Or; with a log both sides are looked at. */
function either(log: Log, first: () => boolean, second: () => boolean): boolean {
  const left = first();
  if (left && log === undefined) return true;
  const right = second();
  return left || right;
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((segment, i) => segment === b[i]);
}
