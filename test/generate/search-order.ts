// A second, naive reading of "search order" (docs/language.md), with nothing but texts, to judge the compiler's by.

/** A class as declared; `parent` is what `extends` names. */
export interface Declared {
  readonly name: string;
  readonly parent: string | undefined;
  readonly withoutPattern: boolean;
}

/** The class itself first, `@baseclass` last; undefined for a cycle of directed parents. */
export function searchOrder(name: string, classes: ReadonlyMap<string, Declared>): readonly string[] | undefined {
  const found: string[] = [];
  const seen = new Set<string>();
  for (let at: string | undefined = name; at !== undefined && at !== "@baseclass"; at = directedParent(at, classes)) {
    if (seen.has(at)) return undefined;
    seen.add(at);
    const byName = classes.get(at)?.withoutPattern ? [] : prefixes(at).filter((prefix) => classes.has(prefix));
    for (const one of [at, ...byName]) if (!found.includes(one)) found.push(one);
  }
  return [...found, "@baseclass"];
}

/** What `extends` names, else the nearest declared class by name; `without pattern` nothing comes by name. */
export function directedParent(name: string, classes: ReadonlyMap<string, Declared>): string | undefined {
  const declared = classes.get(name);
  if (declared === undefined || declared.parent !== undefined || declared.withoutPattern) return declared?.parent;
  return prefixes(name).find((prefix) => classes.has(prefix));
}

/** `A-B-C` gives `A-B-`, `A-B`, `A-`, `A`. */
export function prefixes(name: string): readonly string[] {
  const result: string[] = [];
  let rest = name;
  while (true) {
    rest = rest.endsWith("-") ? rest.slice(0, -1) : rest.replace(/[^-]*$/, "");
    if (rest === "") return result;
    result.push(rest);
  }
}

/** Whether it inherits by name only from classes whose own search order it contains. */
export function isClosed(name: string, classes: ReadonlyMap<string, Declared>): boolean {
  const own = searchOrder(name, classes);
  if (own === undefined) return false;
  return own.every((cls) => cls === "@baseclass" || (searchOrder(cls, classes) ?? [""]).every((above) => own.includes(above)));
}
