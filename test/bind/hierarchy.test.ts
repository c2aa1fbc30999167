// Search orders (docs/language.md, class): names cut at dashes, directed parents, circles, depth, closedness.
import { describe, expect, test } from "vitest";
import { namePrefixes } from "../../compiler/bind/hierarchy.ts";
import { bindTexts, modelOf, orderOf } from "./support.ts";

test("a name is cut at its boundaries, longest first", () => {
  expect(namePrefixes("A-B-C")).toEqual(["A-B-", "A-B", "A-", "A"]);
  expect(namePrefixes("A-B-")).toEqual(["A-B", "A-", "A"]);
  expect(namePrefixes("WalCare-Financial-Credit")).toEqual(["WalCare-Financial-", "WalCare-Financial", "WalCare-", "WalCare"]);
  expect(namePrefixes("A")).toEqual([]);
});

describe("search orders", () => {
  test("conformance 11: by name, then the directed parent", async () => {
    const model = await modelOf(`
      class WalCare {}
      class WalCare- {}
      class WalCare-Financial {}
      class WalCare-Financial- {}
      class Data- {}
      class Data-Credit {}
      class WalCare-Financial-Credit extends WalCare-Financial- {}
      class WalCare-Financial-Loan {}
    `);
    expect(orderOf(model, "WalCare-Financial-Credit")).toEqual([
      "WalCare-Financial-Credit",
      "WalCare-Financial-",
      "WalCare-Financial",
      "WalCare-",
      "WalCare",
      "@baseclass",
    ]);
    expect(orderOf(model, "WalCare-Financial-Loan")).toEqual([
      "WalCare-Financial-Loan",
      "WalCare-Financial-",
      "WalCare-Financial",
      "WalCare-",
      "WalCare",
      "@baseclass",
    ]);
  });

  test("conformance 11: the directed parent comes last, with its own names and parents", async () => {
    const model = await modelOf(`
      class Work- {}
      class Work-Cover {}
      class Object- {}
      class Work-Cover-General extends Object- without pattern {}
      class WalCare- {}
      class WalCare-Financial-Credit extends Work-Cover {}
    `);
    expect(orderOf(model, "WalCare-Financial-Credit")).toEqual(["WalCare-Financial-Credit", "WalCare-", "Work-Cover", "Work-", "@baseclass"]);
    expect(orderOf(model, "Work-Cover-General")).toEqual(["Work-Cover-General", "Object-", "@baseclass"]);
  });

  test("names that are not declared are skipped, also where they would be cut", async () => {
    const model = await modelOf("class A {} class A-B-C-D {}");
    expect(orderOf(model, "A-B-C-D")).toEqual(["A-B-C-D", "A", "@baseclass"]);
  });

  test("a prefix that ends inside a segment is no boundary", async () => {
    const model = await modelOf("class Data {} class DataSet {} class Data-Set {}");
    expect(orderOf(model, "DataSet")).toEqual(["DataSet", "@baseclass"]);
    expect(orderOf(model, "Data-Set")).toEqual(["Data-Set", "Data", "@baseclass"]);
  });

  test("a class is listed once, where it comes first", async () => {
    const model = await modelOf("class A- {} class A-B {} class A-B-C extends A- without pattern {} class A-B-C-D extends A-B {}");
    expect(orderOf(model, "A-B-C-D")).toEqual(["A-B-C-D", "A-B-C", "A-B", "A-", "@baseclass"]);
  });

  test("without pattern and without extends, nothing is inherited", async () => {
    const model = await modelOf("class A- {} class A-B without pattern {}");
    expect(orderOf(model, "A-B")).toEqual(["A-B", "@baseclass"]);
  });

  test("`@baseclass` may be extended by name, and is abstract in no way", async () => {
    const model = await modelOf("class A extends @baseclass {} class A- {}");
    expect(orderOf(model, "A")).toEqual(["A", "@baseclass"]);
    expect(model.classes.map((one) => one.abstract)).toEqual([false, true]);
    expect(model.baseclass).toMatchObject({ index: -1, name: "@baseclass" });
  });

  test("does not depend on the order of declarations", async () => {
    const declarations = ["class A- {}", "class A-B {}", "class A-B-C extends X {}", "class X extends A-B {}", "class A-B-C-D {}"];
    const first = await modelOf(declarations.join("\n"));
    const second = await modelOf([...declarations].reverse().join("\n"));
    for (const { name } of first.classes) expect(orderOf(second, name)).toEqual(orderOf(first, name));
  });
});

