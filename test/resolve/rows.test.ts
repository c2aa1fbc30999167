// Rows: what classes take from their parents and what not, and that many rows are never taken for one another.
import { expect, it } from "vitest";
import { check, interpret, memoryHost } from "../../compiler/index.ts";
import type { Condition } from "../../compiler/condition.ts";
import { Diagrams, DiagramTooLarge } from "../../compiler/diagram.ts";
import type { Node } from "../../compiler/diagram.ts";
import type { ClassModel } from "../../compiler/model.ts";
import { ConditionDiagrams } from "../../compiler/resolve/conditions.ts";
import { cell, classAt, columnName } from "../../compiler/resolve/resolving.ts";
import { RowTable } from "../../compiler/resolve/rows.ts";
import type { Policy } from "../../runtime/index.ts";

async function policyOf(text: string): Promise<Policy> {
  const { policy, diagnostics } = await check(["a.acl"], memoryHost(new Map([["a.acl", text]])));
  if (policy === undefined) throw new Error(diagnostics.find(({ severity }) => severity === "error")?.message);
  return interpret(policy.tables);
}

const base = `
class Work- { owner: text  size: integer }
class Work-A {}
class Work-A-One {}
role R { access to Work- { open privilege P } }
group G { roles R }
`;
const privilege = "privilege P on Work-\n";

it("a class below that writes a policy, an access when, a privilege or a rule of its own, and nothing else, has a row of its own", async () => {
  const opened = async (text: string, object: object): Promise<readonly boolean[]> => {
    const requestor = (await policyOf(base + text)).requestor({ accessGroup: "G", operator: { id: "me" } });
    return ["Work-", "Work-A", "Work-A-One"].map((cls) => requestor.can("open", cls, object));
  };
  expect(await opened(`${privilege}policy Own on Work-A for read { .owner = operator.id }`, { owner: "you" })).toEqual([true, false, false]);
  const whens = "access when W on Work- { .size = 1 }\npolicy Size on Work- for read { W }\n";
  expect(await opened(`${privilege}${whens}access when W on Work-A { .size = 2 }`, { size: 2 })).toEqual([false, true, true]);
  const declared = (
    await policyOf(
      base.replace("access to Work- { open privilege P }", "access to Work- { open } access to Work-A { privilege P }") + "privilege P on Work-A\n",
    )
  ).requestor({ accessGroup: "G" });
  expect(["Work-", "Work-A", "Work-A-One"].map((cls) => declared.has("P", cls))).toEqual([false, true, true]);
  expect(declared.decide({ privilege: "P" }, "Work-")).toEqual({ allowed: false, reason: "UNKNOWN_PRIVILEGE" });
  const rule = (await policyOf(`${base}${privilege}rule flow-action F on Work-A requires P\n`)).requestor({ accessGroup: "G" });
  expect(["Work-", "Work-A", "Work-A-One"].map((cls) => rule.canPerform("F", cls))).toEqual([false, true, true]);
});

it("means in each class the access whens of that class, wherever in a condition they are named", async () => {
  const bodies = {
    alone: "W",
    not: "not (.size = 2 and not W)",
    and: ".size is not null and W",
    or: "W or .size = 9",
    when: "when W then unrestricted otherwise .size = 9",
    then: "when .size is not null then W otherwise .size = 9",
    otherwise: "when .size = 9 then unrestricted otherwise W",
    "the row below": "when .size = 9 then unrestricted when W then unrestricted otherwise .size = 9",
    "a name for it": "V",
  };
  for (const [place, body] of Object.entries(bodies)) {
    const policy = await policyOf(`${base}${privilege}
access when W on Work- { .size = 1 }
access when V on Work- { W }
access when W on Work-A { .size = 2 }
policy Body on Work- for read { ${body} }`);
    const requestor = policy.requestor({ accessGroup: "G" });
    const may = (size: number): readonly boolean[] => ["Work-", "Work-A", "Work-A-One"].map((cls) => requestor.can("open", cls, { size }));
    expect([may(1), may(2)], place).toEqual(
      place === "not"
        ? [
            [true, true, true],
            [false, true, true],
          ]
        : [
            [true, false, false],
            [false, true, true],
          ],
    );
  }
});

it("takes a policy for properties for nothing else, whatever a privilege is called", async () => {
  const requestor = (
    await policyOf(`
class C { a: text }
privilege undefined on C
role R { access to C { open privilege undefined } }
group G { roles R }
policy Hidden on C for property-read of .a { .a = "x" }
policy Stored on C for property-encrypt of .a
`)
  ).requestor({ accessGroup: "G" });
  expect(requestor.has("undefined", "C", { a: "y" })).toBe(true);
  expect(requestor.sees("C", "a", { a: "y" })).toBe(false);
});

