// Rows in memory: filtering them, beside CASL, and masking them. One policy, one operator, 10,000 rows.
import { join } from "node:path";
import { compile, memoryHost } from "aclc/compiler";
import { root, toJavaScript, writeFiles } from "../measure/ground.ts";
import { child } from "./processes.ts";
import type { Effort } from "./processes.ts";

export interface FilterCosts {
  readonly rows: number;
  readonly allowed: number;
  /** To make the filter and its predicate. */
  readonly makeMilliseconds: number;
  readonly filterMilliseconds: number;
  /** `ability.can` of each row. */
  readonly caslMilliseconds: number;
  readonly ratio: number;
  /** Copies of as many rows that may be opened, three of whose properties are masked for most. */
  readonly maskMilliseconds: number;
}

export async function filterCosts({ smoke }: Effort): Promise<FilterCosts> {
  const { text } = await compile(["policy.acl"], memoryHost(new Map([["policy.acl", source]])), "0.0.0");
  if (text === undefined) throw new Error("the policy of the filters has errors");
  const folder = join(root, ".tmp/bench/filter");
  writeFiles(folder, new Map([["policy.js", await toJavaScript(text)]]));
  return child<FilterCosts>("filter", folder, smoke ? "500" : "10000");
}

const source = `
operator { department: text  teams: list of text }
class Ticket { owner: text  department: text  status: "New" | "Open" | "Resolved"  amount: decimal  region: text  urgent: boolean }
role Agent { access to Ticket { open } }
group Agents { roles Agent }
policy Mine on Ticket for read {
  .owner = operator.id
  or .department = operator.department and .status != "Resolved" and .amount < 5_000
  or .urgent and .region in operator.teams
}
policy Own on Ticket for property-read of .owner masked all but first 1, .amount masked digits 4, .region { .owner = operator.id }
`;
