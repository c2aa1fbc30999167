// SQL text for MySQL: no MySQL runs here, so that what is written is looked at.
import { expect, test } from "vitest";
import { toSql } from "../../runtime/sql/index.ts";
import type { Condition, Property } from "../../runtime/sql/index.ts";

const of = (path: string, type: Property["type"]): Property => ({ kind: "property", path: path.split("."), type });
const columns = { title: "title", at: "at", labels: "labels", customer: "customer", amount: "amount" };
const text = (condition: Condition): readonly [string, ...unknown[]] => {
  const made = toSql(condition, { dialect: "mysql", columns: columns as never, table: "t" });
  return [made.text, ...made.values];
};

test("texts are compared by an index first, then byte by byte", () => {
  expect(text({ kind: "test", is: true, compare: { operator: "in", of: of("title", "text"), values: ["a"] } })).toEqual([
    "((`t`.`title` IS NOT NULL AND (`t`.`title` IN (?) AND (CAST(CONVERT(`t`.`title` USING utf8mb4) AS BINARY) IN (CAST(CONVERT(? USING utf8mb4) AS BINARY))))))",
    "a",
    "a",
  ]);
});

test("parts of texts are found without LIKE", () => {
  const [starts, ...values] = text({
    kind: "test",
    is: false,
    compare: { operator: "starts with", left: of("title", "text"), right: { kind: "value", value: "50%" } },
  });
  expect(starts).toContain("NOT (LEFT(CAST(CONVERT(`t`.`title` USING utf8mb4) AS BINARY), LENGTH(CAST(CONVERT(? USING utf8mb4) AS BINARY))) = ");
  expect(starts).not.toContain("LIKE");
  expect(values).toEqual(["50%", "50%"]);
});

test("lists and pages are read from JSON", () => {
  const [list] = text({
    kind: "test",
    is: true,
    compare: { operator: "includes any of", list: of("labels", ["list", "text"]), other: { kind: "value", value: ["x"] } },
  });
  expect(list).toContain(
    "JSON_TABLE(CASE WHEN JSON_TYPE(`t`.`labels`) = 'ARRAY' THEN `t`.`labels` ELSE JSON_ARRAY() END, '$[*]' COLUMNS (acl_v JSON PATH '$')) AS acl_a",
  );
  const [page] = text({ kind: "test", is: true, compare: { operator: "is null", of: of("customer.region", "text") } });
  expect(page).toContain(`JSON_TYPE(JSON_EXTRACT(\`t\`.\`customer\`, '$."region"'))`);
});

test("datetimes are compared as the column holds them", () => {
  const [made, ...values] = text({ kind: "test", is: true, compare: { operator: "<=", left: of("at", "datetime"), right: { kind: "value", value: 1_000 } } });
  expect(made).toContain("`t`.`at` < TIMESTAMPADD(MICROSECOND, ? * 1000, CAST('1970-01-01' AS DATETIME(6)))");
  expect(values).toEqual([1_001]);
});
