// Evaluates a condition on an object that nothing is assumed of: own properties only, getters may throw.
import { ALLOWED } from "./data.ts";
import type { Facts, Test } from "./data.ts";
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

/** Whether `code` is met. Whatever throws on the way, it is not. */
export function meets(conditions: Conditions, code: number, object: unknown, facts: Facts): boolean {
  try {
    return evaluate(conditions, code, object, facts);
  } catch {
    return false;
  }
}

/** The same, but throws if the condition cannot be evaluated. */
export function evaluate(conditions: Conditions, code: number, object: unknown, facts: Facts): boolean {
  if (code <= ALLOWED) return code === ALLOWED;
  if (isPlain(object) && conditions.clean()) {
    try {
      return conditions.test(code, object, facts);
    } catch {
      // A getter of the object may have thrown. Asked again below, of a copy.
    }
  }
  return conditions.test(code, snapshot(conditions, object), facts);
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

/** Every property is an own one, if `Object.prototype` is clean. */
function isPlain(object: unknown): object is object {
  return typeof object === "object" && object !== null && Object.getPrototypeOf(object) === Object.prototype;
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
