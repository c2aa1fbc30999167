// The model: blocks spelled out for each class, privileges and policies by class, roles and groups, external assignments.
import { describe, expect, test } from "vitest";
import { bindTexts, classOf, modelOf } from "./support.ts";

describe("blocks", () => {
  test("one for several classes is one for each, with the properties of each", async () => {
    const { model, messages } = await bindTexts("class A { x: integer } class B { x: text } role R { access to A, B { open when .x = 1 } }");
    expect(model).toBeUndefined();
    expect(messages).toEqual(["ACL3001 a text does not compare with the integer 1"]);
  });

  test("`and below` reaches every class below; a block of its own beats it, and the nearest of two counts", async () => {
    const model = await modelOf(`
      class Work- {} class Work-A {} class Work-A-B {} class Work-C {} class Other {}
      role R {
        deny access to Work- and below { all settings  open from 3 }
        deny access to Work-A and below { delete }
        deny access to Work-C { modify up to 2  open 0 }
      }
    `);
    const deny = model.roles[0]?.deny;
    const settings = (name: string) => [...(deny?.get(classOf(model, name))?.settings.keys() ?? [])];
    expect(settings("Work-")).toHaveLength(9);
    expect(settings("Work-A")).toEqual(["delete"]);
    expect(settings("Work-A-B")).toEqual(["delete"]);
    expect(settings("Work-C")).toEqual(["modify", "open"]);
    expect(deny?.has(classOf(model, "Other"))).toBe(false);
    expect(deny?.get(classOf(model, "Other"))).toBeUndefined();
    expect([...(deny?.keys() ?? [])].map((one) => one.name)).toEqual(["Work-", "Work-A", "Work-A-B", "Work-C"]);
    expect(deny?.size).toBe(4);
    expect([...(deny ?? [])].every(([on, block]) => block.on === on)).toBe(true);
    expect(deny?.get(classOf(model, "Work-"))?.settings.get("open")).toMatchObject({ lowest: 3, highest: 5 });
    expect(deny?.get(classOf(model, "Work-"))?.settings.get("modify")).toMatchObject({ lowest: 1, highest: 5 });
    expect(deny?.get(classOf(model, "Work-C"))?.settings.get("modify")).toMatchObject({ lowest: 1, highest: 2 });
    expect(deny?.get(classOf(model, "Work-C"))?.settings.get("open")).toMatchObject({ lowest: 1, highest: 0 });
  });

  test("`@baseclass and below` reaches every class", async () => {
    const model = await modelOf("class A {} class B {} role R { deny access to @baseclass and below { open } access to @baseclass { open } }");
    expect([...(model.roles[0]?.deny.keys() ?? [])].map((one) => one.name)).toEqual(["@baseclass", "A", "B"]);
    expect([...(model.roles[0]?.access.keys() ?? [])].map((one) => one.name)).toEqual(["@baseclass"]);
  });

  test("`all settings` and `all privileges` give the rest, in the order of the lists", async () => {
    const model = await modelOf(`
      class Work- {} class Work-A {}
      privilege P on Work-  privilege Q on Work-A  privilege S on Work-
      role R { access to Work-A { all settings 2  open 5  delete 0  all privileges  privilege S 1 } }
    `);
    const block = model.roles[0]?.access.get(classOf(model, "Work-A"));
    expect([...(block?.settings ?? [])].map(([name, { level }]) => [name, level])).toEqual([
      ["open", 5],
      ["modify", 2],
      ["delete", 0],
      ["run-reports", 2],
      ["execute-activities", 2],
      ["open-rules", 2],
      ["modify-rules", 2],
      ["delete-rules", 2],
      ["execute-rules", 2],
    ]);
    expect([...(block?.privileges ?? [])].map(([name, { level }]) => [name, level])).toEqual([
      ["P", undefined],
      ["Q", undefined],
      ["S", 1],
    ]);
  });

  test("A19, A21: blank is not zero, and two blocks are never one", async () => {
    const model = await modelOf("class A {} role R { access to A { open 0 } } role S { access to A {} }");
    expect(model.roles[0]?.access.get(classOf(model, "A"))?.settings.get("open")?.level).toBe(0);
    expect(model.roles[1]?.access.get(classOf(model, "A"))?.settings.has("open")).toBe(false);
    const { messages } = await bindTexts("class A {} role R { access to A { open } access to A { modify } }");
    expect(messages).toEqual(["ACL2111 role `R` has two access blocks for `A`"]);
  });

  test("two `and below` that meet below neither are an error, unless that class has its own", async () => {
    const text = (own: string) =>
      `class A- {} class W- {} class W-X extends A- {} class W-X-Y {} role R { deny access to A- and below { open } deny access to W- and below { delete } ${own} }`;
    expect((await bindTexts(text(""))).messages).toHaveLength(1);
    expect((await bindTexts(text("deny access to W-X and below {}"))).messages).toEqual([]);
  });
});

