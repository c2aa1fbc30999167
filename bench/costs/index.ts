// Everything that is measured besides decisions, by name.
import { compileCosts } from "./compile.ts";
import type { CompileCosts } from "./compile.ts";
import { filterCosts } from "./filter.ts";
import type { FilterCosts } from "./filter.ts";
import { httpCosts } from "./http.ts";
import type { HttpCosts } from "./http.ts";
import { menuCosts } from "./menu.ts";
import type { MenuCosts } from "./menu.ts";
import { moduleCosts } from "./module.ts";
import type { ModuleCosts } from "./module.ts";
import type { WorkloadName } from "../workloads/index.ts";
import type { Effort } from "./processes.ts";
import { runtimeSize } from "./runtime-size.ts";
import type { RuntimeSize } from "./runtime-size.ts";
import { startCosts } from "./start.ts";
import type { StartCosts } from "./start.ts";
import { watchCosts } from "./watch.ts";
import type { WatchCosts } from "./watch.ts";

export interface Costs {
  readonly compile?: CompileCosts;
  readonly module?: readonly ModuleCosts[];
  readonly runtime?: { readonly plain: RuntimeSize; readonly conditional: RuntimeSize };
  readonly menu?: readonly MenuCosts[];
  readonly start?: StartCosts;
  readonly watch?: WatchCosts;
  readonly http?: HttpCosts;
  readonly filter?: FilterCosts;
}

export const costNames = ["runtime", "module", "menu", "start", "watch", "http", "filter", "compile"] as const;
export type CostName = (typeof costNames)[number];

export async function costs(names: readonly CostName[], effort: Effort): Promise<Costs> {
  let found: Costs = {};
  for (const name of names) {
    console.log(name);
    found = { ...found, [name]: await measured[name](effort) };
    if (name !== "compile")
      console.log(JSON.stringify(found[name], (_, value: unknown) => (typeof value === "number" ? Number(value.toPrecision(4)) : value), 1));
  }
  return found;
}

/** A smoke run does with the first. */
async function forEach<T>(names: readonly WorkloadName[], measure: (name: WorkloadName, effort: Effort) => Promise<T>, effort: Effort): Promise<readonly T[]> {
  const found: T[] = [];
  for (const name of effort.smoke ? names.slice(0, 1) : names) found.push(await measure(name, effort));
  return found;
}

const measured: { readonly [N in CostName]: (effort: Effort) => Costs[N] | Promise<Costs[N]> } = {
  compile: compileCosts,
  module: async (effort) => await forEach(["W4", "W4u", "W4c", "W3"], moduleCosts, effort),
  runtime: runtimeSize,
  menu: async (effort) => await forEach(["W1", "W3", "W4"], menuCosts, effort),
  start: startCosts,
  watch: watchCosts,
  http: httpCosts,
  filter: filterCosts,
};
