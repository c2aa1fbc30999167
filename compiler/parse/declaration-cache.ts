// Keeps what declarations were parsed to, so that after an edit only those are parsed again whose text changed.
import type { Declaration } from "../ast.ts";
import type { SourceFile } from "../source.ts";

interface Kept {
  readonly declaration: Declaration;
  /** Where it started in the file that it was parsed from. */
  readonly start: number;
}

/** For the versions of one file. Only declarations in which nothing was reported may be kept: those depend on their own text alone. */
export class DeclarationCache {
  #last = new Map<string, Kept>();
  #next = new Map<string, Kept>();

  /** What the same text was parsed to in the version before, in the places of this one. */
  take(key: string, file: SourceFile, start: number): Declaration | undefined {
    const kept = this.#next.get(key) ?? this.#last.get(key);
    if (kept === undefined) return undefined;
    this.#next.set(key, kept);
    return moved(kept.declaration, file, start - kept.start);
  }

  keep(key: string, declaration: Declaration, start: number): void {
    this.#next.set(key, { declaration, start });
  }

  /** Forgets what the version that ends here did not have. */
  finish(): void {
    this.#last = this.#next;
    this.#next = new Map();
  }
}

/** A copy of a part of a tree; trees have plain objects, lists, and spans at two names. */
function moved<T>(part: T, file: SourceFile, by: number): T {
  if (typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return part.map((each: unknown) => moved(each, file, by)) as T;
  const copy: Record<string, unknown> = {};
  for (const key in part) {
    const value: unknown = part[key];
    if (typeof value !== "object" || value === null) copy[key] = value;
    else if (isSpan(value)) copy[key] = { file, start: value.start + by, end: value.end + by };
    else copy[key] = moved(value, file, by);
  }
  return copy as T;
}

function isSpan(value: object): value is { readonly file: SourceFile; readonly start: number; readonly end: number } {
  return "file" in value && "start" in value && "end" in value;
}