describe("roles and groups", () => {
  test("hold themselves and all that they depend on, in order of first visit", async () => {
    const model = await modelOf(
      "class A {} role R depends on S, T {} role S depends on U {} role T depends on U, V {} role U {} role V { deny access to A {} } group G { roles T, R stop at first grant or deny }",
    );
    expect(model.roles[0]?.holds.map((role) => role.name)).toEqual(["R", "S", "U", "T", "V"]);
    expect(model.roles.map((role) => role.denyOnly)).toEqual([false, false, false, false, true]);
    expect(model.groups[0]).toMatchObject({ name: "G", stop: true });
    expect(model.groups[0]?.roles.map((role) => role.name)).toEqual(["T", "R"]);
  });

  test("A13: 32 deep is fine, 33 is not, 4,000 is one error", async () => {
    const chain = (count: number) => Array.from({ length: count }, (_, i) => `role R${i}${i > 0 ? ` depends on R${i - 1}` : ""} {}`).join("\n");
    expect((await bindTexts(chain(33))).messages).toEqual([]);
    expect((await bindTexts(chain(34))).messages).toEqual(["ACL4006 role `R33` depends on roles more than 32 deep"]);
    expect((await bindTexts(chain(4000))).messages).toEqual(["ACL4006 role `R33` depends on roles more than 32 deep"]);
  });

  test("A07: may have names that objects answer to", async () => {
    const names = ["constructor", "toString", "hasOwnProperty", "valueOf", "then", "toJSON", "prototype"];
    const model = await modelOf(
      names
        .map(
          (name) =>
            `class ${name} {} role ${name} { access to \`${name}\` { privilege \`${name}\` } } privilege ${name} on \`${name}\` group ${name} { roles \`${name}\` }`,
        )
        .join("\n"),
    );
    expect(model.roles.map((role) => role.name)).toEqual(names);
    expect(model.classes.map((one) => one.privileges)).toEqual(names.map((name) => [name]));
  });
});

describe("privileges, rules and external assignments", () => {
  const text = `
    class Work- {} class Work-A {} class Work-A-B {}
    privilege P on Work-  privilege Q on Work-A  privilege P on Work-A-B
    rule flow-action F on Work- requires P
    rule section F on Work-A requires Q or P when true
    role R { access to Work- { privilege P } } group G { roles R }
    external assignment E on Work-A { group G performs F, Q expires after 2 weeks remind every 1 day open }
  `;

  test("privileges come from the search order", async () => {
    const model = await modelOf(text);
    expect(model.privileges).toEqual(["P", "Q"]);
    expect(classOf(model, "Work-A-B").privileges).toEqual(["P", "Q"]);
    expect(classOf(model, "Work-A-B").ownPrivileges).toEqual(["P"]);
    expect(classOf(model, "Work-").privileges).toEqual(["P"]);
  });

  test("rules stand on each class that declares them", async () => {
    const model = await modelOf(text);
    expect(model.rules).toEqual(["F"]);
    expect(classOf(model, "Work-").ownRules.get("F")).toMatchObject({ ruleKind: "flow-action", requires: ["P"], when: undefined });
    expect(classOf(model, "Work-A").ownRules.get("F")).toMatchObject({ ruleKind: "section", requires: ["Q", "P"] });
  });

  test("assignments have times in milliseconds and names resolved", async () => {
    const [assignment] = (await modelOf(text)).externalAssignments;
    expect(assignment).toMatchObject({
      expiresAfter: 1_209_600_000,
      remindEvery: 86_400_000,
      open: true,
      performs: [
        { kind: "rule", name: "F" },
        { kind: "privilege", name: "Q" },
      ],
    });
    expect(assignment?.group.name).toBe("G");
  });
});

