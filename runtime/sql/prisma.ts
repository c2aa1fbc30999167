// Filters as where-objects of Prisma: `aclc/sql`. They are data, so that nothing of Prisma is needed here.
import type { Comparing, Condition, Filter, Operand, Property, Scalar, Test } from "../filter/condition.ts";
import { describe } from "../filter/condition.ts";
import { FilterError } from "../filter/errors.ts";
import type { PathOf, ValueAt } from "./columns.ts";

export type PrismaProvider = "postgresql" | "sqlite" | "mysql";

/** `W` is the model's where-input: `Prisma.OrderWhereInput`. */
export interface PrismaOptions<W, O> {
  readonly provider: PrismaProvider;
  /** A field that every row has, such as the id. By it, everything and nothing are said: Prisma leaves out what is empty. */
  readonly key: KeyOf<W>;
  /** By property, a field of the model; a field of a page is a field of the model too. */
  readonly fields: { readonly [P in PathOf<O>]?: FieldFor<W, ValueAt<O, P>> };
  /** The field with the class of a row, for filters of several classes. */
  readonly classField?: FieldFor<W, string>;
}

type KeyOf<W> = { [F in keyof W & string]-?: HasIn<W[F]> extends never ? never : F }[keyof W & string];
type HasIn<F> = F extends object ? ("in" extends keyof F ? true : never) : never;

/** The fields that can be compared with such a value; those of lists can be asked for their elements. None of `BigInt`: it is no number. */
type FieldFor<W, V> = Exclude<{ [F in keyof W & string]-?: Holds<W[F], NonNullable<V>> extends true ? F : never }[keyof W & string], "AND" | "OR" | "NOT">;
type Holds<F, V> = [V] extends [readonly (infer E)[]] ? HasSome<NonNullable<F>, E> : [V] extends [F] ? (bigint extends F ? false : true) : false;
type HasSome<F, E> = "hasSome" extends keyof F ? (bigint[] extends F["hasSome"] ? false : E[] extends F["hasSome"] ? true : false) : false;

/**
 * `toPrisma<Prisma.OrderWhereInput>()(filter, …)` for `where`. Never undefined or empty, and nothing in it is: for everything it is
 * `{ id: { notIn: [] } }`, for nothing `{ id: { in: [] } }`. Throws FilterError for what Prisma cannot say exactly.
 */
export function toPrisma<W extends object>(): <O extends object>(filter: Filter<O>, options: PrismaOptions<W, O>) => W {
  return (filter, { provider, key, fields, classField }) => {
    if (!["postgresql", "sqlite", "mysql"].includes(provider)) throw new FilterError("BAD_OPTIONS", "`provider` is postgresql, sqlite or mysql");
    if (!isField(key)) throw new FilterError("BAD_OPTIONS", "`key` is a field of the model, such as its id");
    return new Writer(provider, key, fields, classField).write(filter) as W;
  };
}

type Where = Readonly<Record<string, unknown>>;

class Writer {
  private readonly provider: PrismaProvider;
  private readonly fields: object;
  private readonly classField: unknown;

  /** Not `{ OR: [] }`: in an AND, Prisma's client leaves it out, and then everything is found. */
  private readonly nothing: Where;
  private readonly everything: Where;

  constructor(provider: PrismaProvider, key: string, fields: object, classField: unknown) {
    this.provider = provider;
    this.nothing = { [key]: { in: [] } };
    this.everything = { [key]: { notIn: [] } };
    this.fields = fields;
    this.classField = classField;
  }

  write(condition: Condition): Where {
    switch (condition.kind) {
      case "all":
        return this.everything;
      case "none":
        return this.nothing;
      case "and":
        return this.every(condition.parts.map((part) => this.write(part)));
      case "or":
        return this.some(condition.parts.map((part) => this.write(part)));
      case "class":
        if (!isField(this.classField))
          throw new FilterError("NO_CLASS_COLUMN", "a filter of several classes needs `classField`, the field with the class of a row");
        if (this.provider === "mysql") throw new FilterError("NOT_EXPRESSIBLE", `Prisma cannot compare classes exactly on MySQL: ${RAW}`);
        return { [this.classField]: { in: [...condition.names] } };
      case "test":
        return this.ofTest(condition, condition.compare);
    }
  }

  private every(parts: readonly Where[]): Where {
    return parts.length === 0 ? this.everything : { AND: parts };
  }

  private some(parts: readonly Where[]): Where {
    return parts.length === 0 ? this.nothing : { OR: parts };
  }

