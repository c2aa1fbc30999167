// W1, W2 and W3: small policies, as most applications have them.
import { conditions } from "./conditions.ts";
import { random } from "./random.ts";
import { actions } from "./workload.ts";
import type { Action, Grant, Spec } from "./workload.ts";
import { tree } from "./tree.ts";

/** 3 roles, 5 types, 4 actions. */
export function w1(): Spec {
  const used: readonly Action[] = ["open", "modify", "delete", "run-reports"];
  const classes = ["Customer", "Order", "Invoice", "Product", "Report"].map((name) => ({ name, parent: -1 }));
  const grants = (asked: Readonly<Partial<Record<Action, readonly number[]>>>): Grant[] =>
    used.flatMap((action, a) => (asked[action] ?? []).map((cls) => ({ cls, action: a, condition: -1 })));
  return {
    name: "W1",
    title: "3 roles, 5 types, 4 actions",
    classes,
    actions: used,
    roles: [
      { name: "Viewer", grants: grants({ open: [0, 1, 3] }) },
      { name: "Editor", grants: grants({ open: [0, 1, 2, 3], modify: [0, 1, 3], delete: [1], "run-reports": [4] }) },
      { name: "Manager", grants: grants({ open: [0, 1, 2, 3, 4], modify: [0, 1, 2, 3], delete: [0, 1, 3], "run-reports": [0, 1, 2, 4] }) },
    ],
    groups: ["Viewers", "Editors", "Managers"].map((name, i) => ({ name, roles: [i] })),
    conditional: false,
    inheritance: "pattern",
  };
}

/** 200 classes 6 deep, 20 roles, 600 grants, 10 actions. */
export function w2(): Spec {
  const from = random(2);
  const classes = tree(200, 6, "pattern", from);
  const roles = Array.from({ length: 20 }, (_, i) => {
    const cells = new Set<number>();
    while (cells.size < 30) cells.add((from.oneIn(4) ? from.below(20) : from.below(200)) * actions.length + from.below(actions.length));
    const grants = [...cells].map((cell) => ({ cls: Math.floor(cell / actions.length), action: cell % actions.length, condition: -1 }));
    return { name: `Role${i}`, grants };
  });
  const groups = roles.map((_, i) => ({ name: `Group${i}`, roles: [...new Set([i, from.below(20), from.below(20)])].slice(0, 1 + from.below(3)) }));
  return {
    name: "W2",
    title: "200 classes 6 deep, 20 roles, 600 grants, 10 actions",
    classes,
    actions,
    roles,
    groups,
    conditional: false,
    inheritance: "pattern",
  };
}

/** Conditions on attributes: three grants in four have one of 12. */
export function w3(): Spec {
  const from = random(3);
  const used: readonly Action[] = ["open", "modify", "delete", "run-reports"];
  const names = ["Work-", "Work-Order", "Work-Invoice", "Work-Claim", "Work-Contract", "Work-Ticket", "Work-Visit", "Work-Task", "Work-Report"];
  const roles = ["Clerk", "Agent", "Auditor", "Planner", "Manager", "Officer"].map((name) => {
    const grants: Grant[] = [];
    for (let cls = 1; cls < names.length; cls++) {
      for (let action = 0; action < used.length; action++) {
        if (from.oneIn(5)) continue;
        grants.push({ cls, action, condition: from.oneIn(4) ? -1 : from.below(conditions.length) });
      }
    }
    return { name, grants };
  });
  return {
    name: "W3",
    title: "conditions on attributes: 8 types, 6 roles, 4 actions, 12 conditions",
    classes: names.map((name, i) => ({ name, parent: i === 0 ? -1 : 0 })),
    actions: used,
    roles,
    groups: roles.map(({ name }, i) => ({ name: `${name}s`, roles: [i] })),
    conditional: true,
    inheritance: "pattern",
  };
}
