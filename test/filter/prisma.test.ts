// Filters = checks through Prisma's where-objects, evaluated as Prisma documents them: its client is not run here.
import { expect, test } from "vitest";
import type { Filter } from "../../runtime/index.ts";
import { FilterError, toPrisma } from "../../runtime/sql/index.ts";
import { seed } from "../property/try-policy.ts";
import { compareAll, plainColumns } from "./compare.ts";
import { corpus } from "./conditions.ts";
import { elements, good, kinds, now, operators, randomOf } from "./rows.ts";
import type { Row } from "./rows.ts";

const pageFields = {
  "customer.region": "text",
  "customer.tier": "integer",
  "customer.rate": "decimal",
  "customer.vip": "boolean",
  "customer.born": "date",
  "customer.seen": "datetime",
} as const;
const fields: Readonly<Record<string, string>> = {
  ...plainColumns,
  ...Object.fromEntries(Object.keys(pageFields).map((name) => [name, name.replace(".", "_")])),
};

/** Rows as they are in the database: a model's types hold, lists may be null. */
function stored(count: number, random: () => number): readonly Row[] {
  const pick = (list: readonly unknown[]): unknown => list[Math.floor(random() * list.length)];
  const valid: Readonly<Record<string, readonly unknown[]>> = {
    ...good,
    status: ["New", "Open", "a b", "Öl"],
    color: ["Open", "red", "%"],
    integer: good.integer.filter(Number.isSafeInteger),
    decimal: [...good.decimal, Number.POSITIVE_INFINITY, Number.NaN],
    date: good.date.slice(0, 5).map((day) => new Date(day)),
    datetime: good.datetime.slice(0, 5).map((time) => new Date(time)),
  };
  const value = (kind: string): unknown => (random() < 0.2 ? null : pick(valid[kind] ?? []));
  const list = (kind: string): unknown =>
    random() < 0.2 ? null : Array.from({ length: Math.floor(random() * 4) }, () => pick((valid[kind] ?? []).filter((one) => one === one)));
  return Array.from(
    { length: count },
    () =>
      Object.fromEntries([
        ...Object.entries({ ...kinds, ...pageFields }).map(([name, kind]) => [fields[name], value(kind)]),
        ...Object.entries(elements).map(([name, kind]) => [name, list(kind)]),
      ]) as Row,
  );
}

/** As an application reads them. */
function read(row: Row): Row {
  const day = (value: unknown): unknown => (value instanceof Date ? value.toISOString().slice(0, 10) : value);
  const { customer_region: region, customer_tier: tier, customer_rate: rate, customer_vip: vip, customer_born: born, customer_seen: seen } = row;
  return {
    ...row,
    day: day(row["day"]),
    until: day(row["until"]),
    ...Object.fromEntries(Object.keys(elements).map((name) => [name, row[name] ?? []])),
    days: ((row["days"] ?? []) as unknown[]).map(day),
    customer: { region, tier, rate, vip, born: day(born), seen },
  };
}

type Truth = boolean | null;

/** Three-valued, as the SQL that Prisma sends. */
function met(where: Row, row: Row): Truth {
  const parts = Object.entries(where).map(([name, value]): Truth => {
    if (value === undefined) throw new Error("Prisma takes undefined for no condition");
    if (name === "AND") return all((value as Row[]).map((part) => met(part, row)));
    if (name === "OR") return not(all((value as Row[]).map((part) => not(met(part, row)))));
    if (name === "NOT") return not(met(value as Row, row));
    return fieldMet(value, row[name]);
  });
  return all(parts);
}

