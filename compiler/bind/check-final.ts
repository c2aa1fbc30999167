// What a `final` policy fixes: its name and action, and the access whens of its condition, on every class below its own.
import type { BindContext } from "./context.ts";
import { actionKey } from "./policies.ts";
import { hierarchyDiagnostics } from "../diagnostics/hierarchy.ts";
import type { AccessWhenModel, ClassModel, PolicyModel } from "../model.ts";
import type { Span } from "../source.ts";
import { type ReferenceIndex, referencesOf, whenOn } from "./check-whens.ts";

export function checkFinal(classes: readonly ClassModel[], baseclass: ClassModel, references: ReferenceIndex, context: BindContext): void {
  const fixed = new Map<ClassModel, Fixed>();
  for (const one of [baseclass, ...classes]) {
    const policies = one.ownPolicies.filter((policy) => policy.final);
    if (policies.length > 0) fixed.set(one, fixedBy(policies, references));
  }
  if (fixed.size === 0) return;
  const reported = new Set<object>();
  const byDepth = [...classes].sort((a, b) => a.searchOrder.length - b.searchOrder.length);
  for (const one of byDepth) checkClass(one, fixed, reported, context);
}

/** What the final policies of one class fix. */
interface Fixed {
  /** By name and action. */
  readonly policies: ReadonlyMap<string, PolicyModel>;
  /** By name, the policy whose condition needs it, directly or through others. */
  readonly whens: ReadonlyMap<string, PolicyModel>;
}

function fixedBy(policies: readonly PolicyModel[], references: ReferenceIndex): Fixed {
  const whens = new Map<string, PolicyModel>();
  for (const policy of policies) {
    const open = referencesOf(policy.condition).map((reference) => reference.name);
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (whens.has(name)) continue;
      whens.set(name, policy);
      const when = whenOn(name, policy.on);
      if (when) open.push(...references(when).map((reference) => reference.name));
    }
  }
  return { policies: new Map(policies.map((policy) => [keyOf(policy), policy])), whens };
}

function keyOf(policy: PolicyModel): string {
  return `${policy.name} ${actionKey(policy.action)}`;
}

/**
 * Everything that stands nearer to a class than a final policy may not replace what that policy fixes: what is written
 * on the class itself, and what comes to it from a class that is not below the policy's own. The latter is said once,
 * not again for the classes below.
 */
function checkClass(one: ClassModel, fixed: ReadonlyMap<ClassModel, Fixed>, reported: Set<object>, context: BindContext): void {
  for (const [at, above] of one.searchOrder.entries()) {
    const fixes = at > 0 && fixed.get(above);
    if (!fixes) continue;
    for (const nearer of one.searchOrder.slice(0, at)) {
      if (nearer !== one && nearer.searchOrder.includes(above)) continue;
      for (const policy of nearer.ownPolicies) {
        const final = fixes.policies.get(keyOf(policy));
        if (final && isNew(policy, reported)) reportPolicy(policy, final, one, context);
      }
      for (const when of nearer.ownWhens.values()) {
        const final = fixes.whens.get(when.name);
        if (final && isNew(when, reported)) reportWhen(when, final, one, context);
      }
    }
  }
}

function isNew(nearer: object, reported: Set<object>): boolean {
  if (reported.has(nearer)) return false;
  reported.add(nearer);
  return true;
}

function reportPolicy(policy: PolicyModel, final: PolicyModel, on: ClassModel, context: BindContext): void {
  context.sink.report(
    hierarchyDiagnostics.finalPolicyOverridden,
    policy.on === on ? policy.span : on.span,
    { name: policy.name, action: `\`${actionKey(policy.action)}\``, on: on.name, final: final.on.name },
    { labels: labels(policy, final, on), help: "give this policy another name: then both must be met" },
  );
}

function reportWhen(when: AccessWhenModel, final: PolicyModel, on: ClassModel, context: BindContext): void {
  context.sink.report(
    hierarchyDiagnostics.finalWhenRedefined,
    when.on === on ? when.span : on.span,
    { name: when.name, on: on.name, policy: final.name, final: final.on.name },
    { labels: labels(when, final, on), help: "give this access when another name" },
  );
}

function labels(nearer: { readonly on: ClassModel; readonly span: Span }, final: PolicyModel, on: ClassModel) {
  const here = { span: final.span, message: "the final policy" };
  return nearer.on === on ? [here] : [here, { span: nearer.span, message: `comes to \`${on.name}\` from \`${nearer.on.name}\`` }];
}
