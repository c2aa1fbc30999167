// What conditions share while they are written: lists of literals, and values that are read once.
import { literal } from "./escape.ts";
import { Names } from "./names.ts";

export function call(name: string, ...parameters: readonly string[]): string {
  return `${name}(${parameters.join(", ")})`;
}

/** Lists of literals that become constants of the module. Each has a place in the text until all is written. */
export class Lists {
  private readonly texts: string[] = [];

  place(values: readonly (string | number | boolean)[]): string {
    const text = literal(values);
    let index = this.texts.indexOf(text);
    if (index < 0) index = this.texts.push(text) - 1;
    return `\u0002${index}\u0002`;
  }

  /** Puts names in the places, numbered as they appear; lists that nothing uses have none. */
  settle(lines: readonly string[]): { readonly lines: readonly string[]; readonly constants: readonly Constant[] } {
    const constants = new Map<number, Constant>();
    const named = lines.map((line) =>
      line.replace(/\u0002(\d+)\u0002/g, (_, digits: string) => {
        const index = Number(digits);
        const known = constants.get(index) ?? { name: `list${constants.size + 1}`, text: this.texts[index] ?? "[]" };
        constants.set(index, known);
        return known.name;
      }),
    );
    return { lines: named, constants: [...constants.values()] };
  }
}

export interface Constant {
  readonly name: string;
  readonly text: string;
}

/** Of one condition. A value that is read more than once becomes a constant at its beginning. */
export class CaseScope {
  private readonly lists: Lists;
  private readonly values: { readonly text: string; readonly name: string }[] = [];
  private readonly places = new Map<string, string>();

  constructor(lists: Lists) {
    this.lists = lists;
  }

  /** Stands for a constant that holds the list. */
  list(values: readonly (string | number | boolean)[]): string {
    return this.lists.place(values);
  }

  /** A place for `text` in the condition. What is read inside must have its place before. */
  value(text: string, name: string): string {
    let place = this.places.get(text);
    if (place === undefined) {
      place = `\u0001${this.values.length}\u0001`;
      this.places.set(text, place);
      this.values.push({ text, name });
    }
    return place;
  }

  /** The statements that return `body`. `taken` are names that a constant may not hide. */
  statements(body: string, taken: Iterable<string>): readonly string[] {
    const names = new Names(taken);
    const lines = [`return ${body};`];
    for (let i = this.values.length - 1; i >= 0; i--) {
      const { text, name } = this.values[i] ?? { text: "", name: "" };
      const place = `\u0001${i}\u0001`;
      const uses = lines.reduce((sum, line) => sum + line.split(place).length - 1, 0);
      if (uses === 0) continue;
      const written = uses === 1 ? text : names.give(name);
      lines.forEach((line, n) => (lines[n] = line.split(place).join(written)));
      if (uses > 1) lines.unshift(`const ${written} = ${text};`);
    }
    return lines;
  }
}
