// After an error: one report for one mistake, and everything else is still there.
import { describe, expect, test } from "vitest";
import { tokenize } from "../../grammar/index.ts";
import { example } from "./example.ts";
import { bare, names, parse } from "./parsing.ts";

const all = names(parse(example).file);

describe("a missing brace", () => {
  test.each([
    ["role A { access to X { open }\nclass B {}", ["role A", "class B"]],
    ["role A {\n  access to X { open\n  access to Y { open }\n}\nclass B {}", ["role A", "class B"]],
    ["role A {\n  access to X {\n    open\n\nclass B {}", ["role A", "class B"]],
    ["class A { x: text\nclass B { y: text }\nclass C {}", ["class A", "class B", "class C"]],
    ["class A {\n  x: { y: text\n  z: text\n}\nclass B {}", ["class A", "class B"]],
    ["access when A on C { .x\nclass B {}", ["access when A", "class B"]],
    ["group G { roles A\ngroup H { roles B }", ["group G", "group H"]],
    ['test "t" {\n  group G\n  operator { id: "x"\n  can open C\n}\nclass B {}', ["test", "class B"]],
    ["operator { a: text\ncontext { b: text }", ["operator", "context"]],
    ["class A {", ["class A"]],
  ])("%s", (text, expected) => {
    const { found, file } = parse(text);
    expect(found).toEqual(["ACL1102 {"]);
    expect(names(file)).toEqual(expected);
    expect(file.damaged).toEqual([]);
  });
  test("is closed where it belongs", () => {
    const { file } = parse("role A {\n  access to X { open\n  access to Y { delete }\n}");
    expect(bare(file.declarations[0])).toMatchObject({
      blocks: [
        { targets: [{ name: "X" }], settings: [{ setting: "open" }] },
        { targets: [{ name: "Y" }], settings: [{ setting: "delete" }] },
      ],
    });
  });
  test.each([
    ["role A\n  access to X { open }\n}\nclass B {}", "ACL1101 access", ["role A", "class B"]],
    ["role A {\n  access to X\n    open\n  }\n}\nclass B {}", "ACL1101 open", ["role A", "class B"]],
    ["class A x: text }\nclass B {}", "ACL1101 x", ["class A", "class B"]],
    ['test "t"\n  group G\n  can open C\n}\nclass B {}', "ACL1101 group", ["test", "class B"]],
  ])("that opens: %s", (text, expected, left) => {
    const { found, file } = parse(text);
    expect(found).toEqual([expected]);
    expect(names(file)).toEqual(left);
  });
  test("too many", () => {
    const { found, file } = parse("role A { access to X { open } } }\nclass B {}");
    expect(found).toEqual(["ACL1103 }"]);
    expect(names(file)).toEqual(["role A", "class B"]);
  });
});

describe("the first column", () => {
  test("means nothing while the braces are right", () => {
    const { found, file } = parse(
      'test "t" {\ngroup G\noperator { id: "x" }\ncontext {}\ncan open C\n}\nrole R {\naccess to C {\nprivilege P\n}\n}\nclass A {\ncontext: text\n}',
    );
    expect(found).toEqual([]);
    expect(names(file)).toEqual(["test", "role R", "class A"]);
  });
  test("closes what is open, but not before a colon", () => {
    const { file } = parse("class A {\ncontext: text\nclass: text\nclass B {}");
    expect(names(file)).toEqual(["class A", "class B"]);
    expect(bare(file.declarations[0])).toMatchObject({ fields: [{ name: "context" }, { name: "class" }] });
  });
});

describe("several errors in one run", () => {
  test("one in each declaration, the others are there", () => {
    const { found, file } = parse(
      "class A { x text }\nclass B {}\nrole C extends D {}\ngroup E { roles F G }\nrule flow H on B requires P\npolicy I on B for write { .x }",
    );
    expect(found).toEqual(["ACL1101 text", "ACL1109 extends", "ACL1107 G", "ACL1109 write"]);
    expect(names(file)).toEqual(["class B", "rule H"]);
    expect(file.damaged).toEqual([
      { kind: "class", name: "A" },
      { kind: "role", name: "C" },
      { kind: "group", name: "E" },
      { kind: "policy", name: "I" },
    ]);
  });
  test("in one role: only the broken settings are lost", () => {
    const { found, file } = parse(`role R {
      access to A { open when .x =  delete 0 }
      access to B { open 9 modify == 3 run-reports }
      deny access to C { open from  delete privilege P }
      wat
      access to D { opn modify }
    }`);
    expect(found).toEqual(["ACL1101 delete", "ACL1123 9", "ACL1017 ==", "ACL1101 delete", "ACL1126 privilege", "ACL1101 wat", "ACL1109 opn"]);
    expect(bare(file.declarations[0])).toMatchObject({
      blocks: [
        { targets: [{ name: "A" }], settings: [{ setting: "delete" }] },
        { targets: [{ name: "B" }], settings: [{ setting: "run-reports" }] },
        { targets: [{ name: "C" }], settings: [{ setting: "delete" }] },
        { targets: [{ name: "D" }], settings: [{ setting: "modify" }] },
      ],
    });
    expect(file.damaged).toEqual([]);
  });
  test("in one class", () => {
    expect(parse('class A { a: string, c: "x" = "y" d: list of "a" e-f: text, g text }').found).toEqual([
      "ACL1140 string",
      "ACL1137 =",
      'ACL1131 "a"',
      "ACL1101 text",
    ]);
  });
  test("are in the order of the text", () => {
    const { diagnostics } = parse("class A { x: 'a' | \"\\q\" } // \u202e\nclass B { x text; }\nclass _C {}");
    const starts = diagnostics.map((d) => d.span?.start ?? 0);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(starts.length).toBe(6);
  });
});

describe("what is damaged is named", () => {
  test.each([
    ["access when A on C { .x = }", "access when", "A"],
    ["privilege `a b` on", "privilege", "a b"],
    ["role HR:A depends {}", "role", "HR:A"],
    ["group HR:A { roles }", "group", "HR:A"],
    ["final policy P on C for { .x }", "policy", "P"],
    ["rule flow R on C requires", "rule", "R"],
    ["rule R on C requires P", "rule", "R"],
    ["external assignment E on C {}", "external assignment", "E"],
    ["operator { x }", "operator", undefined],
    ["context { x }", "context", undefined],
    ["import", "import", undefined],
    ["clas A {}", "class", "A"],
    ["rol HR:A {}", "role", "HR:A"],
    ["role {}", "role", undefined],
    ["class A { x: 'a' }", "class", "A"],
  ])("%s", (text, kind, name) => {
    const { file } = parse(`${text}\nclass Z {}`);
    expect(file.damaged).toEqual([{ kind, name }]);
    expect(names(file)).toEqual(["class Z"]);
  });
});

describe("the example without one of its tokens", () => {
  const { tokens } = tokenize(example);
  test("loses at most the declaration that it was in and the one before, and nothing is silently lost", () => {
    for (const token of tokens) {
      const text = example.slice(0, token.startOffset) + example.slice(token.startOffset + token.image.length);
      const { file, diagnostics } = parse(text);
      const left = new Set(names(file));
      const lost = all.filter((name) => !left.has(name));
      const label = `without \`${token.image}\` at ${token.startOffset}`;
      expect(lost.length, label).toBeLessThanOrEqual(2);
      expect(diagnostics.length, label).toBeLessThanOrEqual(5);
      if (lost.length > 0 && file.declarations.length < all.length) expect(diagnostics.length, label).toBeGreaterThan(0);
    }
  });
});
