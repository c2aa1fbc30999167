// The names under which generated code knows the classes, and the object that has them.
import type { Loaded } from "./load.ts";

/** `TGB-HR-Work-` becomes `TGB_HR_Work_`; a clash gets a number. Never `__proto__`. */
export function identifiersOf(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = /^[A-Za-z]\w*$/.test(name) ? name : name.replace(/[^A-Za-z0-9_]/g, "_");
    const wanted = /^[A-Za-z]/.test(plain) ? plain : `class_${plain}`;
    let identifier = wanted;
    for (let n = 2; taken.has(identifier); n++) identifier = `${wanted}_${n}`;
    taken.add(identifier);
    return identifier;
  });
}

/** Every class's id by its identifier, for modules that are too large to write them out. */
export function classIds<T>({ loaded }: { readonly loaded: Loaded }): T {
  const ids = Object.create(null) as Record<string, number>;
  identifiersOf(loaded.data.classes).forEach((identifier, id) => {
    ids[identifier] = id;
  });
  return ids as T;
}
