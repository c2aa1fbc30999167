// A filter that nothing meets, and one that everything meets, through every adapter: neither is ever left out of a query.
import { DatabaseSync } from "@photostructure/sqlite";
import { and, eq, or } from "drizzle-orm";
import { QueryBuilder, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { DummyDriver, Kysely, SqliteAdapter, SqliteQueryCompiler } from "kysely";
import { describe, expect, test } from "vitest";
import { check, interpret, memoryHost } from "../../compiler/index.ts";
import type { Filter, Requestor } from "../../runtime/index.ts";
import { toDrizzle } from "../../runtime/sql/drizzle.ts";
import { FilterError, predicate, toSql } from "../../runtime/sql/index.ts";
import type { DialectName } from "../../runtime/sql/index.ts";
import { toKysely } from "../../runtime/sql/kysely.ts";

const source = `
operator { limit: integer }
class Open { owner: text } class Closed { owner: text } class Own { owner: text  amount: integer } class Other { owner: text  amount: integer }
role R {
  access to Open { open }
  access to Own, Other { open when .owner = operator.id  modify when .amount < operator.limit }
}
group G { roles R }
group Nobody { roles Q }
role Q {}
`;

async function requestor(group = "G", operator: object = { id: "ann", limit: 5 }): Promise<Requestor> {
  const { policy } = await check(["p.acl"], memoryHost(new Map([["p.acl", source]])));
  if (policy === undefined) throw new Error("the policy has errors");
  return interpret(policy.tables).requestor({ accessGroup: group, operator });
}

const rows = sqliteTable("rows", { id: integer().notNull(), kind: text(), owner: text() });
const db = new DatabaseSync(":memory:");
db.exec("CREATE TABLE rows (id, kind, owner); INSERT INTO rows VALUES (1, 'Open', 'ann'), (2, 'Own', 'bob'), (3, 'Own', NULL), (4, 'Own', 'ann')");
const kysely = new Kysely<{ rows: { id: number; kind: string; owner: string } }>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: () => {
      throw new Error("not asked");
    },
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

type Find = (filter: Filter<{ owner: string }>) => readonly unknown[];
const run = (query: string, values: readonly unknown[]): readonly unknown[] =>
  db
    .prepare(query)
    .all(...(values as never[]))
    .map((row) => (row as { id: number }).id);
const finds: Readonly<Record<string, Find>> = {
  "SQL text": (filter) => {
    const made = toSql(filter, { dialect: "sqlite", columns: { owner: "owner" }, classColumn: "kind" });
    return run(`SELECT id FROM rows WHERE ${made.text}`, made.values);
  },
  Kysely: (filter) => {
    const query = kysely
      .selectFrom("rows")
      .select("id")
      .where((eb) => toKysely(eb, filter, { dialect: "sqlite", columns: { owner: "owner" }, classColumn: "kind" }));
    const { sql, parameters } = query.compile();
    return run(sql, parameters);
  },
  Drizzle: (filter) => {
    const { sql, params } = new QueryBuilder()
      .select({ id: rows.id })
      .from(rows)
      .where(toDrizzle(filter, { columns: { owner: rows.owner }, classColumn: rows.kind }))
      .toSQL();
    return run(sql, params);
  },
  "Drizzle, joined with others": (filter) => {
    const own = toDrizzle(filter, { columns: { owner: rows.owner }, classColumn: rows.kind });
    const { sql, params } = new QueryBuilder()
      .select({ id: rows.id })
      .from(rows)
      .where(and(or(own), or(eq(rows.kind, "Own"), eq(rows.kind, "Open"))))
      .toSQL();
    return run(sql, params);
  },
  predicate: (filter) => {
    const all = db.prepare("SELECT * FROM rows").all() as { id: number; kind: string; owner: string }[];
    return all.filter(predicate(filter, (row) => (row as unknown as { kind: string }).kind)).map(({ id }) => id);
  },
  "predicate of a filter that was sent": (filter) => {
    const all = db.prepare("SELECT * FROM rows").all() as { id: number; kind: string; owner: string }[];
    return all.filter(predicate(structuredClone(filter), (row) => (row as unknown as { kind: string }).kind)).map(({ id }) => id);
  },
};

describe.each(Object.entries(finds))("%s", (_, find) => {
  test("finds nothing by a filter that nothing meets", async () => {
    const nobody = await requestor("Nobody");
    for (const classes of ["Own", ["Own", "Open", "Closed"], []] as const) {
      const filter = nobody.filter("open", classes as string) as Filter<{ owner: string }>;
      expect(filter.kind).toBe("none");
      expect(find(filter)).toEqual([]);
    }
  });

  test("finds nothing of a class or an action that the policy does not know", async () => {
    const who = await requestor();
    for (const [action, cls] of [
      ["open", "Nothing"],
      ["nothing", "Open"],
      ["open", "@baseclass"],
      [{ privilege: "P" }, "Open"],
      [undefined, "Open"],
      ["open", undefined],
    ] as const) {
      const filter = who.filter(action as never, cls as never) as Filter<{ owner: string }>;
      expect(filter.kind).toBe("none");
      expect(find(filter)).toEqual([]);
    }
  });

  test("finds everything by a filter that everything meets", async () => {
    const filter = (await requestor()).filter("open", "Open") as Filter<{ owner: string }>;
    expect(filter.kind).toBe("all");
    expect(find(filter)).toEqual([1, 2, 3, 4]);
  });

  test("finds the rows of several classes, each by its own condition", async () => {
    const filter = (await requestor()).filter("open", ["Open", "Closed", "Own", "Other"]) as Filter<{ owner: string }>;
    expect(find(filter)).toEqual([1, 4]);
  });

  test("finds nothing where the operator lacks what is asked", async () => {
    const filter = (await requestor("G", {})).filter("open", "Own") as Filter<{ owner: string }>;
    expect(filter.kind).toBe("none");
    expect(find(filter)).toEqual([]);
  });
});

test("a filter of several classes asks those with one condition together", async () => {
  const filter = (await requestor()).filter("open", ["Own", "Other", "Closed", "Open"]);
  const made = toSql(filter as Filter<{ owner: string }>, { dialect: "postgres", columns: { owner: "owner" }, classColumn: "kind", table: "t" });
  expect(made.values).toEqual(["Own", "Other", "ann", "Open"]);
  expect(made.text).toContain('"t"."kind"');
});

describe("what cannot be told is an error, never a looser filter", () => {
  const code = (make: () => unknown): string => {
    try {
      make();
      return "nothing thrown";
    } catch (error) {
      return error instanceof FilterError ? `${error.code}: ${error.message}` : String(error);
    }
  };
  const options = { dialect: "sqlite" as DialectName, columns: { owner: "owner" } };

  test("a column that is missing is named, with the condition that reads it", async () => {
    const filter = (await requestor()).filter("modify", "Own") as Filter<{ owner: string }>;
    expect(code(() => toSql(filter, options))).toBe("NO_COLUMN: `.amount < …` reads `amount`, which the column map lacks: add it");
  });

  test("a class column that is missing", async () => {
    const filter = (await requestor()).filter("open", ["Own", "Open"]) as Filter<{ owner: string }>;
    expect(code(() => toSql(filter, options))).toMatch(/^NO_CLASS_COLUMN: /);
    expect(code(() => predicate(filter))).toMatch(/^NO_CLASS_COLUMN: /);
    expect(code(() => predicate(structuredClone(filter)))).toMatch(/^NO_CLASS_COLUMN: /);
  });

  test.each(["a\0b", "\ud800", "x\udc00"])("a text that drivers change: %j", async (id) => {
    const filter = (await requestor("G", { id })).filter("open", "Own") as Filter<{ owner: string }>;
    expect(code(() => toSql(filter, options))).toMatch(/^NOT_EXPRESSIBLE: .*`\.owner in \[…\]`/);
  });

  test.each([{ owner: "" }, { owner: 5 }, { owner: { column: "data", json: ["a'b"] } }, { owner: { column: "data" } }, { owner: { column: 5, json: [] } }])(
    "a column map with %j",
    async (columns) => {
      const filter = (await requestor()).filter("open", "Own") as Filter<{ owner: string }>;
      expect(code(() => toSql(filter, { dialect: "sqlite", columns: columns as never }))).toMatch(/^BAD_OPTIONS: /);
    },
  );

  test("options that are none", async () => {
    const filter = (await requestor()).filter("open", "Own") as Filter<{ owner: string }>;
    expect(code(() => toSql(filter, { dialect: "oracle" as never, columns: {} }))).toMatch(/^BAD_OPTIONS: /);
    expect(code(() => toSql(filter, { ...options, parametersBefore: -1 }))).toMatch(/^BAD_OPTIONS: /);
  });

  test("a column's name stays a name, whatever is in it", async () => {
    const filter = (await requestor()).filter("open", "Own") as Filter<{ owner: string }>;
    const column = `a"; DROP TABLE rows; --\``;
    expect(toSql(filter, { dialect: "postgres", columns: { owner: column } }).text).toContain('"a""; DROP TABLE rows; --`"');
    expect(toSql(filter, { dialect: "mysql", columns: { owner: column } }).text).toContain('`a"; DROP TABLE rows; --```');
  });
});
