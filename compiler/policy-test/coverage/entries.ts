// The written settings of roles and the policies, and which of them decided an answer of some test.
import type { ClassModel, Model, PolicyModel, RoleModel } from "../../model.ts";
import { decidingSteps } from "../../reference/deciding.ts";
import type { Question, QuestionStep, Subject } from "../../reference/trace.ts";
import type { Span } from "../../source.ts";
import type { ExpectationResult } from "../run.ts";

/** A line that an author wrote: a setting or privilege in a block, or a policy. */
export interface Entry {
  readonly role: RoleModel | undefined;
  readonly policy: PolicyModel | undefined;
  readonly span: Span;
  readonly decided: boolean;
  /** A class that it is written for, and what it is about there. */
  readonly on: ClassModel;
  readonly question: Question;
}

/** Entries of the roles that some subject holds, then the policies. A row for several classes or settings is one entry. */
export function entriesOf(model: Model, subjects: readonly Subject[], results: readonly ExpectationResult[]): readonly Entry[] {
  const decided = new Set(results.flatMap(({ trace }) => decidedIn(trace)));
  const entries = new Map<string, Entry>();
  const add = (span: Span, of: Pick<Entry, "role" | "policy" | "on" | "question">): void => {
    const place = placeOf(span);
    if (!entries.has(place)) entries.set(place, { ...of, span, decided: decided.has(place) });
  };
  for (const role of heldBy(subjects)) {
    for (const [on, block] of [...role.access, ...role.deny]) {
      for (const [setting, { span }] of block.settings) add(span, { role, policy: undefined, on, question: { kind: "setting", setting } });
      if (!("privileges" in block)) continue;
      for (const [privilege, { span }] of block.privileges) add(span, { role, policy: undefined, on, question: { kind: "privilege", privilege } });
    }
  }
  for (const policy of policiesOf(model)) add(policy.span, { role: undefined, policy, on: policy.on, question: questionOf(policy) });
  return [...entries.values()];
}

/** The places of the entries that decided an answer. */
export function decidedIn(trace: QuestionStep): readonly string[] {
  return [...decidingSteps(trace)].flatMap((step) => {
    if (step.kind === "access" || step.kind === "deny") return [placeOf(step.value.span)];
    return step.kind === "policy" ? [placeOf(step.policy.span)] : [];
  });
}

/** What the policy guards. */
function questionOf({ action }: PolicyModel): Question {
  if (action.kind === "privilege") return action;
  if (action.kind !== "action") return { kind: "see", path: action.properties[0]?.path ?? [] };
  if (action.action === "discover") return { kind: "discover" };
  const setting = action.action === "read" ? "open" : action.action === "update" ? "modify" : action.action;
  return { kind: "setting", setting };
}

function heldBy(subjects: readonly Subject[]): ReadonlySet<RoleModel> {
  return new Set(subjects.flatMap((subject) => (subject.kind === "group" ? subject.group.roles : subject.roles).flatMap((role) => role.holds)));
}

/** What is encrypted is not decided, so it is left out. */
function policiesOf(model: Model): readonly PolicyModel[] {
  const classes: readonly ClassModel[] = [...model.classes, model.baseclass];
  return classes.flatMap((cls) => cls.ownPolicies.filter(({ action }) => action.kind !== "property-encrypt"));
}

export function placeOf({ file, start, end }: Span): string {
  return `${file.path}:${start}:${end}`;
}
