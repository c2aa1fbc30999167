// All settings of one class in one call, beside one decision.
import { policyFolder } from "../measure/ground.ts";
import type { WorkloadName } from "../workloads/index.ts";
import { child } from "./processes.ts";
import type { Effort } from "./processes.ts";

export interface MenuCosts {
  readonly workload: WorkloadName;
  /** How the runtime is asked. */
  readonly call: string;
  readonly decisionNanoseconds: number;
  readonly menuNanoseconds: number;
  readonly ratio: number;
}

export async function menuCosts(workload: WorkloadName, { smoke }: Effort): Promise<MenuCosts> {
  const folder = await policyFolder(workload, smoke);
  return { workload, ...child<Omit<MenuCosts, "workload">>("menu", folder, smoke ? "10" : "400", workload, smoke ? "smoke" : "") };
}
