// Finds who may modify or delete what they may not open.
import { settings } from "../../runtime/data.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import { findingDiagnostics } from "../diagnostics/findings.ts";
import type { Operation } from "../diagram.ts";
import type { ClassModel, GroupModel } from "../model.ts";
import { canReach } from "../resolve/feasible.ts";
import { listed } from "./report.ts";
import type { Without } from "./without.ts";

const unseen: Operation = { combine: (changes, opens) => (changes === 1 && opens !== 1 ? 1 : 0) };

/** Groups for which the same is true of the same classes make one finding. Abstract classes have no objects. */
export function findUnseen(without: Without, sink: Sink): void {
  const found = new Map<string, { readonly groups: GroupModel[]; readonly what: string; readonly classes: readonly ClassModel[]; readonly always: boolean }>();
  for (const group of without.model.groups) {
    for (const what of ["modify", "delete"] as const) {
      if (without.isSpent) return;
      const { classes, always } = classesOf(group, settings.indexOf(what), without);
      if (classes.length === 0) continue;
      const key = `${what} ${always} ${classes.map((cls) => cls.index).join(",")}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { groups: [group], what, classes, always });
      else known.groups.push(group);
    }
  }
  for (const { groups, what, classes, always } of found.values()) {
    const names = groups.map((group) => group.name);
    sink.report(
      findingDiagnostics.changesUnseen,
      groups[0]?.span,
      { groups: `${names.length === 1 ? "group" : "groups"} ${listed(names)}`, what, classes: listed(classes.map((cls) => cls.name)) },
      {
        help: always
          ? `they may never open it; grant \`open\`, or take \`${what}\` away`
          : `the conditions and policies for \`open\` and \`${what}\` differ; let what guards \`open\` also guard \`${what}\``,
      },
    );
  }
}

function classesOf(group: GroupModel, column: number, without: Without): { readonly classes: readonly ClassModel[]; readonly always: boolean } {
  const { groups, order, diagrams, conditions } = without.resolved;
  const { atoms } = conditions.atoms;
  const rows = new Map<number, { readonly unseen: boolean; readonly opens: boolean }>();
  let always = true;
  const classes = order.classes.filter((cls, id) => {
    if (cls.abstract || cls === without.model.baseclass) return false;
    const number = groups.rowOf[group.index]?.[id] ?? 0;
    let known = rows.get(number);
    if (known === undefined) {
      without.budget.left -= 20;
      const [open, change] = [groups.rows[number]?.[0], groups.rows[number]?.[column]];
      const isUnseen = open !== undefined && change !== undefined && canReach(diagrams.apply(unseen, change, open), 1, atoms);
      known = { unseen: isUnseen, opens: open !== undefined && isUnseen && canReach(open, 1, atoms) };
      rows.set(number, known);
    }
    if (known.opens) always = false;
    return known.unseen;
  });
  return { classes, always };
}
