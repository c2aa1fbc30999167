// The dialects by their names.
import { FilterError } from "../filter/errors.ts";
import type { Dialect, DialectName } from "./dialect.ts";
import { mysql } from "./mysql.ts";
import { postgres } from "./postgres.ts";
import { sqlite } from "./sqlite.ts";

export function dialectOf(name: DialectName): Dialect {
  const dialect = dialects.get(name);
  if (dialect === undefined) throw new FilterError("BAD_OPTIONS", `\`${String(name)}\` is no dialect: postgres, sqlite or mysql`);
  return dialect;
}

const dialects: ReadonlyMap<string, Dialect> = new Map([postgres, sqlite, mysql].map((dialect) => [dialect.name, dialect]));
