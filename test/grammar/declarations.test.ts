// Each kind of declaration, right and wrong.
import { describe, expect, test } from "vitest";
import { example } from "./example.ts";
import { bare, declarations, names, only, parse } from "./parsing.ts";

test("the first look at the language parses", () => {
  const { file, found } = parse(example);
  expect(found).toEqual([]);
  expect(names(file)).toHaveLength(26);
  expect(names(file)).toContain("external assignment Feedback");
  expect(bare(file.declarations.find((one) => one.kind === "role" && one.name.text === "HR:Manager"))).toEqual({
    kind: "role",
    name: "HR:Manager",
    dependsOn: ["HR:User"],
    inheritsPrivileges: true,
    blocks: [
      {
        kind: "access",
        targets: [{ name: "TGB-HR-Work-Purchase", andBelow: false }],
        settings: [
          { kind: "setting", setting: "modify", name: "modify", value: { level: { kind: "number", value: 5, integer: true } } },
          {
            kind: "setting",
            setting: "delete",
            name: "delete",
            value: {
              level: { kind: "number", value: 3, integer: true },
              when: {
                kind: "and",
                operands: [
                  { kind: "reference", name: "IsOwner" },
                  { kind: "not", operand: { kind: "reference", name: "IsLarge" } },
                ],
              },
            },
          },
          {
            kind: "privileges",
            names: ["ApprovePR"],
            value: {
              when: {
                kind: "compare",
                operator: "<=",
                left: { kind: "path", root: "object", segments: ["amount"] },
                right: { kind: "path", root: "operator", segments: ["approvalLimit"] },
              },
            },
          },
        ],
      },
    ],
  });
});

test("white space means nothing: without line ends and with one at each blank the trees are the same", () => {
  const without = example.replace(/\/\/.*$/gm, "").replace(/\s+/g, " ");
  const all = bare(declarations(without));
  expect(all).toEqual(bare(declarations(example)));
  expect(
    bare(
      declarations(
        without
          .split(/("[^"]*")/)
          .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(" ", "\n")))
          .join(""),
      ),
    ),
  ).toEqual(all);
  expect(
    bare(
      declarations(
        without
          .split(/("[^"]*")/)
          .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(" ", " /* { */\r\n")))
          .join(""),
      ),
    ),
  ).toEqual(all);
});

describe("import", () => {
  test("of a path", () => expect(only('import "./a.acl"')).toEqual({ kind: "import", path: { kind: "text", value: "./a.acl" } }));
  test("wrong", () => {
    expect(parse("import a").found).toEqual(["ACL1101 a"]);
    expect(parse("import").found).toEqual(["ACL1101 import"]);
    expect(parse("import 'a.acl'").found).toEqual(["ACL1016 'a.acl'"]);
  });
});

