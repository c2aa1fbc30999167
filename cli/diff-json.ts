// The differences of two policies as data.
import type { Access, DecisionChange, PolicyDiff } from "../compiler/analyse/index.ts";
import { askedText } from "./action.ts";

/** Every class is listed; nothing is counted instead. */
export function diffJson(found: PolicyDiff): string {
  const data = {
    changed: !found.isEmpty,
    levels: found.levels,
    decisions: found.decisions.map((change) => ({ groups: change.groups, ...decision(change) })),
    policies: found.policies.map(decision),
    roles: found.roles.map(({ role, asked, classes, levels, before, after }) => ({
      role,
      actions: asked.map(askedText),
      classes: classes.names,
      levels,
      before,
      after,
    })),
    properties: found.properties.map((change) => ({ ...change, classes: change.classes.names })),
    declarations: found.declarations.map(({ kind, name, classes, before, after }) => ({
      kind,
      name,
      ...(classes === undefined ? {} : { classes: classes.names }),
      before: before ?? null,
      after: after ?? null,
    })),
  };
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

function decision({ asked, classes, levels, before, after, effect }: DecisionChange) {
  return { actions: asked.map(askedText), classes: classes.names, levels, before: access(before), after: access(after), effect };
}

function access(one: Access) {
  return one.kind === "when" ? { access: one.kind, when: one.text ?? null } : { access: one.kind };
}
