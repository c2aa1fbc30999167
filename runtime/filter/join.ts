// Joins conditions into smaller ones that mean the same. Equal conditions are one object.
import type { TypeData } from "../data.ts";
import type { Condition, Comparing, Property, Scalar } from "./condition.ts";
import { FilterError } from "./errors.ts";

/** Tests in one filter. Beyond that a query is slow, and some databases refuse it. */
export const MAX_TESTS = 1_000;

type Joined = Condition & { readonly kind: "and" | "or" };
type Join = Joined["kind"];

/** Makes the conditions of one filter. */
export class Conditions {
  readonly all: Condition = Object.freeze({ kind: "all" });
  readonly none: Condition = Object.freeze({ kind: "none" });
  private readonly known = new Map<string, Condition>();
  private readonly numbers = new Map<Condition, number>([
    [this.all, 0],
    [this.none, 1],
  ]);
  private readonly sizes = new Map<Condition, number>();

  constant(isMet: boolean): Condition {
    return isMet ? this.all : this.none;
  }

  test(is: boolean, compare: Comparing): Condition {
    if (compare.operator === "in") {
      const others = is ? undefined : othersOf(compare.of.type, compare.values);
      if (others !== undefined) return this.test(true, { operator: "in", of: compare.of, values: others });
      if (compare.values.length === 0) return is ? this.none : this.test(false, { operator: "is null", of: compare.of });
    }
    return this.intern(keyOf(is, compare), { kind: "test", is, compare: Object.freeze(compare) }, 1);
  }

  class(names: readonly string[]): Condition {
    return this.intern(JSON.stringify(names), { kind: "class", names: Object.freeze([...names]) }, 1);
  }

  and(...parts: readonly Condition[]): Condition {
    return this.join("and", parts);
  }

  or(...parts: readonly Condition[]): Condition {
    return this.join("or", parts);
  }

  private join(kind: Join, given: readonly Condition[]): Condition {
    const [neutral, decisive] = kind === "and" ? [this.all, this.none] : [this.none, this.all];
    const flat = given.flatMap((part) => (part.kind === kind ? part.parts : [part]));
    if (flat.includes(decisive)) return decisive;
    const parts = this.merged(kind, [...new Set(flat.filter((part) => part !== neutral))]);
    const [first, ...rest] = this.absorbed(kind, parts);
    if (first === undefined) return neutral;
    if (rest.length === 0) return first;
    return this.factored(kind, [first, ...rest]);
  }

  /** `x in [a] or x in [b]` is `x in [a, b]`; so is `not in` under `and`. */
  private merged(kind: Join, parts: readonly Condition[]): readonly Condition[] {
    const byProperty = new Map<string, { readonly of: Property; readonly values: Set<Scalar> }>();
    const wanted = kind === "or";
    const slots = parts.map((part) => {
      if (part.kind !== "test" || part.is !== wanted || part.compare.operator !== "in") return part;
      const { of, values } = part.compare;
      const key = JSON.stringify(of);
      const found = byProperty.get(key);
      if (found === undefined) {
        byProperty.set(key, { of, values: new Set(values) });
        return key;
      }
      for (const value of values) found.values.add(value);
      return undefined;
    });
    return slots.flatMap((slot) => {
      if (typeof slot !== "string") return slot ?? [];
      const found = byProperty.get(slot);
      return found === undefined ? [] : this.test(wanted, { operator: "in", of: found.of, values: Object.freeze([...found.values]) });
    });
  }

  /** Each part without what the others make needless. */
  private absorbed(kind: Join, parts: readonly Condition[]): readonly Condition[] {
    const kept = [...parts];
    for (const [i, part] of parts.entries()) {
      const others = kept.filter((_, at) => at !== i);
      kept[i] =
        kind === "and" ? this.assumed(part, new Set(others)) : this.pruned(part, others.filter((other) => other !== this.none).map(factorsOf), new Set());
    }
    if (kept.every((part, i) => part === parts[i])) return parts;
    const joined = this.join(kind, kept);
    return joined.kind === kind ? joined.parts : [joined];
  }

  /** Where all of `known` is met. A test for true is not met where the one for false is. */
  private assumed(condition: Condition, known: ReadonlySet<Condition>): Condition {
    if (known.has(condition)) return this.all;
    if (condition.kind === "test" && known.has(this.opposite(condition))) return this.none;
    if (condition.kind !== "and" && condition.kind !== "or") return condition;
    const parts = condition.parts.map((part) => this.assumed(part, known));
    return parts.every((part, i) => part === condition.parts[i]) ? condition : this.join(condition.kind, parts);
  }

  /** Beside alternatives, each given by its factors: without what one of them already covers. `path`: what must be met above. */
  private pruned(condition: Condition, alternatives: readonly (readonly Condition[])[], path: ReadonlySet<Condition>): Condition {
    const factors = new Set([...path, ...(condition.kind === "or" ? [] : factorsOf(condition))]);
    if (alternatives.some((alternative) => alternative.every((factor) => factors.has(factor)))) return this.none;
    if (condition.kind !== "and" && condition.kind !== "or") return condition;
    const parts = condition.parts.map((part) => (condition.kind === "and" && part.kind !== "or" ? part : this.pruned(part, alternatives, factors)));
    return parts.every((part, i) => part === condition.parts[i]) ? condition : this.join(condition.kind, parts);
  }

  private opposite({ is, compare }: Condition & { readonly kind: "test" }): Condition {
    return this.known.get(keyOf(!is, compare)) ?? this.none;
  }

  /** `a and b or a and c` is `a and (b or c)`. */
  private factored(kind: Join, parts: readonly Condition[]): Condition {
    const other: Join = kind === "and" ? "or" : "and";
    const [first, ...rest] = parts.map((part) => (part.kind === other ? part.parts : [part]));
    const common = (first ?? []).filter((factor) => rest.every((factors) => factors.includes(factor)));
    if (common.length > 0) {
      const inner = parts.map((part) => this.join(other, part.kind === other ? part.parts.filter((factor) => !common.includes(factor)) : []));
      return this.join(other, [...common, this.join(kind, inner)]);
    }
    const size = parts.reduce((sum, part) => sum + (this.sizes.get(part) ?? 0), 0);
    if (size > MAX_TESTS)
      throw new FilterError("TOO_LARGE", `the condition needs more than ${MAX_TESTS} tests: ask for fewer classes at once, or simplify the policy`);
    const key = `${kind} ${parts.map((part) => this.numbers.get(part)).join(" ")}`;
    return this.intern(key, { kind, parts: Object.freeze([...parts]) }, size);
  }

  private intern(key: string, made: Condition, size: number): Condition {
    const found = this.known.get(key);
    if (found !== undefined) return found;
    this.known.set(key, Object.freeze(made));
    this.numbers.set(made, this.numbers.size);
    this.sizes.set(made, size);
    return made;
  }
}

/** The other values of a type that has few. */
function othersOf(type: TypeData, values: readonly Scalar[]): readonly Scalar[] | undefined {
  if (type === "boolean") return [true, false].filter((value) => !values.includes(value));
  return typeof type === "string" || type[0] !== "union" ? undefined : type.slice(1).filter((value) => !values.includes(value));
}

function factorsOf(condition: Condition): readonly Condition[] {
  return condition.kind === "and" ? condition.parts : [condition];
}

function keyOf(is: boolean, compare: Comparing): string {
  return `${is} ${JSON.stringify(compare)}`;
}
