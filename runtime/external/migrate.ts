// Brings a SQL database to the version of this package, in one transaction.
import { UnsafeStore } from "./errors.ts";
import { migrations } from "./schema-sql.ts";
import type { Query } from "./sql.ts";

/** Within a transaction that no other migration runs beside. Refuses a database that a later version of this package made. */
export async function migrate(query: Query): Promise<void> {
  await query("CREATE TABLE IF NOT EXISTS aclx_schema (version BIGINT NOT NULL)");
  const [row] = await query("SELECT version FROM aclx_schema");
  const version = Number(row?.["version"] ?? 0);
  if (version > migrations.length) throw new UnsafeStore(`the tables have version ${version}, and this package knows ${migrations.length}: update it`);
  if (version === migrations.length) return;
  for (const step of migrations.slice(version)) for (const statement of step) await query(statement);
  if (row === undefined) await query("INSERT INTO aclx_schema (version) VALUES (?)", [migrations.length]);
  else await query("UPDATE aclx_schema SET version = ?", [migrations.length]);
}
