// Computes the search order of every class (docs/language.md, class): its names cut at dashes, then its directed parent.
import type { ClassDeclaration } from "../ast.ts";
import { type BindContext, reportUnknown } from "./context.ts";
import { hierarchyDiagnostics } from "../diagnostics/hierarchy.ts";
import { nameDiagnostics } from "../diagnostics/names.ts";

/** The class that every search order ends in; it is not declared. */
export const BASECLASS = "@baseclass";
/** How many classes a class may inherit from, `@baseclass` left out. */
export const MAX_CLASS_DEPTH = 32;

export interface Hierarchy {
  /** By class, in the order of the declarations given: indices of classes, the class itself first; `@baseclass` is left out. */
  readonly orders: readonly (readonly number[])[];
  /** Classes that lack something for a reason that has been reported: what they do not have, may be no mistake. */
  readonly incomplete: ReadonlySet<number>;
}

/**
 * The declarations have distinct names; those in `partial` are known to lack something already.
 * Time is linear in their number.
 */
export function hierarchy(classes: readonly ClassDeclaration[], partial: ReadonlySet<string>, context: BindContext): Hierarchy {
  return new Orders(classes, partial, context).finish();
}

/** The proper prefixes of a class name cut at its boundaries, longest first: `A-B-C` gives `A-B-`, `A-B`, `A-`, `A`. */
export function namePrefixes(name: string): readonly string[] {
  const prefixes: string[] = [];
  let end = name.length;
  while (end > 0) {
    const dash = name.lastIndexOf("-", end - 1);
    // The last dash itself goes, or the run of other characters behind it.
    end = dash === end - 1 ? dash : dash + 1;
    if (end > 0) prefixes.push(name.slice(0, end));
  }
  return prefixes;
}

/** No class: the directed parent is `@baseclass`, or unknown (and reported). */
const NONE = -1;

class Orders {
  readonly #classes: readonly ClassDeclaration[];
  readonly #context: BindContext;
  readonly #byName = new Map<string, number>();
  /** By class, nearest first; empty with `without pattern`. */
  readonly #prefixes: (readonly number[])[] = [];
  readonly #parents: number[] = [];
  readonly #orders: (readonly number[] | undefined)[];
  readonly #incomplete = new Set<number>();
  readonly #deep = new Set<number>();

  constructor(classes: readonly ClassDeclaration[], partial: ReadonlySet<string>, context: BindContext) {
    this.#classes = classes;
    this.#context = context;
    this.#orders = new Array<readonly number[] | undefined>(classes.length).fill(undefined);
    for (const [index, declaration] of classes.entries()) {
      this.#byName.set(declaration.name.text, index);
      if (partial.has(declaration.name.text)) this.#incomplete.add(index);
    }
    for (const [index, declaration] of classes.entries()) {
      this.#prefixes.push(this.#declaredPrefixes(index, declaration));
      this.#parents.push(this.#directedParent(index, declaration));
    }
  }

  finish(): Hierarchy {
    for (let index = 0; index < this.#classes.length; index++) this.#order(index);
    this.#spreadIncomplete();
    this.#checkClosed();
    this.#spreadIncomplete();
    return { orders: this.#orders.map((order) => order ?? []), incomplete: this.#incomplete };
  }

  #spreadIncomplete(): void {
    for (const [index, order] of this.#orders.entries()) {
      if (order?.some((one) => this.#incomplete.has(one))) this.#incomplete.add(index);
    }
  }

  #declaredPrefixes(index: number, declaration: ClassDeclaration): readonly number[] {
    const found: number[] = [];
    if (declaration.withoutPattern) return found;
    for (const prefix of namePrefixes(declaration.name.text)) {
      const declared = this.#byName.get(prefix);
      if (declared !== undefined) found.push(declared);
      else if (this.#context.damage.has("class", prefix)) this.#incomplete.add(index);
    }
    return found;
  }

  #directedParent(index: number, declaration: ClassDeclaration): number {
    if (declaration.extends === undefined) return this.#prefixes[index]?.[0] ?? NONE;
    const name = declaration.extends.text;
    const parent = this.#byName.get(name);
    if (parent !== undefined) return parent;
    if (name !== BASECLASS) {
      this.#incomplete.add(index);
      reportUnknown(this.#context, {
        kind: nameDiagnostics.unknownClass,
        args: { name },
        name: declaration.extends,
        damaged: "class",
        candidates: this.#otherNames(index),
      });
    }
    return NONE;
  }

  *#otherNames(index: number): Iterable<string> {
    for (const [name, other] of this.#byName) if (other !== index) yield name;
  }

  /** Walks up the directed parents to one whose order is known, and comes back down; no recursion, since chains may be long. */
  #order(start: number): void {
    const chain: number[] = [];
    const onChain = new Set<number>();
    let at = start;
    while (at !== NONE && this.#orders[at] === undefined && !onChain.has(at)) {
      chain.push(at);
      onChain.add(at);
      at = this.#parents[at] ?? NONE;
    }
    if (at !== NONE && onChain.has(at)) this.#breakCycle(chain.splice(chain.indexOf(at)));
    for (const index of chain.reverse()) this.#orders[index] = this.#join(index);
  }

