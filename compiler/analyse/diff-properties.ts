// How properties are masked, encrypted and shown by `discover`, before and after, class by class.
import type { Mask } from "../ast.ts";
import type { ValueType } from "../condition.ts";
import type { ClassModel, PolicyModel } from "../model.ts";
import type { Analysis } from "./analysis.ts";
import type { ClassSet, ClassSets } from "./class-set.ts";
import type { Comparison } from "./comparison.ts";
import { describe } from "./describe.ts";

/** `property` is a path with its dot; `before` and `after` in words. */
export interface PropertyChange {
  readonly kind: "mask" | "encryption" | "discover shows";
  readonly property: string;
  readonly classes: ClassSet;
  readonly before: string;
  readonly after: string;
}

export function diffProperties(comparison: Comparison, sets: ClassSets): readonly PropertyChange[] {
  const found = new Map<string, Omit<PropertyChange, "classes"> & { readonly classes: string[] }>();
  for (const name of comparison.classNames) {
    const [old, now] = [comparison.classOf("before", name), comparison.classOf("after", name)];
    if (old === undefined || now === undefined) continue;
    const before = aspects(comparison.before, old);
    const after = aspects(comparison.after, now);
    for (const key of new Set([...after.keys(), ...before.keys()])) {
      const [kind = "mask", property = ""] = key.split(" .");
      if (!old.properties.has(property.split(".")[0] ?? "") || !now.properties.has(property.split(".")[0] ?? "")) continue;
      const [was, is] = [before.get(key), after.get(key)];
      if (was?.key === is?.key) continue;
      const change = { kind: kind as PropertyChange["kind"], property: `.${property}`, before: was?.text ?? absent(kind), after: is?.text ?? absent(kind) };
      const id = JSON.stringify(change);
      const same = found.get(id);
      if (same === undefined) found.set(id, { ...change, classes: [name] });
      else same.classes.push(name);
    }
  }
  return [...found.values()].map((change) => ({ ...change, classes: sets.of(change.classes) }));
}

interface Aspect {
  /** The same for the same meaning. */
  readonly key: string;
  readonly text: string;
}

function absent(kind: string): string {
  return { mask: "no policy", encryption: "not encrypted" }[kind] ?? "not shown";
}

/** By `kind .path`. */
function aspects(analysis: Analysis, cls: ClassModel): ReadonlyMap<string, Aspect> {
  const result = new Map<string, Aspect>();
  const policies = cls.searchOrder.flatMap((other) => other.ownPolicies);
  if (policies.length === 0) return result;
  const masks = new Map<string, Map<string, { readonly policy: PolicyModel; readonly mask: string }>>();
  const discovering = new Map<string, PolicyModel>();
  for (const policy of policies) {
    const { action } = policy;
    if (action.kind === "property-encrypt") for (const { path } of action.properties) result.set(`encryption .${path.join(".")}`, same("encrypted"));
    if (action.kind === "action" && action.action === "discover" && !discovering.has(policy.name)) discovering.set(policy.name, policy);
    if (action.kind !== "property-read") continue;
    for (const { path, mask, type } of action.properties) {
      const named = masks.get(path.join(".")) ?? new Map<string, { readonly policy: PolicyModel; readonly mask: string }>();
      masks.set(path.join("."), named);
      if (!named.has(policy.name)) named.set(policy.name, { policy, mask: maskText(mask, type) });
    }
  }
  for (const { showing } of discovering.values()) for (const path of showing) result.set(`discover shows .${path.join(".")}`, same("shown"));
  for (const [name, named] of masks) result.set(`mask .${name}`, maskAspect(analysis, cls, [...named.values()]));
  return result;
}

function same(text: string): Aspect {
  return { key: text, text };
}

/** With several masks it matters which policy fails. */
function maskAspect({ resolved, ...analysis }: Analysis, cls: ClassModel, all: readonly { readonly policy: PolicyModel; readonly mask: string }[]): Aspect {
  const masks = [...new Set(all.map(({ mask }) => mask))];
  if (masks.length === 1) return same(masks.join());
  const nodes = all.map(({ policy, mask }) => ({ mask, node: resolved.conditions.holds(policy.condition, cls) }));
  const texts = nodes.map(({ mask, node }) => `${mask} unless ${describe({ resolved, ...analysis }, node).text ?? "a long condition holds"}`);
  return { key: [...new Set(nodes.map(({ mask, node }) => `${node.id} ${mask}`))].sort().join("|"), text: [...new Set(texts)].sort().join(", ") };
}

/** As it is written after `masked`. What goes without saying is left out. */
function maskText(mask: Mask | undefined, type: ValueType): string {
  if (mask === undefined) return type.kind === "scalar" && type.name === "text" ? "full" : "left out";
  const character = "with" in mask && mask.with !== undefined && mask.with !== "*" ? ` with ${JSON.stringify(mask.with)}` : "";
  switch (mask.kind) {
    case "full":
      return `full${character}`;
    case "all but last":
    case "all but first":
    case "digits":
      return `${mask.kind} ${mask.count}${character}`;
    case "year":
      return `year ${mask.year}`;
    case "day month":
      return `day ${mask.day} month ${mask.month}`;
    case "date":
      return `date ${JSON.stringify(mask.date)}`;
  }
}
