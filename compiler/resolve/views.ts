// What there is to know of a class's properties: who sees them, how they are masked, what discovery shows, what is encrypted.
import type { Mask } from "../ast.ts";
import type { ValueType } from "../condition.ts";
import { both, type Node } from "../diagram.ts";
import type { ClassModel, PolicyModel } from "../model.ts";
import { allTrue, cell, type Resolving } from "./resolving.ts";

/** A property, or a field of a page. */
export interface SeenProperty {
  readonly path: readonly string[];
  readonly type: ValueType;
  /** Who sees it, and the page that holds it: a function to 0 and 1. */
  readonly node: Node;
  /** The different masks that policies ask for, each with who needs it not. Empty where everybody sees it. */
  readonly masks: readonly { readonly mask: string; readonly node: Node }[];
  /** Discover policies show it, or the page that it is in, or something in it. */
  readonly shown: boolean;
  readonly encrypted: boolean;
}

/** The mask of what is left out. */
export const OMITTED = "omit";

/** All properties, pages and their fields behind them. `discover`: the policies that apply. */
export function viewOfClass(context: Resolving, cls: ClassModel, discover: readonly PolicyModel[]): SeenProperty[] {
  const view: SeenProperty[] = [];
  const shownPaths = discover.flatMap(({ showing }) => showing);
  const encryptedPaths = new Set(cls.searchOrder.flatMap(({ ownPolicies }) => ownPolicies.flatMap(encryptedBy)));
  const add = (path: readonly string[], type: ValueType, outer: Node): void => {
    const policies = policiesNaming(cls, path);
    const node = cell(context, "the policies", cls, seeing(path), () => context.diagrams.apply(both, outer, allTrue(context, cls, policies)));
    const seesAll = node.kind === "leaf" && node.value === 1;
    view.push({
      path,
      type,
      node,
      masks: seesAll ? [] : masksOf(context, cls, path, type, policies),
      shown: shownPaths.some((shown) => startsWith(shown, path) || startsWith(path, shown)),
      encrypted: encryptedPaths.has(path.join(".")),
    });
    if (type.kind === "page") for (const field of type.fields) add([...path, field.name], field.type, node);
  };
  for (const property of cls.properties.values()) add([property.name], property.type, context.diagrams.leaf(1));
  return view;
}

/** Equal for views that are the same. */
export function keyOfView(view: readonly SeenProperty[]): string {
  return JSON.stringify(
    view.map(({ path, type, node, masks, shown, encrypted }) => [path, kindOf(type), node.id, masks.map((way) => [way.mask, way.node.id]), shown, encrypted]),
  );
}

/** What masking must know of a type. */
export function kindOf(type: ValueType): "page" | "list" | "text" | "number" | "date" | "datetime" | undefined {
  if (type.kind === "page" || type.kind === "list") return type.kind;
  if (type.kind === "union") return undefined;
  switch (type.name) {
    case "integer":
    case "decimal":
      return "number";
    case "boolean":
      return undefined;
    default:
      return type.name;
  }
}

/** Overriding is property by property. */
function policiesNaming(cls: ClassModel, path: readonly string[]): readonly PolicyModel[] {
  const naming = new Map<string, PolicyModel>();
  for (const other of cls.searchOrder) {
    for (const policy of other.ownPolicies) if (maskedProperty(policy, path) !== undefined && !naming.has(policy.name)) naming.set(policy.name, policy);
  }
  return [...naming.values()];
}

function maskedProperty({ action }: PolicyModel, path: readonly string[]) {
  return action.kind === "property-read" ? action.properties.find((property) => property.path.join(".") === path.join(".")) : undefined;
}

function encryptedBy({ action }: PolicyModel): readonly string[] {
  return action.kind === "property-encrypt" ? action.properties.map(({ path }) => path.join(".")) : [];
}

function masksOf(context: Resolving, cls: ClassModel, path: readonly string[], type: ValueType, policies: readonly PolicyModel[]): SeenProperty["masks"] {
  const byMask = new Map<string, PolicyModel[]>();
  for (const policy of policies) {
    const mask = textOf(maskedProperty(policy, path)?.mask, type);
    byMask.set(mask, [...(byMask.get(mask) ?? []), policy]);
  }
  return [...byMask].map(([mask, some]) => ({ mask, node: cell(context, "the policies", cls, seeing(path), () => allTrue(context, cls, some)) }));
}

function seeing(path: readonly string[]): string {
  return `seeing .${path.join(".")}`;
}

/** As runtime/masks/methods.ts reads it. */
function textOf(mask: Mask | undefined, type: ValueType): string {
  if (mask === undefined) return kindOf(type) === "text" ? "full *" : OMITTED;
  switch (mask.kind) {
    case "full":
      return `full ${mask.with ?? "*"}`;
    case "all but last":
      return `last ${mask.count} ${mask.with ?? "*"}`;
    case "all but first":
      return `first ${mask.count} ${mask.with ?? "*"}`;
    case "digits":
      return `digits ${mask.count} ${mask.with ?? "*"}`;
    case "year":
      return `year ${mask.year}`;
    case "day month":
      return `day ${mask.day} month ${mask.month}`;
    case "date":
      return `date ${mask.date}`;
  }
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((segment, i) => segment === path[i]);
}
