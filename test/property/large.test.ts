// Random policies in the packed form of large ones: it decides as the readable form does.
import fc from "fast-check";
import { expect, test } from "vitest";
import { check, interpret, memoryHost } from "../../compiler/index.ts";
import { packNames } from "../../compiler/emit/pack-names.ts";
import { packTables } from "../../compiler/lower/pack.ts";
import type { PackedGrid } from "../../compiler/lower/pack.ts";
import type { Tables } from "../../compiler/tables.ts";
import { checksum, createPolicy, FIRST_CONDITION, unpack } from "../../runtime/index.ts";
import type { PackedPolicy, Policy, PolicyData } from "../../runtime/index.ts";
import { randomPolicy } from "../generate/arbitraries.ts";
import { runs, seed } from "../generate/seed.ts";
import { actionOf, questionsOf, requestorOf, subjectsOf } from "./try-policy.ts";

test("packed tables decide as readable ones", { timeout: 120_000 }, async () => {
  let cells = 0;
  const property = fc.asyncProperty(randomPolicy, fc.nat(2 ** 31), async ({ text }, number) => {
    const { policy } = await check(["random.acl"], memoryHost(new Map([["random.acl", text]])));
    if (policy === undefined) return;
    const { model, tables } = policy;
    const asks: number[][] = [[], []];
    const [readable, packed] = [interpret(tables), unpacking(tables, number)].map((one, i) => listening(one, asks[i] ?? [])) as [Policy, Policy];
    for (const [s, subject] of subjectsOf(model).entries()) {
      const level = ((s % 5) + 1) as 1 | 2 | 3 | 4 | 5;
      const [a, b] = [readable, packed].map((one) => requestorOf(one, level, subject, { operator: {}, context: {} } as never));
      for (const on of model.classes) {
        for (const question of questionsOf(model, on)) {
          const action = actionOf(question) as never;
          expect(b?.decide(action, on.name, {})).toEqual(a?.decide(action, on.name, {}));
          expect(b?.could(action, on.name)).toBe(a?.could(action, on.name));
          cells += 1;
        }
      }
    }
    expect(asks[1]).toEqual(asks[0]);
  });
  await fc.assert(property, { seed, numRuns: runs(60) });
  expect(cells).toBeGreaterThan(1_000);
});

/** The same data with conditions that say yes to every second code, and note that they were asked. */
function listening(policy: Policy, asked: number[]): Policy {
  const test = (code: number): boolean => asked.push(code) > 0 && code % 2 === 0;
  const { data } = policy.loaded;
  return createPolicy(data.packed === undefined ? { ...data, checksum: checksum(data) } : unpack(asModule(data)), test);
}

function unpacking({ data, conditions }: Tables, number: number): Policy {
  const parents: number[] = [];
  data.classes.forEach((_, cls) => {
    let parent = cls - 1;
    for (let up = (number >> (cls % 16)) & 3; up > 0 && parent >= 0; up--) parent = parents[parent] ?? -1;
    parents.push(parent);
  });
  const decisions = FIRST_CONDITION + conditions.length;
  const packed = packTables({
    parents,
    rolesOf: data.groups.map(([, roles]) => roles),
    groups: gridOf(data.groupTable, decisions),
    roles: gridOf(data.roleTable, FIRST_CONDITION + data.outcomes.length),
    policies: { ...gridOf(data.policyTable, decisions, (cls) => data.ruleVariants.filter(([, of]) => of === cls).join(";")) },
  });
  return createPolicy(unpack(asModule({ ...data, checksum: "", groupTable: [], roleTable: [], policyTable: [], packed })), () => false);
}

function asModule(data: PolicyData): PackedPolicy {
  const { classes, groups, roles, groupTable: _, roleTable: __, policyTable: ___, viewOf: ____, packed, checksum: _____, ...rest } = data;
  if (packed === undefined) throw new Error("not packed");
  const whole = { ...rest, counts: [classes.length, groups.length, roles.length] as const, names: packNames(data), packed };
  return { ...whole, checksum: checksum(whole) };
}

/** `apart`: classes of which it says different things have different rows. */
function gridOf(form: PolicyData["groupTable"], first: number, apart: (cls: number) => string = () => ""): PackedGrid {
  const numbers = new Map<string, number>();
  const rows: number[][] = [];
  const code = (cell: string): number =>
    ["-", "+", "."].indexOf(cell) + (/\d/.test(cell) ? Number(cell.replace("L", "")) + (cell.startsWith("L") ? first : 0) + 1 : 0);
  const rowOf = form.map(([, list]) =>
    Uint32Array.from(list, ([, cells], cls) => {
      const key = `${cells}|${apart(cls)}`;
      const number = numbers.get(key) ?? rows.push(cells.split(/ +/).map(code)) - 1;
      numbers.set(key, number);
      return number;
    }),
  );
  return { rows, rowOf };
}
