// Text of policies never becomes code (docs: security, group B), whatever names and documentation say.
import { describe, expect, it } from "vitest";
import { emit } from "../../compiler/emit/index.ts";
import { documentation, documentationBlock, literal, memberName } from "../../compiler/emit/escape.ts";
import { tables } from "./hand-made.ts";
import { emitted } from "./modules.ts";

const separators = "\u2028\u2029";
const payloads = [
  "*/ globalThis.pwned = 1 /*",
  `a${separators}globalThis.pwned = 1`,
  "a\rglobalThis.pwned = 1",
  "${globalThis.pwned = 1}",
  "'+(globalThis.pwned=1)+'",
  '"+(globalThis.pwned=1)+"',
  "`+(globalThis.pwned=1)+`",
  "</script><script>globalThis.pwned = 1</script>",
  "\\u002a/ globalThis.pwned = 1",
  "@ts-expect-error",
  "@ts-ignore",
  "*",
  "/",
  "prettier-ignore",
];

describe("escaping", () => {
  it("B01 B02 keeps documentation inside its block", () => {
    for (const text of payloads) {
      const block = documentationBlock(text);
      expect(block.indexOf("*/")).toBe(block.length - 2);
      expect(block).not.toMatch(/[\r\u2028\u2029]/);
      expect(block.split("\n").at(-1)).not.toMatch(/@/);
      expect(documentation(text)).not.toContain("*/");
    }
  });

  it("B03 B04 writes JSON between double quotes, and nothing that ends a line", () => {
    for (const text of payloads) {
      expect(literal(text)).toMatch(/^"[^\r\n\u2028\u2029]*"$/);
      expect(JSON.parse(literal(text))).toBe(text);
    }
  });

  it("B05 never sets a prototype", () => {
    expect(memberName("__proto__")).toBe('["__proto__"]');
    expect([memberName("a"), memberName("a-b"), memberName("1a"), memberName("")]).toEqual(["a", '"a-b"', '"1a"', '""']);
  });
});

it("B01 B02 B30 leaves documentation as documentation", async () => {
  for (const text of payloads) {
    const written = await emit(
      {
        ...tables,
        objects: tables.objects.map((object) => ({
          ...object,
          documentation: text,
          fields: object.fields.map((field) => ({ ...field, documentation: text })),
        })),
        documentation: { groups: [text, text], privileges: [text], rules: [text] },
      },
      { version: "0.0.0", hash: "0" },
    );
    const code = written.replace(/\/\*[\s\S]*?\*\//g, "");
    expect(code).not.toMatch(/pwned|script|@ts/);
  }
});

it("B08 puts nothing but a version and a hash into the banner", async () => {
  const text = await emit(tables, { version: '1.0.0*/ pwned() /*"', hash: "ab\ncd*/" });
  expect(text.slice(0, text.indexOf("*/"))).toContain("1.0.0pwned from sources with SHA-256 abcd.");
});

it("A07 A08 B05 B07 keeps hostile names as data, in a module that compiles", async () => {
  const names = [
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "valueOf",
    "then",
    "toJSON",
    "class",
    "default",
    "await",
    "enum",
    "undefined",
    "NaN",
    "string",
    "never",
    "Date",
    "Object",
    "Operator",
    "Context",
    "Objects",
    "Policy",
    "Requestor",
    "ClassId",
    "PolicySchema",
    "data",
    "test",
    "policy",
    "cells",
    "code",
    "o",
    "f",
    "list1",
  ];
  const quoted = ["__proto__", "a'b", "a\\b", 'a"b', "${x}", "*/", "//", "</script>", "a b", "$&"];
  const classNames = [...names.map((name) => `\`${name}\``), ...quoted.map((name) => `\`${name}\``)];
  const source = `
    operator { limit: integer  list1: text }
    ${classNames.map((name) => `class ${name} { owner: text  list1: text  o: text  f: integer  code: decimal }`).join("\n")}
    privilege \`constructor\` on \`__proto__\`, \`class\`
    privilege \`a'b\` on \`__proto__\`
    rule flow \`__proto__\` on \`__proto__\` requires \`constructor\`
    rule flow \`proto\` on \`__proto__\` requires \`a'b\`
    role \`constructor\` { access to \`__proto__\`, \`class\` { open when .list1 in ["a", "b", "c", "d", "e", "\${x}", "*/"]  modify when .o = operator.list1 and .f < operator.limit  privilege \`constructor\` when .code < 1.5 } }
    role \`__proto__\` { access to \`constructor\` { open } }
    group \`__proto__\` { roles \`constructor\`, \`__proto__\` }
    group toString { roles \`__proto__\` }
  `;
  const { typeErrors, policy, exports } = await emitted(source);
  expect(typeErrors).toEqual([]);
  const requestor = policy.requestor({ accessGroup: "__proto__", operator: { list1: "x", limit: 3 } });
  expect(requestor.can("open", "__proto__", { list1: "*/" })).toBe(true);
  expect(requestor.can("open", "__proto__", { list1: "z" })).toBe(false);
  expect(requestor.can("modify", "__proto__", { o: "x", f: 2 })).toBe(true);
  expect(requestor.canPerform("__proto__", "__proto__", { code: 1 })).toBe(true);
  expect(policy.requestor({ accessGroup: "toString" }).can("open", "constructor")).toBe(true);
  expect(policy.requestor({ accessGroup: "toString" }).can("open", "__proto__")).toBe(false);
  expect(Object.getPrototypeOf(exports["classes"])).toBe(Object.prototype);
  expect(Object.keys(exports).filter((name) => name.startsWith("canPerform"))).toEqual(["canPerformProto", "canPerformProto_2"]);
  expect(globalThis).not.toHaveProperty("pwned");
});

it("P12 imports the runtime and nothing else, and makes no code", async () => {
  const text = await emit(tables, { version: "0.0.0", hash: "0" });
  expect([...text.matchAll(/from "([^"]*)"/g)].map(([, from]) => from)).toEqual(["aclc/filter", "aclc/masks", "aclc/runtime", "aclc/runtime"]);
  expect(text).not.toMatch(/\beval\b|new Function|\brequire\(|\bimport\(|\bprocess\b|globalThis|`/);
});
