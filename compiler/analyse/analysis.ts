// A policy laid open for questions about all of it: every cell as a diagram, at one level, as one group has it.
import { NOT_DECLARED, settings } from "../../runtime/data.ts";
import { Collector } from "../diagnostics/diagnostic.ts";
import type { Node } from "../diagram.ts";
import type { ClassModel, GroupModel, Model } from "../model.ts";
import { canReach } from "../resolve/feasible.ts";
import { resolve, type Resolved, type Space } from "../resolve/resolve.ts";
import { Membership } from "./membership.ts";

/** What can be asked of a group; named as in the policy, so that two policies can be asked the same. */
export type Asked =
  | { readonly kind: "setting"; readonly setting: (typeof settings)[number] }
  | { readonly kind: "privilege"; readonly privilege: string }
  | { readonly kind: "rule"; readonly rule: string }
  | { readonly kind: "see"; readonly path: readonly string[] };

export interface Analysis {
  readonly model: Model;
  readonly resolved: Resolved;
  readonly memberships: ReadonlyMap<GroupModel, Membership>;
  /** Nodes that some values lead to a grant; what is not among them never grants. */
  readonly reachable: Map<Node, boolean>;
}

/** `model` must be free of errors. In a `space` of another policy, equal decisions of the two are the same node. */
export function analyse(model: Model, space?: Space): Analysis {
  const resolved = resolve(model, new Collector(), space);
  const memberships = new Map(model.groups.map((group) => [group, new Membership(resolved, group)]));
  return { model, resolved, memberships, reachable: new Map() };
}

/**
 * A function to 0 and 1, without levels: the policy's answer to a member of the group. What the class does not know
 * is 0. What the group settles, such as `operator holds R`, is settled; what no values can lead to is 0.
 */
export function decision(analysis: Analysis, group: GroupModel, on: ClassModel, asked: Asked, level: number): Node {
  const { diagrams } = analysis.resolved;
  const node = cellOf(analysis, group, on, asked);
  if (node === undefined) return diagrams.leaf(0);
  return settled(analysis, group, node, level);
}

/** One cell of a group's row, as `decision` gives it. */
export function settled(analysis: Analysis, group: GroupModel, node: Node, level: number): Node {
  const { diagrams, conditions } = analysis.resolved;
  if (node.kind === "leaf") return diagrams.leaf(node.value === 1 ? 1 : 0);
  const at = diagrams.map(diagrams.cofactor(node, level), declared);
  const made = analysis.memberships.get(group)?.settle(at) ?? at;
  let reachable = analysis.reachable.get(made);
  if (reachable === undefined) analysis.reachable.set(made, (reachable = canReach(made, 1, conditions.atoms.atoms)));
  return reachable ? made : diagrams.leaf(0);
}

/** Undefined where the class does not know what is asked. */
function cellOf(analysis: Analysis, group: GroupModel, on: ClassModel, asked: Asked): Node | undefined {
  const { resolved } = analysis;
  const id = resolved.order.idOf.get(on) ?? 0;
  if (asked.kind === "see") {
    const view = resolved.views.views[resolved.views.viewOf[id] ?? 0] ?? [];
    return view.find(({ path }) => path.join(".") === asked.path.join("."))?.node;
  }
  const column = columnOf(analysis, asked);
  const node = column === -1 ? undefined : resolved.groups.rows[resolved.groups.rowOf[group.index]?.[id] ?? 0]?.[column];
  return node?.kind === "leaf" && node.value === NOT_DECLARED ? undefined : node;
}

/** -1 if the policy does not know it. */
export function columnOf({ model, resolved }: Analysis, asked: Exclude<Asked, { kind: "see" }>): number {
  const { firstPrivilege, firstRule } = resolved.columns;
  const after = (first: number, index: number): number => (index === -1 ? -1 : first + index);
  switch (asked.kind) {
    case "setting":
      return settings.indexOf(asked.setting);
    case "privilege":
      return after(firstPrivilege, model.privileges.indexOf(asked.privilege));
    case "rule":
      return after(firstRule, model.rules.indexOf(asked.rule));
  }
}

const declared = (decision: number): number => (decision === 1 ? 1 : 0);
