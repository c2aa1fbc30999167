// The module of a small policy, as it is written and as it decides. `UPDATE=1` writes it anew.
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { emit } from "../../compiler/emit/index.ts";
import { interpret } from "../../compiler/interpret.ts";
import { allowedSettings, canDiscover, canModify, canOpen, canPerformApproveIt, classes, externalAssignments, policy } from "./golden.acl.ts";
import { listSettings, settings } from "../../runtime/index.ts";
import { tables } from "./hand-made.ts";

const path = new URL("golden.acl.ts", import.meta.url);
const header = { version: "0.0.0", hash: "0123abcd" };

it("writes the module that is checked in", async () => {
  const text = await emit(tables, header);
  if (process.env["UPDATE"] === "1") writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, "utf8"));
  expect(await emit(tables, header)).toBe(text);
});

it("tells what external assignments perform", () => {
  expect(externalAssignments.Approval).toMatchObject({ class: "Work-Order", group: "Guests", expiresAfter: 86_400_000, remindEvery: undefined, open: true });
});

const operator = { id: "me", limit: 10, clearances: ["a", "b"] };
const worker = policy.requestor({ accessGroup: "Workers", operator });

it("decides as the tables do, in every cell", () => {
  const now = () => Date.UTC(2026, 0, 1);
  const objects: readonly unknown[] = [
    undefined,
    {},
    { owner: "me", status: "Open", amount: 9.5, labels: ["a"], due: "2025-01-01T00:00:00Z", urgent: false },
    { owner: "ext-me", status: "New", amount: 10, labels: [], customer: { region: "EU" }, due: new Date(2_000_000_000_000), urgent: true },
    { owner: "c", status: "Opne", amount: "9", labels: ["a", null], customer: 3, due: "yesterday", urgent: 1 },
    { owner: null, status: null, amount: NaN, labels: ["z"], customer: {}, urgent: null },
  ];
  for (const productionLevel of [1, 4, 5]) {
    const module = policy.with({ productionLevel, now }).requestor({ accessGroup: "Workers", operator });
    const inMemory = interpret(tables).with({ productionLevel, now }).requestor({ accessGroup: "Workers", operator });
    for (const cls of tables.data.classes) {
      for (const action of [
        "open",
        "modify",
        "delete",
        "run-reports",
        "execute-activities",
        "open-rules",
        "modify-rules",
        "delete-rules",
        "execute-rules",
        "discover",
        { rule: "approve-it" },
        { privilege: "Approve" },
      ]) {
        for (const object of objects) {
          expect(module.decide(action as never, cls as never, object as never), `${productionLevel} ${cls} ${JSON.stringify(action)}`).toEqual(
            inMemory.decide(action as never, cls, object as never),
          );
        }
      }
    }
  }
});