describe("search orders that are not closed", () => {
  test("name the missing class, and offer both ways out", async () => {
    const { model, diagnostics } = await bindTexts("class X {} class Y {} class A-B extends Y {} class A-B-C extends X {}");
    expect(model).toBeUndefined();
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.message).toBe("`A-B-C` inherits by name from `A-B`, but not from `Y`, which `A-B` inherits from");
    expect(diagnostics[0]?.help).toContain("`extends A-B`");
    expect(diagnostics[0]?.help).toContain("`without pattern`");
    expect(diagnostics[0]?.fix?.edits[0]?.text).toBe("A-B");
  });

  test("are found without `extends` too, when a class in between goes its own way", async () => {
    const { messages } = await bindTexts("class Z {} class Y {} class A- extends Z {} class A-B extends Y without pattern {} class A-B-C {}");
    expect(messages).toEqual(["ACL4002 `A-B-C` inherits by name from `A-`, but not from `Z`, which `A-` inherits from"]);
  });

  test("are reported once, not again for the classes below", async () => {
    const { messages } = await bindTexts(
      'class X {} class Y { y: text } class A-B extends Y {} class A-B-C extends X {} class A-B-C-D {} access when W on A-B-C-D { .y = "" }',
    );
    expect(messages).toHaveLength(1);
  });
});

describe("limits", () => {
  const chain = (count: number) => Array.from({ length: count }, (_, i) => `class C${i}${i > 0 ? ` extends C${i - 1}` : ""} {}`).join("\n");

  test("A13: 32 classes above one are fine, 33 are not", async () => {
    expect((await bindTexts(chain(33))).messages).toEqual([]);
    expect((await bindTexts(chain(34))).messages).toEqual(["ACL4003 class `C33` inherits from more than 32 classes"]);
  });

  test("A13: 10,000 deep is one error and no stack overflow", async () => {
    expect((await bindTexts(chain(10_000))).messages).toEqual(["ACL4003 class `C33` inherits from more than 32 classes"]);
  });

  test("A11: a circle of 10,000 is one error, and is not listed whole", async () => {
    const { messages } = await bindTexts(`${chain(10_000)}\nclass D extends C9999 {}`.replace("class C0 {}", "class C0 extends C9999 {}"));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain("ACL4001");
    expect(messages[0]?.length).toBeLessThan(300);
  });
});

describe("properties", () => {
  test("come from the whole search order, nearest class first", async () => {
    const model = await modelOf("class Work- { status: text owner: text } class Work-A { amount: decimal status: text } class Work-A-B {}");
    expect([...(model.classes[1]?.properties.keys() ?? [])]).toEqual(["amount", "status", "owner"]);
    expect(model.classes[2]?.properties).toBe(model.classes[1]?.properties);
  });

  test("may be declared again with the same type, members and fields in any order", async () => {
    const { messages } = await bindTexts('class A { s: "a" | "b" p: { x: text, y: integer } } class A-B { s: "b" | "a" p: { y: integer, x: text } }');
    expect(messages).toEqual([]);
  });

  test("that meet with two types are reported once, where they meet", async () => {
    const { messages } = await bindTexts("class P { x: text } class Q { x: date } class P-A extends Q {} class P-A-B {}");
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain("`P-A` inherits from both");
  });
});
