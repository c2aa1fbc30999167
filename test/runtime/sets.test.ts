// Ad-hoc sets of roles: their tables joined when the requestor is made.
import { expect, it } from "vitest";
import { createPolicy } from "../../runtime/index.ts";
import type { PolicyData } from "../../runtime/index.ts";
import { data, handMade, test, THROWS, withChecksum } from "./hand-made.ts";

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

/** By class, the cells of a set: `-`, `+`, `.`, and of what is joined what grants and speaks, which codes suffice too, and what the policies ask besides. */
function cellsOf(roles: readonly string[], stop = false, productionLevel: 1 | 5 = 5): readonly string[] {
  const { combined } = handMade().with({ productionLevel }).requestor({ roles, stop });
  if (combined === null) throw new Error("it is a group");
  const text = (code: number): string => {
    if (code < 3) return "-+.".charAt(code);
    const { says = [], any = [], policy } = combined.joined[code - 3] ?? {};
    return `${says.map((pair) => pair.join(":")).join(",")}${any.length > 0 ? `any(${any.map(text).join(",")})` : ""}${policy === 1 ? "" : `&${String(policy)}`}`;
  };
  return [...combined.starts].map((start) =>
    combined.cells
      .slice(start, start + 14)
      .map(text)
      .join(" "),
  );
}

it("comes to constants where it can, and asks nothing that does not matter", () => {
  const nothing = "- - - - - - - - - - . - . -";
  expect(cellsOf([])).toEqual([nothing, "- - - - - - - - - - - - - -", nothing]);
  expect(cellsOf(["Owner"])).toEqual(["3:0 3:0 - - - - - - - 3:0 . - . -", "3:0 3:0&4 - - - - - - - 3:0 3:0 - - any(3:0,-)&5", nothing]);
  expect(cellsOf(["toString", "Reader"])).toEqual(["+ - - - - - - - - + . + . +", "+ - - - - - - - - + - + + 1:1&5", nothing]);
  expect(cellsOf(["Reader"], false, 1)).toEqual(["+ - + - - - - - - + . + . +", "+ - + - - - - - - + - + + 1:1&5", nothing]);
  expect(cellsOf(["Denier"], true)).toEqual([nothing, "- 3:3&4 - - - - - - - - - - - -", nothing]);
  // Without stop a grant makes what others say indifferent.
  expect(cellsOf(["Owner", "Reader"])).toEqual(["+ 3:0 - - - - - - - + . + . +", "+ 3:0&4 - - - - - - - + 3:0 + + 1:1&5", nothing]);
  // Behind a denial nobody is asked, nor behind a grant.
  expect(cellsOf(["Owner", "Denier", "Reader"], true)).toEqual([
    "3:3,0:1 3:3 - - - - - - - 3:3,0:1 . + . +",
    "3:3,0:1 3:3,3:3&4 - - - - - - - 3:3,0:1 3:3 + + 1:1&5",
    nothing,
  ]);
  expect(cellsOf(["Reader", "Owner"], true)).toEqual(["+ 3:3 - - - - - - - + . + . +", "+ 3:3&4 - - - - - - - + 3:3 + + 1:1&5", nothing]);
});

const row = "+ - - - - - - - - + - + - -";
const policies = "+ + + + + + + + + + + + + +";

it("keeps one row for classes of which the same is said, wherever they stand", () => {
  const changed: Partial<PolicyData> = {
    ruleVariants: [],
    roleTable: data.roleTable.map(
      ([role, rows]) => [role, rows.map(([cls], i) => [cls, role === "Reader" && i !== 1 ? row : "- - - - - - - - - - - - - -"] as const)] as const,
    ),
    policyTable: [["policies", data.classes.map((cls) => [cls, policies] as const)]],
  };
  const { combined } = createPolicy(withChecksum({ ...data, ...changed }), test as never).requestor({ roles: ["Reader", "Owner"] });
  expect([...(combined?.starts ?? [])]).toEqual([0, 14, 0]);
  expect(combined?.cells).toHaveLength(28);
});

/** The hand-made policy: which condition it is that Owner says, and which conditions some object could meet. */
function saying(outcomes: PolicyData["outcomes"], could: PolicyData["could"]) {
  return createPolicy(withChecksum({ ...data, outcomes, could }), test as never);
}

it("P4 denies a set where a condition throws, and says that it did", () => {
  const set = saying([[THROWS, THROWS]], [1, 1, 1, 1]).requestor({ roles: ["Owner"] });
  expect(set.can("open", "Work-", { owner: "me" })).toBe(false);
  expect(set.decide("open", "Work-", { owner: "me" })).toEqual({ allowed: false, reason: "ERROR" });
  expect(
    saying([[3, 3]], [THROWS, 1, 1, 1])
      .requestor({ roles: ["Owner"] })
      .could("open", "Work-"),
  ).toBe(false);
});

it("grants a set nothing that no object could bring about", () => {
  const impossible = (could: PolicyData["could"], roles: readonly string[]) => saying([[3, 3]], could).requestor({ roles });
  expect(impossible([0, 1, 1, 1], ["Owner"]).could("open", "Work-")).toBe(false);
  expect(impossible([0, 1, 1, 1], ["Owner"]).decide("open", "Work-", { owner: "you" })).toEqual({ allowed: false, reason: "NOT_GRANTED" });
  expect(impossible([0, 1, 1, 1], ["Owner", "Reader"]).could("open", "Work-")).toBe(true);
  // Of a policy too.
  expect(impossible([1, 1, 1, 1], ["Owner"]).could("modify", "Work-Order")).toBe(true);
  expect(impossible([1, 0, 1, 1], ["Owner"]).could("modify", "Work-Order")).toBe(false);
  expect(impossible([1, 1, 0, 1], ["Owner"]).could({ rule: "valueOf" }, "Work-Order")).toBe(false);
  // Any privilege will do.
  expect(impossible([1, 1, 1, 1], ["Owner"]).could({ rule: "valueOf" }, "Work-Order")).toBe(true);
  expect(impossible([0, 1, 1, 1], ["Owner"]).could({ rule: "valueOf" }, "Work-Order")).toBe(false);
});