describe("check functions", () => {
  it("answer as the requestor does", () => {
    expect(canOpen(worker, classes.Work_, { owner: "me" })).toBe(true);
    expect(canOpen(worker, classes.Work_, { owner: "you" })).toBe(false);
    expect(canOpen(worker, classes.Work_Order)).toBe(true);
    expect(canModify(worker, classes.Work_, { owner: "me" }, { owner: "me" })).toBe(true);
    expect(canModify(worker, classes.Work_, { owner: "me" }, {})).toBe(false);
    expect(canModify(worker, classes.Work_, {}, { owner: "me" })).toBe(false);
    expect(canModify(worker, classes.Work_, { owner: "me" }, null)).toBe(false);
    expect(canPerformApproveIt(worker, classes.Work_Order, { owner: "me" })).toBe(true);
    expect(canPerformApproveIt(worker, classes.Work_)).toBe(false);
    expect(canDiscover(worker, classes.Work_, { urgent: false })).toBe(true);
  });

  it("C06 deny an id that is no class", () => {
    for (const id of [-1, 2, 1.5, 0.1, NaN, Infinity, 2 ** 32, 2 ** 32 + 1, "1", "Work-", null, undefined, {}, [1], true, 1n, Symbol("1")]) {
      expect(canOpen(worker, id as never), String(id)).toBe(false);
    }
    expect(canOpen(worker, -0 as never, { owner: "me" })).toBe(true);
  });

  it("serve ad-hoc sets of roles", () => {
    const set = policy.requestor({ roles: ["Worker"], operator });
    expect(canOpen(set, classes.Work_, { owner: "me" })).toBe(false);
    for (const id of [-1, 2, 1.5, NaN, "1"]) expect(canOpen(set, id as never)).toBe(false);
  });

  it("deny requestors of another policy, and what is none", () => {
    const foreign = interpret(tables).requestor({ accessGroup: "Workers", operator });
    expect(foreign.can("open", "Work-Order")).toBe(true);
    expect(canOpen(foreign as never, classes.Work_Order)).toBe(false);
    for (const none of [{}, { loaded: {} }, "Workers", 3]) expect(canOpen(none as never, classes.Work_Order)).toBe(false);
  });

  it("answer for all settings at once", () => {
    const asked = [
      worker,
      policy.with({ productionLevel: 4 }).requestor({ accessGroup: "Workers", operator }),
      policy.requestor({ accessGroup: "Guests", operator }),
      policy.requestor({ roles: ["Worker"], operator }),
    ];
    const throwing = Object.defineProperty({ owner: "me" }, "amount", { enumerable: true, get: () => JSON.parse("{") });
    for (const requestor of asked) {
      for (const [name, id] of [
        ["Work-", classes.Work_],
        ["Work-Order", classes.Work_Order],
      ] as const) {
        for (const object of [
          undefined,
          null,
          {},
          { owner: "me" },
          { owner: "me", amount: 3, urgent: true, labels: [] },
          Object.create({ owner: "me" }),
          throwing,
        ]) {
          expect(listSettings(allowedSettings(requestor, id as never, object))).toEqual(settings.filter((setting) => requestor.can(setting, name, object)));
        }
      }
      for (const none of [-1, 2, 1.5, NaN, "1", 1n, undefined]) expect(allowedSettings(requestor, none as never)).toBe(0);
    }
    const foreign = interpret(tables).requestor({ accessGroup: "Workers", operator });
    for (const none of [foreign, {}, "Workers", 3]) expect(allowedSettings(none as never, classes.Work_Order)).toBe(0);
  });

  it("follow the level", () => {
    const at = (productionLevel: number) => policy.with({ productionLevel }).requestor({ accessGroup: "Workers", operator });
    const open = [1, 3, 4, 5].map((level) => at(level).can("run-reports", "Work-Order"));
    expect(open).toEqual([true, true, false, false]);
    expect(at(4).can("run-reports", "Work-Order", { owner: "me" })).toBe(true);
  });
});

/** Never run: these lines must compile, or must not. */
export function typed(): unknown {
  return [
    worker.can("open", "Work-Order", { owner: "me", amount: 3, due: new Date(0), customer: { region: null } }),
    // @ts-expect-error a class that is not declared
    worker.can("open", "Work-Ordre"),
    // @ts-expect-error a setting that is none
    worker.can("opne", "Work-"),
    // @ts-expect-error a property that the class lacks
    worker.can("open", "Work-", { amount: 3 }),
    // @ts-expect-error a text outside its union
    worker.can("open", "Work-", { status: "Opne" }),
    // @ts-expect-error a privilege that is not declared
    worker.has("Aprove", "Work-"),
    // @ts-expect-error a rule that is not declared
    worker.canPerform("Approve", "Work-"),
    // @ts-expect-error a group that is not declared
    policy.requestor({ accessGroup: "Worker" }),
    // @ts-expect-error a role that is not declared
    policy.requestor({ roles: ["Workers"] }),
    // @ts-expect-error an access group and roles
    policy.requestor({ accessGroup: "Workers", roles: ["Worker"] }),
    // @ts-expect-error an attribute of a wrong type
    policy.requestor({ accessGroup: "Workers", operator: { limit: "10" } }),
    // @ts-expect-error an object of another class
    canOpen(worker, classes.Work_, { amount: 3 }),
    // @ts-expect-error a number that is no class
    canOpen(worker, 1),
    canOpen(worker, classes.Work_Order, { amount: 3, status: "New" }),
  ];
}
