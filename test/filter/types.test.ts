// What does not compile: column maps that do not fit the policy, or the user's schema.
import { expect, test } from "vitest";
import { typeProblems } from "../type-check.ts";

const policy = `
operator { department: text }
class Order {
  owner: text  status: "New" | "Open"  amount: decimal  urgent: boolean  due: date  at: datetime  labels: list of text
  customer: { region: text  inner: { vip: boolean } }
}
class Note { owner: text  body: text }
role R { access to Order, Note { open when .owner = operator.id } }
group G { roles R }
`;

const module = `
import { boolean, jsonb, numeric, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { Kysely } from "kysely";
import { predicate, toPrisma, toSql } from "aclc/sql";
import { toDrizzle } from "aclc/sql/drizzle";
import { toKysely } from "aclc/sql/kysely";
import { policy } from "./policies/orders.acl.js";

const requestor = policy.requestor({ accessGroup: "G" });
const filter = requestor.filter("open", "Order");
const both = requestor.filter("open", ["Order", "Note"]);

requestor.filter("opn", "Order"); // does not compile
requestor.filter("open", "Ordr"); // does not compile
requestor.filter("open", ["Order", "Nte"]); // does not compile
requestor.filter({ privilege: "Fly" }, "Order"); // does not compile

toSql(filter, { dialect: "postgres", columns: { owner: "o", "customer.region": "r", "customer.inner.vip": "v", customer: "c", labels: { column: "l", json: [] } } });
toSql(both, { dialect: "postgres", columns: { owner: "o", body: "b", amount: "a" }, classColumn: "kind" });
toSql(filter, { dialect: "postgres", columns: { ownr: "o" } }); // does not compile
toSql(filter, { dialect: "postgres", columns: { "customer.regio": "o" } }); // does not compile
toSql(filter, { dialect: "postgres", columns: { "owner.length": "o" } }); // does not compile
toSql(filter, { dialect: "postgres", columns: { body: "o" } }); // does not compile
toSql(filter, { dialect: "postgres", columns: { owner: 5 } }); // does not compile
toSql(filter, { dialect: "oracle", columns: {} }); // does not compile
toSql(filter, { dialect: "sqlite" }); // does not compile

interface OrderWhereInput {
  AND?: OrderWhereInput | OrderWhereInput[]; OR?: OrderWhereInput[]; NOT?: OrderWhereInput | OrderWhereInput[];
  id?: { in?: number[] } | number; owner?: { contains?: string } | string | null; state?: "New" | "Open" | null; sum?: { gt?: number } | number; labels?: { hasSome?: string[] };
}
const where: OrderWhereInput = toPrisma<OrderWhereInput>()(filter, { provider: "postgresql", key: "id", fields: { owner: "owner", status: "state", amount: "sum", labels: "labels" } });
toPrisma<OrderWhereInput>()(both, { provider: "postgresql", key: "id", fields: { owner: "owner" }, classField: "owner" });
toPrisma<OrderWhereInput>()(filter, { provider: "postgresql", key: "id", fields: { ownr: "owner" } }); // does not compile
toPrisma<OrderWhereInput>()(filter, { provider: "postgresql", key: "id", fields: { owner: "ownr" } }); // does not compile
toPrisma<OrderWhereInput>()(filter, { provider: "postgresql", key: "id", fields: { owner: "sum" } }); // does not compile
toPrisma<OrderWhereInput>()(filter, { provider: "postgresql", key: "id", fields: { labels: "owner" } }); // does not compile
toPrisma<OrderWhereInput>()(filter, { provider: "postgresql", key: "id", fields: { owner: "AND" } }); // does not compile
toPrisma<OrderWhereInput>()(filter, { provider: "postgresql", fields: {} }); // does not compile
toPrisma<OrderWhereInput>()(filter, { provider: "postgres", key: "id", fields: {} }); // does not compile

declare const orders: import("./policies/orders.acl.js").Objects["Order"][];
orders.filter(predicate(filter));

interface Database {
  orders: { id: number; owner: string | null; state: string; sum: string; urgent: boolean; labels: string[]; customer: { region: string } };
  notes: { writer: string };
}
declare const kysely: Kysely<Database>;
const query = kysely.selectFrom("orders as o").innerJoin("notes as n", "n.writer", "o.owner");
query.where((eb) => toKysely(eb, filter, { dialect: "postgres", columns: { owner: "o.owner", amount: "sum", urgent: "o.urgent", labels: "labels", customer: "o.customer" } }));
query.where((eb) => toKysely(eb, filter, { dialect: "postgres", columns: { owner: "n.writer", "customer.region": { column: "o.customer", json: ["region"] } } }));
query.where((eb) => toKysely(eb, filter, { dialect: "postgres", columns: { owner: "o.ownr" } })); // does not compile
query.where((eb) => toKysely(eb, filter, { dialect: "postgres", columns: { owner: "notes.writer" } })); // does not compile
query.where((eb) => toKysely(eb, filter, { dialect: "postgres", columns: { owner: "o.id" } })); // does not compile
query.where((eb) => toKysely(eb, filter, { dialect: "postgres", columns: { urgent: "o.owner" } })); // does not compile
query.where((eb) => toKysely(eb, filter, { dialect: "postgres", columns: { ownr: "o.owner" } })); // does not compile
query.where((eb) => toKysely(eb, both, { dialect: "postgres", columns: { owner: "o.owner" }, classColumn: "o.id" })); // does not compile

const table = pgTable("orders", { owner: text(), sum: numeric(), urgent: boolean(), labels: text().array(), customer: jsonb(), at: timestamp({ withTimezone: true }) });
toDrizzle(filter, { columns: { owner: table.owner, amount: table.sum, urgent: table.urgent, labels: table.labels, customer: table.customer, at: table.at } });
toDrizzle(filter, { columns: { "customer.region": { column: table.customer, json: ["region"] } } });
toDrizzle(filter, { columns: { ownr: table.owner } }); // does not compile
toDrizzle(filter, { columns: { owner: table.urgent } }); // does not compile
toDrizzle(filter, { columns: { urgent: table.at } }); // does not compile
toDrizzle(filter, { columns: { owner: "owner" } }); // does not compile
toDrizzle(both, { columns: { owner: table.owner }, classColumn: table.urgent }); // does not compile
`;

test("wrong actions, classes, column maps and columns do not compile, right ones do", { timeout: 120_000 }, async () => {
  const text = module.replace(/^.*\/\/ does not compile$/gm, (line) => `// @ts-expect-error\n${line}`);
  expect(await typeProblems([["policies/orders.acl", policy]], text)).toBe("");
});
