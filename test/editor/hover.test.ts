// What hovers say, and that nothing in a policy becomes markup.
import { expect, test } from "vitest";
import { escaped, hoverAt } from "../../editor/hover.ts";
import { atCursor, orders } from "./support.ts";

async function hover(marked: string): Promise<string | undefined> {
  const { workspace, path, offset } = atCursor(marked);
  return (await hoverAt(workspace, path, offset))?.markdown;
}

test("a class: its search order and its documentation", async () => {
  const text = await hover(orders.replace("to Order-Item", "to Order-It¦em"));
  expect(text).toContain("search order: `Order-Item` → `Order-` → `@baseclass`");
  expect(await hover(orders.replace("to Order- {", "to Ord¦er- {"))).toContain("An order of a customer&#46;");
});

test("a setting: who gains by it", async () => {
  expect(await hover(orders.replace("    open", "    op¦en"))).toBe("**open** on `Order-` and the 1 class below it\n\ngained by `Clerks`, `Managers`");
  expect(await hover(orders.replace("    delete", "    del¦ete"))).toBe("**delete** on `Order-Item`\n\ngained by `Managers`");
});

test("a property: its type and where it is declared", async () => {
  const text = await hover(orders.replace("{ .owner", "{ .ow¦ner"));
  expect(text).toContain("type `text`");
  expect(text).toContain("Who answers for it&#46;");
  expect(text).toContain("declared in `a.acl:7`");
});

test("an attribute, a role, a group", async () => {
  expect(await hover(orders.replace("= operator.id", "= operator.i¦d"))).toContain("type `text`, built in");
  expect(await hover(orders.replace("depends on Clerk", "depends on Cl¦erk"))).toContain("held by `Clerks`, `Managers`");
  expect(await hover(orders.replace("group Managers", "group Mana¦gers"))).toContain("roles `Manager`");
});

test("nothing is known of nothing", async () => {
  expect(await hover(`${orders}\n¦\n`)).toBeUndefined();
});

test("H03 what stands in a policy is text: no links, no HTML, no commands", async () => {
  const evil =
    "/// [click](command:workbench.action.terminal.new) <img src=x onerror=y> <script>z</script> ![x](http://e/x.png) **b** `c` https://e.org\nclass A¦a {}\nrole R { access to `a](command:x)` { open } }\n";
  const text = (await hover(evil)) ?? "";
  expect(text).toContain("click");
  expect(text).not.toMatch(/\]\(|<|!\[|command:|https?:|javascript:/);
  const name = (await hover("class `a](command:x)<b>` {}\nrole R { access to `a](command:x)<¦b>` { open } }\n")) ?? "";
  expect(name.startsWith("**class** `a](command:x)<b>`")).toBe(true);
  expect(escaped("a\nb")).toBe("a  \nb");
});
