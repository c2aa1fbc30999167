// What a module says of classes, attributes and columns, of a policy small enough to see it.
import { expect, test } from "vitest";
import { check, memoryHost } from "../../compiler/index.ts";
import type { Tables } from "../../compiler/index.ts";
import { settings } from "../../runtime/data.ts";

async function tablesOf(text: string): Promise<Tables> {
  const { policy, diagnostics } = await check(["a.acl"], memoryHost(new Map([["a.acl", text]])));
  if (policy === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return policy.tables;
}

const text = { kind: "scalar", name: "text" };
const integer = { kind: "scalar", name: "integer" };
const union = { kind: "union", members: ["n", "s"] };

test("a class extends the nearest of those it inherits from, and adds what they lack", async () => {
  const { objects } = await tablesOf(`
/// The root.
class Work- {
  /// Who.
  owner: text
}
class Work-A { size: integer }
class Other- { size: integer  customer: { region: "n" | "s" } }
class Other-Both extends Work-A { tags: list of text  size: integer }
class Other-Alone without pattern { owner: text }
`);
  expect(objects).toEqual([
    { name: "Work-", identifier: "Work_", documentation: "The root.", extends: [], fields: [{ name: "owner", type: text, documentation: "Who." }] },
    { name: "Work-A", identifier: "Work_A", documentation: undefined, extends: [0], fields: [{ name: "size", type: integer, documentation: undefined }] },
    {
      name: "Other-",
      identifier: "Other_",
      documentation: undefined,
      extends: [],
      fields: [
        { name: "size", type: integer, documentation: undefined },
        { name: "customer", type: { kind: "page", fields: [{ name: "region", type: union }] }, documentation: undefined },
      ],
    },
    {
      name: "Other-Both",
      identifier: "Other_Both",
      documentation: undefined,
      extends: [2, 1],
      fields: [{ name: "tags", type: { kind: "list", element: "text" }, documentation: undefined }],
    },
    {
      name: "Other-Alone",
      identifier: "Other_Alone",
      documentation: undefined,
      extends: [],
      fields: [{ name: "owner", type: text, documentation: undefined }],
    },
  ]);
});

test("attributes: what a host sets, nested; what a requestor checks, flat, with defaults", async () => {
  const { operator, context, data } = await tablesOf(`
class A { }
operator {
  /// How much.
  limit: decimal = 5
  region: "n" | "s" = "s"
  teams: list of text = ["x"]
  home: { zip: text }
}
context { at: datetime = datetime "2020-01-01T00:00:00Z"  channel: text }
`);
  expect(operator).toEqual([
    { name: "id", type: text, documentation: undefined },
    { name: "limit", type: { kind: "scalar", name: "decimal" }, documentation: "How much." },
    { name: "region", type: union, documentation: undefined },
    { name: "teams", type: { kind: "list", element: "text" }, documentation: undefined },
    { name: "home", type: { kind: "page", fields: [{ name: "zip", type: text }] }, documentation: undefined },
  ]);
  expect(context.map(({ name }) => name)).toEqual(["at", "channel"]);
  expect(data.operator).toEqual([
    ["limit", "decimal", 5],
    ["region", ["union", "n", "s"], "s"],
    ["teams", ["list", "text"], ["x"]],
    ["home", ["page"]],
    ["home.zip", "text"],
  ]);
  expect(data.context).toEqual([
    ["at", "datetime", Date.UTC(2020, 0, 1)],
    ["channel", "text"],
  ]);
});

test("a column is conditional if a group is granted something on a condition, at one level at least", async () => {
  const { conditional, data } = await tablesOf(`
class A { owner: text }
class B { owner: text }
privilege P on A
privilege Q on A
rule flow-action Approve on A requires Q
role R { access to A { open  modify when .owner = operator.id  delete 0  open-rules 3  run-reports 3 when .owner = operator.id  privilege P  privilege Q when .owner is null } }
role Unused { access to A { open-rules when .owner = operator.id } }
group G { roles R }
`);
  const names = [...settings, ...data.privileges, ...data.rules.map(([name]) => name)];
  expect(names.filter((_, column) => conditional[column] === true)).toEqual(["modify", "run-reports", "Q", "Approve"]);
});