describe("class, operator, context", () => {
  test("types", () => {
    expect(
      only(`class A extends B without pattern {
      a: text, b: integer c: decimal d: boolean e: date f: datetime,
      g: list of date h: "a" i: "a" | "b" j: { k: text l: { m: list of text, }, }, n: {}
    }`),
    ).toMatchObject({
      name: "A",
      extends: "B",
      withoutPattern: true,
      fields: [
        { type: { kind: "scalar", name: "text" } },
        { type: { name: "integer" } },
        { type: { name: "decimal" } },
        { type: { name: "boolean" } },
        { type: { name: "date" } },
        { type: { name: "datetime" } },
        { type: { kind: "list", element: "date" } },
        { type: { kind: "union", members: [{ value: "a" }] } },
        { type: { kind: "union", members: [{ value: "a" }, { value: "b" }] } },
        { name: "j", type: { kind: "page", fields: [{ name: "k" }, { name: "l", type: { fields: [{ name: "m" }] } }] } },
        { name: "n", type: { kind: "page", fields: [] } },
      ],
    });
  });
  test("clauses in any order, each once", () => {
    expect(only("class A without pattern extends B {}")).toMatchObject({ extends: "B", withoutPattern: true });
    expect(only("class A {}")).toEqual({ kind: "class", name: "A", withoutPattern: false, fields: [] });
    expect(parse("class A extends B extends C {}").found).toEqual(["ACL1110 extends"]);
    expect(parse("class A without pattern without pattern {}").found).toEqual(["ACL1110 without"]);
    expect(parse("class A extends B, C {}").found).toEqual(["ACL1101 ,"]);
  });
  test("attributes have defaults", () => {
    expect(only('operator { a: text = "x", b: list of integer = [1, 2] c: boolean = true d: date = date "2026-01-01" }')).toMatchObject({
      kind: "operator",
      fields: [
        { default: { value: "x" } },
        { default: { kind: "list", elements: { length: 2 } } },
        { default: { value: true } },
        { default: { kind: "date" } },
      ],
    });
    expect(only("context {}")).toEqual({ kind: "context", fields: [] });
    expect(parse('class A { x: text = "a" }').found).toEqual(["ACL1137 ="]);
    expect(parse('operator { x: { y: text = "a" } }').found).toEqual(["ACL1137 ="]);
  });
  test("documentation", () => {
    expect(
      bare(
        declarations(
          "/// one\n///two\n// no\n///  three\nclass A { /// behind\n  /// x\n  x: text /// y\n  y: text }\n\n/// four\n\nfinal policy P on A for read { true }",
        ),
      ),
    ).toMatchObject([{ documentation: "one\ntwo\n three", fields: [{ documentation: "x" }, { name: "y" }] }, { documentation: "four" }]);
    expect((bare(declarations("class A { x: text /// y\n  y: text }")) as { fields: object[] }[])[0]?.fields[1]).not.toHaveProperty("documentation");
  });
  test.each([
    ["class A inherits B {}", "ACL1109 inherits"],
    ["class A : B {}", "ACL1109 :"],
    ["class A < B {}", "ACL1109 <"],
    ["class A is B {}", "ACL1109 is"],
    ["class A depends on B {}", "ACL1109 depends"],
    ["class A { x: string }", "ACL1140 string"],
    ["class A { x: int }", "ACL1140 int"],
    ["class A { x: txt }", "ACL1140 txt"],
    ["class A { x: text[] }", "ACL1101 ["],
    ['class A { x: list of "a" | "b" }', 'ACL1131 "a"'],
    ["class A { x: list of { y: text } }", "ACL1131 {"],
    ["class A { x: list of list of text }", "ACL1131 list"],
    ["class A { x text }", "ACL1101 text"],
    ["class A { x = text }", "ACL1109 ="],
    ["class A { x: }", "ACL1101 }"],
    ["class A { x: text,, y: text }", "ACL1106 ,"],
    ["class A { , }", "ACL1101 ,"],
    ['class A { "x": text }', 'ACL1120 "x"'],
    ['class A { x: "a" | }', "ACL1101 }"],
    ['class A { x: "a" || "b" }', "ACL1017 ||"],
    ["class {}", "ACL1108 class"],
    ["class A", "ACL1101 A"],
    ["class A { _x: text }", "ACL1013 _x"],
    ["class A { __proto__: text }", "ACL1013 __proto__"],
  ])("%s", (text, expected) => expect(parse(`${text}\nclass Z {}`).found).toEqual([expected]));
});

describe("access when, privilege, rule", () => {
  test("right", () => {
    expect(only("privilege P on A, B")).toEqual({ kind: "privilege", name: "P", on: ["A", "B"] });
    expect(only("rule flow-action F on A requires P or Q or R when .x")).toEqual({
      kind: "rule",
      ruleKind: "flow-action",
      name: "F",
      on: "A",
      requires: ["P", "Q", "R"],
      when: { kind: "truth", operand: { kind: "path", root: "object", segments: ["x"] } },
    });
    expect(only("rule report F when .x requires P on A")).toMatchObject({ on: "A", requires: ["P"], when: { kind: "truth" } });
    for (const kind of ["flow-action", "flow", "activity", "correspondence", "attachment", "navigation", "report", "section"]) {
      expect(only(`rule ${kind} F on A requires P`)).toMatchObject({ ruleKind: kind });
    }
  });
  test("one after the other on one line", () => {
    expect(
      names(
        parse("privilege P on A privilege Q on A rule flow F on A requires P rule flow G on A requires P when .x class B {} privilege R on A operator {}").file,
      ),
    ).toEqual(["privilege P", "privilege Q", "rule F", "rule G", "class B", "privilege R", "operator"]);
    expect(names(parse("policy P on A for property-encrypt of .class class B {} rule flow F on A requires P when .x in [1] role R {}").file)).toEqual([
      "policy P",
      "class B",
      "rule F",
      "role R",
    ]);
  });
  test.each([
    ["access when A on B, C { true }", "ACL1112 C"],
    ["rule flow F on A, B requires P", "ACL1112 B"],
    ["rule flow F on A", "ACL1111 F"],
    ["rule flow F requires P", "ACL1111 F"],
    ["rule F on A requires P", "ACL1138 F"],
    ["rule flowaction F on A requires P", "ACL1138 flowaction"],
    ["rule flow F on A requires P, Q", "ACL1109 ,"],
    ["rule flow F on A requires P and Q", "ACL1109 and"],
    ["rule flow F on A requires P requires Q", "ACL1110 requires"],
    ["rule flow F on A requires P on B", "ACL1110 on"],
    ["rule flow F on A requires", "ACL1108 requires"],
    ["privilege P", "ACL1101 P"],
    ["privilege P on", "ACL1108 on"],
    ["privilege P on A B", "ACL1107 B"],
    ["privilege P on A,", "ACL1106 ,"],
    ["privilege on A", "ACL1101 A"],
  ])("%s", (text, expected) => expect(parse(`${text}\nclass Z {}`).found.slice(0, 1)).toEqual([expected]));
});

