// From a condition to SQL, whatever the database.
import type { TypeData } from "../data.ts";
import type { Comparing, Condition, Operand, Property, Scalar, Test } from "../filter/condition.ts";
import { describe } from "../filter/condition.ts";
import { FilterError } from "../filter/errors.ts";
import type { Comparison, Dialect, Slot } from "./dialect.ts";
import { joined, sql } from "./fragment.ts";
import type { Fragment } from "./fragment.ts";

/** What an adapter knows of the user's tables. */
export interface Tables {
  /** Throws FilterError if a property has no column. */
  slot(property: Property, test: Test): Slot;
  /** The column that says of which class a row is. */
  classSlot(): Slot;
}

/** SQL for a condition. `all` is `(1 = 1)` and `none` is `(1 = 0)`: nothing is ever left out. */
export function compile(condition: Condition, dialect: Dialect, tables: Tables): Fragment {
  switch (condition.kind) {
    case "all":
      return ["(1 = 1)"];
    case "none":
      return ["(1 = 0)"];
    case "and":
    case "or":
      return joined(
        condition.parts.map((part) => compile(part, dialect, tables)),
        condition.kind === "and" ? "AND" : "OR",
      );
    case "class":
      return ofMembers(dialect, tables.classSlot(), "text", condition.names, true);
    case "test":
      return new TestCompiler(condition, dialect, tables).compile();
  }
}

function ofMembers(dialect: Dialect, slot: Slot, type: TypeData, values: readonly Scalar[], is: boolean): Fragment {
  const isOne = dialect.isOneOf(slot, type, values);
  return joined([dialect.known(slot, type), is ? isOne : sql`NOT ${isOne}`], "AND");
}

/** One test. Both sides of a comparison are known before they are compared, so that `NOT` is exact. */
class TestCompiler {
  private readonly test: Test;
  private readonly dialect: Dialect;
  private readonly tables: Tables;

  constructor(test: Test, dialect: Dialect, tables: Tables) {
    this.test = test;
    this.dialect = dialect;
    this.tables = tables;
  }

  compile(): Fragment {
    const { compare, is } = this.test;
    for (const value of valuesOf(compare)) this.checkText(value);
    switch (compare.operator) {
      case "is null":
        return is ? this.dialect.isNull(this.slot(compare.of), compare.of.type) : this.known(compare.of);
      case "is empty":
        return this.judged([compare.of], sql`${this.dialect.length(this.slot(compare.of))} = 0`);
      case "in":
        return ofMembers(this.dialect, this.slot(compare.of), compare.of.type, compare.values, is);
      case "includes":
        return this.judged([compare.list, compare.other], this.hasElement(compare.list, compare.other));
      case "includes all of":
        return this.judged([compare.list, compare.other], this.hasAll(compare.list, compare.other));
      case "includes any of":
        return this.judged([compare.list, compare.other], this.hasAny(compare.list, compare.other));
      case "starts with":
      case "ends with":
      case "contains":
        return this.matched(compare);
      default:
        return this.compared(compare.operator, compare.left, compare.right);
    }
  }

  private slot(property: Property): Slot {
    return this.tables.slot(property, this.test);
  }

  private known(property: Property): Fragment {
    return this.dialect.known(this.slot(property), property.type);
  }

  private judged(operands: readonly Operand[], holds: Fragment): Fragment {
    const known = operands.flatMap((operand) => (operand.kind === "property" ? [this.known(operand)] : []));
    return joined([...known, this.test.is ? holds : sql`NOT (${holds})`], "AND");
  }

  private compared(operator: Comparison, left: Property, right: Operand): Fragment {
    const holds =
      right.kind === "value"
        ? this.dialect.against(operator, this.slot(left), left.type, right.value as Scalar)
        : sql`${this.scalar(left)} ${[operator]} ${this.scalar(right)}`;
    return this.judged([left, right], holds);
  }

