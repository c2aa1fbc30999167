// Filters = checks through Prisma: its real client on real PostgreSQL, every operator that it can say, row by row.
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Filter } from "../../runtime/index.ts";
import { FilterError, predicate, toPrisma } from "../../runtime/sql/index.ts";
import { postgresBinaries, startPostgres } from "../external/servers.ts";
import type { Server } from "../external/servers.ts";
import { seed } from "../generate/seed.ts";
import { typeProblems } from "../type-check.ts";
import { compareAll } from "./compare.ts";
import { corpus } from "./conditions.ts";
import { generateClient, model } from "./prisma-client.ts";
import type { Client, Generated } from "./prisma-client.ts";
import { good, now, operators, randomOf } from "./rows.ts";
import type { Row } from "./rows.ts";

const isThere = postgresBinaries() !== undefined;
if (!isThere) {
  if (process.env["CI"] === "true") throw new Error("PostgreSQL is not installed: filters cannot be compared through Prisma's client");
  console.warn("SKIPPED: PostgreSQL is not installed, so that filters are not compared through Prisma's client");
}

const fields = Object.fromEntries(Object.entries(model).map(([name, { of }]) => [of, name]));
const write = (filter: Filter): Row => toPrisma<Row>()(filter as never, { provider: "postgresql", key: "id" as never, fields: fields as never }) as Row;

let server: Server | undefined;
let generated: Generated | undefined;
let client: Client | undefined;

beforeAll(async () => {
  generated = await generateClient();
  if (!isThere) return;
  server = await startPostgres({ timezone: "UTC" });
  await fill(server.port, stored(250, randomOf(seed)));
  client = await generated.connect(server.port);
}, 60_000);

afterAll(async () => {
  await client?.$disconnect();
  await server?.stop();
  generated?.remove();
});

test.runIf(isThere)("where-objects through Prisma's client on PostgreSQL", { timeout: 120_000 }, async () => {
  const things = found(client).thing;
  const objects = (await things.findMany({ orderBy: { id: "asc" } })).map(read);
  expect(objects).toHaveLength(250);
  const ids = async (where: Row): Promise<ReadonlySet<number>> =>
    new Set((await things.findMany({ where, select: { id: true } })).map(({ id }) => id as number));
  let said = 0;
  let refused = 0;
  const compared = await compareAll("PostgreSQL by Prisma", [
    {
      name: "where-objects",
      objects,
      ids: async (filter) => {
        try {
          const where = write(filter);
          expect(JSON.stringify(where)).not.toMatch(/"(AND|OR|NOT)":(\[\]|\{\})|\{\}/);
          said += 1;
          return await ids(where);
        } catch (error) {
          if (!(error instanceof FilterError) || (error.code !== "NOT_EXPRESSIBLE" && error.code !== "NO_COLUMN")) throw error;
          expect(error.message).toMatch(/`.*`/);
          refused += 1;
          return undefined;
        }
      },
    },
  ]);
  console.log(`filters with Prisma: ${said} conditions said, ${refused} refused`);
  expect(compared).toBeGreaterThan(50_000);
});

test.runIf(isThere)("everything and nothing stay so, whatever they are joined with", async () => {
  const things = found(client).thing;
  const count = async (where: Row): Promise<number> => (await things.findMany({ where, select: { id: true } })).length;
  const other = { owner: "a" };
  const others = await count(other);
  expect(others).toBeGreaterThan(0);
  const all = write({ kind: "all" });
  const none = write({ kind: "none" });
  for (const [where, is, isNot] of [
    [all, 250, 0],
    [none, 0, 250],
  ] as const) {
    const met = is === 250 ? others : 0;
    const either = is === 250 ? 250 : others;
    expect(await count(where)).toBe(is);
    expect(await count({ NOT: where })).toBe(isNot);
    expect(await count({ AND: [where] })).toBe(is);
    expect(await count({ OR: [where] })).toBe(is);
    expect(await count({ AND: [where, other] })).toBe(met);
    expect(await count({ ...other, ...where })).toBe(met);
    expect(await count({ ...other, AND: where })).toBe(met);
    expect(await count({ ...other, AND: [{ OR: [where] }] })).toBe(met);
    expect(await count({ OR: [where, other] })).toBe(either);
    expect(await count({ AND: [{ AND: [where] }, { NOT: none }, other] })).toBe(met);
  }
  const ofClasses = { kind: "and", parts: [{ kind: "class", names: ["a"] }, { kind: "all" }] };
  expect(await count(toPrisma<Row>()(ofClasses as never, { provider: "postgresql", key: "id" as never, fields: {}, classField: "owner" as never }))).toBe(
    others,
  );
  // Of Prisma itself, and why these are never written.
  expect(await count({ AND: [{ OR: [] }, other] })).toBe(others);
});

