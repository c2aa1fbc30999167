// The workloads by name.
import { sizeOf, w4, w4u } from "./large.ts";
import { mixed, withRequests } from "./requests.ts";
import type { RequestPlan } from "./requests.ts";
import { w1, w2, w3 } from "./small.ts";
import type { Spec, Workload } from "./workload.ts";

export const workloadNames = ["W1", "W2", "W3", "W4", "W4u", "W4c"] as const;
export type WorkloadName = (typeof workloadNames)[number];

/** `smoke`: the large ones a hundredth as large, and few requests. */
export interface Scale {
  readonly smoke: boolean;
}

export function specOf(name: WorkloadName, { smoke }: Scale): Spec {
  const size = sizeOf(smoke ? 200 : 10_000);
  switch (name) {
    case "W1":
      return w1();
    case "W2":
      return w2();
    case "W3":
      return w3();
    case "W4":
      return w4(size);
    case "W4u":
      return w4u(size);
    case "W4c":
      return w4(size, { conditional: true });
  }
}

/** `mix`: the same requests with all actions mixed instead of one after the other. */
export function workload(name: WorkloadName, scale: Scale, mix = false): Workload {
  const made = withRequests(specOf(name, scale), planOf(name, scale));
  return mix ? mixed(made) : made;
}

function planOf(name: WorkloadName, { smoke }: Scale): RequestPlan {
  const few = (count: number): number => (smoke ? 16 : count);
  switch (name) {
    case "W1":
      return { seed: 11, perAction: few(2048), operators: 1, objects: 0, firstClass: 0 };
    case "W2":
      return { seed: 12, perAction: few(1024), operators: 1, objects: 0, firstClass: 0 };
    case "W3":
      return { seed: 13, perAction: few(2048), operators: 8, objects: 512, firstClass: 1 };
    case "W4":
      return { seed: 14, perAction: few(65_536), operators: 1, objects: 0, firstClass: 0 };
    case "W4u":
      return { seed: 15, perAction: few(65_536), operators: 1, objects: 0, firstClass: 0 };
    case "W4c":
      return { seed: 16, perAction: few(65_536), operators: 1, objects: 4096, firstClass: 0 };
  }
}
