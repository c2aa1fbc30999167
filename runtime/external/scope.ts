// What a link is for, as text that its MAC binds; and what of that the policy declares today.
import type { ExternalAssignmentData } from "../assignment.ts";

/** A thing that a guest may perform. */
export interface Thing {
  readonly kind: "rule" | "privilege";
  readonly name: string;
}

export interface Scope {
  readonly class: string;
  readonly group: string;
  readonly things: readonly Thing[];
  readonly open: boolean;
}

export function scopeOf(assignment: ExternalAssignmentData): Scope {
  const things = assignment.performs.map((thing): Thing =>
    "rule" in thing ? { kind: "rule", name: thing.rule } : { kind: "privilege", name: thing.privilege },
  );
  return { class: assignment.class, group: assignment.group, things, open: assignment.open };
}

export function scopeText({ class: cls, group, things, open }: Scope): string {
  return JSON.stringify([cls, group, open, ...things.map(({ kind, name }) => [kind, name])]);
}

/** What a link was issued for and its assignment still declares; undefined if class or group are others, or nothing is left. */
export function commonScope(text: string, assignment: ExternalAssignmentData): Scope | undefined {
  const issued = parseScope(text);
  const declared = scopeOf(assignment);
  if (issued === undefined || issued.class !== declared.class || issued.group !== declared.group) return undefined;
  const things = issued.things.filter(({ kind, name }) => declared.things.some((thing) => thing.kind === kind && thing.name === name));
  return things.length === 0 ? undefined : { ...declared, things, open: issued.open && declared.open };
}

function parseScope(text: string): Scope | undefined {
  try {
    const [cls, group, open, ...things] = JSON.parse(text) as [string, string, boolean, ...(readonly [Thing["kind"], string])[]];
    return { class: cls, group, open, things: things.map(([kind, name]) => ({ kind, name })) };
  } catch {
    return undefined;
  }
}
