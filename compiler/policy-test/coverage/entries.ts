// The written settings of roles and the policies, and which of them decided an answer of some test.
import type { ClassModel, Model, PolicyModel, RoleModel } from "../../model.ts";
import { decidingSteps } from "../../reference/deciding.ts";
import type { Subject } from "../../reference/trace.ts";
import type { Span } from "../../source.ts";
import type { ExpectationResult } from "../run.ts";

/** A line that an author wrote: a setting or privilege in a block, or a policy. */
export interface Entry {
  readonly role: RoleModel | undefined;
  readonly policy: PolicyModel | undefined;
  readonly span: Span;
  readonly decided: boolean;
}

/** Entries of the roles that some subject holds, then the policies. A row for several classes or settings is one entry. */
export function entriesOf(model: Model, subjects: readonly Subject[], results: readonly ExpectationResult[]): readonly Entry[] {
  const decided = new Set<string>();
  for (const { trace } of results) {
    for (const step of decidingSteps(trace)) {
      if (step.kind === "access" || step.kind === "deny") decided.add(placeOf(step.value.span));
      if (step.kind === "policy") decided.add(placeOf(step.policy.span));
    }
  }
  const entries = new Map<string, Entry>();
  const add = (span: Span, of: Pick<Entry, "role" | "policy">): void => {
    const place = placeOf(span);
    if (!entries.has(place)) entries.set(place, { ...of, span, decided: decided.has(place) });
  };
  for (const role of heldBy(subjects)) {
    for (const block of role.access.values()) {
      for (const value of [...block.settings.values(), ...block.privileges.values()]) add(value.span, { role, policy: undefined });
    }
    for (const block of role.deny.values()) for (const value of block.settings.values()) add(value.span, { role, policy: undefined });
  }
  for (const policy of policiesOf(model)) add(policy.span, { role: undefined, policy });
  return [...entries.values()];
}

function heldBy(subjects: readonly Subject[]): ReadonlySet<RoleModel> {
  return new Set(subjects.flatMap((subject) => (subject.kind === "group" ? subject.group.roles : subject.roles).flatMap((role) => role.holds)));
}

/** What is encrypted is not decided, so it is left out. */
function policiesOf(model: Model): readonly PolicyModel[] {
  const classes: readonly ClassModel[] = [...model.classes, model.baseclass];
  return classes.flatMap((cls) => cls.ownPolicies.filter(({ action }) => action.kind !== "property-encrypt"));
}

function placeOf({ file, start, end }: Span): string {
  return `${file.path}:${start}:${end}`;
}