it("tells access whens apart by all classes that they come from, and knows when one has no meaning", () => {
  const source = (index: number, value: boolean): ClassModel =>
    ({ index, ownWhens: new Map([["W", { body: { kind: "constant", value } }]]) }) as unknown as ClassModel;
  const cls = (...searchOrder: readonly ClassModel[]): ClassModel => ({ searchOrder }) as unknown as ClassModel;
  const span = undefined as never;
  const diagrams = new Diagrams();
  const conditions = new ConditionDiagrams(diagrams);
  const named: Condition = { kind: "when", name: "W", span };
  // 1 and 12, 11 and 2.
  expect(conditions.holds(named, cls(source(1, true), source(12, true)))).toBe(diagrams.leaf(1));
  expect(conditions.holds(named, cls(source(11, false), source(2, true)))).toBe(diagrams.leaf(0));
  expect(() => conditions.holds({ kind: "when", name: "V", span }, cls(source(1, true)))).toThrow("the access when V has no meaning here");
});

it("asks the next role where the first says nothing, in groups that stop at the first word", async () => {
  const policy = await policyOf(`
class C { urgent: boolean }
role Denier { deny access to C { open when .urgent } }
role Agent { access to C { open } }
group Careful { roles Denier, Agent  stop at first grant or deny }
group Careless { roles Agent, Denier  stop at first grant or deny }
group Any { roles Denier, Agent }
`);
  const may = (accessGroup: string) => [true, false, undefined].map((urgent) => policy.requestor({ accessGroup }).can("open", "C", { urgent }));
  expect(may("Careful")).toEqual([false, true, false]);
  expect(may("Careless")).toEqual([true, true, true]);
  expect(may("Any")).toEqual([true, true, true]);
});

it("reports no fault of its own as a cell that is too large", () => {
  const reported: unknown[] = [];
  const context = { diagrams: new Diagrams(), sink: { report: (...what: readonly unknown[]) => reported.push(what) } } as never;
  const make = (error: Error) => () =>
    cell(context, "the policies", { name: "C" } as ClassModel, "seeing .a", () => {
      throw error;
    });
  expect(make(new TypeError("a fault"))).toThrow(new TypeError("a fault"));
  expect(reported).toEqual([]);
  expect(make(new DiagramTooLarge())()).toMatchObject({ kind: "leaf", value: 0 });
  expect(reported.length).toBe(1);
});

it("needs what the nearest declaration of a rule requires", async () => {
  const text = `${base.replace("privilege P", "privilege Q")}${privilege}privilege Q on Work-\nrule flow-action F on Work- requires P\nrule flow-action F on Work-A requires P or Q\n`;
  const requestor = (await policyOf(text)).requestor({ accessGroup: "G" });
  expect(["Work-", "Work-A", "Work-A-One"].map((cls) => requestor.canPerform("F", cls))).toEqual([false, true, true]);
});

it("many rows of two roles, in all combinations", async () => {
  const count = 13;
  const bits = (of: number): readonly number[] => [0, 1, 2, 3].filter((bit) => ((of >> bit) & 1) === 1);
  const cells = Array.from({ length: count * count }, (_, i) => ({ a: Math.floor(i / count), b: i % count, name: `C${i}` }));
  const role = (name: string, prefix: string, of: (cell: (typeof cells)[number]) => number): string =>
    `role ${name} { ${cells
      .map(
        (cell) =>
          `access to ${cell.name} { ${bits(of(cell))
            .map((bit) => `privilege ${prefix}${bit}`)
            .join(" ")} }`,
      )
      .join("\n")} }`;
  const all = cells.map(({ name }) => name).join(", ");
  const text = [
    ...cells.map(({ name }) => `class ${name} without pattern {}`),
    ...["A", "B"].flatMap((prefix) => [0, 1, 2, 3].map((bit) => `privilege ${prefix}${bit} on ${all}`)),
    role("RA", "A", ({ a }) => a),
    role("RB", "B", ({ b }) => b),
    "group G { roles RA, RB }",
  ].join("\n");
  const policy = await policyOf(text);
  for (const asker of [policy.requestor({ accessGroup: "G" }), policy.requestor({ roles: ["RA", "RB"] })]) {
    for (const { a, b, name } of cells) {
      const held = (prefix: string): readonly number[] => [0, 1, 2, 3].filter((bit) => asker.has(`${prefix}${bit}`, name));
      expect([held("A"), held("B")], name).toEqual([bits(a), bits(b)]);
    }
  }
});

it("tells rows apart by all of their cells", () => {
  const row = (...ids: readonly number[]): readonly Node[] => ids.map((id) => ({ id }) as Node);
  const table = new RowTable();
  expect([row(1, 23), row(12, 3), row(1, 23), row(1, 2)].map((each) => table.number(each))).toEqual([0, 1, 0, 2]);
  expect(table.row(1).map(({ id }) => id)).toEqual([12, 3]);
  expect(() => table.row(3)).toThrow("there is no row 3");
});

it("calls columns as people do", () => {
  const context = { model: { privileges: ["P", "Q"], rules: ["F"] }, columns: { width: 13, firstPrivilege: 10, firstRule: 12 } } as never;
  expect([0, 9, 10, 11, 12].map((column) => columnName(context, column))).toEqual(["open", "discover", "privilege P", "privilege Q", "rule F"]);
  expect(() => classAt({ order: { classes: [] } } as never, 7)).toThrow(new RangeError("there is no class 7"));
});