describe("role", () => {
  test("blocks and settings", () => {
    expect(
      only(`role R inherits privileges depends on A, B {
      access to @baseclass, C- { open modify 3 delete 0 when .x run-reports when A privilege P privileges P, Q 5 all settings 2 all privileges when B }
      deny access to C and below, D { open delete from 2 modify up to 3 when A execute-rules 0 all settings open-rules up to 0 }
      access to E {}
    }`),
    ).toMatchObject({
      dependsOn: ["A", "B"],
      inheritsPrivileges: true,
      blocks: [
        {
          kind: "access",
          targets: [{ name: "@baseclass", andBelow: false }, { name: "C-" }],
          settings: [
            { setting: "open", value: {} },
            { setting: "modify", value: { level: { value: 3 } } },
            { setting: "delete", value: { level: { value: 0 }, when: {} } },
            { setting: "run-reports", value: { when: { name: "A" } } },
            { kind: "privileges", names: ["P"] },
            { kind: "privileges", names: ["P", "Q"], value: { level: { value: 5 } } },
            { kind: "all settings", value: { level: { value: 2 } } },
            { kind: "all privileges", value: { when: {} } },
          ],
        },
        {
          kind: "deny",
          targets: [
            { name: "C", andBelow: true },
            { name: "D", andBelow: false },
          ],
          settings: [
            { setting: "open" },
            { setting: "delete", bound: { how: "from", level: 2 } },
            { setting: "modify", bound: { how: "up to", level: 3 }, when: {} },
            { setting: "execute-rules", bound: { how: "never", level: 0 } },
            { kind: "all settings" },
            { setting: "open-rules", bound: { how: "never" } },
          ],
        },
        { kind: "access", settings: [] },
      ],
    });
  });
  test("A21 a blank setting is not 0", () => {
    expect((only("role R { access to C { open } }") as { blocks: { settings: { value: object }[] }[] }).blocks[0]?.settings[0]?.value).toEqual({});
    expect((only("role R { access to C { open 0 } }") as { blocks: { settings: { value: object }[] }[] }).blocks[0]?.settings[0]?.value).toEqual({
      level: { kind: "number", value: 0, integer: true },
    });
  });
  test.each(["6", "-1", "1.5", "-0", "5.0"])("A20 %s is no level", (level) => {
    expect(parse(`role R { access to C { open ${level} } }`).found).toEqual([`ACL1123 ${level}`]);
    expect(parse(`role R { deny access to C { open from ${level} } }`).found).toEqual([`ACL1123 ${level}`]);
  });
  test.each(["1e0", "0x5"])("A20 %s is no number", (level) => expect(parse(`role R { access to C { open ${level} } }`).found).toEqual([`ACL1011 ${level}`]));
  test.each(["1", "2", "3", "4", "5"])("a bare %s in a deny block can be read two ways", (level) => {
    const { found, diagnostics } = parse(`role R { deny access to C { open ${level} } }`);
    expect(found).toEqual([`ACL1124 ${level}`]);
    expect(diagnostics[0]?.help).toContain(`from ${level}`);
    expect(diagnostics[0]?.help).toContain(`up to ${level}`);
  });
  test.each([
    ["allow open on C", "ACL1109 allow"],
    ["grant to C { open }", "ACL1109 grant"],
    ["permit C { open }", "ACL1109 permit"],
    ["access C { open }", "ACL1101 C"],
    ["forbid open on C", "ACL1109 forbid"],
    ["deny open", "ACL1139 deny open"],
    ["deny open on C", "ACL1139 deny open"],
    ["deny C { open }", "ACL1109 deny"],
    ["deny to C { open }", "ACL1109 deny"],
    ["open", "ACL1101 open"],
    ["access to C { allow open }", "ACL1109 allow"],
    ["access to C { read }", "ACL1109 read"],
    ["access to C { opn }", "ACL1109 opn"],
    ["access to C { open if .x }", "ACL1109 if"],
    ["access to C { open .x }", "ACL1101 .x"],
    ["access to C { open level 3 }", "ACL1101 level"],
    ["access to C { open 3 4 }", "ACL1101 4"],
    ["access to C { open when .x 3 }", "ACL1101 3"],
    ["access to C { open when .x when .y }", "ACL1110 when"],
    ["access to C { open when }", "ACL1101 }"],
    ["access to C { open, delete }", "ACL1106 ,"],
    ["access to C { open; delete }", "ACL1018 ;"],
    ["access to C { privilege }", "ACL1108 privilege"],
    ["access to C { all }", "ACL1101 }"],
    ["access to { open }", "ACL1108 to"],
    ["access to C D { open }", "ACL1107 D"],
    ["access to C, { open }", "ACL1106 ,"],
    ["access to C and below { open }", "ACL1127 and below"],
    ["access to C { open from 3 }", "ACL1125 from"],
    ["access to C { open up to 3 }", "ACL1125 up to"],
    ["deny access to C { privilege P }", "ACL1126 privilege"],
    ["deny access to C { privileges P }", "ACL1126 privileges"],
    ["deny access to C { all privileges }", "ACL1126 all privileges"],
    ["deny access to C { open from 0 }", "ACL1123 0"],
  ])("%s", (text, expected) => {
    const { found, diagnostics, file } = parse(`role R { ${text} }\nrole S {}`);
    expect(found).toEqual([expected]);
    expect(diagnostics[0]?.help).toBeTruthy();
    expect(names(file)).toContain("role S");
  });
  test.each([
    ["role R extends S {}", "ACL1109 extends"],
    ["role R inherits S {}", "ACL1109 inherits"],
    ["role R depends S {}", "ACL1101 S"],
    ["role R depends on S depends on T {}", "ACL1110 depends"],
    ["role R inherits privileges inherits privileges {}", "ACL1110 inherits"],
    ["role R depends on {}", "ACL1108 on"],
    ["role {}", "ACL1108 role"],
  ])("%s", (text, expected) => expect(parse(text).found).toEqual([expected]));
});