  /** The classes of a circle keep what they have by name. */
  #breakCycle(cycle: readonly number[]): void {
    for (const index of cycle) {
      this.#incomplete.add(index);
      this.#orders[index] = [index, ...(this.#prefixes[index] ?? []).slice(0, MAX_CLASS_DEPTH)];
    }
    const first = cycle.reduce((least, one) => (this.#classes[one]?.extends && one < least ? one : least), this.#classes.length);
    const from = Math.max(0, cycle.indexOf(first));
    const path = [...cycle.slice(from), ...cycle.slice(0, from)];
    const labels = path.slice(1, 6).flatMap((index) => {
      const declaration = this.#classes[index];
      return declaration
        ? [{ span: (declaration.extends ?? declaration.name).span, message: `and \`${declaration.name.text}\` from \`${this.#name(this.#parents[index])}\`` }]
        : [];
    });
    const declaration = this.#classes[first];
    this.#context.sink.report(
      hierarchyDiagnostics.classCycle,
      declaration && (declaration.extends ?? declaration.name).span,
      { path: cyclePath(path.map((index) => this.#name(index))) },
      { labels, help: "take one `extends` away, or let it name a class outside the circle" },
    );
  }

  #join(index: number): readonly number[] {
    const parent = this.#parents[index] ?? NONE;
    const order = new Set([index, ...(this.#prefixes[index] ?? [])]);
    for (const above of parent === NONE ? [] : (this.#orders[parent] ?? [])) order.add(above);
    if (order.size <= MAX_CLASS_DEPTH + 1) return [...order];
    this.#tooDeep(index, parent);
    return [...order].slice(0, MAX_CLASS_DEPTH + 1);
  }

  /** Says so once for each branch, and not again for what lies below. */
  #tooDeep(index: number, parent: number): void {
    const above = [parent, ...(this.#prefixes[index] ?? [])];
    this.#deep.add(index);
    this.#incomplete.add(index);
    if (above.some((one) => this.#deep.has(one))) return;
    const declaration = this.#classes[index];
    if (!declaration) return;
    this.#context.sink.report(
      hierarchyDiagnostics.classDepth,
      declaration.name.span,
      { name: declaration.name.text, limit: MAX_CLASS_DEPTH },
      { help: "let it extend a class that is nearer to `@baseclass`" },
    );
  }

  /** Every class must have the whole search order of each class that it inherits from by name. */
  #checkClosed(): void {
    const unclosed = new Set<number>();
    const byLength = [...this.#classes.keys()].sort((a, b) => this.#name(a).length - this.#name(b).length);
    const found = new Map<number, { by: number; missing: number }>();
    for (const index of byLength) {
      const order = this.#orders[index] ?? [];
      const near = this.#prefixes[index]?.[0];
      if (near === undefined || this.#incomplete.has(index) || isTail(order, this.#orders[near] ?? [])) {
        if (near !== undefined && unclosed.has(near)) unclosed.add(index);
        continue;
      }
      const gap = this.#gap(index, new Set(order), unclosed);
      if (gap !== undefined) unclosed.add(index);
      if (gap !== undefined && gap !== "above") found.set(index, gap);
    }
    for (const [index, gap] of [...found].sort(([a], [b]) => a - b)) this.#reportGap(index, gap);
    for (const index of unclosed) this.#incomplete.add(index);
  }

  /** The first class by name that brings a class that is missing; "above" if the fault is one of a class in between. */
  #gap(index: number, order: ReadonlySet<number>, unclosed: ReadonlySet<number>): { by: number; missing: number } | "above" | undefined {
    for (const by of this.#prefixes[index] ?? []) {
      if (unclosed.has(by) || this.#incomplete.has(by)) return "above";
      const missing = this.#orders[by]?.find((one) => !order.has(one));
      if (missing !== undefined) return { by, missing };
    }
    return undefined;
  }

  #reportGap(index: number, gap: { by: number; missing: number }): void {
    const declaration = this.#classes[index];
    const source = this.#classes[gap.by];
    if (!declaration || !source) return;
    const by = source.name.text;
    const missing = this.#name(gap.missing);
    const parent = declaration.extends;
    const after = { file: declaration.name.span.file, start: declaration.name.span.end, end: declaration.name.span.end };
    this.#context.sink.report(
      hierarchyDiagnostics.notClosed,
      (parent ?? declaration.name).span,
      { name: declaration.name.text, by, missing },
      {
        labels: [{ span: (source.extends ?? source.name).span, message: `\`${by}\` inherits from \`${missing}\`` }],
        help: `write \`extends ${by}\` to inherit all that \`${by}\` inherits, or \`without pattern\` not to inherit by name`,
        fix: parent
          ? { title: `extend \`${by}\` instead of \`${parent.text}\``, edits: [{ span: parent.span, text: parent.quoted ? `\`${by}\`` : by }] }
          : { title: "do not inherit by name", edits: [{ span: after, text: " without pattern" }] },
      },
    );
  }

  #name(index: number | undefined): string {
    return (index === undefined ? undefined : this.#classes[index]?.name.text) ?? BASECLASS;
  }
}

/** `A → B → A`, shortened in the middle if it is long. */
export function cyclePath(names: readonly string[]): string {
  const shown = names.length > 12 ? [...names.slice(0, 8), `… ${names.length - 10} more …`, ...names.slice(-2)] : names;
  return [...shown, names[0] ?? ""].join(" → ");
}

/** Whether `order` is one class and then exactly `tail`. */
export function isTail(order: readonly number[], tail: readonly number[]): boolean {
  return order.length === tail.length + 1 && tail.every((one, at) => one === order[at + 1]);
}
