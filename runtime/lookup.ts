// Finds the number of a name: an id, or a column.
import { undamaged } from "./errors.ts";

/** Numbers by name: from `first` on, in the order of a list. */
export class Numbers {
  private readonly names: readonly string[];
  private readonly first: number;
  /** Without a prototype: the engine finds a name in it faster than in a Map. */
  private known = empty();
  private isRead = false;

  constructor(names: readonly string[], first: number) {
    this.names = names;
    this.first = first;
  }

  /** Undefined for what is no name. Nothing but a text is one: not an object that turns into it. Reads the list when it is first asked. */
  of(name: unknown): number | undefined {
    // Short, so that it is compiled into its callers.
    return (typeof name === "string" ? this.known[name] : undefined) ?? this.late(name);
  }

  private late(name: unknown): number | undefined {
    return this.isRead || typeof name !== "string" ? undefined : this.read().known[name];
  }

  /** Throws PolicyLoadError for a name that is none or comes twice. */
  read(): this {
    const known = empty();
    undamaged(() => {
      for (let i = 0; i < this.names.length; i++) {
        const name = this.names[i];
        if (typeof name !== "string" || known[name] !== undefined) throw new RangeError("a name that is none or comes twice");
        known[name] = this.first + i;
      }
    });
    this.known = known;
    this.isRead = true;
    return this;
  }
}

function empty(): Record<string, number | undefined> {
  return Object.create(null) as Record<string, undefined>;
}