describe("group", () => {
  test("right", () => {
    expect(only("group G { stop at first grant or deny roles A, HR:B }")).toEqual({ kind: "group", name: "G", roles: ["A", "HR:B"], stop: true });
    expect(only("group G { roles at, first, grant }")).toEqual({ kind: "group", name: "G", roles: ["at", "first", "grant"], stop: false });
  });
  test.each([
    ["group G {}", "ACL1113 G"],
    ["group G { stop at first grant or deny }", "ACL1111 G"],
    ["group G { roles }", "ACL1108 roles"],
    ["group G { A, B }", "ACL1101 A"],
    ["group G { roles A B }", "ACL1107 B"],
    ["group G { roles A roles B }", "ACL1110 roles"],
    ["group G { roles A stop }", "ACL1101 }"],
    ["group G { roles A stop at first deny }", "ACL1101 deny"],
  ])("%s", (text, expected) => expect(parse(text).found).toEqual([expected]));
});

describe("policy", () => {
  test("actions", () => {
    expect(only("final policy P for read, update, delete, run-reports, privilege Q, discover showing .a, .b.c, execute-rules on A, B { .x }")).toMatchObject({
      final: true,
      on: ["A", "B"],
      body: { kind: "single" },
      actions: [
        { kind: "action", action: "read" },
        { action: "update" },
        { action: "delete" },
        { action: "run-reports" },
        { kind: "privilege", name: "Q" },
        { kind: "discover", showing: [{ segments: ["a"] }, { segments: ["b", "c"] }] },
        { action: "execute-rules" },
      ],
    });
    expect(only("policy P on A for discover { .x }")).toMatchObject({ final: false, actions: [{ kind: "discover", showing: [] }] });
    expect(only("policy P on A for property-encrypt of .a, .b.c")).toEqual({
      kind: "policy",
      final: false,
      name: "P",
      on: ["A"],
      actions: [
        {
          kind: "property-encrypt",
          properties: [
            { kind: "path", root: "object", segments: ["a"] },
            { kind: "path", root: "object", segments: ["b", "c"] },
          ],
        },
      ],
    });
  });
  test("masks", () => {
    const masks = [
      ["full", { kind: "full" }],
      ['full with "x"', { kind: "full", with: "x" }],
      ["all but last 4", { kind: "all but last", count: 4 }],
      ['all but first 2 with "#"', { kind: "all but first", count: 2, with: "#" }],
      ["digits 5", { kind: "digits", count: 5 }],
      ["year 1900", { kind: "year", year: 1900 }],
      ["day 01 month 06", { kind: "day month", day: 1, month: 6 }],
      ['date "2000-02-29"', { kind: "date", date: "2000-02-29" }],
    ] as const;
    const text = masks.map(([mask], index) => `.p${index} masked ${mask}`).join(", ");
    expect(only(`policy P on A for property-read of ${text}, .q { .x }`)).toMatchObject({
      actions: [{ kind: "property-read", properties: [...masks.map(([, mask]) => ({ mask })), { path: { segments: ["q"] } }] }],
    });
    expect(parse("policy P on A for property-read of .p masked { .x }").found).toEqual(["ACL1101 {"]);
    expect(parse("policy P on A for property-read of .p masked all but last 1.5 { .x }").found).toEqual(["ACL1132 1.5"]);
    expect(parse('policy P on A for property-read of .p masked year 1900 with "x" { .x }').found).toEqual(["ACL1132 with"]);
    expect(parse('policy P on A for property-read of .p masked date "1900-02-29" { .x }').found).toEqual(['ACL1128 "1900-02-29"']);
  });
  test.each([
    ["policy P on A { .x }", "ACL1111 P"],
    ["policy P for read { .x }", "ACL1111 P"],
    ["policy P on A for write { .x }", "ACL1109 write"],
    ["policy P on A for open { .x }", "ACL1109 open"],
    ["policy P on A for read, modify { .x }", "ACL1109 modify"],
    ["policy P on A for read for update { .x }", "ACL1110 for"],
    ["policy P on A on B for read { .x }", "ACL1110 on"],
    ["policy P on A for read, { .x }", "ACL1106 ,"],
    ["policy P on A for read {}", "ACL1113 {}"],
    ["policy P on A for read, property-read of .a { .x }", "ACL1133 property-read of .a"],
    ["policy P on A for property-read of .a, read { .x }", "ACL1133 property-read of .a"],
    ["policy P on A for property-read of a { .x }", "ACL1101 a"],
    ["policy P on A for property-read .a { .x }", "ACL1101 .a"],
    ["policy P on A for property-read of .a .b { .x }", "ACL1107 .b"],
  ])("%s", (text, expected) => expect(parse(text).found).toEqual([expected]));
});

