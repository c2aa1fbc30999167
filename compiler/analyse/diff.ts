// What changes between two versions of a policy: every decision that differs, proved on the diagrams of both.
import type { Model } from "../model.ts";
import { ClassSets } from "./class-set.ts";
import { Comparison } from "./comparison.ts";
import { diffCells, type DecisionChange } from "./diff-cells.ts";
import { diffDeclarations, type DeclarationChange } from "./diff-declarations.ts";
import { diffPolicies, diffRoles, type RoleChange } from "./diff-parts.ts";
import { diffProperties, type PropertyChange } from "./diff-properties.ts";

export interface PolicyDiff {
  /** Those that were compared. */
  readonly levels: readonly number[];
  /** Decisions of groups, and who sees what. */
  readonly decisions: readonly DecisionChange[];
  /** What policies require of everybody. */
  readonly policies: readonly DecisionChange[];
  /** What roles say on their own: it counts where a requestor has a set of roles instead of a group. */
  readonly roles: readonly RoleChange[];
  readonly properties: readonly PropertyChange[];
  readonly declarations: readonly DeclarationChange[];
  /** How many groups and classes there are, in either policy. */
  readonly groups: number;
  readonly classes: number;
  /** Nothing above: proved for every cell. */
  readonly isEmpty: boolean;
}

/** Both models must be free of errors. What one of them does not know is denied there. */
export function diff(before: Model, after: Model, levels: readonly number[] = [1, 2, 3, 4, 5]): PolicyDiff {
  const comparison = new Comparison(before, after, levels);
  const sets = new ClassSets(comparison);
  const parts = {
    decisions: diffCells(comparison, sets),
    policies: diffPolicies(comparison, sets),
    roles: diffRoles(comparison, sets),
    properties: diffProperties(comparison, sets),
    declarations: diffDeclarations(comparison, sets),
  };
  return {
    levels,
    ...parts,
    groups: new Set([...before.groups, ...after.groups].map((group) => group.name)).size,
    classes: comparison.classNames.length,
    isEmpty: Object.values(parts).every((list) => list.length === 0),
  };
}
