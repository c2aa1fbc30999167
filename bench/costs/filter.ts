// Filtering rows in memory, beside CASL: one policy, one operator, 10,000 rows of which some are allowed.
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
`;
