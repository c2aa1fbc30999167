// The names under which generated code knows the classes, and the object that has them.
import type { Loaded } from "./load.ts";

/** `TGB-HR-Work-` becomes `TGB_HR_Work_`; a clash gets a number. Never `__proto__`. */
export function identifiersOf(names: readonly string[]): string[] {
  return Object.keys(idsOf(names));
}

/** Every class's id by its identifier, for modules that are too large to write them out. */
export function classIds<T>({ loaded }: { readonly loaded: Loaded }): T {
  return idsOf(loaded.data.classes) as T;
}

function idsOf(names: readonly string[]): Readonly<Record<string, number>> {
  const ids = Object.create(null) as Record<string, number>;
  for (let id = 0; id < names.length; id++) {
    const plain = (names[id] ?? "").replace(/[^A-Za-z0-9_]/g, "_");
    const wanted = /^[A-Za-z]/.test(plain) ? plain : `class_${plain}`;
    let identifier = wanted;
    for (let n = 2; ids[identifier] !== undefined; n++) identifier = `${wanted}_${n}`;
    ids[identifier] = id;
  }
  return ids;
}
