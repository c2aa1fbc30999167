// Finds what is declared and never used, and tests that ask about objects that cannot be.
import type { Condition } from "../condition.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import { findingDiagnostics } from "../diagnostics/findings.ts";
import type { AccessWhenModel, Attribute, ClassModel, Model } from "../model.ts";
import { references } from "../resolve/atoms.ts";
import type { Without } from "./without.ts";

/** Groups, rules, classes and properties are for the application; only it knows whether it uses them. */
export function findUnused(without: Without, entries: ReadonlySet<string>, target: Sink): void {
  // An imported file declares for others too.
  const sink: Sink = {
    report: (kind, span, args, extras) => (span === undefined || entries.has(span.file.path) ? target.report(kind, span, args, extras) : undefined),
  };
  const used = new Used(without);
  findRoles(without, sink);
  findWhens(without.model, used, sink);
  findPrivileges(without.model, sink);
  for (const root of ["operator", "context"] as const) findAttributes(root, without.model[root], used, sink);
}

/** An object of an abstract class in a test. */
export function findAbstractObjects(model: Model, sink: Sink): void {
  const abstract = new Set(model.classes.filter((cls) => cls.abstract).map((cls) => cls.name));
  for (const { expectations } of model.tests) {
    for (const { on, object } of expectations) {
      if (object === undefined || !abstract.has(on.text)) continue;
      const help = "name a class below it; without values, the question is about the class alone, and is fine";
      sink.report(findingDiagnostics.abstractObject, on.span, { cls: on.text }, { help });
    }
  }
}

/** A role may also be used by a test, as an application would: as a set of roles. */
function findRoles(without: Without, sink: Sink): void {
  const { model, resolved } = without;
  const tested = new Set(model.tests.flatMap(({ subject }) => (subject.kind === "roles" ? subject.roles.map((name) => name.text) : [])));
  const held = new Set(resolved.conditions.atoms.atoms.flatMap((atom) => (atom.kind === "holds" ? [atom.role] : [])));
  for (const role of model.roles) {
    const dependents = without.dependents(role);
    if (without.groupsOf(dependents).length > 0 || dependents.some(({ name }) => tested.has(name)) || held.has(role.name)) continue;
    if (dependents.some((other) => other !== role)) continue;
    sink.report(
      findingDiagnostics.unused,
      role.span,
      { what: `role \`${role.name}\``, why: "no group has it, no role depends on it, and no test uses it" },
      { help: "put it into a group, or take it out" },
    );
  }
}

function findWhens(model: Model, used: Used, sink: Sink): void {
  for (const cls of [...model.classes, model.baseclass]) {
    for (const when of cls.ownWhens.values()) {
      if (used.whens.has(when)) continue;
      const help = "name it in a condition, or take it out";
      sink.report(
        findingDiagnostics.unused,
        when.span,
        { what: `access when \`${when.name}\` on \`${cls.name}\``, why: "no condition that comes to it names it" },
        { help },
      );
    }
  }
}

function findPrivileges(model: Model, sink: Sink): void {
  const granted = new Set(model.roles.flatMap((role) => [...role.access.values()].flatMap((block) => [...block.privileges.keys()])));
  const named = new Set(model.externalAssignments.flatMap(({ performs }) => performs.map(({ name }) => name)));
  const required = new Set([...model.classes, model.baseclass].flatMap((cls) => [...cls.ownRules.values()].flatMap((rule) => rule.requires)));
  const places = new Map(
    [...model.classes, model.baseclass].flatMap((cls) => cls.ownPrivileges.map((name, i) => [name, cls.ownPrivilegeSpans[i]] as const)).reverse(),
  );
  for (const name of model.privileges) {
    if (granted.has(name) || named.has(name)) continue;
    const why = required.has(name) ? "rules require it, and no role grants it" : "no role grants it";
    sink.report(findingDiagnostics.unused, places.get(name), { what: `privilege \`${name}\``, why }, { help: "list it in an access block, or take it out" });
  }
}

function findAttributes(root: "operator" | "context", attributes: readonly Attribute[], used: Used, sink: Sink): void {
  for (const { path, span, builtIn } of attributes) {
    const name = `${root}.${path.join(".")}`;
    if (builtIn || [...used.paths].some((other) => other === name || other.startsWith(`${name}.`) || name.startsWith(`${other}.`))) continue;
    if (path.length > 1) continue;
    sink.report(
      findingDiagnostics.unused,
      span,
      { what: `\`${name}\``, why: "no condition asks for it" },
      { help: "ask for it, or take it out: then applications need not bring it" },
    );
  }
}

/** Which access whens and attributes the conditions come to, starting from policies, settings, rules and assertions. */
class Used {
  readonly whens = new Set<AccessWhenModel>();
  readonly paths = new Set<string>();
  readonly #without: Without;
  readonly #done = new Set<string>();

  constructor(without: Without) {
    this.#without = without;
    const { model } = without;
    for (const cls of [...model.classes, model.baseclass]) {
      for (const policy of cls.ownPolicies) this.#add(policy.condition, cls);
      for (const rule of cls.ownRules.values()) this.#add(rule.when, cls);
    }
    for (const role of model.roles) {
      for (const block of role.access.values()) for (const value of [...block.settings.values(), ...block.privileges.values()]) this.#add(value.when, block.on);
      for (const block of role.deny.values()) for (const value of block.settings.values()) this.#addOn(value.when, block.on);
    }
    for (const { when, unless, classes } of model.assertions) for (const cls of classes) [when, unless].forEach((one) => this.#addOn(one, cls));
  }

  /** A condition is judged for its class and all below: each of its names may mean another access when there. */
  #add(condition: Condition | undefined, on: ClassModel): void {
    if (condition === undefined) return;
    const environments = new Map(
      [on, ...this.#without.distinctBelow(on).map((id) => this.#without.classOf(id))].map((cls) => [this.#without.resolved.conditions.environment(cls), cls]),
    );
    for (const cls of environments.values()) this.#addOn(condition, cls);
  }

  #addOn(condition: Condition | undefined, cls: ClassModel): void {
    if (condition === undefined) return;
    switch (condition.kind) {
      case "constant":
        return;
      case "atom":
        for (const { root, path } of references(condition.atom)) this.paths.add(`${root}.${path.join(".")}`);
        return;
      case "not":
        this.#addOn(condition.operand, cls);
        return;
      case "and":
      case "or":
        for (const operand of condition.operands) this.#addOn(operand, cls);
        return;
      case "rows":
        for (const row of condition.rows) [row.when, row.then].forEach((one) => this.#addOn(one, cls));
        this.#addOn(condition.otherwise, cls);
        return;
      case "when":
        this.#name(condition.name, cls);
    }
  }

  #name(name: string, cls: ClassModel): void {
    const environment = this.#without.resolved.conditions.environment(cls);
    const when = environment.whens.get(name);
    const key = `${when?.on.name} ${name} ${[...environment.whens.values()].map(({ on }) => on.index).join(",")}`;
    if (when === undefined || this.#done.has(key)) return;
    this.#done.add(key);
    this.whens.add(when);
    this.#addOn(when.body, cls);
  }
}
