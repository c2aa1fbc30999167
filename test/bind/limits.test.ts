// Limits and time: as many classes and roles as allowed, large policies bound in about a second, time linear in size.
import { describe, expect, test } from "vitest";
import { editDistance, suggester } from "../../compiler/suggest.ts";
import { bind } from "../../compiler/bind/bind.ts";
import { Collector } from "../../compiler/diagnostics/diagnostic.ts";
import { parseFile } from "../../compiler/parse/parse.ts";
import { sourceFile } from "../../compiler/source.ts";

function bindText(text: string) {
  const sink = new Collector();
  const file = parseFile(sourceFile("input.acl", text), sink);
  const start = performance.now();
  const model = bind([file], sink);
  return { model, milliseconds: performance.now() - start, messages: sink.diagnostics.map((d) => `${d.code} ${d.message}`) };
}

const lines = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join("\n");

describe("limits", () => {
  test("20,000 classes are allowed, one more is not", () => {
    expect(bindText(lines(20_000, (i) => `class C${i} {}`)).messages).toEqual([]);
    expect(bindText(lines(20_001, (i) => `class C${i} {}`)).messages).toEqual(["ACL4004 20001 classes are declared, and at most 20000 are allowed"]);
  });

  test("4,096 roles are allowed, one more is not", () => {
    expect(bindText(lines(4096, (i) => `role R${i} {}`)).messages).toEqual([]);
    expect(bindText(lines(4097, (i) => `role R${i} {}`)).messages).toEqual(["ACL4007 4097 roles are declared, and at most 4096 are allowed"]);
  });

  test("1,000 diagnostics a file, then one line", () => {
    const { messages } = bindText(`class A {}\n${lines(1200, (i) => `role R${i} { access to Nowhere${i}X {} }`)}`);
    expect(messages).toHaveLength(1001);
    expect(messages.at(-1)).toEqual(expect.stringContaining("ACL1190"));
  });

  test("every role may deny all that is below `@baseclass`", () => {
    const { model, milliseconds } = bindText(
      `${lines(10_000, (i) => `class C${i} {}`)}\n${lines(4000, (i) => `role R${i} { deny access to @baseclass and below { open } }`)}`,
    );
    expect(model).toBeDefined();
    expect(milliseconds).toBeLessThan(2000);
  });
});

describe("time", () => {
  /** Classes 8 deep by name, each with a property, roles with blocks on many of them, conditions in some. */
  const policy = (classes: number, roles: number, blocks: number) =>
    [
      "operator { level: integer }",
      "class W { owner: text  amount: decimal }",
      "access when Mine on W { .owner = operator.id }",
      "privilege P on W",
      lines(classes, (i) => `class W${[...String(i).padStart(6, "0")].map((digit) => `-D${digit}`).join("")} { p${i % 50}: text }`),
      lines(
        roles,
        (r) =>
          `role R${r} {\n${lines(blocks, (b) => `  access to W${[...String((r * blocks + b) % classes).padStart(6, "0")].map((digit) => `-D${digit}`).join("")} { open 5  modify when Mine and .amount > ${b}  privilege P }`)}\n}`,
      ),
    ].join("\n");

  test("10,000 classes, 500 roles and 100,000 settings take about a second", () => {
    const { messages, milliseconds } = bindText(policy(10_000, 500, 66));
    expect(messages).toEqual([]);
    expect(milliseconds).toBeLessThan(3000);
  });

  test("a file full of wrong names is answered soon", () => {
    const text = `${lines(20_000, (i) => `class Work-Purchase-Order-Line${i} {}`)}\nrole R {\n${lines(900, (i) => `access to Work-Purchase-Order-Lyne${i} {}`)}\n}`;
    const { messages, milliseconds } = bindText(text);
    expect(messages).toHaveLength(900);
    expect(milliseconds).toBeLessThan(4000);
  });
});

describe("did you mean", () => {
  const nearest = (name: string, ...candidates: string[]) => suggester().nearest(name, candidates);

  test("the same but for case and punctuation comes first", () => {
    expect(nearest("tgb-hr-work", "TGB-HR-Work-", "TGB-HR-Word", "TGB-HR-Work")).toBe("TGB-HR-Work-");
    expect(nearest("HRManager", "HR:Manages", "HR:Manager")).toBe("HR:Manager");
  });

  test("then the nearest, then one that ends in the name", () => {
    expect(nearest("HR:Manger", "HR:User", "HR:Manager", "HR:Managers")).toBe("HR:Manager");
    expect(nearest("Purchase", "TGB-HR-Work", "TGB-HR-Work-Purchase")).toBe("TGB-HR-Work-Purchase");
    expect(nearest("Manager", "HR:User", "HR:Manager")).toBe("HR:Manager");
    expect(nearest("Work", "Words", "Work-")).toBe("Work-");
  });

  test("nothing is offered that is far", () => {
    expect(nearest("x", "y", "z")).toBeUndefined();
    expect(nearest("owner", "status", "amount")).toBeUndefined();
  });

  test("swapped letters are one step", () => {
    expect(editDistance("Opne", "Open", 2)).toBe(1);
    expect(editDistance("kitten", "sitting", 3)).toBe(3);
    expect(editDistance("kitten", "sitting", 2)).toBe(3);
    expect(editDistance("", "ab", 2)).toBe(2);
  });
});
