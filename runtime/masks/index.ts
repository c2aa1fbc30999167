// What `aclc/masks` offers: copies that show what may be seen. Generated modules hand it to their policy.
import { allows } from "../decide.ts";
import type { Asker } from "../decide.ts";
import { meets } from "../evaluate.ts";
import type { Masking } from "../load.ts";
import { field, illTyped, instant, isPage } from "../values.ts";
import { leftOut } from "./methods.ts";
import { ALWAYS, planOf } from "./plan.ts";
import type { Plan, Planned } from "./plan.ts";

/** docs/language.md, Masks. Nothing here throws: what cannot be read or decided is masked. */
export const masks: Masking = {
  maskAll(asker, cls, objects) {
    const masking = maskingOf(asker, cls, false);
    return Array.from(objects, (object) => masking(object) ?? {});
  },
  discoverable: (asker, cls, object) => maskingOf(asker, cls, true)(object),
};

const OPEN = 0;
const DISCOVER = 9;

/**
 * For the objects of one class. Of one that may not be opened, or of any if `onlyShown` is set, it copies what discover
 * policies show; it gives undefined for one that may not be discovered either, and for what is no object.
 */
function maskingOf(asker: Asker, name: string, onlyShown: boolean): (object: unknown) => object | undefined {
  const cls = asker.loaded.classes.of(name);
  if (cls === undefined) return () => undefined;
  const plan = planOf(asker.loaded.data, cls);
  const put = plan.names.some((property) => property in Object.prototype) ? define : assign;
  return (given) => {
    const object = snapshot(plan, given);
    if (object === undefined) return undefined;
    const isFull = !onlyShown && allows(asker, cls, OPEN, object);
    if (!isFull && !allows(asker, cls, DISCOVER, object)) return undefined;
    return copyOf(plan.properties, object, { asker, plan, object, onlyShown: !isFull, answers: [], put });
  };
}

interface Masked {
  readonly asker: Asker;
  readonly plan: Plan;
  readonly object: object;
  readonly onlyShown: boolean;
  /** By place in `plan.codes`, where it was asked. */
  readonly answers: (boolean | undefined)[];
  readonly put: typeof assign;
}

/** Every property is read once, so that what is decided about is what is shown. Undefined if it is no object. */
function snapshot({ properties, empty }: Plan, object: unknown): object | undefined {
  try {
    if (!isPage(object)) return undefined;
  } catch {
    return undefined;
  }
  const copy: Record<string, unknown> = { ...empty };
  for (const { name } of properties) copy[name] = field(object, name);
  return copy;
}

function copyOf(properties: readonly Planned[], from: object, masked: Masked): object {
  const copy = {};
  for (const property of properties) {
    if (masked.onlyShown && !property.shown) continue;
    const value = field(from, property.name);
    if (value === undefined) continue;
    const shown = isSeen(masked, property.seen) ? visible(property, value, masked) : hidden(property, value, masked);
    if (shown !== undefined) masked.put(copy, property.name, shown);
  }
  return copy;
}

function isSeen({ asker, plan, object, answers }: Masked, slot: number): boolean {
  if (slot === ALWAYS) return true;
  return (answers[slot] ??= meets(asker.loaded.conditions, plan.codes[slot] ?? 0, object, asker));
}

/** A copy that shares nothing with the value. What is no value of any type is left out: nobody said what is in it. */
function visible({ kind, fields }: Planned, value: unknown, masked: Masked): unknown {
  try {
    // A page that is a text, say, could hold what is masked in it.
    if (kind === "page" && value !== null) return isPage(value) ? copyOf(fields, value, masked) : undefined;
    if (kind === "list" && Array.isArray(value)) return listOf(value);
    return plain(value);
  } catch {
    return undefined;
  }
}

function listOf(list: readonly unknown[]): unknown[] | undefined {
  const copy: unknown[] = [];
  for (let i = 0; i < list.length; i++) {
    const element = Object.hasOwn(list, i) ? plain(list[i]) : undefined;
    if (element === undefined) return undefined;
    copy.push(element);
  }
  return copy;
}

function plain(value: unknown): unknown {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
    case "bigint":
      return value;
    case "object": {
      if (value === null) return null;
      const time = instant(value);
      return Number.isNaN(time) ? undefined : new Date(time);
    }
    default:
      return undefined;
  }
}

/** The mask of the policies that fail; where they differ, the strictest. */
function hidden({ ways, strictest }: Planned, value: unknown, masked: Masked): unknown {
  const needed = ways.filter(({ seen }) => !isSeen(masked, seen));
  const method = (needed.length === 1 ? needed[0]?.method : undefined) ?? strictest;
  if (value !== null) return method(value === illTyped ? undefined : value);
  return method === leftOut ? undefined : null;
}

function assign(copy: object, name: string, value: unknown): void {
  (copy as Record<string, unknown>)[name] = value;
}

/** Where somebody put the name on `Object.prototype`, an assignment could go there. */
function define(copy: object, name: string, value: unknown): void {
  Object.defineProperty(copy, name, { value, configurable: true, enumerable: true, writable: true });
}
