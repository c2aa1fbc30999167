// Who takes part, and in what.
import type { WorkloadName } from "../workloads/index.ts";

export interface Entry {
  readonly name: string;
  readonly label: string;
  /** Its file in this folder. */
  readonly module: string;
  readonly kind: "aclc" | "baseline" | "peer";
  readonly workloads: readonly WorkloadName[];
  /** Whether the actions of its requests are mixed. */
  readonly mixed?: true;
  /** Flags for its process. */
  readonly flags?: readonly string[];
  /** Where a decision takes many milliseconds: how many of each action's requests are asked. */
  readonly sample?: Readonly<Partial<Record<WorkloadName, number>>>;
}

const small = ["W1", "W2", "W3"] as const;
const all = ["W1", "W2", "W3", "W4", "W4u", "W4c"] as const;

export const entries: readonly Entry[] = [
  { name: "aclc-ids", label: "aclc, class ids", module: "aclc-ids", kind: "aclc", workloads: all },
  { name: "aclc-ids-mixed", label: "aclc, class ids, actions mixed", module: "aclc-ids-mixed", kind: "aclc", workloads: all, mixed: true },
  { name: "aclc-strings", label: "aclc, strings", module: "aclc-strings", kind: "aclc", workloads: all },
  { name: "aclc-strings-mixed", label: "aclc, strings, actions mixed", module: "aclc-strings", kind: "aclc", workloads: ["W1", "W3", "W2", "W4"], mixed: true },
  { name: "nested-objects", label: "nested objects", module: "nested-objects", kind: "baseline", workloads: ["W1", "W2"] },
  { name: "joined-set", label: "Set of joined strings", module: "joined-set", kind: "baseline", workloads: ["W1", "W2"] },
  { name: "permix", label: "permix", module: "permix", kind: "peer", workloads: small },
  { name: "casl", label: "CASL", module: "casl", kind: "peer", workloads: [...small, "W4"] },
  { name: "easy-rbac", label: "easy-rbac", module: "easy-rbac", kind: "peer", workloads: [...small, "W4"] },
  { name: "accesscontrol", label: "accesscontrol", module: "accesscontrol", kind: "peer", workloads: small },
  { name: "casbin", label: "casbin", module: "casbin", kind: "peer", workloads: [...small, "W4"], sample: { W4: 2 } },
  {
    name: "cedar",
    label: "Cedar (wasm)",
    module: "cedar",
    kind: "peer",
    workloads: [...small, "W4"],
    sample: { W4: 4 },
    // V8 11.3 ends the process ("unreachable code") when it deoptimises code into which it inlined a call to WebAssembly.
    flags: ["--no-turbo-inline-js-wasm-calls"],
  },
];
