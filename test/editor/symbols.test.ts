// Definitions, references and renaming, over several files.
import { expect, test } from "vitest";
import { definitionsAt, edited, referencesAt, rename } from "../../editor/symbols.ts";
import { spanText } from "../../compiler/source.ts";
import { atCursor, orders } from "./support.ts";

const user =
  'import "./orders.acl"\n\nrole Boss depends on Manager {\n  access to Order-Item { open when IsOwner and .amount > 3 and operator.clearance > 1 }\n}\n';

test.each([
  ["a class", "Order-It¦em {", "Order-Item", 13],
  ["a role", "on Mana¦ger", "Manager", 30],
  ["an access when", "when IsO¦wner", "IsOwner", 17],
  ["a property of a superclass", ".am¦ount", "amount", 8],
  ["an attribute", "operator.clea¦rance", "clearance", 1],
])("the definition of %s", async (_what, marked, name, line) => {
  const { workspace, path, offset } = atCursor({ "orders.acl": orders, "boss.acl": user.replace(marked.replace("¦", ""), marked) });
  const [span, ...more] = await definitionsAt(workspace, path, offset);
  expect(more).toEqual([]);
  expect(span && spanText(span)).toBe(name);
  expect(span?.file.path).toBe("orders.acl");
  expect(span?.file.text.slice(0, span.start).split("\n").length).toBe(line);
});

test("the file of an import", async () => {
  const { workspace, path, offset } = atCursor({ "orders.acl": orders, "boss.acl": user.replace("orders", "ord¦ers") });
  expect((await definitionsAt(workspace, path, offset)).map(({ file }) => file.path)).toEqual(["orders.acl"]);
});

test("references reach files that import the declaring one, and no others", async () => {
  const { workspace, path, offset } = atCursor({
    "orders.acl": orders.replace("class Order-Item", "class Order-It¦em"),
    "boss.acl": user,
    "other.acl": "class Order-Item { x: text }\nrole R { access to Order-Item { open } }\n",
  });
  const found = await referencesAt(workspace, path, offset);
  expect(found.map(({ span, declares }) => `${span.file.path} ${declares}`).sort()).toEqual(["boss.acl false", "orders.acl false", "orders.acl true"]);
});

async function renamed(files: Readonly<Record<string, string>>, name: string) {
  const { workspace, path, offset } = atCursor(files);
  const renaming = await rename(workspace, path, offset, name);
  return renaming.kind === "edits" ? Object.fromEntries(edited(renaming.edits)) : renaming.why;
}

test("renaming changes every file", async () => {
  const files = { "orders.acl": orders, "boss.acl": user.replace("on Manager", "on Man¦ager") };
  expect(await renamed(files, "Chief")).toEqual({
    "orders.acl": orders.replace("role Manager", "role Chief").replace("{ roles Manager }", "{ roles Chief }"),
    "boss.acl": user.replace("on Manager", "on Chief"),
  });
});

test("a keyword gets backticks where it is referred to, and none where it is declared", async () => {
  const result = await renamed({ "orders.acl": orders.replace("privilege Approve on", "privilege App¦rove on") }, "list");
  expect(result).toEqual({
    "orders.acl": orders
      .replace("privilege Approve on", "privilege list on")
      .replace("requires Approve", "requires `list`")
      .replace("privilege Approve 3", "privilege `list` 3"),
  });
});

test("a property is renamed where it is inherited, in tests too", async () => {
  const text = `${orders}test "t" {\n  group Clerks\n  can open Order-Item { owner: "a" }\n}\nclass Other { owner: text }\n`;
  expect(await renamed({ "orders.acl": text.replace("  owner: text", "  ow¦ner: text") }, "holder")).toEqual({
    "orders.acl": text
      .replace("  owner: text", "  holder: text")
      .replace(".owner = operator.id", ".holder = operator.id")
      .replace('{ owner: "a" }', '{ holder: "a" }'),
  });
});

test("what would be wrong is refused", async () => {
  const marked = orders.replace("role Manager", "role Man¦ager");
  expect(await renamed({ "orders.acl": marked }, "Clerk")).toBe("there is a role `Clerk` already, in `orders.acl`");
  expect(await renamed({ "orders.acl": marked }, "a`b")).toBe("`a`b` cannot be the name of a role");
  expect(await renamed({ "orders.acl": orders.replace("  amount:", "  am¦ount:") }, "constructor")).toMatch(/^then .*constructor/);
  expect(await renamed({ "orders.acl": orders.replace("class Order-Item", "class Order-It¦em") }, "Thing")).toBeTypeOf("object");
  expect(await renamed({ "orders.acl": orders.replace("class Order- {", "class Ord¦er- {") }, "order-")).toBeTypeOf("object");
});