  private ofTest(test: Test, compare: Comparing): Where {
    switch (compare.operator) {
      case "is null":
        return this.isNull(test, compare.of);
      case "is empty":
        return this.ofList(test, compare.of, { isEmpty: true }, true);
      case "in":
        return this.isIn(test, compare.of, compare.values);
      case "starts with":
      case "ends with":
      case "contains":
        return this.matches(test, compare.operator, compare.left, compare.right);
      case "includes any of":
        return this.hasSome(test, compare.list, compare.other);
      case "includes all of":
        return this.hasEvery(test, compare.list, compare.other);
      case "includes":
        return refuse(test, "compares two fields");
      default:
        return compare.right.kind === "value"
          ? this.compared(test, compare.operator, compare.left, compare.right.value as Scalar)
          : refuse(test, "compares two fields");
    }
  }

  private isNull(test: Test, of: Property): Where {
    const field = this.field(test, of);
    // A list that is null is read as an empty one.
    if (isList(of)) {
      if (!test.is) refuseDecimals(test, of);
      return test.is ? this.nothing : this.everything;
    }
    if (typeof of.type !== "string" && of.type[0] === "page") return refuse(test, "asks a page");
    return test.is ? { [field]: null } : { AND: [{ [field]: { not: null } }, ...this.wellTyped(of, field)] };
  }

  private isIn(test: Test, of: Property, values: readonly Scalar[]): Where {
    const field = this.field(test, of);
    if (of.type === "datetime") {
      const within = values.map((time) => ({ [field]: { gte: dateOf(test, time), lt: dateOf(test, (time as number) + 1) } }));
      return test.is ? this.some(within) : { AND: [{ [field]: { not: null } }, ...within.map((one) => ({ NOT: one }))] };
    }
    this.exactTexts(test, of, values);
    const known = of.type === "integer" ? values.filter(isInt) : values;
    const list = known.map((value) => (of.type === "date" ? dateOf(test, value) : value));
    if (of.type === "decimal") for (const value of values) checkDecimal(test, value);
    if (of.type === "boolean") return this.some(list.map((value) => ({ [field]: value })));
    return test.is ? { [field]: { in: list } } : { AND: [{ [field]: { not: null } }, { [field]: { notIn: list } }, ...this.wellTyped(of, field)] };
  }

  private compared(test: Test, operator: string, of: Property, value: Scalar): Where {
    const field = this.field(test, of);
    const asked = test.is ? operator : (opposites.get(operator) ?? refuse(test, "is no comparison"));
    const sign = signs.get(asked) ?? refuse(test, "is no comparison");
    if (of.type === "datetime") {
      // What is beyond milliseconds is cut when it is read.
      const next = sign === "gt" || sign === "lte";
      return { [field]: { [sign === "gt" ? "gte" : sign === "lte" ? "lt" : sign]: dateOf(test, (value as number) + (next ? 1 : 0)) } };
    }
    if (of.type === "date") return { [field]: { [sign]: dateOf(test, value) } };
    if (of.type === "integer") return this.integerCompared(field, sign, value as number);
    checkDecimal(test, value);
    return { AND: [{ [field]: { [sign]: value } }, ...this.wellTyped(of, field)] };
  }

  /** With limits that `Int` can say, on both sides, so that a larger column is not asked more loosely. */
  private integerCompared(field: string, sign: string, value: number): Where {
    const gte = sign === "gt" ? Math.floor(value) + 1 : sign === "gte" ? Math.ceil(value) : MIN_INT;
    const lte = sign === "lt" ? Math.ceil(value) - 1 : sign === "lte" ? Math.floor(value) : MAX_INT;
    if (!(gte <= MAX_INT && lte >= MIN_INT)) return this.nothing;
    return { [field]: { gte: Math.max(gte, MIN_INT), lte: Math.min(lte, MAX_INT) } };
  }

  private matches(test: Test, operator: "starts with" | "ends with" | "contains", left: Operand, right: Operand): Where {
    if (left.kind !== "property" || right.kind !== "value") return refuse(test, "asks whether a field is part of something");
    const part = right.value as string;
    if (this.provider !== "postgresql") return refuse(test, "asks for a part of a text, which does not tell case here");
    if (/[%_\\]/.test(part)) return refuse(test, "asks for a part of a text with %, _ or \\, which are wildcards there");
    this.exactTexts(test, left, [part]);
    const field = this.field(test, left);
    const like = { [field]: { [{ "starts with": "startsWith", "ends with": "endsWith", contains: "contains" }[operator]]: part } };
    return test.is ? like : { AND: [{ [field]: { not: null } }, { NOT: like }] };
  }

  private hasSome(test: Test, list: Operand, other: Operand): Where {
    if (list.kind !== "property" || other.kind !== "value") return refuse(test, "compares two fields");
    return this.ofList(test, list, { hasSome: this.elements(test, list, other.value) }, false);
  }

  private hasEvery(test: Test, list: Operand, other: Operand): Where {
    if (list.kind !== "property" || other.kind !== "value") return refuse(test, "asks whether a list holds nothing but some values");
    return this.ofList(test, list, { hasEvery: this.elements(test, list, other.value) }, false);
  }

