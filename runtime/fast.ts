// What generated check functions stand on: the tables, to be constants of their module, and all that is not fast.
import { allows } from "./decide.ts";
import type { Asker } from "./decide.ts";
import { NOT_DECLARED } from "./data.ts";
import { PolicyLoadError } from "./errors.ts";
import { meets } from "./evaluate.ts";
import type { Loaded } from "./load.ts";
import type { Ids } from "./ids.ts";
import { field } from "./values.ts";

export interface DenseTable {
  readonly loaded: Loaded;
  /** The key under which requestors for this policy's groups, and no others, know where their rows or pages begin. */
  readonly start: symbol;
  /** `cells[(requestor[start] + cls) * columns + column]` */
  readonly cells: Ids;
}

export interface PagedTable extends DenseTable {
  /** `page = directory[requestor[start] + (cls >> shift)]` */
  readonly directory: Ids;
  /** `row = pages[(page << shift) + low bits of cls]` */
  readonly pages: Ids;
  /** `cells[(requestor.block + row) * columns + column]` */
  readonly cells: Ids;
}

export function denseTable({ loaded }: { readonly loaded: Loaded }): DenseTable {
  return tableOf(loaded, true);
}

export function pagedTable({ loaded }: { readonly loaded: Loaded }): PagedTable {
  return { ...tableOf(loaded, false), pages: loaded.table.pages, directory: loaded.table.directory };
}

/**
 * The answer where a cell is neither 0 nor 1. There is none (`code` is undefined) for ad-hoc sets of roles, and for
 * requestors of another policy, which are denied.
 */
export function otherwise(loaded: Loaded, code: number | undefined, asker: Asker, cls: number, column: number, object: unknown): boolean {
  if (code === undefined) return field(asker, "loaded") === loaded && allows(asker, cls, column, object);
  return code > NOT_DECLARED && meets(loaded.conditions, code, object, asker);
}

/** A module written for the other form must not read these cells. */
function tableOf(loaded: Loaded, dense: boolean): DenseTable {
  if (loaded.dense !== dense) throw new PolicyLoadError("the policy was built for another version of this runtime: build it again");
  return { loaded, start: loaded.start, cells: loaded.cells };
}