test.runIf(isThere)("a BigInt field finds no row that the check does not allow", async () => {
  const things = found(client).thing;
  const rows = (await things.findMany({ select: { id: true, large: true } })).map(({ id, large }) => ({ id, count: large === null ? null : Number(large) }));
  const { policy, conditions } = await corpus(0, randomOf(seed));
  const requestor = policy.requestor({ accessGroup: "G", operator: operators[1] });
  let asked = 0;
  for (const [i, condition] of conditions.entries()) {
    if (!/^(not \()?\.count (?!.*\.size|.*\.amount)/.test(condition)) continue;
    const filter = requestor.filter({ privilege: `C${i}` }, "Row");
    const where = toPrisma<Row>()(filter as never, { provider: "postgresql", key: "id" as never, fields: { count: "large" } as never });
    const ids = new Set((await things.findMany({ where, select: { id: true } })).map(({ id }) => id));
    const fits = predicate(filter);
    for (const row of rows) {
      const isSmall = row.count === null || Math.abs(row.count) < 2 ** 31;
      if (ids.has(row.id) ? !fits(row) : isSmall && fits(row)) throw new Error(`${condition}: ${JSON.stringify(row)} ${JSON.stringify(where)}`);
    }
    asked += 1;
  }
  expect(asked).toBeGreaterThan(60);
});

test("a where-object fits the generated client, and a field that does not is no TypeScript", { timeout: 60_000 }, async () => {
  const policy = `
class Row {
  title: text  status: "New" | "Open"  count: integer  amount: decimal  flag: boolean  day: date  at: datetime
  labels: list of text  numbers: list of integer  days: list of date  customer: { kind: "a" | "b"  shade: "a" | "c" }
}
class Other { title: text }
role R { access to Row, Other { open when .title = operator.id } }
group G { roles R }
`;
  const options = (map: string, rest = `key: "id", `): string =>
    `toPrisma<Prisma.ThingWhereInput>()(filter, { provider: "postgresql", ${rest}fields: { ${map} } });`;
  const wrong = [
    ...[
      'title: "count"',
      'title: "ttle"',
      'status: "customer_kind"',
      'count: "large"',
      'amount: "flag"',
      'flag: "title"',
      'labels: "numbers"',
      'labels: "title"',
    ],
    ...['"customer.shade": "customer_kind"', 'day: "count"', 'title: "AND"'],
  ].map((map) => options(map));
  const keyless = [options("", ""), options("", `key: "none", `), options("", `key: "labels", `), options("", `key: "flag", `), options("", `key: "OR", `)];
  const fit = `title: "title", status: "status", count: "count", amount: "amount", flag: "flag", day: "day", at: "at", labels: "labels", numbers: "numbers", days: "days", "customer.kind": "customer_kind"`;
  const text = `
import type { Prisma, PrismaClient } from "${found(generated).module}";
import { toPrisma } from "aclc/sql";
import { policy } from "./policies/rows.acl.js";

const requestor = policy.requestor({ accessGroup: "G" });
const filter = requestor.filter("open", "Row");
const where: Prisma.ThingWhereInput = ${options(fit)}
toPrisma<Prisma.ThingWhereInput>()(requestor.filter("open", ["Row", "Other"]), { provider: "postgresql", key: "count", fields: { amount: "price" }, classField: "owner" });
declare const prisma: PrismaClient;
const rows: { title: string | null }[] = await prisma.thing.findMany({ where: { AND: [where, { count: 5 }] }, select: { title: true } });
rows.at(0);
${[...wrong, ...keyless].map((line) => `// @ts-expect-error\n${line}`).join("\n")}
`;
  expect(await typeProblems([["policies/rows.acl", policy]], text)).toBe("");
});

test("what Prisma cannot say exactly is refused", async () => {
  const { policy, conditions } = await corpus(0, randomOf(1));
  const on = (provider: "mysql" | "sqlite" | "postgresql", condition: string, operator: object = operators[0]): unknown => {
    const privilege = `C${conditions.indexOf(condition)}`;
    const filter = policy
      .with({ now: () => now })
      .requestor({ accessGroup: "G", operator })
      .filter({ privilege }, "Row");
    return toPrisma<Row>()(filter as never, { provider, key: "id" as never, fields: fields as never });
  };
  expect(() => on("mysql", '.title = "a"')).toThrow(/`\.title in \[…\]` exactly: it compares texts, which MySQL folds/);
  expect(on("sqlite", '.title = "a"')).toEqual({ title: { in: ["a"] } });
  expect(() => on("postgresql", '.title contains "%"')).toThrow(/wildcards/);
  expect(() => on("sqlite", '.title starts with "ab"')).toThrow(/case/);
  expect(() => on("sqlite", ".labels is empty")).toThrow(/PostgreSQL only/);
  expect(() => on("postgresql", ".amount < operator.limit", { limit: 1.2345678901234567e30 })).toThrow(/17 digits/);
  expect(() => on("postgresql", ".at < operator.seen", { seen: new Date("-000001-01-01T00:00:00Z") })).toThrow(/before the year 1/);
  expect(() => toPrisma<Row>()({ kind: "none" } as never, { provider: "postgresql", key: "OR" as never, fields: {} })).toThrow(/`key` is a field/);
  expect(() => toPrisma<Row>()({ kind: "none" } as never, { provider: "postgresql", fields: {} } as never)).toThrow(/`key` is a field/);
});

/** What a table can hold, also what the policy does not allow in it. */
function stored(count: number, random: () => number): readonly Row[] {
  const pick = (list: readonly unknown[]): unknown => list[Math.floor(random() * list.length)];
  const integers = [0, 1, 2, 3, -1, 10, 2147483647, -2147483648];
  const times = [...good.datetime.slice(0, 7), "1969-12-31T23:59:59.9Z", "2026-03-01T11:59:59.999Z", "2026-03-01T12:00:00.124Z"];
  const values: Readonly<Record<string, readonly unknown[]>> = {
    text: good.text,
    "varchar(40)": good.text,
    integer: integers,
    bigint: [...integers, "9007199254740991", "9007199254740992", "-9007199254740993"],
    "double precision": [...good.decimal, "Infinity", "-Infinity", "NaN"],
    "numeric(15, 3)": [0, 0.1, 0.3, 0.5, 1, 2, 2.5, -1.5, 999999999999.999, "NaN"],
    boolean: good.boolean,
    '"Kind"': ["a", "b"],
    date: ["2026-02-28", "2026-03-01", "2024-02-29", "2026-03-02", "0001-01-01", "9999-12-31"],
    timestamptz: [...times, "2026-03-01T12:00:00.1239Z"],
    "timestamp(3)": times,
  };
  const value = (column: string): unknown => (random() < 0.2 ? null : pick(values[column] ?? []));
  const list = (column: string): unknown => (random() < 0.2 ? null : Array.from({ length: Math.floor(random() * 4) }, () => pick(values[column] ?? [])));
  const unions: Readonly<Record<string, readonly unknown[]>> = { status: good.status, color: good.color };
  return Array.from({ length: count }, (_, id) => ({
    id,
    ...Object.fromEntries(
      Object.entries(model).map(([name, { column }]) => {
        const union = unions[name];
        if (union !== undefined) return [name, random() < 0.2 ? null : pick(union)];
        return [name, column.endsWith("[]") ? list(column.slice(0, -2)) : value(column)];
      }),
    ),
  }));
}

async function fill(port: number, rows: readonly Row[]): Promise<void> {
  const db = new pg.Client({ host: "127.0.0.1", port, user: "acl", database: "postgres" });
  await db.connect();
  const columns = Object.entries(model).map(([name, { column }]) => `"${name}" ${column}`);
  await db.query(`CREATE TYPE "Kind" AS ENUM ('a', 'b')`);
  await db.query(`CREATE TABLE "Thing" (id integer PRIMARY KEY, ${columns.join(", ")})`);
  for (const row of rows) {
    const values = Object.values(row);
    await db.query(`INSERT INTO "Thing" VALUES (${values.map((_, i) => `$${i + 1}`).join(", ")})`, values);
  }
  await db.end();
}

/** As an application makes objects of what the client returns. */
function read(row: Row): Row {
  const day = (value: unknown): unknown => (value instanceof Date ? value.toISOString().slice(0, 10) : value);
  const object: Record<string, unknown> = { customer: { inner: {} } };
  for (const [name, { of, column }] of Object.entries(model)) {
    const path = of.split(".");
    let page = object;
    for (const step of path.slice(0, -1)) page = page[step] as Record<string, unknown>;
    const value = row[name];
    const isNumber = value !== null && (column === "bigint" || column.startsWith("numeric"));
    page[path.at(-1) ?? ""] = isNumber ? Number(value) : column === "date" ? day(value) : column === "date[]" ? (value as unknown[]).map(day) : value;
  }
  return object;
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("it is not there");
  return value;
}