function fieldMet(filter: unknown, found: unknown): Truth {
  if (filter === null) return found === null;
  if (typeof filter !== "object") return found === null ? null : found === filter;
  return all(
    Object.entries(filter).map(([name, value]): Truth => {
      if (value === undefined) throw new Error("Prisma takes undefined for no condition");
      if (name === "not" && value === null) return found !== null;
      if (name === "equals" && value === null) return found === null;
      if (found === null) return null;
      const list = value as readonly unknown[];
      const keys = Array.isArray(found) ? found.map(key) : [];
      switch (name) {
        case "in":
          return list.map(key).includes(key(found));
        case "notIn":
          return !list.map(key).includes(key(found));
        case "lt":
        case "lte":
        case "gt":
        case "gte":
          return ordered(name, found, value);
        case "startsWith":
          return (found as string).startsWith(value as string);
        case "endsWith":
          return (found as string).endsWith(value as string);
        case "contains":
          return (found as string).includes(value as string);
        case "isEmpty":
          return (keys.length === 0) === value;
        case "hasSome":
          return list.some((one) => keys.includes(key(one)));
        case "hasEvery":
          return list.every((one) => keys.includes(key(one)));
        default:
          throw new Error(`${name} is no filter of Prisma`);
      }
    }),
  );
}

/** PostgreSQL sorts NaN behind everything. */
function ordered(sign: "lt" | "lte" | "gt" | "gte", left: unknown, right: unknown): boolean {
  const [a, b] = [Number(left), Number(right)];
  const order = Number.isNaN(a) ? 1 : a < b ? -1 : a > b ? 1 : 0;
  return { lt: order < 0, lte: order <= 0, gt: order > 0, gte: order >= 0 }[sign];
}

function key(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value === 0 ? 0 : value;
}

function all(truths: readonly Truth[]): Truth {
  return truths.includes(false) ? false : truths.includes(null) ? null : true;
}

function not(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

const write = (filter: Filter): Row => toPrisma<Row>()(filter as never, { provider: "postgresql", fields: fields as never }) as Row;

test("where-objects of Prisma", { timeout: 120_000 }, async () => {
  const rows = stored(250, randomOf(seed));
  const objects = rows.map(read);
  let refused = 0;
  const compared = await compareAll("Prisma's documents", [
    {
      name: "where-objects",
      objects,
      ids: (filter) => {
        try {
          const where = write(filter);
          return new Set(rows.flatMap((row, id) => (met(where, row) === true ? [id] : [])));
        } catch (error) {
          if (!(error instanceof FilterError) || (error.code !== "NOT_EXPRESSIBLE" && error.code !== "NO_COLUMN")) throw error;
          expect(error.message).toMatch(/`.*`/);
          refused += 1;
          return undefined;
        }
      },
    },
  ]);
  console.log(`filters with Prisma: ${refused} conditions refused`);
  expect(compared).toBeGreaterThan(50_000);
});

test("everything and nothing are said, not left out", async () => {
  expect(write({ kind: "all" })).toEqual({ AND: [] });
  expect(write({ kind: "none" })).toEqual({ OR: [] });
  expect(met(write({ kind: "none" }), {})).toBe(false);
  expect(met(write({ kind: "all" }), {})).toBe(true);
});

test("texts are refused where the database folds them, and wildcards are", async () => {
  const { policy, conditions } = await corpus(0, randomOf(1));
  const requestor = policy.with({ now: () => now }).requestor({ accessGroup: "G", operator: operators[0] });
  const filterOf = (condition: string): Filter => requestor.filter({ privilege: `C${found(conditions, condition)}` }, "Row");
  const on = (provider: "mysql" | "sqlite" | "postgresql", condition: string): unknown =>
    toPrisma<Row>()(filterOf(condition) as never, { provider, fields: fields as never });
  expect(() => on("mysql", '.title = "a"')).toThrow(/`\.title in \[…\]` exactly: it compares texts, which MySQL folds/);
  expect(on("sqlite", '.title = "a"')).toEqual({ title: { in: ["a"] } });
  expect(() => on("postgresql", '.title contains "%"')).toThrow(/wildcards/);
  expect(() => on("sqlite", '.title starts with "ab"')).toThrow(/case/);
  expect(() => on("sqlite", ".labels is empty")).toThrow(/PostgreSQL only/);
});

function found(conditions: readonly string[], condition: string): number {
  const index = conditions.indexOf(condition);
  if (index < 0) throw new Error(`the corpus lacks ${condition}`);
  return index;
}
