// What a requestor's filter says of an object in memory: what the policy's own check says, faster than its tree.
import { find, isMet } from "../decide.ts";
import type { Asker } from "../decide.ts";
import type { Condition } from "./condition.ts";
import { FilterError } from "./errors.ts";

export type Met = (object: object) => boolean;
export type ClassOf = (object: object) => string;

/** A filter that was made for a requestor, for one class or several. */
export function remember(made: Condition, asker: Asker, action: unknown, classes: unknown): void {
  checks.set(made, (classOf) => {
    if (!Array.isArray(classes)) return ofClass(asker, action, classes);
    const known = needed(classOf);
    const byName = new Map(classes.map((name: unknown) => [name, ofClass(asker, action, name)]));
    return (object) => byName.get(known(object))?.(object) === true;
  });
}

/** Undefined for a condition that no requestor made in this process: one that was sent, or joined by hand. */
export function checkOf(condition: Condition, classOf: ClassOf | undefined): Met | undefined {
  return checks.get(condition)?.(classOf);
}
const checks = new WeakMap<Condition, (classOf: ClassOf | undefined) => Met>();

/** Throws FilterError if it is not given. */
export function needed(classOf: ClassOf | undefined): ClassOf {
  if (classOf !== undefined) return classOf;
  throw new FilterError("NO_CLASS_COLUMN", "a filter of several classes needs to know the class of each object: give classOf");
}

function ofClass(asker: Asker, action: unknown, name: unknown): Met {
  const cell = find(asker, action, name);
  if (typeof cell === "string") return () => false;
  const { combined, code } = cell;
  return (object) => isMet(asker, combined, code, object);
}
