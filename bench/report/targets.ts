// What the project set out to reach, beside what was measured.
import type { Costs } from "../costs/index.ts";
import type { Result } from "../measure/decisions.ts";
import type { WorkloadName } from "../workloads/index.ts";
import { bytes, digits, milliseconds, nanoseconds, times } from "./format.ts";

export interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly measured: string;
  readonly met: boolean;
}

/** Those for which something was measured. */
export function targets(results: readonly Result[], costs: Costs): readonly Target[] {
  return [...decisions(results), ...large(results, costs), ...rest(costs)];
}

function decisions(results: readonly Result[]): Target[] {
  const list: Target[] = [];
  const most = (workload: WorkloadName, entry: string, what: string, limit: number): void => {
    const found = find(results, workload, entry)?.through.ratio.median;
    if (found !== undefined) list.push({ what: `${workload}, ${what}, × BASE`, wanted: `≤ ${limit}`, measured: times(found), met: found <= limit });
  };
  const faster = (workload: WorkloadName, entry: string, what: string, least: number, than: readonly string[]): void => {
    const own = find(results, workload, entry)?.through.ratio.median;
    const peers = than.flatMap((name) => find(results, workload, name) ?? []).sort((a, b) => a.through.ratio.median - b.through.ratio.median);
    const peer = peers[0];
    if (own === undefined || peer === undefined) return;
    const ratio = peer.through.ratio.median / own;
    list.push({ what: `${workload}, ${what}, faster than ${peer.label}`, wanted: `≥ ${least} ×`, measured: times(ratio), met: ratio >= least });
  };
  const peers = ["permix", "casl", "easy-rbac", "accesscontrol", "casbin", "cedar"];
  most("W1", "aclc-ids", "ids", 1.15);
  most("W2", "aclc-ids", "ids", 1.3);
  most("W1", "aclc-strings", "strings", 10);
  most("W2", "aclc-strings", "strings", 13);
  for (const workload of ["W1", "W2"] as const) {
    faster(workload, "aclc-strings", "strings", 3.5, peers);
    faster(workload, "aclc-ids", "ids", 30, peers);
  }
  most("W3", "aclc-ids", "ids", 1.2);
  most("W3", "aclc-strings", "strings", 4.5);
  faster("W3", "aclc-ids", "ids", 15, ["permix"]);
  faster("W3", "aclc-ids", "ids", 35, ["casl"]);
  return list;
}

function large(results: readonly Result[], { module = [] }: Costs): Target[] {
  const list: Target[] = [];
  const most = (what: string, found: number | undefined, limit: number, show: (value: number) => string): void => {
    if (found !== undefined) list.push({ what, wanted: `≤ ${show(limit)}`, measured: show(found), met: found <= limit });
  };
  for (const [workload, limit] of [
    ["W4", 0.1],
    ["W4c", 0.1],
    ["W4u", 0.15],
  ] as const) {
    most(`${workload}, ids, each decision dependent on the last, × BASE`, find(results, workload, "aclc-ids")?.chain?.ratio.median, limit, times);
  }
  for (const workload of ["W4", "W4c"] as const) {
    most(`${workload}, ids, throughput, × BASE`, find(results, workload, "aclc-ids")?.through.ratio.median, 0.35, times);
    most(`${workload}, strings`, find(results, workload, "aclc-strings")?.through.nanoseconds.median, 160, nanoseconds);
  }
  for (const { workload, ...cost } of module) {
    if (workload === "W3") continue;
    most(`${workload}, generated module, as shipped`, cost.javascriptBytes, workload === "W4u" ? 1_000_000 : 250_000, bytes);
    // Of what is uniformly random only speed and size were asked for.
    if (workload === "W4u") continue;
    most(`${workload}, import`, cost.importMilliseconds, 30, milliseconds);
    most(`${workload}, memory after load`, cost.memoryBytes, 4_000_000, bytes);
    most(`${workload}, type-checking the module`, cost.typeCheckMilliseconds, 3_000, milliseconds);
    most(`${workload}, requestor with ten roles`, cost.requestorMilliseconds, 1, milliseconds);
  }
  return list;
}

function rest({ compile, menu = [], runtime, start, watch, http, filter }: Costs): Target[] {
  const list: Target[] = [];
  const most = (what: string, found: number | undefined, limit: number, show: (value: number) => string): void => {
    if (found !== undefined) list.push({ what, wanted: `≤ ${show(limit)}`, measured: show(found), met: found <= limit });
  };
  const big = compile?.all.find(({ classes }) => classes === 10_000);
  most("W4, compile, check to file", big?.milliseconds, 5_000, milliseconds);
  most("W4, compile, memory", big?.peakBytes, 1_000_000_000, bytes);
  for (const [name, growth] of Object.entries(compile?.exponents ?? {})) {
    most(`compile time, growth with ${name === "all" ? "everything" : name}: exponent`, growth.time, 1.15, digits);
  }
  for (const { workload, ratio } of menu) most(`${workload}, all settings of a class in one call, × one decision`, ratio, 2, times);
  most("runtime for deciding, minified and gzipped", runtime?.conditional.gzippedBytes, 3_000, bytes);
  most("cold start of `aclc check`", start?.checkMilliseconds, 150, milliseconds);
  most("`build --watch` on 5,000 lines, from save to file", watch?.milliseconds, 300, milliseconds);
  if (filter !== undefined)
    list.push({ what: `filtering ${filter.rows} rows in memory, faster than CASL`, wanted: "≥ 10 ×", measured: times(filter.ratio), met: filter.ratio >= 10 });
  if (http !== undefined)
    list.push({
      what: "HTTP, deciding's share of a request",
      wanted: "< 1 %",
      measured: `${digits(http.decidingShare * 100)} %`,
      met: http.decidingShare < 0.01,
    });
  return list;
}

function find(results: readonly Result[], workload: WorkloadName, entry: string): Result | undefined {
  return results.find((result) => result.workload === workload && result.entry === entry);
}
