// From diagrams to tables: which form they have, what of a declaration is kept, and that the packed form says what the reference says.
import { expect, test } from "vitest";
import { concreteWorld, evaluate, type Level, type Subject } from "../../compiler/explain.ts";
import { check, interpret, memoryHost, type Checked } from "../../compiler/index.ts";
import { Diagrams } from "../../compiler/diagram.ts";
import { Codes } from "../../compiler/lower/codes.ts";
import { filterData } from "../../compiler/lower/filter-data.ts";
import { ask, questionsOf } from "../property/try-policy.ts";

async function checked(text: string): Promise<NonNullable<Checked["policy"]>> {
  const { policy, diagnostics } = await check(["a.acl"], memoryHost(new Map([["a.acl", text]])));
  if (policy === undefined) throw new Error(diagnostics.find(({ severity }) => severity === "error")?.message);
  return policy;
}

/** A tree by names, rules that need other privileges further down, conditions, policies, levels; `groups` groups of two roles each. */
function tree(classes: number, groups: number): string {
  const names = ["W-"];
  for (let i = 1; i < classes; i++)
    names.push(`${names[Math.floor((i - 1) / 3)] ?? ""}${names[Math.floor((i - 1) / 3)]?.endsWith("-") === true ? "" : "-"}N${i}`);
  const roles = Array.from({ length: 7 }, (_, r) => {
    const blocks = names.map((name, i) => [name, (i * 5 + r * 3) % 11] as const).filter(([, n]) => n < 4);
    const said = ["open privilege P", "open when .owner = operator.id privilege Q 3", "modify 4 privilege R", "delete privilege Q when .owner is null"];
    return `role R${r} { ${blocks.map(([name, n]) => `access to ${name} { ${said[n] ?? ""} }`).join("\n")} }`;
  });
  return [
    `class W- { owner: text }\n${names
      .slice(1)
      .map((name) => `class ${name} {}`)
      .join("\n")}`,
    "privilege P on W-\nprivilege Q on W-\nprivilege R on W-",
    "rule flow-action F on W- requires P\nrule flow G on W- requires Q or R",
    ...[1, 5, 9].map((i) => `rule flow-action F on ${names[i] ?? ""} requires Q`),
    `rule flow-action F on ${names[2] ?? ""} requires P or R\nrule flow G on ${names[5] ?? ""} requires P`,
    `policy Own on ${names[3] ?? ""} for read { .owner is not null }`,
    ...roles,
    ...Array.from({ length: groups }, (_, g) => `group G${g} { roles R${g % 7}, R${(g * 3 + 1) % 7 === g % 7 ? (g + 1) % 7 : (g * 3 + 1) % 7} }`),
  ].join("\n");
}

test("up to 2,000 rows tables stay readable, beyond they are packed", async () => {
  const readable = (await checked(tree(50, 40))).tables.data;
  expect(readable.packed).toBeUndefined();
  expect([readable.groupTable.length, readable.roleTable.length, readable.policyTable.length]).toEqual([40, 7, 1]);
  const packed = (await checked(tree(50, 41))).tables.data;
  expect(packed.packed).toBeDefined();
  expect([packed.groupTable, packed.roleTable, packed.policyTable]).toEqual([[], [], []]);
});

test("what is packed decides as the reference does, in groups and in sets of roles", async () => {
  const { model, tables } = await checked(tree(60, 40));
  const policy = interpret(tables);
  const objects = [undefined, {}, { owner: "me" }, { owner: "you" }];
  const subjects: readonly Subject[] = [
    ...[0, 1, 8, 17, 33, 39].map((g): Subject => ({ kind: "group", group: model.groups[g] as never })),
    { kind: "roles", roles: [0, 3, 6].map((r) => model.roles[r] as never), stop: false },
    { kind: "roles", roles: [5, 1].map((r) => model.roles[r] as never), stop: true },
  ];
  let cells = 0;
  for (const [s, subject] of subjects.entries()) {
    const level = ((s % 5) + 1) as Level;
    const who = subject.kind === "group" ? { accessGroup: subject.group.name } : { roles: subject.roles.map(({ name }) => name), stop: subject.stop };
    const requestor = policy.with({ productionLevel: level }).requestor({ ...who, operator: { id: "me" } } as never);
    for (const object of objects) {
      const world = concreteWorld(model, subject, { operator: { id: "me" }, context: {}, object, now: 0 } as never);
      for (const on of model.classes) {
        for (const question of questionsOf(model, on)) {
          const expected = evaluate(model, subject, level, on, world, question, { trace: false }).allowed;
          expect(ask(requestor, on.name, question, object), `${JSON.stringify(question)} on ${on.name}`).toBe(expected);
          cells += expected ? 1 : 0;
        }
      }
    }
  }
  expect(cells).toBeGreaterThan(500);
});

