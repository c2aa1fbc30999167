// How long the command line takes on a small file, process and all.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../measure/ground.ts";
import { repeat, run } from "./processes.ts";
import type { Effort } from "./processes.ts";

export interface StartCosts {
  readonly checkMilliseconds: number;
  /** Node itself, doing nothing. */
  readonly nodeMilliseconds: number;
}

const policy = `class Work- { owner: text status: "New" | "Open" }
access when IsOwner on Work- { .owner = operator.id }
role User { access to Work- { open modify when IsOwner } }
group Users { roles User }
`;

export function startCosts({ times }: Effort): StartCosts {
  const file = join(root, ".tmp/bench/start/small.acl");
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, policy);
  const check = (): number => run([join(root, "dist/cli/main.js"), "check", file]).milliseconds;
  check();
  return { checkMilliseconds: repeat(2 * times, check), nodeMilliseconds: repeat(2 * times, () => run(["-e", "0"]).milliseconds) };
}
