// Ad-hoc sets of roles: their tables joined when the requestor is made.
import { expect, it } from "vitest";
import { handMade } from "./hand-made.ts";

const made = (roles: readonly string[], stop?: boolean) => handMade().requestor({ roles, ...(stop === undefined ? {} : { stop }), operator: { id: "me" } });

it("adds roles up without stop", () => {
  expect(made(["Owner", "Reader"]).can("open", "Work-")).toBe(true);
  expect(made(["Owner"]).can("open", "Work-")).toBe(false);
  expect(made(["Owner"]).can("open", "Work-", { owner: "me" })).toBe(true);
  expect(made(["toString", "Reader", "Reader"]).can("open", "Work-")).toBe(true);
});

it("lets the first role that says something decide with stop", () => {
  expect(made(["Denier", "Reader"], true).can("open", "Work-")).toBe(false);
  expect(made(["Reader", "Denier"], true).can("open", "Work-")).toBe(true);
  expect(made(["toString", "Reader"], true).can("open", "Work-")).toBe(true);
});

it("goes on to the next role where a condition says nothing", () => {
  const both = made(["Owner", "Reader"], true);
  expect(both.can("open", "Work-", { owner: "me" })).toBe(true);
  expect(both.can("open", "Work-", { owner: "you" })).toBe(true);
  expect(made(["Owner", "Denier"], true).can("open", "Work-", { owner: "you" })).toBe(false);
});

it("needs the policies too", () => {
  const owner = made(["Owner"]);
  expect(owner.can("modify", "Work-Order", { owner: "me" })).toBe(true);
  expect(owner.can("modify", "Work-Order", { owner: "me", region: "EU" })).toBe(false);
  expect(owner.decide("modify", "Work-Order", { owner: "me", region: "EU" })).toEqual({ allowed: false, reason: "POLICY_NOT_MET" });
  expect(owner.decide("modify", "Work-Order", { owner: "you" })).toEqual({ allowed: false, reason: "CONDITION_NOT_MET" });
  expect(owner.decide("modify", "Work-Order")).toEqual({ allowed: false, reason: "NO_OBJECT" });
  expect(owner.could("modify", "Work-Order")).toBe(true);
  expect(owner.could("run-reports", "Work-Order")).toBe(false);
});

it("takes any of a rule's privileges, and for each class its own", () => {
  const owner = made(["Owner"]);
  expect(owner.decide({ rule: "Submit" }, "Work-")).toEqual({ allowed: false, reason: "UNKNOWN_RULE" });
  // On Work-Order, Submit needs `toString`, which Owner lacks; valueOf needs either, and a date that has passed.
  expect(owner.canPerform("Submit", "Work-Order", { owner: "me" })).toBe(false);
  expect(made(["Reader"]).canPerform("Submit", "Work-Order")).toBe(true);
  expect(owner.canPerform("valueOf", "Work-Order", { owner: "me", due: 1 })).toBe(true);
  expect(owner.canPerform("valueOf", "Work-Order", { owner: "you", due: 1 })).toBe(false);
  expect(owner.canPerform("valueOf", "Work-Order", { owner: "me", due: Infinity })).toBe(false);
});

it("tells what holds and what the roles are called", () => {
  const { facts } = made(["Owner", "toString"]);
  expect(facts.holds).toEqual([true, true, true, false]);
  expect(facts["operator.roles"]).toEqual(["Owner", "toString"]);
  expect(facts["operator.accessGroup"]).toBeNull();
});
