// The generated modules of the examples are what the compiler makes of their policies today. `UPDATE=1` builds them.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

const entries = [
  "examples/complaints/complaints.acl",
  "examples/ordering/associate-deny.acl",
  "examples/ordering/associate-dependent.acl",
  "examples/ordering/option-1.acl",
  "examples/ordering/option-2.acl",
  "examples/ordering/option-3.acl",
  "examples/human-resources/hr.acl",
  "examples/complaints/complaints.acl",
  "examples/people/people.acl",
  "examples/platform/platform.acl",
  "examples/service-desk/service-desk.acl",
];

const mode = process.env["UPDATE"] === "1" ? [] : ["--check"];

test("generated modules are fresh, and verified", () => {
  const run = spawnSync(process.execPath, ["--import", "tsx", "cli/main.ts", "build", ...entries, ...mode, "--verify"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(run.stderr).not.toContain("error");
  expect(run.status).toBe(0);
}, 60_000);
