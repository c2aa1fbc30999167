// Everything that is measured besides decisions, by name.
import { compileCosts } from "./compile.ts";
import type { CompileCosts } from "./compile.ts";
import { httpCosts } from "./http.ts";
import type { HttpCosts } from "./http.ts";
import { menuCosts } from "./menu.ts";
import type { MenuCosts } from "./menu.ts";
import { moduleCosts } from "./module.ts";
import type { ModuleCosts } from "./module.ts";
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
}

export const costNames = ["runtime", "module", "menu", "start", "watch", "http", "compile"] as const;
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

const measured: { readonly [N in CostName]: (effort: Effort) => Costs[N] | Promise<Costs[N]> } = {
  compile: compileCosts,
  module: async (effort) => [
    await moduleCosts("W4", effort),
    await moduleCosts("W4u", effort),
    await moduleCosts("W4c", effort),
    await moduleCosts("W3", effort),
  ],
  runtime: runtimeSize,
  menu: async (effort) => [await menuCosts("W1", effort), await menuCosts("W3", effort), await menuCosts("W4", effort)],
  start: startCosts,
  watch: watchCosts,
  http: httpCosts,
};