  private matched({ operator, left, right }: Comparing & { readonly operator: "starts with" | "ends with" | "contains" }): Fragment {
    const method = ({ "starts with": "startsWith", "ends with": "endsWith", contains: "contains" } as const)[operator];
    return this.judged([left, right], this.dialect[method](this.text(left), this.text(right)));
  }

  private text(operand: Operand): Fragment {
    return operand.kind === "value" ? this.dialect.value(operand.value as string, "text") : this.scalar(operand);
  }

  private scalar(property: Property): Fragment {
    return this.dialect.scalar(this.slot(property), property.type);
  }

  private hasElement(list: Property, other: Property): Fragment {
    const { from, element } = this.elements(list, "acl_a");
    return sql`EXISTS (SELECT 1 FROM ${from} WHERE ${element} = ${this.scalar(other)})`;
  }

  private hasAny(list: Operand, other: Operand): Fragment {
    if (list.kind === "value") return other.kind === "value" ? ["(1 = 0)"] : this.hasAny(other, list);
    const a = this.elements(list, "acl_a");
    if (other.kind === "value") return sql`EXISTS (SELECT 1 FROM ${a.from} WHERE ${this.isOneOf(a, other.value as readonly Scalar[])})`;
    const b = this.elements(other, "acl_b");
    return sql`EXISTS (SELECT 1 FROM ${a.from}, ${b.from} WHERE ${a.element} = ${b.element})`;
  }

  /** All elements of `other` are among those of `list`. */
  private hasAll(list: Operand, other: Operand): Fragment {
    if (list.kind === "value") {
      if (other.kind === "value") return ["(1 = 0)"];
      const b = this.elements(other, "acl_b");
      return sql`NOT EXISTS (SELECT 1 FROM ${b.from} WHERE NOT ${this.isOneOf(b, list.value as readonly Scalar[])})`;
    }
    const a = this.elements(list, "acl_a");
    if (other.kind === "value") {
      const values = [...new Set(other.value as readonly Scalar[])];
      return sql`(SELECT count(DISTINCT ${a.element}) FROM ${a.from} WHERE ${this.isOneOf(a, values)}) = ${[String(values.length)]}`;
    }
    const b = this.elements(other, "acl_b");
    return sql`NOT EXISTS (SELECT 1 FROM ${b.from} WHERE NOT EXISTS (SELECT 1 FROM ${a.from} WHERE ${a.element} = ${b.element}))`;
  }

  private elements(list: Property, name: string): Elements {
    const type = typeof list.type === "string" ? "" : (list.type[1] ?? "");
    const { from, slot } = this.dialect.elements(this.slot(list), type, name);
    return { from, slot, type, element: this.dialect.scalar(slot, type) };
  }

  private isOneOf({ slot, type }: Elements, values: readonly Scalar[]): Fragment {
    return values.length === 0 ? ["(1 = 0)"] : this.dialect.isOneOf(slot, type, values);
  }

  /** Drivers cut texts at NUL or replace half a surrogate pair: another text would be compared. */
  private checkText(value: Scalar): void {
    if (typeof value !== "string" || (!value.includes("\0") && !/[\ud800-\udfff]/u.test(value))) return;
    throw new FilterError("NOT_EXPRESSIBLE", `a database cannot compare with the text in \`${describe(this.test)}\`: it holds NUL or half a surrogate pair`);
  }
}

interface Elements {
  readonly from: Fragment;
  readonly slot: Slot;
  readonly type: string;
  readonly element: Fragment;
}

function valuesOf(compare: Comparing): readonly Scalar[] {
  if (compare.operator === "in") return compare.values;
  if ("of" in compare) return [];
  const operands: readonly Operand[] = "list" in compare ? [compare.list, compare.other] : [compare.left, compare.right];
  return operands.flatMap((operand) => (operand.kind === "value" ? (operand.value as Scalar | readonly Scalar[]) : []));
}
