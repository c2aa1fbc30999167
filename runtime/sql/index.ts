// Filters as conditions of databases, and in memory: `aclc/sql`. See docs/data.md.
export type { Comparing, Condition, Filter, Operand, Property, Scalar, Test, Value } from "../filter/condition.ts";
export { FilterError } from "../filter/errors.ts";
export type { FilterErrorCode } from "../filter/errors.ts";
export { predicate } from "./predicate.ts";
export { toPrisma } from "./prisma.ts";
export type { PrismaOptions, PrismaProvider } from "./prisma.ts";
export type { ColumnOf, Columns, JsonColumn, PathOf } from "./columns.ts";
export type { DialectName } from "./dialect.ts";
export type { SqlValue } from "./fragment.ts";
export { toSql } from "./text.ts";
export type { SqlOptions, SqlText } from "./text.ts";
