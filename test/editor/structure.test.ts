// Outline, folding, colours, lenses, hints, fixes.
import { expect, test } from "vitest";
import { inlayHints, lenses } from "../../editor/hints.ts";
import { fixesAt } from "../../editor/problems.ts";
import { folding, outline, semanticTokens, tokenTypes } from "../../editor/structure.ts";
import { atCursor, orders } from "./support.ts";

async function opened(text: string) {
  const { workspace, path } = atCursor(`${text}¦`);
  const tree = workspace.tree(path);
  if (tree === undefined) throw new Error("no tree");
  return { tree, compilation: await workspace.compilation(path) };
}

test("the outline has declarations, and in them fields and blocks", async () => {
  const { tree } = await opened(orders);
  const all = outline(tree);
  expect(all.map(({ name }) => name)).toEqual([
    "operator",
    "context",
    "Order-",
    "Order-Item",
    "IsOwner",
    "Approve",
    "ApproveOrder",
    "Clerk",
    "Manager",
    "Clerks",
    "Managers",
  ]);
  expect(all[2]?.children?.map(({ name }) => name)).toEqual(["owner", "amount", "status", "customer"]);
  expect(all[7]?.children?.map(({ name, detail }) => `${detail} ${name}`)).toEqual(["access Order-"]);
});

test("folding", async () => {
  const { tree } = await opened(`// one\n// two\n${orders}`);
  const lines = folding(tree).map(({ startLine, endLine }) => `${startLine}-${endLine}`);
  expect(lines).toContain("0-1");
  expect(lines).toContain("6-12");
  expect(lines).toContain("24-28");
});

test("colours are relative, and in order", async () => {
  const { tree } = await opened("class A {}\nrole R { access to A { open } }");
  expect(semanticTokens(tree)).toEqual([
    0,
    6,
    1,
    tokenTypes.indexOf("class"),
    1,
    1,
    5,
    1,
    tokenTypes.indexOf("interface"),
    1,
    0,
    14,
    1,
    tokenTypes.indexOf("class"),
    0,
  ]);
});

test("lenses say who holds a role, and offer to run a test", async () => {
  const { tree, compilation } = await opened(`${orders}\nrole Unused {}\ntest "t" {\n  group Clerks\n  can open Order-Item\n}\n`);
  const found = lenses(tree, compilation, "file:///a.acl");
  expect(found.map(({ command }) => command?.title)).toEqual(["held by 2 groups", "held by 1 group", "held by no group", "run test"]);
  expect(found.at(-1)?.command).toMatchObject({ command: "aclc.runTest", arguments: ["file:///a.acl", "t"] });
});

test("hints say what blank settings come to", async () => {
  const { tree, compilation } = await opened(orders);
  const [first, ...more] = inlayHints(tree, compilation, 0, 10_000);
  expect(more).toEqual([]);
  expect(first?.label).toBe(" blank here, answered above: open, modify");
  expect(first?.tooltip).toContain("open: allowed (Clerk on Order-)\nmodify: when IsOwner (Clerk on Order-)\n");
  expect(first?.tooltip).toContain("run-reports: nothing");
});

test("fixes come from diagnostics", async () => {
  const { tree, compilation } = await opened(orders.replace("roles Clerk }", "roles Clark }"));
  const at = tree.file.text.indexOf("Clark");
  const [fix] = fixesAt(compilation.diagnostics, "a.acl", at, at, (path) => `file:///${path}`);
  expect(fix).toMatchObject({ title: "write `Clerk`", edit: { changes: { "file:///a.acl": [{ newText: "Clerk" }] } } });
});

test("half a text still has its other half", async () => {
  const { tree, compilation } = await opened(`${orders}\nrole New {\n  access to Order-Item {\n    open when .`);
  expect(compilation.hasErrors).toBe(true);
  expect(outline(tree).map(({ name }) => name)).toContain("Manager");
  expect(compilation.model?.roles.map(({ name }) => name)).toContain("Manager");
});
