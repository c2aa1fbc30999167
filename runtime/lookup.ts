// Finds the number of a name: an id, or a column.
import { undamaged } from "./errors.ts";

/** Numbers by name: from `first` on, in the order of a list. Until the list is read, nothing is a name. */
export class Numbers {
  private readonly names: readonly string[];
  private readonly first: number;
  /** Without a prototype: the engine finds a name in it faster than in a Map. */
  private known: Readonly<Record<string, number | undefined>> = unread;

  constructor(names: readonly string[], first: number) {
    this.names = names;
    this.first = first;
  }

  /** Undefined for what is no name. Nothing but a text is one: not an object that turns into it. */
  of(name: unknown): number | undefined {
    return typeof name === "string" ? this.known[name] : undefined;
  }

  /** Done once. Throws PolicyLoadError for a name that is none or comes twice. */
  read(): this {
    if (this.known === unread) this.known = undamaged(() => numbered(this.names, this.first));
    return this;
  }
}

const unread: Readonly<Record<string, number | undefined>> = empty();

function numbered(names: readonly string[], first: number): Readonly<Record<string, number | undefined>> {
  const numbers = empty();
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if (typeof name !== "string" || numbers[name] !== undefined) throw new RangeError("a name that is none or comes twice");
    numbers[name] = first + i;
  }
  return numbers;
}

function empty(): Record<string, number | undefined> {
  return Object.create(null) as Record<string, undefined>;
}
