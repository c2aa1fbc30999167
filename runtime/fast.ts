// What generated check functions stand on: the tables, to be constants of their module.
import { PolicyLoadError } from "./errors.ts";
import type { Conditions } from "./evaluate.ts";
import type { Loaded } from "./load.ts";
import type { Ids } from "./packed.ts";

export interface DenseTable {
  /** What a requestor of one of this policy's groups carries. */
  readonly brand: Loaded;
  readonly conditions: Conditions;
  /** `cells[requestor.base + cls * columns + column]` */
  readonly cells: Ids;
}

export interface PagedTable extends DenseTable {
  /** `cells[requestor.block + row * columns + column]`, where `row = pages[(page << shift) + low bits of cls]`. */
  readonly cells: Ids;
  readonly pages: Ids;
  /** `page = directory[requestor.base + (cls >> shift)]` */
  readonly directory: Ids;
}

export function denseTable({ loaded }: { readonly loaded: Loaded }): DenseTable {
  return tableOf(loaded, true);
}

export function pagedTable({ loaded }: { readonly loaded: Loaded }): PagedTable {
  return { ...tableOf(loaded, false), pages: loaded.table.pages, directory: loaded.table.directory };
}

/** A module written for the other form must not read these cells. */
function tableOf(loaded: Loaded, dense: boolean): DenseTable {
  if (loaded.dense !== dense) throw new PolicyLoadError("the policy was built for another version of this runtime: build it again");
  return { brand: loaded, conditions: loaded.conditions, cells: loaded.cells };
}
