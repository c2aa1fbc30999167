// Characters and words: what of the bad inputs A01 to A05 and A20 of the security notes concerns single files.
import { describe, expect, test } from "vitest";
import { declarations, names, only, parse } from "./parsing.ts";

describe("A01 bidirectional controls", () => {
  const controls = [0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069].map((code) => String.fromCharCode(code));
  test.each(controls)("U+%# stand nowhere", (control) => {
    for (const text of [
      `class A {} // ${control}`,
      `/* ${control} */ class A {}`,
      `class A { x: "a${control}b" }`,
      `class A${control} {}`,
      `class \`a${control}\` {}`,
      `class A {} ${control}`,
    ]) {
      expect(parse(text).found).toEqual([`ACL1002 ${control}`]);
    }
  });
  test("are shown as code points", () => {
    expect(parse("// \u202e").diagnostics[0]?.message).toContain("U+202E");
    expect(
      parse("class A\u202eB {}")
        .diagnostics.map((d) => d.message + (d.help ?? ""))
        .join(""),
    ).not.toContain("\u202e");
  });
});

describe("A02 letters outside ASCII in names", () => {
  test.each([
    ["role \u0430dmin {}", "\u0430", "a"],
    ["class \u0412ook {}", "\u0412", "B"],
    ["class A { \u03bfwner: text }", "\u03bf", "o"],
    ["role \uff21dmin {}", "\uff21", "A"],
    ["class \u00c5ngstrom {}", "\u00c5", "A"],
    ["policy \u0455 on A for read { true }", "\u0455", "s"],
    ["access when A on B { .\u0445 = 1 }", "\u0445", "x"],
    ["r\u043ele X {}", "\u043e", "o"],
  ])("%s", (text, letter, ascii) => {
    const { found, diagnostics, file } = parse(text);
    expect(found).toEqual([`ACL1003 ${letter}`]);
    expect(diagnostics[0]?.message).toContain(`U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
    expect(diagnostics[0]?.help).toContain(`\`${ascii}\``);
    expect(diagnostics[0]?.fix?.edits[0]?.text).toBe(ascii);
    expect(file.declarations).toEqual([]);
  });
  test("that look like nothing in ASCII", () => {
    expect(parse("role \u7ba1\u7406 {}").found).toEqual(["ACL1003 \u7ba1"]);
    expect(parse("role \ud83d\ude00 {}").found).toEqual(["ACL1003 \ud83d\ude00"]);
  });
});

describe("A03 invisible characters", () => {
  test.each(["\u200b", "\u200c", "\u200d", "\u00ad", "\ufeff", "\u2060"])("in names: %j", (character) => {
    expect(parse(`class A${character}B {}`).found).toEqual([`ACL1003 ${character}`]);
    expect(parse(`class A { x: text } class ${character}B {}`).found).toEqual([`ACL1003 ${character}`]);
  });
  test("in texts and comments, but for the joiners that scripts and emoji need", () => {
    expect(parse('class A { x: "a\u200bb" } // \u2060').found).toEqual(["ACL1001 \u200b", "ACL1001 \u2060"]);
    expect(parse('class A { x: "a\u200db\ufe0f" } // \u200c').found).toEqual([]);
  });
  test("a byte order mark is accepted at the start only", () => {
    expect(names(parse("\ufeffclass A {}").file)).toEqual(["class A"]);
    expect(names(parse("\ufeff/// documentation\nclass A {}").file)).toEqual(["class A"]);
    expect(parse(" \ufeffclass A {}").found).toEqual(["ACL1003 \ufeff"]);
  });
});

describe("A04 only LF and CR LF end lines", () => {
  test.each([
    ["CR", "\r"],
    ["LS", "\u2028"],
    ["PS", "\u2029"],
    ["NEL", "\u0085"],
    ["VT", "\u000b"],
    ["FF", "\u000c"],
  ])("%s", (_, end) => {
    expect(parse(`class A {}${end}class B {}`).found).toEqual([`ACL1004 ${end}`]);
    expect(parse(`// a comment${end}class B {}`).found).toEqual([`ACL1004 ${end}`]);
    expect(parse(`/* a comment${end}*/ class B {}`).found).toEqual([`ACL1004 ${end}`]);
  });
  test("U+2028, U+2029 and U+0085 stand in texts", () => {
    expect(only('class A { x: "a\u2028b\u2029c\u0085d" }')).toMatchObject({ fields: [{ type: { members: [{ value: "a\u2028b\u2029c\u0085d" }] } }] });
  });
  test("CR LF is one line end", () => {
    expect(names(parse("class A {}\r\n// x\r\nclass B {\r\n}\r\n").file)).toEqual(["class A", "class B"]);
  });
});