describe("external assignment", () => {
  test("right", () => {
    expect(only("external assignment F on C { open remind every 2 days expires after 1 week performs A, B group HR:G }")).toEqual({
      kind: "external assignment",
      name: "F",
      on: "C",
      group: "HR:G",
      performs: ["A", "B"],
      expiresAfter: { count: 1, unit: "weeks" },
      remindEvery: { count: 2, unit: "days" },
      open: true,
    });
    expect(only("external assignment F on C { group G performs A expires after 7 days }")).toMatchObject({ open: false });
  });
  test.each([
    ["external assignment F on C { group G performs A }", ["ACL1111 F"]],
    ["external assignment F on C {}", ["ACL1111 F"]],
    ["external assignment F on C { group G group H performs A expires after 1 day }", ["ACL1110 group"]],
    ["external assignment F on C { group G performs A expires after 7 }", ["ACL1130 7"]],
    ["external assignment F on C { group G performs A, expires after 7 days }", ["ACL1106 ,"]],
    ["external F on C {}", ["ACL1101 F"]],
  ])("%s", (text, expected) => expect(parse(text).found).toEqual(expected));
});

describe("test", () => {
  test("right", () => {
    expect(
      only(`test "t" {
      can open C { a: 1, b: [1 2, "x",] c: { d: null e: [] }, f: date "2026-01-01" } context { ch: "web" }
      roles R, HR:S level 3 now datetime "2026-01-01T00:00:00Z" operator {}
      cannot discover C  has P on C {}  lacks \`open\` on C  can perform R on C  cannot perform R on C  sees .a.b of C  hides .c of @baseclass { x: true }
    }`),
    ).toMatchObject({
      title: { value: "t" },
      subject: { kind: "roles", roles: ["R", "HR:S"] },
      level: { value: 3 },
      operator: { entries: [] },
      context: { entries: [{ name: "ch", value: { value: "web" } }] },
      now: { value: "2026-01-01T00:00:00Z" },
      expectations: [
        {
          kind: "can",
          expected: true,
          action: "open",
          on: "C",
          object: {
            entries: [
              { value: { value: 1 } },
              { value: { kind: "values", elements: [{ value: 1 }, { value: 2 }, { value: "x" }] } },
              { value: { kind: "object", entries: [{ value: { kind: "null" } }, { value: { elements: [] } }] } },
              { value: { kind: "date" } },
            ],
          },
        },
        { kind: "can", expected: false, action: "discover" },
        { kind: "has", expected: true, privilege: "P", object: { entries: [] } },
        { kind: "has", expected: false, privilege: "open" },
        { kind: "perform", expected: true, rule: "R" },
        { kind: "perform", expected: false },
        { kind: "sees", expected: true, path: { segments: ["a", "b"] } },
        { kind: "sees", expected: false, on: "@baseclass", object: { entries: [{ name: "x" }] } },
      ],
    });
  });
  test.each([
    ["test {}", "ACL1101 {"],
    ['test "t" {}', "ACL1113 test"],
    ['test "t" { group G }', "ACL1113 test"],
    ['test "t" { can open C }', "ACL1111 test"],
    ['test "t" { group G roles R can open C }', "ACL1110 roles"],
    ['test "t" { group G group H can open C }', "ACL1110 group"],
    ['test "t" { group G can C }', "ACL1101 C"],
    ['test "t" { group G can open }', "ACL1108 open"],
    ['test "t" { group G has P C }', "ACL1101 C"],
    ['test "t" { group G can open C { "a": 1 } }', 'ACL1120 "a"'],
    ['test "t" { group G can open C { a = 1 } }', "ACL1109 ="],
    ['test "t" { group G, can open C }', "ACL1106 ,"],
    ['test "t" { group G can open C { a: now } }', "ACL1101 now"],
    ['test "t" { group G now datetime "2026-01-01" can open C }', 'ACL1129 "2026-01-01"'],
    ['test "t" { group G sees a of C }', "ACL1101 a"],
  ])("%s", (text, expected) => expect(parse(text).found).toEqual([expected]));
});