describe("policies", () => {
  test("for several actions and classes are one for each", async () => {
    const model = await modelOf(`
      class A { x: text  p: { q: date } } class B { x: text }
      privilege P on A
      final policy N on A for read, run-reports, privilege P, discover showing .x, .p.q { .x = "a" }
      policy M on A, B for property-read of .x masked all but last 4 with "#" { false }
      policy S on A for property-encrypt of .p.q
    `);
    expect(classOf(model, "A").ownPolicies.map(({ name, final, action, showing }) => ({ name, final, action, showing }))).toMatchObject([
      { name: "N", final: true, action: { kind: "action", action: "read" }, showing: [] },
      { name: "N", final: true, action: { kind: "action", action: "run-reports" } },
      { name: "N", final: true, action: { kind: "privilege", privilege: "P" } },
      { name: "N", final: true, action: { kind: "action", action: "discover" }, showing: [["x"], ["p", "q"]] },
      { name: "M", final: false, action: { kind: "property-read", properties: [{ path: ["x"], mask: { kind: "all but last", count: 4, with: "#" } }] } },
      { name: "S", action: { kind: "property-encrypt", properties: [{ path: ["p", "q"], type: { kind: "scalar", name: "date" } }] } },
    ]);
    expect(classOf(model, "A").ownPolicies.at(-1)?.condition).toMatchObject({ kind: "constant", value: true });
    expect(classOf(model, "B").ownPolicies.map((policy) => policy.name)).toEqual(["M"]);
  });

  test("that are final bind what lies below, also what comes from the side", async () => {
    const { messages } = await bindTexts(`
      class Work- {} class Data- {} class Work-A extends Data- {} class Work-A-B {}
      access when W on Data- { true }
      final policy F on Data- for read { W }
      policy F on Work- for read { true }
      access when W on Work- { false }
    `);
    expect(messages).toEqual([
      "ACL4009 policy `F` for `read` is final on `Data-` and may not be declared again on `Work-A`",
      "ACL4010 access when `W` is part of the final policy `F` on `Data-` and may not be redefined on `Work-A`",
    ]);
  });

  test("of one name for other actions, or above a final one, are fine", async () => {
    const { messages } = await bindTexts(
      "class A {} class A-B {} class A-B-C {} final policy F on A-B for read { true } policy F on A for read { true } policy F on A-B-C for update { true } access when W on A-B-C { true }",
    );
    expect(messages).toEqual([]);
  });
});

describe("access whens", () => {
  test("may be redefined below, and are resolved from the class of the object", async () => {
    const { messages } = await bindTexts(
      "class A {} class A-B {} access when W on A { V } access when V on A { true } access when V on A-B { not U } access when U on A-B { false }",
    );
    expect(messages).toEqual([]);
  });

  test("in a circle that only some class below closes, are an error there, once", async () => {
    const { messages } = await bindTexts(`
      class A {} class A-B {} class A-B-C {} class A-D {}
      access when W on A { V } access when V on A { true }
      access when V on A-B { W } access when V on A-D { not W }
    `);
    expect(messages).toEqual([
      "ACL4008 on `A-B`, access whens refer to each other in a circle: V → W (on A) → V",
      "ACL4008 on `A-D`, access whens refer to each other in a circle: V → W (on A) → V",
    ]);
  });

  test("in a circle that two sides close together, are found where they meet", async () => {
    const { messages } = await bindTexts(`
      class P {} class Q {} class P-A extends Q {}
      access when W on P { true } access when V on P { W }
      access when V on Q { true } access when W on Q { V }
    `);
    expect(messages).toEqual([]);
    const other = await bindTexts(`
      class P {} class Q {} class P-A extends Q {}
      access when V on P { true } access when X on P { V }
      access when X on Q { true } access when V on Q { X }
      class Q-A extends P {}
      access when X on Q-A { V }
    `);
    expect(other.messages).toEqual(["ACL4008 on `Q-A`, access whens refer to each other in a circle: X → V (on Q) → X"]);
  });

  test("in a chain of 5,000 take no stack", async () => {
    const whens = Array.from({ length: 5000 }, (_, i) => `access when W${i} on A { ${i < 4999 ? `W${i + 1}` : "true"} }`).join("\n");
    expect((await bindTexts(`class A {}\n${whens}`)).messages).toEqual([]);
  });
});

