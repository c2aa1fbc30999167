// How formatted policies look.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatText } from "../../compiler/format/format.ts";
import { filesBelow } from "./files.ts";
import { formatted } from "./support.ts";

const root = join(import.meta.dirname, "../..");

test("everything in one picture", () => {
  expect(formatted(readFileSync(join(import.meta.dirname, "untidy.acl"), "utf8"))).toBe(readFileSync(join(import.meta.dirname, "tidy.acl"), "utf8"));
});

test.each(filesBelow(join(root, "examples")).filter((path) => path.endsWith(".acl")))("%s is kept formatted", (path) => {
  const text = readFileSync(path, "utf8");
  expect(formatted(text)).toBe(text);
});

test("the example in the documentation is formatted", () => {
  const [, block = ""] = /```acl\n([^]*?)```/.exec(readFileSync(join(root, "docs/formatting.md"), "utf8")) ?? [];
  expect(block.length).toBeGreaterThan(500);
  expect(formatted(block)).toBe(block);
});

const cases: readonly (readonly [string, string, string])[] = [
  ["an empty file stays empty", "", ""],
  ["white space alone is nothing", " \n\n ", ""],
  ["comments alone", "\n\n// a\n\n\n// b", "// a\n\n// b\n"],
  ["at most one blank line", "class A {}\n\n\n\nclass B {}\nclass C {}", "class A {}\n\nclass B {}\nclass C {}\n"],
  ["no blank line at the ends of braces", "role R {\n\n\n  access to A { open }\n\n}", "role R {\n  access to A { open }\n}\n"],
  ["a setting a line", "role R { access to A { open modify 3 } }", "role R {\n  access to A {\n    open\n    modify 3\n  }\n}\n"],
  ["one setting stays on its line", "role R { access to A {open} }", "role R { access to A { open } }\n"],
  ["blank and 0 are two things", "role R { access to A { open\ndelete 0 } }", "role R {\n  access to A {\n    open\n    delete 0\n  }\n}\n"],
  [
    "deny bounds",
    "role R { deny access to A and   below { open from   3 modify up  to 2 } }",
    "role R {\n  deny access to A and below {\n    open from 3\n    modify up to 2\n  }\n}\n",
  ],
  ["numbers as written", "access when W on A { .a > 10_000 or .a = -3 or .b = 2.50 }", "access when W on A { .a > 10_000 or .a = -3 or .b = 2.50 }\n"],
  ["names between backticks", "role R { access to `stock.picking` {open} }", "role R { access to `stock.picking` { open } }\n"],
  ["texts as written", 'access when W on A { .a = "\\u0041 , { }" }', 'access when W on A { .a = "\\u0041 , { }" }\n'],
  ["commas of fields", "class A { a: text b: text, c: text, }", "class A { a: text, b: text, c: text }\n"],
  ["commas of fields on lines", "class A {\n a: text, b: text }", "class A {\n  a: text\n  b: text\n}\n"],
  ["a comma with a comment before it stays", "class A { a: text /* x */, b: text }", "class A { a: text /* x */, b: text }\n"],
  ["documentation documents the same", "class A {\n a: text\n/// no\n, b: text }", "class A {\n  a: text\n  /// no\n  ,\n  b: text\n}\n"],
  ["groups in a column", "group A { roles R }\ngroup Longer { roles R }", "group A      { roles R }\ngroup Longer { roles R }\n"],
  ["a blank line ends a column", "group A { roles R }\n\ngroup Longer { roles R }", "group A { roles R }\n\ngroup Longer { roles R }\n"],
  ["names that are words of the language", "policy on on A for read {true}\nprivilege list on A", "policy on on A for read { true }\nprivilege list on A\n"],
  [
    "assertions",
    'assert   "a" no group can   both perform A and perform B on C and below at level 3\nassert only A,B has P on C when .a = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" and .b = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbb" unless operator holds R',
    'assert "a" no group can both perform A and perform B on C and below at level 3\nassert only A, B has P on C\n  when .a = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" and .b = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbb"\n  unless operator holds R\n',
  ],
  ["prettier-ignore", "// prettier-ignore\nclass   A { }\nclass   B { }", "// prettier-ignore\nclass   A { }\nclass B {}\n"],
  [
    "prettier-ignore for a setting",
    "role R { access to A {\n// prettier-ignore\nopen   3\nmodify   3 } }",
    "role R {\n  access to A {\n    // prettier-ignore\n    open   3\n    modify 3\n  }\n}\n",
  ],
  ["prettier-ignore needs a line of its own", "class   B { } // prettier-ignore\nclass   A { }", "class B {} // prettier-ignore\nclass A {}\n"],
];
test.each(cases)("%s", (_title, text, expected) => {
  expect(formatted(text)).toBe(expected);
});

test("lines end as the first one does, and a byte order mark stays", () => {
  expect(formatText("a.acl", "class A { }\r\n\r\n\r\nclass B { }\r\n").text).toBe("class A {}\r\n\r\nclass B {}\r\n");
  expect(formatText("a.acl", "\ufeffclass A { }").text).toBe("\ufeffclass A {}\n");
});

test("a text with errors is not formatted", () => {
  const { text, diagnostics } = formatText("a.acl", "class A {\nrole R { open }");
  expect(text).toBeUndefined();
  expect(diagnostics.length).toBeGreaterThan(0);
});
