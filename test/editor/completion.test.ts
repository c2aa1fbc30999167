// What is offered at the cursor, also in texts that are half written.
import { expect, test } from "vitest";
import { completions } from "../../editor/completion.ts";
import { atCursor, orders } from "./support.ts";

async function offered(marked: string): Promise<readonly string[]> {
  const { workspace, path, offset, text } = atCursor(marked);
  return completions(text, offset, await workspace.compilation(path)).map(({ label }) => label);
}

const cases: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  ["declarations", `${orders}\n¦`, ["role", "group", "policy", "access when"], ["open", "Clerk"]],
  ["classes behind `on`", `${orders}\nprivilege X on ¦`, ["Order-", "Order-Item"], ["Clerk"]],
  ["classes behind `extends`", `${orders}\nclass B extends Ord¦ {}`, ["Order-"], ["Clerk", "role"]],
  ["classes behind `access to`", `${orders}\nrole X {\n  access to ¦\n}`, ["Order-Item"], ["Clerk"]],
  ["roles behind `depends on`", `${orders}\nrole X depends on ¦ {}`, ["Clerk", "Manager"], ["Order-"]],
  ["roles of a group", `${orders}\ngroup X { roles Clerk, ¦ }`, ["Manager"], ["Order-"]],
  ["settings in a block", `${orders}\nrole X {\n  access to Order-Item {\n    ¦\n  }\n}`, ["open", "run-reports", "privilege", "all settings"], ["group"]],
  ["blocks in a role", `${orders}\nrole X {\n  ¦\n}`, ["access to", "deny access to"], ["open"]],
  ["privileges of the class at hand", `${orders}\nrole X {\n  access to Order-Item {\n    privilege ¦\n  }\n}`, ["Approve"], ["Clerk"]],
  ["properties of the class at hand", `${orders}\nrole X {\n  access to Order-Item {\n    open when .¦\n  }\n}`, ["count", "owner", "amount"], ["department"]],
  ["properties in a policy", `${orders}\npolicy P on Order- for read { .am¦ }`, ["amount", "status"], ["count"]],
  ["fields of a page", `${orders}\npolicy P on Order- for read { .customer.¦ }`, ["region"], ["amount"]],
  ["attributes", `${orders}\npolicy P on Order- for read { operator.¦ }`, ["id", "department", "clearance"], ["amount"]],
  ["literals of a union", `${orders}\npolicy P on Order- for read { .status = ¦ }`, ['"New"', '"Open"', '"Resolved"'], []],
  ["literals of a union in a list", `${orders}\npolicy P on Order- for read { .status in ["New", ¦] }`, ['"Open"'], []],
  ["literals of the context", `${orders}\npolicy P on Order- for read { context.channel = "¦" }`, ["web", "phone"], []],
  ["literals in a test", `${orders}\ntest "t" {\n  group Clerks\n  can open Order-Item { status: ¦ }\n}`, ['"New"'], []],
  ["access whens in conditions", `${orders}\nrole X {\n  access to Order-Item {\n    open when ¦\n  }\n}`, ["IsOwner", "not", "operator holds"], ["open"]],
  ["groups in a test", `${orders}\ntest "t" {\n  group ¦\n}`, ["Clerks", "Managers"], ["Clerk"]],
  ["expectations", `${orders}\ntest "t" {\n  group Clerks\n  ¦\n}`, ["can", "cannot", "has", "level"], ["open"]],
  ["settings behind `can`", `${orders}\ntest "t" {\n  group Clerks\n  can ¦\n}`, ["open", "discover", "perform"], ["group"]],
  ["actions of a policy", `${orders}\npolicy P on Order- for ¦`, ["read", "property-read of"], ["open"]],
  ["types", `${orders}\nclass B {\n  a: ¦\n}`, ["text", "list of", "datetime"], ["Order-"]],
  ["kinds of rules", `${orders}\nrule ¦`, ["flow-action", "report"], ["text"]],
  ["nothing in a comment", `${orders}\n// o¦`, [], ["role", "open"]],
];

test.each(cases)("%s", async (_what, text, has, lacks) => {
  const labels = await offered(text);
  for (const label of has) expect(labels).toContain(label);
  for (const label of lacks) expect(labels).not.toContain(label);
});
