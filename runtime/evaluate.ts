// Evaluates a condition on an object that nothing is assumed of: own properties only, getters may throw.
import type { Known, Test } from "./data.ts";
import { isPage, illTyped } from "./values.ts";

/** A module's conditions, with what is needed to ask them safely. */
export interface Conditions {
  readonly test: Test;
  /** Whether `Object.prototype` carries none of the properties that conditions read. */
  readonly clean: () => boolean;
  readonly properties: readonly string[];
  /** An object of which nothing is known: every property is ill-typed. */
  readonly nothing: object;
}

/**
 * Whether `code`, a condition, is met. Whatever throws on the way, it is not. This is the path of every conditional
 * decision, and short, so that it is compiled into its callers together with them.
 */
export function meets(conditions: Conditions, code: number, object: unknown, known: Known): boolean {
  try {
    if (isPlain(object) && conditions.clean()) return conditions.test(code, object, known as never);
  } catch {
    // A getter of the object may have thrown. Asked again, of a copy.
  }
  return meetsCopy(conditions, code, object, known);
}

/** The same, but throws if it cannot be evaluated. */
export function evaluate(conditions: Conditions, code: number, object: unknown, known: Known): boolean {
  try {
    if (isPlain(object) && conditions.clean()) return conditions.test(code, object, known as never);
  } catch {
    // As above.
  }
  return conditions.test(code, snapshot(conditions, object), known as never);
}

export function conditionsOf(test: Test, properties: readonly string[], clean?: () => boolean): Conditions {
  const nothing = JSON.parse(JSON.stringify(Object.fromEntries(properties.map((name) => [name, 0])))) as Record<string, unknown>;
  for (const name of properties) nothing[name] = illTyped;
  return { test, properties, nothing, clean: clean ?? (() => !properties.some((name) => name in Object.prototype)) };
}

/** Whether nothing is known of the object: it is none. */
export function isUnknown(object: unknown): boolean {
  try {
    return !isPage(object);
  } catch {
    return true;
  }
}

/**
 * Made of nothing but own properties, if `Object.prototype` is clean. Reading `__proto__` is many times faster than
 * Object.getPrototypeOf; where a host has taken it away, and for objects without a prototype, a copy serves.
 */
export function isPlain(object: unknown): object is object {
  return (object as { readonly __proto__?: unknown } | null | undefined)?.__proto__ === objectPrototype;
}
const objectPrototype: unknown = Object.prototype;

function meetsCopy(conditions: Conditions, code: number, object: unknown, known: Known): boolean {
  try {
    return conditions.test(code, snapshot(conditions, object), known as never);
  } catch {
    return false;
  }
}

function snapshot({ nothing, properties }: Conditions, object: unknown): object {
  if (isUnknown(object)) return nothing;
  const copy = { ...nothing } as Record<string, unknown>;
  for (const name of properties) {
    try {
      copy[name] = Object.hasOwn(object as object, name) ? (object as Record<string, unknown>)[name] : undefined;
    } catch {
      // Stays ill-typed.
    }
  }
  return copy;
}
