// Policies that apply to a class, after overriding by name, and what they come to together.
import type { Mask } from "../ast.ts";
import type { PolicyModel } from "../model.ts";
import { conjunction, truthOf } from "./conditions.ts";
import type { Evaluation } from "./conditions.ts";
import type { Log, Truth } from "./trace.ts";

/** `abac`: every policy for the action is true. `action` as written: `read`, `run-reports`, `privilege P`. */
export function policiesFor(e: Evaluation, action: string, log: Log): Truth {
  const found = applicable(e, (policy) => nameOfAction(policy) === action, log);
  return together(e, action, found, log);
}

/** Discover policies open something only if there is at least one. */
export function discoverPolicies(e: Evaluation, log: Log): Truth {
  const found = applicable(e, (policy) => nameOfAction(policy) === "discover", log);
  if (found.apply.length > 0) return together(e, "discover", found, log);
  log?.push({ kind: "policies", action: "discover", truth: "false", needed: true, children: [] });
  return "false";
}

/** Every property-read policy that names exactly this path; overriding goes property by property. */
export function propertyPolicies(e: Evaluation, path: readonly string[], log: Log): Truth {
  const text = path.join(".");
  const names = (policy: PolicyModel): boolean => policy.action.kind === "property-read" && policy.action.properties.some((p) => p.path.join(".") === text);
  return together(e, `property-read of .${text}`, applicable(e, names, log), log);
}

/** Those of the policies above that are not true, each with its mask; nearest class first. */
export function failingMasks(e: Evaluation, path: readonly string[]): readonly (Mask | undefined)[] {
  const text = path.join(".");
  const named = (policy: PolicyModel) =>
    policy.action.kind === "property-read" ? policy.action.properties.find((property) => property.path.join(".") === text) : undefined;
  const { apply } = applicable(e, (policy) => named(policy) !== undefined, undefined);
  return apply.filter((policy) => truthOf(e, policy.condition, undefined) !== "true").map((policy) => named(policy)?.mask);
}

/** What the discover policies that apply show, whether they are true or not. */
export function shownPaths(e: Evaluation): readonly (readonly string[])[] {
  return applicable(e, (policy) => nameOfAction(policy) === "discover", undefined).apply.flatMap((policy) => policy.showing);
}

interface Applicable {
  readonly apply: readonly PolicyModel[];
  /** Passed over, each with the nearer one of its name. */
  readonly overridden: ReadonlyMap<PolicyModel, PolicyModel>;
}

/** Going up the search order: every policy that is asked for and whose name no nearer class has used for it. */
function applicable(e: Evaluation, wanted: (policy: PolicyModel) => boolean, log: Log): Applicable {
  const used = new Map<string, PolicyModel>();
  const overridden = new Map<PolicyModel, PolicyModel>();
  const apply: PolicyModel[] = [];
  for (const cls of e.on.searchOrder) {
    const here = cls.ownPolicies.filter(wanted);
    for (const policy of here) {
      const nearer = used.get(policy.name);
      if (nearer === undefined) apply.push(policy);
      else if (log !== undefined) overridden.set(policy, nearer);
    }
    for (const policy of here) if (!used.has(policy.name)) used.set(policy.name, policy);
  }
  return { apply, overridden };
}

function together(e: Evaluation, action: string, found: Applicable, log: Log): Truth {
  const children: Log = log && [];
  const truth = conjunction(found.apply, children, (policy) => {
    const steps: Log = children && [];
    const result = truthOf(e, policy.condition, steps);
    children?.push({ kind: "policy", policy, truth: result, overriddenBy: undefined, children: steps ?? [] });
    return result;
  });
  for (const [policy, overriddenBy] of found.overridden) {
    children?.push({ kind: "policy", policy, truth: "unknown", overriddenBy, children: [] });
  }
  log?.push({ kind: "policies", action, truth, needed: found.apply.length > 0, children: children ?? [] });
  return truth;
}

function nameOfAction(policy: PolicyModel): string {
  const { action } = policy;
  if (action.kind === "action") return action.action;
  return action.kind === "privilege" ? `privilege ${action.privilege}` : action.kind;
}
