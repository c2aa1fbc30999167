// What the matrix page shows at the moment: which classes and groups, at which level, and what their cells say.
import type { PageData } from "./data.ts";
import { Walk } from "./walk.ts";

/** full, by a condition, none, not declared. */
export type Sign = "f" | "c" | "n" | "u";

export const words: Readonly<Record<Sign, string>> = { f: "full", c: "by a condition", n: "none", u: "not declared" };

export class Model {
  readonly data: PageData;
  readonly walk: Walk;
  level: number;
  /** One action, or all settings. */
  shown: number | undefined;
  /** Ids of the rows and columns to be seen, in order. */
  classes: readonly number[] = [];
  groups: readonly number[];
  readonly depth: readonly number[];
  private readonly hasBelow: readonly boolean[];
  private readonly folded = new Set<number>();
  private found: ReadonlySet<number> | undefined;
  private matched: ReadonlySet<number> = new Set();
  /** By group, by class: which row. */
  private readonly rowOf: readonly Uint32Array[];

  constructor(data: PageData) {
    this.data = data;
    this.walk = new Walk(data);
    this.level = data.level;
    this.groups = data.groups.map((_, i) => i);
    const depth: number[] = [];
    const hasBelow = data.classes.map(() => false);
    for (const { parent } of data.classes) {
      depth.push(parent === -1 ? 0 : (depth[parent] ?? 0) + 1);
      if (parent !== -1) hasBelow[parent] = true;
    }
    this.depth = depth;
    this.hasBelow = hasBelow;
    this.rowOf = data.cells.map((runs) => unpacked(runs, data.classes.length));
    this.update();
  }

  /** The codes of all actions. */
  codes(group: number, cls: number): readonly number[] {
    return this.data.rows[this.rowOf[group]?.[cls] ?? 0]?.[this.level - 1] ?? [];
  }

  /** The same for cells that say the same, at one level. */
  rowNumber(group: number, cls: number): number {
    return this.rowOf[group]?.[cls] ?? 0;
  }

  condition(code: number): string | undefined {
    return code < 3 ? undefined : (this.data.conditions[code - 3] ?? "");
  }

  /** For people who hear the page: what a cell says. */
  spoken(group: number, cls: number): string {
    const codes = this.codes(group, cls);
    if (this.shown !== undefined) return `${this.data.actions[this.shown] ?? ""}: ${words[signOf(codes[this.shown])]}`;
    const by = (sign: Sign): readonly string[] => this.data.actions.slice(0, 10).filter((_, i) => signOf(codes[i]) === sign);
    const [full, some] = [by("f"), by("c")];
    if (full.length + some.length === 0) return "no setting";
    return [...(full.length > 0 ? [`full: ${full.join(", ")}`] : []), ...(some.length > 0 ? [`by a condition: ${some.join(", ")}`] : [])].join("; ");
  }

  isParent(cls: number): boolean {
    return this.hasBelow[cls] ?? false;
  }

  isFolded(cls: number): boolean {
    return this.found === undefined && this.folded.has(cls);
  }

  /** Shown only because something below it matches. */
  isOnTheWay(cls: number): boolean {
    return this.found !== undefined && !this.matched.has(cls);
  }

  fold(cls: number, folded: boolean): void {
    if (folded) this.folded.add(cls);
    else this.folded.delete(cls);
    this.update();
  }

  foldAll(folded: boolean): void {
    this.folded.clear();
    if (folded) for (const [id, has] of this.hasBelow.entries()) if (has) this.folded.add(id);
    this.update();
  }

  findClasses(text: string): void {
    const wanted = text.trim().toLowerCase();
    if (wanted === "") this.found = undefined;
    else {
      this.matched = new Set(this.data.classes.flatMap(({ name }, id) => (name.toLowerCase().includes(wanted) ? [id] : [])));
      const all = new Set(this.matched);
      for (const id of this.matched)
        for (let at = this.data.classes[id]?.parent ?? -1; at !== -1 && !all.has(at); at = this.data.classes[at]?.parent ?? -1) all.add(at);
      this.found = all;
    }
    this.update();
  }

  findGroups(text: string): void {
    const wanted = text.trim().toLowerCase();
    this.groups = this.data.groups.flatMap(({ name }, id) => (name.toLowerCase().includes(wanted) ? [id] : []));
  }

  private update(): void {
    const hidden = new Set<number>();
    const { found } = this;
    this.classes = this.data.classes.flatMap(({ parent }, id) => {
      if (found !== undefined) return found.has(id) ? [id] : [];
      if (parent !== -1 && (hidden.has(parent) || this.folded.has(parent))) {
        hidden.add(id);
        return [];
      }
      return [id];
    });
  }
}

export function signOf(code: number | undefined): Sign {
  if (code === undefined || code === 2) return "u";
  return code === 0 ? "n" : code === 1 ? "f" : "c";
}

function unpacked(runs: readonly number[], length: number): Uint32Array {
  const result = new Uint32Array(length);
  let at = 0;
  for (let i = 0; i < runs.length; i += 2) {
    const count = runs[i + 1] ?? 0;
    result.fill(runs[i] ?? 0, at, at + count);
    at += count;
  }
  return result;
}
