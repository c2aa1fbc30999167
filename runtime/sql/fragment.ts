// Pieces of SQL: text of this package's own, columns and values in places of their own, which adapters fill.

export type SqlValue = string | number | boolean;
export type Piece = string | { readonly column: unknown } | { readonly value: SqlValue };
/** Its texts never hold what comes from a policy, a host or a row. */
export type Fragment = readonly Piece[];

/** Joins texts and fragments as they stand. */
export function sql(texts: TemplateStringsArray, ...parts: readonly Fragment[]): Fragment {
  return texts.flatMap((text, i) => [text, ...(parts[i] ?? [])]);
}

export function param(value: SqlValue): Fragment {
  return [{ value }];
}

/** Text of this package, or a name that `isName` has passed. */
export function raw(text: string): Fragment {
  return [text];
}

/** At least one; in parentheses if there are more. */
export function joined(fragments: readonly Fragment[], word: "AND" | "OR"): Fragment {
  const [first = ["(1 = 1)"], ...rest] = fragments;
  return rest.length === 0 ? first : ["(", ...first, ...rest.flatMap((fragment) => [` ${word} `, ...fragment]), ")"];
}

/** `(?, ?, ?)` */
export function list(fragments: readonly Fragment[]): Fragment {
  return ["(", ...fragments.flatMap((fragment, i) => (i === 0 ? fragment : [", ", ...fragment])), ")"];
}
