// Who takes part, and in what.
import type { WorkloadName } from "../workloads/index.ts";

export interface Entry {
  readonly name: string;
  readonly label: string;
  /** Its file in this folder. */
  readonly module: string;
  readonly kind: "aclc" | "baseline" | "peer";
  readonly workloads: readonly WorkloadName[];
  /** Each action's requests one after the other, as at a call site of its own; or all in random order. */
  readonly order: "sites" | "mixed";
  /** Flags for its process. */
  readonly flags?: readonly string[];
  /** Where a decision takes many milliseconds: how many requests are asked of each segment. */
  readonly sample?: Readonly<Partial<Record<WorkloadName, number>>>;
}

const small = ["W1", "W2", "W3"] as const;
const all = ["W1", "W2", "W3", "W4", "W4u", "W4c"] as const;

export const entries: readonly Entry[] = [
  { name: "aclc-ids", label: "aclc, class ids", module: "aclc-ids", kind: "aclc", order: "sites", workloads: all },
  { name: "aclc-ids-mixed", label: "aclc, class ids, a switch of actions", module: "aclc-ids-mixed", kind: "aclc", order: "mixed", workloads: all },
  { name: "aclc-strings", label: "aclc, strings", module: "aclc-strings", kind: "aclc", order: "mixed", workloads: all },
  { name: "aclc-strings-sites", label: "aclc, strings, by action", module: "aclc-strings", kind: "aclc", order: "sites", workloads: all },
  { name: "nested-objects", label: "nested objects", module: "nested-objects", kind: "baseline", order: "mixed", workloads: ["W1", "W2"] },
  { name: "joined-set", label: "Set of joined strings", module: "joined-set", kind: "baseline", order: "mixed", workloads: ["W1", "W2"] },
  { name: "permix", label: "permix", module: "permix", kind: "peer", order: "mixed", workloads: small },
  { name: "permix-sites", label: "permix, by action", module: "permix", kind: "peer", order: "sites", workloads: small },
  { name: "casl", label: "CASL", module: "casl", kind: "peer", order: "mixed", workloads: [...small, "W4"] },
  { name: "casl-sites", label: "CASL, by action", module: "casl", kind: "peer", order: "sites", workloads: small },
  { name: "easy-rbac", label: "easy-rbac", module: "easy-rbac", kind: "peer", order: "mixed", workloads: [...small, "W4"] },
  { name: "accesscontrol", label: "accesscontrol", module: "accesscontrol", kind: "peer", order: "mixed", workloads: small },
  { name: "casbin", label: "casbin", module: "casbin", kind: "peer", order: "mixed", workloads: [...small, "W4"], sample: { W4: 20 } },
  {
    name: "cedar",
    label: "Cedar (wasm)",
    module: "cedar",
    kind: "peer",
    order: "mixed",
    workloads: [...small, "W4"],
    sample: { W4: 20 },
    // V8 11.3 ends the process ("unreachable code") when it deoptimises code into which it inlined a call to WebAssembly.
    flags: ["--no-turbo-inline-js-wasm-calls"],
  },
];
