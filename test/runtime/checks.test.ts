// What generated check functions stand on: tables in the form that they were written for, and answers where a cell gives none.
import { describe, expect, it } from "vitest";
import { denseTable, otherwise, pagedTable, PolicyLoadError } from "../../runtime/index.ts";
import { handMade, IS_OWNER, THROWS } from "./hand-made.ts";

const OPEN = 0;
const WORK = 0;
const UNKNOWN = 17;

it("gives the cells of groups, and where a requestor's begin", () => {
  const policy = handMade();
  const { cells, loaded, start } = denseTable(policy);
  expect(loaded).toBe(policy.loaded);
  const cell = (accessGroup: string, cls: number, column: number): number | undefined =>
    cells[((Reflect.get(policy.requestor({ accessGroup }), start) as number) + cls) * loaded.columns + column];
  expect([cell("Everybody", WORK, OPEN), cell("Nobody", WORK, OPEN), cell("Owners", WORK, OPEN)]).toEqual([1, 0, IS_OWNER]);
});

it("gives no cells to a set of roles, whose decisions are its own", () => {
  const policy = handMade();
  const { start } = denseTable(policy);
  expect(Reflect.get(policy.requestor({ roles: ["Reader"] }), start)).toBeUndefined();
  expect(Reflect.get(handMade().requestor({ accessGroup: "Everybody" }), start)).toBeUndefined();
});

it("refuses a module that was written for the other form", () => {
  expect(() => pagedTable(handMade())).toThrow(new PolicyLoadError("the policy was built for another version of this runtime: build it again"));
  const { loaded } = handMade();
  const paged = { ...loaded, dense: false };
  expect(() => denseTable({ loaded: paged })).toThrow(PolicyLoadError);
  const { pages, directory } = pagedTable({ loaded: paged });
  expect([pages, directory]).toEqual([loaded.table.pages, loaded.table.directory]);
});

describe("where a cell does not decide", () => {
  const made = () => {
    const policy = handMade();
    const operator = { id: "me" };
    const owner = policy.requestor({ accessGroup: "Owners", operator });
    return { policy, loaded: policy.loaded, owner, set: policy.requestor({ roles: ["Owner"], operator }) };
  };

  it("a condition does, on the object", () => {
    const { loaded, owner } = made();
    expect(otherwise(loaded, IS_OWNER, owner, WORK, OPEN, { owner: "me" })).toBe(true);
    expect(otherwise(loaded, IS_OWNER, owner, WORK, OPEN, { owner: "you" })).toBe(false);
    expect(otherwise(loaded, IS_OWNER, owner, WORK, OPEN, undefined)).toBe(false);
    expect(otherwise(loaded, THROWS, owner, WORK, OPEN, { owner: "me" })).toBe(false);
  });

  it("what is not declared is denied", () => {
    const { loaded, owner } = made();
    expect(otherwise(loaded, 2, owner, WORK, OPEN, { owner: "me" })).toBe(false);
  });

  it("a set of roles is asked", () => {
    const { policy, loaded, set } = made();
    expect(otherwise(loaded, undefined, set, WORK, OPEN, { owner: "me" })).toBe(true);
    expect(otherwise(loaded, undefined, set, WORK, OPEN, { owner: "you" })).toBe(false);
    expect(otherwise(loaded, undefined, policy.requestor({ roles: [] }), WORK, OPEN, { owner: "me" })).toBe(false);
  });

  it("requestors of another policy, and what is none, are denied", () => {
    const { loaded } = made();
    const other = handMade();
    for (const asker of [other.requestor({ accessGroup: "Everybody" }), other.requestor({ roles: ["Owner"], operator: { id: "me" } }), {}, null, undefined])
      expect(otherwise(loaded, undefined, asker as never, WORK, OPEN, { owner: "me" })).toBe(false);
  });

  it("classes and columns that are none are denied", () => {
    const { loaded, set } = made();
    for (const cls of [-1, 0.5, 3, UNKNOWN, NaN, "0", null]) expect(otherwise(loaded, undefined, set, cls as never, OPEN, { owner: "me" })).toBe(false);
    for (const column of [-1, UNKNOWN, undefined]) expect(otherwise(loaded, undefined, set, WORK, column as never, { owner: "me" })).toBe(false);
  });
});