describe("A05 halves of characters", () => {
  test("as escapes", () => {
    expect(parse('class A { x: "\\ud800" | "\\udc00" | "\\ud800x\\udc00" | "\\udc00\\ud800" }').found).toEqual([
      "ACL1006 \\ud800",
      "ACL1006 \\udc00",
      "ACL1006 \\ud800",
      "ACL1006 \\udc00",
      "ACL1006 \\udc00",
      "ACL1006 \\ud800",
    ]);
    expect(only('class A { x: "\\ud83d\\ude00" }')).toMatchObject({ fields: [{ type: { members: [{ value: "\ud83d\ude00" }] } }] });
  });
  test("as they are", () => {
    expect(parse('class A { x: "\ud800" } // \udc00').found).toEqual(["ACL1006 \ud800", "ACL1006 \udc00"]);
    expect(parse("class A {} // \ud83d\ude00").found).toEqual([]);
  });
});

describe("texts", () => {
  test("have the escapes of JSON", () => {
    expect(only('class A { x: "\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9" }')).toMatchObject({ fields: [{ type: { members: [{ value: '"\\/\b\f\n\r\t\u00e9' }] } }] });
    expect(parse('class A { x: "\\x41" | "\\u12" | "\\\'" }').found).toEqual(["ACL1010 \\x", "ACL1010 \\u", "ACL1010 \\'"]);
  });
  test("hold no control characters", () => {
    expect(parse('class A { x: "a\tb" | "\u0000" }').found).toEqual(["ACL1005 \t", "ACL1005 \u0000"]);
  });
  test("end on their line", () => {
    expect(parse('class A { x: "a\nclass B {}').found).toEqual(['ACL1007 "a']);
    expect(parse('class A { x: "a\\\n" }\nclass B {}').found[0]).toBe('ACL1007 "a\\');
    expect(names(parse('class A { x: "a }\n\nclass B {}').file)).toEqual(["class B"]);
  });
  test("A30 keep what other languages would read", () => {
    const [declaration] = declarations('/// */ `${x}` </script>\nclass A { x: "// @ts-ignore */ </script> `${x}`" }');
    expect(declaration).toMatchObject({
      documentation: "*/ `${x}` </script>",
      fields: [{ type: { members: [{ value: "// @ts-ignore */ </script> `${x}`" }] } }],
    });
  });
});

describe("numbers", () => {
  const value = (text: string): unknown => (only(`context { x: decimal = ${text} }`) as { fields: { default: unknown }[] }).fields[0]?.default;
  test.each([
    ["10", 10, true],
    ["10_000", 10000, true],
    ["-3", -3, true],
    ["2.5", 2.5, false],
    ["-0.25", -0.25, false],
    ["2.0", 2, false],
    ["1_0.2_5", 10.25, false],
    ["9007199254740991", 9007199254740991, true],
    ["-9_007_199_254_740_991", -9007199254740991, true],
  ])("%s", (text, number, integer) => {
    expect(value(text)).toEqual({ kind: "number", value: number, integer });
  });
  test("-0 is 0", () => expect(Object.is((value("-0") as { value: number }).value, 0)).toBe(true));
  test.each(["1e3", "0x5", "10__0", "1_", "1.2.3", "1._5", "30days", "1e0"])("%s is none", (text) => {
    expect(parse(`context { x: decimal = ${text} }`).found).toEqual([`ACL1011 ${text}`]);
  });
  test.each([
    ["5.", "."],
    [".5", "."],
    ["- 3", "- 3"],
  ])("%s is none", (text, part) => {
    expect(parse(`context { x: decimal = ${text} }`).found).toEqual([`ACL1011 ${part}`]);
  });
  test("integers are exact", () => {
    expect(parse("context { x: integer = 9007199254740992 }").found).toEqual(["ACL1012 9007199254740992"]);
  });
});

describe("comments", () => {
  test("are kept in order, with their kinds", () => {
    const { file } = parse("// one\nclass A { /* two\n*/ } /// three\n/// four\nclass B {}\n//// five");
    expect(file.comments.map((comment) => [comment.kind, file.file.text.slice(comment.span.start, comment.span.end)])).toEqual([
      ["line", "// one"],
      ["block", "/* two\n*/"],
      ["documentation", "/// three"],
      ["documentation", "/// four"],
      ["line", "//// five"],
    ]);
  });
  test("that are never closed end at the next declaration", () => {
    const { file, found } = parse("class A {} /* a\n b\nclass B {} /* c\nclass C {}");
    expect(found).toEqual(["ACL1008 /*"]);
    expect(names(file)).toEqual(["class A", "class B", "class C"]);
  });
  test("hide nothing in texts, and texts hide nothing in comments", () => {
    expect(parse('class A { x: "// no /* comment" } // "\n/* " */ class B {}').found).toEqual([]);
  });
});