test("rules: lists of privileges, and where it is another than the first", async () => {
  const { data } = (
    await checked(`
class A {}
class A-B {}
class A-C {}
privilege P on A
privilege Q on A
rule flow Z on A requires P
rule flow Z on A-B requires Q
rule flow Z on A-C requires Q or P
rule flow Y on A-C requires Q
rule flow Y on A requires P
role R { access to A { privileges P, Q } }
group G { roles R }
`)
  ).tables;
  expect(data.classes).toEqual(["A", "A-B", "A-C"]);
  expect(data.rules).toEqual([
    ["Z", [[0], [1], [1, 0]]],
    ["Y", [[0], [1]]],
  ]);
  expect(data.ruleVariants).toEqual([
    [0, 1, 1],
    [0, 2, 2],
    [1, 2, 1],
  ]);
});

test("external assignments, and what is said of groups and rules", async () => {
  const { tables } = await checked(`
class C {}
privilege P on C
/// To be done once.
rule flow F on C requires P
role R { access to C { open privilege P } }
/// People outside.
group G { roles R }
group H { roles R }
/// Asked for by e-mail.
external assignment Ask on C { group G performs F expires after 7 days remind every 2 days open }
external assignment Do on C { group G performs P expires after 1 day }
`);
  const day = 86_400_000;
  expect(tables.externalAssignments).toEqual([
    {
      name: "Ask",
      class: "C",
      group: "G",
      performs: [{ rule: "F" }],
      expiresAfter: 7 * day,
      remindEvery: 2 * day,
      open: true,
      documentation: "Asked for by e-mail.",
    },
    { name: "Do", class: "C", group: "G", performs: [{ privilege: "P" }], expiresAfter: day, remindEvery: undefined, open: false, documentation: undefined },
  ]);
  expect(tables.documentation).toEqual({ groups: ["People outside.", undefined], privileges: [undefined], rules: ["To be done once."] });
});

test("conditions are numbered as groups first meet them, and read what they read", async () => {
  const { tables } = await checked(`
class C { b: text  a: { deep: text }  c: text }
role R { access to C { open when .b = operator.id  modify 3 when .a.deep = "x"  delete when .b = operator.id  open-rules 3 } }
group G { roles R }
`);
  expect(tables.data.properties).toEqual(["b", "a"]);
  expect(tables.data.conditions).toBe(2);
  expect(tables.data.levels).toEqual([
    [4, 4, 4, 0, 0],
    [1, 1, 1, 0, 0],
  ]);
  expect(tables.data.groupTable).toEqual([["G", [["C", "3 L0 3 - - L1 - - - 3"]]]]);
});

test("properties stand in the order of their atoms, whichever condition comes first", async () => {
  const { tables } = await checked(`
class C { z: text  a: text }
role First { access to C { open when .z = "1" } }
role Second { access to C { open when .a = "1" } }
group G { roles Second }
`);
  expect(tables.data.properties).toEqual(["z", "a"]);
});

test("a column is conditional where some group's answer depends on an object, not where it depends on the level alone", async () => {
  const { tables } = await checked(`
class C { a: text }
privilege P on C
role R { access to C { open 3  modify 2 when .a = "1"  delete  open-rules when .a = "1"  privilege P 1 } }
group G { roles R }
`);
  const [open, modify, remove, , , openRules, , , , discover, privilege] = tables.conditional;
  expect([open, modify, remove, openRules, discover, privilege]).toEqual([false, true, false, true, false, false]);
});

test("where classes need other privileges for their rules, rules come first, then classes", async () => {
  const { data } = (
    await checked(`
class W- {}
class W-A {}
class W-B {}
privilege P on W-
privilege Q on W-
rule flow F on W- requires P
rule flow G on W- requires P
rule flow G on W-A requires Q
rule flow F on W-A requires Q
rule flow F on W-B requires Q
rule flow G on W-B requires Q
role R { access to W- { privileges P, Q } }
group X { roles R }
`)
  ).tables;
  expect(data.ruleVariants).toEqual([
    [0, 1, 1],
    [0, 2, 1],
    [1, 1, 1],
    [1, 2, 1],
  ]);
});

test("what is below a class costs nothing where it has its parent's row", async () => {
  const names = ["A-", "B-"].flatMap((top) => [top, ...Array.from({ length: 399 }, (_, i) => `${top}N${i}`)]);
  const { data } = (
    await checked(
      [
        ...names.map((name) => `class ${name} {}`),
        ...["open", "modify", "run-reports"].map((may, i) => `role R${i} { access to A- { ${may} } access to B- { delete } }\ngroup G${i} { roles R${i} }`),
      ].join("\n"),
    )
  ).tables;
  // A digit or two for each class, for its place in the tree, and next to nothing for its rows.
  expect(data.packed?.text.length).toBeGreaterThan(800);
  expect(data.packed?.text.length).toBeLessThan(1_000);
});

test("an atom that is in no table is a fault of the compiler, and said to be one", () => {
  const diagrams = new Diagrams();
  const node = diagrams.atom(0, diagrams.leaf(0), diagrams.leaf(1), diagrams.leaf(0));
  const fault = "a diagram asks an atom that is not in the table";
  expect(() => filterData([node], [], new Map())).toThrow(fault);
  const codes = new Codes({ diagrams, conditions: { atoms: { atoms: [] } } } as never);
  expect(codes.condition(node)).toBe(3);
  expect(() => codes.properties()).toThrow(fault);
});