  private elements(test: Test, list: Property, values: Scalar | readonly Scalar[]): readonly unknown[] {
    const element = typeof list.type === "string" ? "" : (list.type[1] ?? "");
    if (element === "datetime") return refuse(test, "asks for datetimes in a list");
    const all = [values].flat() as readonly Scalar[];
    for (const value of all) checkText(test, value);
    if (element === "integer" && !all.every(isInt)) return refuse(test, "asks a list for what is no `Int`");
    return element === "date" ? all.map((value) => dateOf(test, value)) : all;
  }

  /** A list that is null is read as an empty one, of which `ofEmpty` holds or not. */
  private ofList(test: Test, of: Property, filter: Where, ofEmpty: boolean): Where {
    if (this.provider !== "postgresql") return refuse(test, "asks a list, which Prisma has on PostgreSQL only");
    refuseDecimals(test, of);
    const field = this.field(test, of);
    const asked = { [field]: filter };
    const holds = test.is ? asked : { NOT: asked };
    return ofEmpty === test.is ? { OR: [holds, { [field]: { equals: null } }] } : holds;
  }

  /** What a well-typed value is beyond not null: integers are of 32 bits there, decimals are finite, and a union's text is one of its own. */
  private wellTyped({ type }: Property, field: string): readonly Where[] {
    if (type === "integer") return [{ [field]: { gte: MIN_INT, lte: MAX_INT } }];
    if (type === "decimal") return [{ [field]: { gte: -MAX_DECIMAL, lte: MAX_DECIMAL } }];
    return typeof type !== "string" && type[0] === "union" ? [{ [field]: { in: type.slice(1) } }] : [];
  }

  private exactTexts(test: Test, { type }: Property, values: readonly Scalar[]): void {
    for (const value of values) checkText(test, value);
    const isText = typeof type !== "string" || type === "text";
    if (isText && this.provider === "mysql") refuse(test, "compares texts, which MySQL folds");
  }

  private field(test: Test, { path }: Property): string {
    const name = path.join(".");
    const field: unknown = Object.hasOwn(this.fields, name) ? (this.fields as Where)[name] : undefined;
    if (isField(field)) return field;
    throw new FilterError("NO_COLUMN", `\`${describe(test)}\` reads \`${name}\`, which \`fields\` lacks: add it`);
  }
}

const signs: ReadonlyMap<string, string> = new Map([
  ["<", "lt"],
  ["<=", "lte"],
  [">", "gt"],
  [">=", "gte"],
]);
const opposites: ReadonlyMap<string, string> = new Map([
  ["<", ">="],
  ["<=", ">"],
  [">", "<="],
  [">=", "<"],
]);
const FIRST_DAY = Date.parse("0001-01-01");
/** Of `Int`: beyond, Prisma's client throws. */
const MIN_INT = -(2 ** 31);
const MAX_INT = 2 ** 31 - 1;
/** Beyond, the client rounds to what no double is: so large values are not found. */
const MAX_DECIMAL = 1.797693134862315e308;
const RAW = "use `toSql` with `$queryRawUnsafe`, its text and its values apart";

function refuse(test: Test, why: string): never {
  throw new FilterError("NOT_EXPRESSIBLE", `Prisma cannot say \`${describe(test)}\` exactly: it ${why}; ${RAW}`);
}

function isField(name: unknown): name is string {
  return typeof name === "string" && name !== "" && !["AND", "OR", "NOT"].includes(name);
}

function isInt(value: Scalar): boolean {
  return Number.isInteger(value) && (value as number) >= MIN_INT && (value as number) <= MAX_INT;
}

/** An infinite element makes a list ill-typed, which cannot be asked. */
function refuseDecimals(test: Test, { type }: Property): void {
  if (typeof type !== "string" && type[1] === "decimal") refuse(test, "asks a list of decimals, some of which may be infinite");
}

function isList({ type }: Property): boolean {
  return typeof type !== "string" && type[0] === "list";
}

function dateOf(test: Test, value: Scalar): Date {
  const date = new Date(value as string | number);
  return date.getTime() >= FIRST_DAY ? date : refuse(test, "compares with a time that no date can be, or one before the year 1");
}

/** The client rounds large numbers to 16 digits, and has no infinite ones. */
function checkDecimal(test: Test, value: Scalar): void {
  const number = value as number;
  if (Number.isFinite(number) && (Math.abs(number) <= Number.MAX_SAFE_INTEGER || Number(number.toPrecision(16)) === number)) return;
  refuse(test, "compares with a large number of 17 digits");
}

function checkText(test: Test, value: Scalar): void {
  if (typeof value === "string" && (value.includes("\0") || /[\ud800-\udfff]/u.test(value)))
    refuse(test, "compares with a text that holds NUL or half a surrogate pair");
}
