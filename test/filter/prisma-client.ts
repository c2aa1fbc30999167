// Prisma's own client for a table of rows: generated into a folder that is thrown away, and connected with PostgreSQL.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { PrismaPg } from "@prisma/adapter-pg";
import type { Row } from "./rows.ts";

/** By field: the property that it holds, how Prisma's schema types it, and its column in SQL. */
export const model: Readonly<Record<string, { readonly of: string; readonly field: string; readonly column: string }>> = Object.fromEntries(
  (
    [
      ["title", "String?", "text"],
      ["owner", "String? @db.VarChar(40)", "varchar(40)"],
      ["status", "String?", "text"],
      ["color", "String?", "text"],
      ["count", "Int?", "integer"],
      ["size", "Int?", "integer"],
      ["large", "BigInt?", "bigint"],
      ["amount", "Float?", "double precision"],
      ["price", "Decimal? @db.Decimal(15, 3)", "numeric(15, 3)"],
      ["flag", "Boolean?", "boolean"],
      ["done", "Boolean?", "boolean"],
      ["day", "DateTime? @db.Date", "date"],
      ["until", "DateTime? @db.Date", "date"],
      ["at", "DateTime? @db.Timestamptz(6)", "timestamptz"],
      ["seen", "DateTime?", "timestamp(3)"],
      ["labels", "String[]", "text[]"],
      ["tags", "String[] @db.VarChar(40)", "varchar(40)[]"],
      ["numbers", "Int[]", "integer[]"],
      ["rates", "Float[]", "double precision[]"],
      ["flags", "Boolean[]", "boolean[]"],
      ["days", "DateTime[] @db.Date", "date[]"],
      ["times", "DateTime[] @db.Timestamptz(6)", "timestamptz[]"],
      ["customer.region", "String?", "text"],
      ["customer.tier", "Int?", "integer"],
      ["customer.rate", "Float?", "double precision"],
      ["customer.vip", "Boolean?", "boolean"],
      ["customer.kind", "Kind?", `"Kind"`],
      ["customer.born", "DateTime? @db.Date", "date"],
      ["customer.seen", "DateTime?", "timestamp(3)"],
      ["customer.tags", "String[]", "text[]"],
      ["customer.inner.vip", "Boolean?", "boolean"],
      ["customer.inner.name", "String?", "text"],
    ] as const
  ).map(([of, field, column]) => [of.replaceAll(".", "_"), { of, field, column }]),
);

export interface Client {
  readonly thing: { findMany(query: object): Promise<readonly Row[]> };
  $disconnect(): Promise<void>;
}

export interface Generated {
  /** The client's module, from the package's root. */
  readonly module: string;
  connect(port: number): Promise<Client>;
  /** Deletes the client. */
  remove(): void;
}

const root = join(import.meta.dirname, "../..");

export async function generateClient(): Promise<Generated> {
  mkdirSync(join(root, ".tmp"), { recursive: true });
  // In the package, so that the client finds `@prisma/client`.
  const folder = mkdtempSync(join(root, ".tmp/prisma-"));
  const schema = `generator client {\n  provider = "prisma-client"\n  output = "./client"\n}\ndatasource db {\n  provider = "postgresql"\n}\nenum Kind {\n  a\n  b\n}\nmodel Thing {\n  id Int @id\n${Object.entries(
    model,
  )
    .map(([name, { field }]) => `  ${name} ${field}`)
    .join("\n")}\n}\n`;
  writeFileSync(join(folder, "schema.prisma"), schema);
  writeFileSync(
    join(folder, "prisma.config.ts"),
    `import { defineConfig } from "prisma/config";\nexport default defineConfig({ schema: "schema.prisma", datasource: { url: "postgresql://nowhere" } });\n`,
  );
  // The command asks for the schema engine, a binary that is loaded from the net, although it does not need it to generate a client.
  const engine = join(folder, "engine");
  writeFileSync(engine, `#!/bin/sh\necho "schema-engine-cli none"\n`, { mode: 0o755 });
  const command = [join(root, "node_modules/prisma/build/index.js"), "generate", "--config", join(folder, "prisma.config.ts")];
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: engine, CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" };
  await promisify(execFile)(process.execPath, command, { cwd: folder, env });
  return {
    module: `./${folder.slice(root.length + 1)}/client/client.ts`,
    connect: async (port) => {
      const { PrismaClient } = (await import(pathToFileURL(join(folder, "client/client.ts")).href)) as { PrismaClient: new (options: object) => Client };
      return new PrismaClient({ adapter: new PrismaPg({ host: "127.0.0.1", port, user: "acl", database: "postgres", max: 2 }) });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
