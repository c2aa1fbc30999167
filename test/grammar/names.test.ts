// Names: dashes, one colon, backticks, and words of the language where they may be names.
import { describe, expect, test } from "vitest";
import { condition, declarations, names, only, parse } from "./parsing.ts";

describe("names with dashes", () => {
  test.each(["Work-", "TGB-HR-Work", "A-1-2b", "SC-Dare-ViewStatement-Internet", "a_b-c_d", "open-", "class-x"])("%s is a class", (name) => {
    expect(only(`class ${name} {}`)).toMatchObject({ kind: "class", name });
    expect(only(`privilege P on ${name}`)).toMatchObject({ on: [name] });
  });
  test("only a class may end in a dash", () => {
    expect(parse("privilege P- on C").found).toEqual(["ACL1122 P-"]);
    expect(parse("role R- {}").found).toEqual(["ACL1122 R-"]);
    expect(parse("group HR-:G { roles A }").found).toEqual(["ACL1122 HR-"]);
    expect(parse("access when A- on C { true }").found).toEqual(["ACL1122 A-"]);
    expect(parse("group G { roles R- }").found).toEqual(["ACL1122 R-"]);
  });
  test.each(["A--B", "_A", "A---", "A-_b"])("%s is no name", (name) => expect(parse(`class ${name} {}`).found).toEqual([`ACL1013 ${name}`]));
  test("@baseclass is a class, and nothing else starts with @", () => {
    expect(only("privilege P on @baseclass")).toMatchObject({ on: ["@baseclass"] });
    expect(only("class A extends @baseclass {}")).toMatchObject({ extends: "@baseclass" });
    expect(parse("privilege P on @other").found).toEqual(["ACL1013 @other"]);
    expect(parse("role @baseclass {}").found).toEqual(["ACL1122 @baseclass"]);
  });
  test("properties have none", () => {
    expect(parse("class A { created-by: text }").found).toEqual(["ACL1120 created-by"]);
    expect(parse("access when A on C { .x-y = 1 }").found).toEqual(["ACL1120 x-y"]);
    expect(parse("access when A on C { operator.x-3 = 1 }").found).toEqual(["ACL1120 x-3"]);
  });
});

describe("an application in front", () => {
  test("of roles and groups", () => {
    expect(only("role HR:Manager depends on HR:User, Other {}")).toMatchObject({ name: "HR:Manager", dependsOn: ["HR:User", "Other"] });
    expect(only("group HR:G { roles A:B, C }")).toMatchObject({ name: "HR:G", roles: ["A:B", "C"] });
    expect(condition("operator holds HR:Manager")).toEqual({ kind: "holds", role: "HR:Manager" });
  });
  test("has no blanks around its colon, and there is one", () => {
    for (const name of ["HR :Manager", "HR: Manager", "HR : Manager"]) expect(parse(`role ${name} {}`).found).toEqual([`ACL1122 ${name}`]);
    expect(parse("role A:B:C {}").found).toEqual(["ACL1122 A:B:C"]);
    expect(parse("class A:B {}").found).toEqual(["ACL1109 :"]);
  });
  test("is a word of the language too, since a colon follows it", () => {
    expect(only("role open:User depends on role:class {}")).toMatchObject({ name: "open:User", dependsOn: ["role:class"] });
    expect(only("group test:stop { roles stop:open, list:at }")).toMatchObject({ name: "test:stop", roles: ["stop:open", "list:at"] });
  });
  test("is not taken for what stands before the value of a property", () => {
    expect(only('class A{status:"New"owner:text a:list of text}')).toMatchObject({ fields: [{ name: "status" }, { name: "owner" }, { name: "a" }] });
    expect(only('test "t" { group G operator{id:"x"} can open C{status:"New"} }')).toMatchObject({ operator: { entries: [{ name: "id" }] } });
  });
});

describe("backticks", () => {
  test("hold any printable ASCII", () => {
    expect(only("class `stock.picking` {}")).toMatchObject({ name: "stock.picking" });
    expect(only('role `a b: "c" {}` depends on `x:y` {}')).toMatchObject({ name: 'a b: "c" {}', dependsOn: ["x:y"] });
    expect(only("rule flow `r/1` on `c` requires `p 1` or `p 2`")).toMatchObject({ name: "r/1", requires: ["p 1", "p 2"] });
    expect(only("privilege `__proto__` on `constructor`")).toMatchObject({ name: "__proto__", on: ["constructor"] });
  });
  test("and nothing else", () => {
    expect(parse("class `é` {}").found).toEqual(["ACL1003 é"]);
    expect(parse("class `a\tb` {}").found).toEqual(["ACL1013 `a\tb`"]);
    expect(parse("class `` {}").found).toEqual(["ACL1013 ``"]);
    expect(parse("class `a\nclass B {}").found).toEqual(["ACL1009 `a"]);
  });
  test("go around a whole name", () => {
    expect(parse("role `A`:B {}").found).toEqual(["ACL1122 `A`"]);
    expect(parse("role A:`B` {}").found).toEqual(["ACL1122 `B`"]);
  });
  test("are for words only where names do not come from elsewhere", () => {
    expect(condition("`list` and `open` or `IsOwner`")).toMatchObject({ kind: "or" });
    expect(parse("access when `a b` on C { true }").found).toEqual(["ACL1122 `a b`"]);
    expect(parse("policy `a.b` on C for read { true }").found).toEqual(["ACL1122 `a.b`"]);
    expect(parse("class A { `x`: text }").found).toEqual(["ACL1120 `x`"]);
    expect(parse("access when A on C { .`x` = 1 }").found).toEqual(["ACL1120 `x`"]);
  });
});