describe("operator and context", () => {
  test("add up over files, built in attributes first, pages flat", async () => {
    const model = await modelOf({
      "input.acl": 'import "./more.acl"\noperator { office: { city: text, floor: integer }, level: integer = 3 }',
      "more.acl": 'operator { labels: list of text = ["a"] } context { channel: "web" | "phone" = "web" }',
    });
    expect(model.operator.map(({ path, builtIn }) => [path.join("."), builtIn])).toEqual([
      ["id", true],
      ["accessGroup", true],
      ["roles", true],
      ["office", false],
      ["office.city", false],
      ["office.floor", false],
      ["level", false],
      ["labels", false],
    ]);
    expect(model.operator.at(-2)?.default).toMatchObject({ kind: "literal", value: 3, type: { name: "integer" } });
    expect(model.operator.at(-1)?.default).toMatchObject({ kind: "list", values: ["a"] });
    expect(model.context[0]?.default).toMatchObject({ value: "web", type: { kind: "union" } });
  });
});

describe("one run", () => {
  test("reports everything, and nothing that follows from something else", async () => {
    const { messages } = await bindTexts(`
      class Work- { owner: txt }
      class Work-A extends Nowhere {}
      access when W on Work- { .owner = operator.id and .anything = 1 }
      access when V on Work-A { .whatever = 1 and Whoever }
      role R { access to Work- { open when .owner = 1  privilege P } access to Work-A { privilege P } }
      group G { roles R, R, S }
      group H { roles R stop }
    `);
    expect(messages.map((message) => message.split(" ", 1)[0])).toEqual(
      ["ACL1140", "ACL1101", "ACL2003", "ACL2005", "ACL2114", "ACL2001"].sort(
        (a, b) => messages.findIndex((m) => m.startsWith(a)) - messages.findIndex((m) => m.startsWith(b)),
      ),
    );
  });

  test("names that a broken declaration may have are not missed", async () => {
    const { messages } = await bindTexts(
      'role R { access to A { opne 3 } }\nclass A { x: }\nprivilege P on\ngroup G { roles R }\ntest "t" { group G can open A { x: 1 } has P on A }\naccess when W on A { .y = 1 }',
    );
    expect(messages.filter((message) => !message.startsWith("ACL1"))).toEqual([]);
  });

  test("what stands on a class that is unknown is not missed elsewhere", async () => {
    const { messages } = await bindTexts(`
      class Work- {} access when W on Wrok- { true } privilege P on Wrok- rule flow F on Wrok- requires P
      role R { access to Work- { open when W  privilege P } } group G { roles R }
      test "t" { group G can perform F on Work- }
    `);
    expect(messages.map((message) => message.split(" ", 1)[0])).toEqual(["ACL2003", "ACL2003", "ACL2003"]);
  });

  test("a reserved name is one error, wherever it is used", async () => {
    const { messages } = await bindTexts("operator { constructor: text } class A { toString: text } access when W on A { .toString = operator.constructor }");
    expect(messages.map((message) => message.split(" ", 1)[0])).toEqual(["ACL2201", "ACL2201"]);
  });
});