describe("assert", () => {
  test("right", () => {
    expect(only('assert "t" no group can both perform A and delete on C and below at level 3 when .x = 1 unless B')).toMatchObject({
      kind: "assert",
      title: { value: "t" },
      subject: { kind: "no group" },
      deeds: [
        { kind: "perform", rule: "A" },
        { kind: "can", action: "delete" },
      ],
      sharedVerb: true,
      on: { name: "C", andBelow: true },
      levels: { how: "at", level: { value: 3 } },
      when: { kind: "compare" },
      unless: { kind: "reference" },
    });
    expect(only("assert only HR:G, H can open C")).toMatchObject({ subject: { kind: "only", groups: ["HR:G", "H"] }, deeds: [{ action: "open" }] });
    expect(only("assert nobody sees .a.b of C unless E up to level 2")).toMatchObject({ deeds: [{ kind: "sees" }], levels: { how: "up to" } });
    expect(only("assert nobody both has both and sees .x on C")).toMatchObject({ deeds: [{ kind: "has", privilege: "both" }, { kind: "sees" }] });
    expect(only("assert only only can discover only")).toMatchObject({ subject: { groups: ["only"] }, on: { name: "only" } });
  });
  test("its words are names elsewhere, also at the end of a declaration", () => {
    const text = 'class assert { no: text }\nprivilege both on assert, no\ngroup unless { roles only }\naccess when nobody on assert { .no = "" }';
    const { found, file } = parse(text);
    expect({ found, declarations: file.declarations }).toMatchObject({
      found: [],
      declarations: [{ kind: "class" }, { kind: "privilege" }, { kind: "group" }, { kind: "access when" }],
    });
  });
  test.each([
    ["assert everybody can open C", "ACL1101 everybody"],
    ["assert no group can perform A C", "ACL1101 C"],
    ["assert no group can open C at level 6", "ACL1123 6"],
    ["assert no group can open C at level 2 from level 3", "ACL1110 level"],
    ["assert no group can open C unless A unless B", "ACL1110 unless"],
    ["assert no group has both A and B on C", "ACL1101 A"],
  ])("%s", (text, expected) => expect(parse(text).found).toEqual([expected]));
});
