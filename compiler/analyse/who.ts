// Who can do one thing with objects of one class: every group, and under which condition.
import type { AccessWhenModel, ClassModel, GroupModel } from "../model.ts";
import { decision, type Analysis, type Asked } from "./analysis.ts";
import { describe } from "./describe.ts";

/** `when`: for the objects and requests for which the expression is true; it is undefined where it is too long to read. */
export type Access = { readonly kind: "always" } | { readonly kind: "never" } | { readonly kind: "when"; readonly text: string | undefined };

export interface Who {
  /** In declaration order. */
  readonly groups: readonly { readonly group: GroupModel; readonly access: Access }[];
  /** The access whens that the expressions name, as they are on the class. */
  readonly whens: readonly AccessWhenModel[];
}

export function who(analysis: Analysis, on: ClassModel, asked: Asked, level: number): Who {
  const whens = new Set<AccessWhenModel>();
  const groups = analysis.model.groups.map((group) => {
    const node = decision(analysis, group, on, asked, level);
    if (node.kind === "leaf") return { group, access: node.value === 1 ? ({ kind: "always" } as const) : ({ kind: "never" } as const) };
    const described = describe(analysis, node, { on, group });
    for (const when of described.whens) whens.add(when);
    return { group, access: { kind: "when", text: described.text } as const };
  });
  return { groups, whens: [...whens] };
}
