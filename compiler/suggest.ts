// "Did you mean": finds, among known names, the one that an author most likely had in mind.

/** Comparisons of two names that one finder makes at most; a file full of wrong names must not take minutes. */
const MOST_COMPARISONS = 2_000_000;

/** Finds names; one for each compilation, since it counts its work and remembers its answers. */
export interface Suggester {
  /** The nearest of `candidates`, or undefined if none is near. The first of equally near ones is taken. */
  nearest(name: string, candidates: Iterable<string>): string | undefined;
}

export function suggester(): Suggester {
  let left = MOST_COMPARISONS;
  return {
    nearest(name, candidates) {
      if (left <= 0) return undefined;
      const search = new Search(name);
      for (const candidate of candidates) {
        if (--left <= 0) break;
        search.consider(candidate);
      }
      return search.best();
    },
  };
}

/**
 * The number of insertions, deletions, replacements and swaps of neighbours that turn one text into the other,
 * or `limit + 1` if it is above `limit`. Only a band around the diagonal is computed.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const over = limit + 1;
  let beforeLast = new Array<number>(b.length + 1).fill(over);
  let last = Array.from({ length: b.length + 1 }, (_, j) => (j <= limit ? j : over));
  for (let i = 1; i <= a.length; i++) {
    const row = new Array<number>(b.length + 1).fill(over);
    const from = Math.max(1, i - limit);
    const to = Math.min(b.length, i + limit);
    if (i <= limit) row[0] = i;
    let least = row[0] ?? over;
    for (let j = from; j <= to; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? over) + 1, (row[j - 1] ?? over) + 1, (last[j - 1] ?? over) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforeLast[j - 2] ?? over) + 1);
      row[j] = Math.min(cost, over);
      least = Math.min(least, row[j] ?? over);
    }
    if (least > limit) return over;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? over;
}

/** Keeps the best candidate so far: the same but for case and punctuation, then the nearest, then one that ends in the name. */
class Search {
  readonly #name: string;
  readonly #folded: string;
  readonly #letters: string;
  #distance: number;
  #alike: string | undefined;
  #near: string | undefined;
  #ending: string | undefined;

  constructor(name: string) {
    this.#name = name;
    this.#folded = name.toLowerCase();
    this.#letters = letters(this.#folded);
    this.#distance = Math.min(4, Math.floor(name.length / 3)) + 1;
  }

  consider(candidate: string): void {
    if (this.#alike !== undefined || candidate === this.#name) return;
    const folded = candidate.toLowerCase();
    if (folded === this.#folded || (this.#letters.length > 1 && letters(folded) === this.#letters)) {
      this.#alike = candidate;
      return;
    }
    const distance = editDistance(this.#folded, folded, this.#distance - 1);
    if (distance < this.#distance) {
      this.#distance = distance;
      this.#near = candidate;
    }
    if (this.#ending === undefined && (folded.endsWith(`-${this.#folded}`) || folded.endsWith(`:${this.#folded}`))) this.#ending = candidate;
  }

  best(): string | undefined {
    return this.#alike ?? this.#near ?? this.#ending;
  }
}

function letters(folded: string): string {
  return folded.replace(/[^a-z0-9]/g, "");
}
