// What a requestor can be asked besides `can`: reasons, access, privileges, rules, properties, possibilities.
import { expect, it } from "vitest";
import { AccessDenied } from "../../runtime/index.ts";
import { handMade } from "./hand-made.ts";

const me = () => handMade().requestor({ accessGroup: "Owners", operator: { id: "me" } });

it("gives reasons, each one shared object", () => {
  expect(me().decide("open", "Work-", { owner: "me" })).toEqual({ allowed: true });
  expect(me().decide("execute-rules", "Work-")).toEqual({ allowed: false, reason: "NOT_GRANTED" });
  expect(me().decide("open", "Work-")).toEqual({ allowed: false, reason: "NO_OBJECT" });
  expect(me().decide("open", "Work-", { owner: "you" })).toEqual({ allowed: false, reason: "CONDITION_NOT_MET" });
  expect(me().decide("modify", "Work-Order", { owner: "you", region: "EU" })).toEqual({ allowed: false, reason: "POLICY_NOT_MET" });
  expect(me().decide("modify", "Work-Order", { owner: "you" })).toEqual({ allowed: false, reason: "CONDITION_NOT_MET" });
  expect(me().decide("open", "Work-")).toBe(me().decide("modify", "Work-"));
  expect(Object.isFrozen(me().decide("open", "Work-"))).toBe(true);
});

it("throws AccessDenied with the reason", () => {
  expect(() => me().require("open", "Work-", { owner: "me" })).not.toThrow();
  try {
    me().require({ privilege: "approve" }, "Work-Order", { owner: "you" });
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(AccessDenied);
    expect(error).toMatchObject({ name: "AccessDenied", code: "ACCESS_DENIED", status: 403, reason: "CONDITION_NOT_MET" });
  }
});

it("asks for privileges and rules", () => {
  expect(me().has("approve", "Work-Order", { owner: "me" })).toBe(true);
  expect(me().has("approve", "Work-Order", { owner: "you" })).toBe(false);
  expect(me().has("toString", "Work-Order")).toBe(true);
  expect(me().canPerform("Submit", "Work-Order", { owner: "me" })).toBe(true);
  expect(me().decide({ rule: "Submit" }, "Work-Order", { owner: "me" })).toEqual({ allowed: true });
});

it("says how much access there is", () => {
  expect(handMade().requestor({ accessGroup: "Everybody" }).access("Work-")).toBe("full");
  expect(me().access("Work-", { owner: "you" })).toBe("none");
  expect(me().access("Work-", { owner: "me" })).toBe("full");
});

it("says which properties are visible", () => {
  expect(me().sees("Work-", "owner")).toBe(true);
  expect(me().sees("Work-", "region", { owner: "me" })).toBe(true);
  expect(me().sees("Work-", "region", { owner: "you" })).toBe(false);
  expect(me().sees("Work-", "site.street", {})).toBe(false);
  expect(me().sees("Work-", "no", {})).toBe(false);
  expect(me().decide({ property: "region" }, "Work-", { owner: "you" })).toEqual({ allowed: false, reason: "POLICY_NOT_MET" });
  expect(
    handMade()
      .requestor({ roles: ["Reader"], operator: { id: "me" } })
      .sees("Work-", "region", { owner: "me" }),
  ).toBe(true);
});

it("says what could be", () => {
  expect(me().could("open", "Work-")).toBe(true);
  expect(me().could("execute-rules", "Work-")).toBe(false);
  expect(me().could({ privilege: "approve" }, "Work-Order")).toBe(true);
  expect(me().could({ rule: "Submit" }, "Work-")).toBe(false);
});
