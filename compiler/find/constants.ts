// Warns of conditions that always or never hold, proved on their diagrams.
import type { Condition } from "../condition.ts";
import type { Collector } from "../diagnostics/diagnostic.ts";
import { tableDiagnostics } from "../diagnostics/tables.ts";
import { DiagramTooLarge, FALSE, TRUE, UNKNOWN, type Diagrams, type Node } from "../diagram.ts";
import { canReach } from "../resolve/feasible.ts";
import type { ClassModel, Model } from "../model.ts";
import type { Resolved } from "../resolve/resolve.ts";
import { spanText } from "../source.ts";

/** Each condition is judged for the class that it is written on, whole; its parts are not. */
export function findConstants(model: Model, { conditions, diagrams }: Resolved, sink: Collector): void {
  // Where a comparison was found to be constant already, its condition is not reported again.
  const reported = sink.diagnostics.flatMap((d) => d.span ?? []);
  const seen = new Set<string>();
  const { atoms } = conditions.atoms;
  const judge = (condition: Condition, cls: ClassModel, never: string, passive = false): void => {
    const { span } = condition;
    const key = `${span.file.path}:${span.start}`;
    if (seen.has(key) || reported.some((other) => other.file === span.file && span.start <= other.start && other.end <= span.end)) return;
    seen.add(key);
    const node = withinLimit(diagrams, () => conditions.truthFor(condition, cls));
    if (node === undefined) return;
    const text = shortened(spanText(span));
    if (!canReach(node, TRUE, atoms) && !(passive && canReach(node, UNKNOWN, atoms))) {
      sink.report(tableDiagnostics.conditionNeverTrue, span, { text }, { help: `no values can make it true${never}` });
    } else if (!canReach(node, FALSE, atoms) && !canReach(node, UNKNOWN, atoms)) {
      sink.report(tableDiagnostics.conditionAlwaysTrue, span, { text }, { help: "it restricts nothing: mend it, or leave it out" });
    }
  };
  for (const cls of [...model.classes, model.baseclass]) {
    for (const when of cls.ownWhens.values()) judge(when.body, cls, ": mend it, or write `false` where it is named");
    for (const policy of cls.ownPolicies)
      if (policy.action.kind !== "property-encrypt")
        judge(
          policy.condition,
          cls,
          policy.action.kind === "property-read" ? ", so that nobody sees the property" : ", so that nobody is allowed what the policy is for",
        );
    for (const rule of cls.ownRules.values()) if (rule.when !== undefined) judge(rule.when, cls, ", so that nobody can perform the rule");
  }
  for (const role of model.roles) {
    for (const block of role.access.values()) {
      for (const value of [...block.settings.values(), ...block.privileges.values()])
        if (value.when !== undefined) judge(value.when, block.on, ": mend it, or write level 0 to deny");
    }
    for (const block of role.deny.values()) {
      // A denial also happens where its condition is unknown.
      for (const value of block.settings.values())
        if (value.when !== undefined) judge(value.when, block.on, ", so that the row denies nothing: mend it, or leave it out", true);
    }
  }
}

/** Nothing where the diagram is too large to judge; if a decision needs it, the decision is reported. */
function withinLimit(diagrams: Diagrams, make: () => Node): Node | undefined {
  diagrams.budget();
  try {
    return make();
  } catch (error) {
    if (error instanceof DiagramTooLarge) return undefined;
    throw error;
  } finally {
    diagrams.unlimited();
  }
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