describe("words of the language", () => {
  test("may be what a declaration names", () => {
    expect(
      names(
        parse(`
      privilege list on C
      privilege open on C
      privilege privilege on \`class\`
      class class extends \`extends\` {}
      class extends {}
      role depends depends on A {}
      role \`when\` {}
      group roles { roles A }
      policy policy on C for read { true }
      access when when on C { true }
      rule flow rule on C requires P
      rule flow-action flow on C requires P
      external assignment test on C { group G performs P expires after 1 day }
      external assignment assignment on C { group G performs P expires after 1 day }
    `).file,
      ),
    ).toEqual([
      "privilege list",
      "privilege open",
      "privilege privilege",
      "class class",
      "class extends",
      "role depends",
      "role when",
      "group roles",
      "policy policy",
      "access when when",
      "rule rule",
      "rule flow",
      "external assignment test",
      "external assignment assignment",
    ]);
  });
  test("may be properties and attributes", () => {
    expect(only("class A { open: boolean class: text when: date, not: integer list: list of text }")).toMatchObject({
      fields: [{ name: "open" }, { name: "class" }, { name: "when" }, { name: "not" }, { name: "list" }],
    });
    expect(condition('.not and operator.group.all = "a" and context.and')).toMatchObject({
      operands: [{ operand: { segments: ["not"] } }, { left: { root: "operator", segments: ["group", "all"] } }, { operand: { segments: ["and"] } }],
    });
    expect(only('test "t" { roles R operator { open: true group: "x" } can open C { class: 1 now: 2 } }')).toMatchObject({
      operator: { entries: [{ name: "open" }, { name: "group" }] },
    });
  });
  test("need backticks where something is referred to", () => {
    expect(parse("role R { access to C { privilege open } }").found).toEqual(["ACL1105 open"]);
    expect(parse("class A extends class {}").found).toEqual(["ACL1105 class"]);
    expect(parse("group G { roles access }").found).toEqual(["ACL1105 access"]);
    expect(parse("access when A on C { open and .x }").found).toEqual(["ACL1105 open"]);
    expect(parse("role R { access to C { privilege open } }").diagnostics[0]?.fix?.edits[0]?.text).toBe("`open`");
    expect(only("role R { access to `open` { privilege `open` } }")).toMatchObject({ blocks: [{ targets: [{ name: "open" }] }] });
  });
  test("that have a meaning in few places need none", () => {
    expect(only("privilege P on list, text, days, first, full, report, section, update, holds")).toMatchObject({ on: { length: 9 } });
    expect(condition("list and contains and not starts or empty")).toMatchObject({ kind: "or" });
    expect(only("role R { access to read { privileges update, list 3 when with } }")).toMatchObject({
      blocks: [{ settings: [{ kind: "privileges", names: ["update", "list"], value: { level: { value: 3 }, when: { name: "with" } } }] }],
    });
  });
  test("a comma too many before one is an error, not a name", () => {
    const { found, file } = parse("role R { access to C { privileges A, open } }");
    expect(found).toEqual(["ACL1106 ,"]);
    expect(file.declarations).toHaveLength(1);
    expect(parse("group G { roles A, stop at first grant or deny }").found).toEqual(["ACL1106 ,"]);
    expect(parse("group G { roles A, }").found).toEqual(["ACL1106 ,"]);
  });
  test("are written in lower case", () => {
    expect(parse("Role R {}").found).toEqual(["ACL1104 Role"]);
    expect(parse("access when A on C { .x AND .y }").found).toEqual(["ACL1109 AND"]);
  });
});

test("names of JavaScript's own are data", () => {
  const all = [
    "__proto__",
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
  ];
  const text = all.map((name) => `class \`${name}\` {}\nrole \`${name}\` { access to \`${name}\` { open } }\nprivilege \`${name}\` on \`${name}\``).join("\n");
  expect(declarations(text)).toHaveLength(3 * all.length);
});
