// A policy whose decisions are too many to be dense: pages, which are filled in when a group first asks.
import { expect, it } from "vitest";
import { check, interpret, memoryHost } from "../../compiler/index.ts";
import type { Tables } from "../../compiler/index.ts";
import { createPolicy, denseTable, pagedTable, PolicyLoadError } from "../../runtime/index.ts";
import { packedForm } from "../../runtime/packed.ts";
import { eachPage } from "../../runtime/runs.ts";
import { unpacked } from "../../runtime/unpack.ts";

const CLASSES = 140;
const GROUPS = 220;

/** What group `g` may do with class `c`. */
const opens = (g: number, c: number): boolean => (c * 7 + g) % 5 === 0;
const modifies = (g: number, c: number): boolean => (c + g * 3) % 7 === 0;

let compiled: Promise<Tables> | undefined;
const tables = (): Promise<Tables> => (compiled ??= compile());

async function compile(): Promise<Tables> {
  const classes = Array.from({ length: CLASSES }, (_, c) => `class C${c} without pattern { owner: text }`);
  const groups = Array.from({ length: GROUPS }, (_, g) => {
    const access = (settings: string, may: (c: number) => boolean): string =>
      `access to ${Array.from({ length: CLASSES }, (_, c) => (may(c) ? `C${c}` : ""))
        .filter((name) => name !== "")
        .join(", ")} { ${settings} }`;
    const modify = "modify 4 when .owner = operator.id";
    const blocks = [
      access("open", (c) => opens(g, c) && !modifies(g, c)),
      access(modify, (c) => !opens(g, c) && modifies(g, c)),
      access(`open ${modify}`, (c) => opens(g, c) && modifies(g, c)),
    ];
    return `role R${g} { ${blocks.join(" ")} }\ngroup G${g} { roles R${g} }`;
  });
  const text = [...classes, ...groups].join("\n");
  const { policy, diagnostics } = await check(["a.acl"], memoryHost(new Map([["a.acl", text]])));
  if (policy === undefined) throw new Error(diagnostics.find(({ severity }) => severity === "error")?.message);
  return policy.tables;
}

it("decides as it was written, at each level, whichever group asks first", async () => {
  const policy = interpret(await tables());
  expect(policy.loaded.dense).toBe(false);
  for (const productionLevel of [5, 4] as const) {
    for (const g of [219, 3, 0, 3, 100]) {
      const requestor = policy.with({ productionLevel }).requestor({ accessGroup: `G${g}`, operator: { id: "me" } });
      for (let c = 0; c < CLASSES; c++) {
        expect(requestor.can("open", `C${c}`)).toBe(opens(g, c));
        expect(requestor.can("modify", `C${c}`, { owner: "me" })).toBe(productionLevel === 4 && modifies(g, c));
        expect(requestor.can("modify", `C${c}`, { owner: "you" })).toBe(false);
        expect(requestor.decide("open", `C${c}`).allowed).toBe(opens(g, c));
      }
    }
  }
});

it("gives check functions the same cells", async () => {
  const policy = interpret(await tables());
  const { cells, directory, pages, start, loaded } = pagedTable(policy);
  const { shift } = loaded.table;
  for (const g of [1, 57]) {
    const requestor = policy.requestor({ accessGroup: `G${g}` });
    for (let c = 0; c < CLASSES; c++) {
      const page = directory[(Reflect.get(requestor, start) as number) + (c >> shift)] ?? NaN;
      const row = pages[(page << shift) + (c & ((1 << shift) - 1))] ?? NaN;
      expect(cells[(requestor.block + row) * loaded.columns]).toBe(opens(g, c) ? 1 : 0);
    }
  }
});

it("denies everything to a group that was never filled in", async () => {
  const { cells, directory, pages, loaded } = pagedTable(interpret(await tables()));
  const row = pages[(directory[7 * loaded.table.perSubject] ?? NaN) << loaded.table.shift] ?? NaN;
  expect([...cells.subarray(row * loaded.columns, (row + 1) * loaded.columns)]).toEqual(Array.from({ length: loaded.columns }, () => 0));
});

it("refuses a module that was written for dense tables", async () => {
  const policy = interpret(await tables());
  expect(() => denseTable(policy)).toThrow(PolicyLoadError);
});

it("refuses a group that needs more pages than the module names", async () => {
  const data = { ...(await tables()).data, checksum: "" };
  const { packed } = data;
  if (packed === undefined) throw new Error("the tables are not packed");
  const keys = new Set<string>();
  const { runs } = packedForm(data, packed).groups;
  for (let group = 0; group < GROUPS; group++) eachPage(runs(group), Math.log2(packed.pageSize), data.classes.length, (_page, key) => void keys.add(key));
  const asked = (pageCount: number) => () => {
    const policy = createPolicy(unpacked({ ...data, packed: { ...packed, pageCount } }), () => false);
    for (let g = 0; g < GROUPS; g++) policy.requestor({ accessGroup: `G${g}` });
  };
  expect(asked(keys.size)).not.toThrow();
  expect(asked(keys.size - 1)).toThrow("the policy is damaged: RangeError: more pages than there should be");
});
