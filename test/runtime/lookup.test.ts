// Names that nobody declared, and requests that are none (docs: security, group C).
import { describe, expect, it } from "vitest";
import { createPolicy, PolicyLoadError, RequestorError } from "../../runtime/index.ts";
import type { Requestor } from "../../runtime/index.ts";
import { data, handMade, test, withChecksum } from "./hand-made.ts";

const everybody = () => handMade().requestor({ accessGroup: "Everybody" });
const inherited = ["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf", "prototype", "then", ""];

function codeOf(options: unknown): string | undefined {
  try {
    handMade().requestor(options as never);
    return undefined;
  } catch (error) {
    if (!(error instanceof RequestorError)) throw error;
    expect(error.name).toBe("RequestorError");
    return error.code;
  }
}

describe("names", () => {
  it("C01 knows no role that every object answers to", () => {
    for (const role of ["constructor", "__proto__", "hasOwnProperty"]) expect(codeOf({ roles: [role] })).toBe("UNKNOWN_ROLE");
    expect(everybody().can("open", "constructor")).toBe(false);
    expect(everybody().can("open", "name")).toBe(true);
  });

  it("C02 takes `toString` for the role that was declared, and `call` for no setting", () => {
    const requestor = handMade().requestor({ roles: ["toString"] });
    expect(requestor.can("call" as never, "Work-")).toBe(false);
    expect(requestor.can("open", "Work-")).toBe(false);
    expect(handMade().requestor({ accessGroup: "constructor" }).can("open", "Work-")).toBe(true);
  });

  it("C07 denies what is not known, with a reason", () => {
    const asked = (action: unknown, cls: unknown) => everybody().decide(action as never, cls as never);
    for (const name of inherited) {
      expect(asked("open", name)).toEqual({ allowed: false, reason: "UNKNOWN_CLASS" });
      expect(asked(name, "Work-")).toEqual({ allowed: false, reason: "UNKNOWN_SETTING" });
      expect(everybody().can(name as never, "Work-")).toBe(false);
      expect(everybody().could(name as never, "Work-")).toBe(false);
    }
    expect(asked({ privilege: "no" }, "Work-")).toEqual({ allowed: false, reason: "UNKNOWN_PRIVILEGE" });
    expect(asked({ rule: "no" }, "Work-")).toEqual({ allowed: false, reason: "UNKNOWN_RULE" });
    expect(asked({ property: "no" }, "Work-")).toEqual({ allowed: false, reason: "UNKNOWN_PROPERTY" });
    expect(asked({ property: "constructor" }, "name")).toEqual({ allowed: false, reason: "UNKNOWN_PROPERTY" });
    expect(asked({ property: "owner" }, "toString")).toEqual({ allowed: false, reason: "UNKNOWN_CLASS" });
    expect(everybody().has("constructor", "Work-")).toBe(false);
    expect(everybody().canPerform("constructor", "Work-")).toBe(false);
  });

  it("C07 tells a privilege that the class lacks from one that is denied", () => {
    const owners = handMade().requestor({ accessGroup: "Owners", operator: { id: "me" } });
    expect(owners.decide({ privilege: "approve" }, "Work-")).toEqual({ allowed: false, reason: "UNKNOWN_PRIVILEGE" });
    expect(owners.decide({ privilege: "toString" }, "Work-")).toEqual({ allowed: false, reason: "NOT_GRANTED" });
    expect(owners.decide({ rule: "Submit" }, "Work-")).toEqual({ allowed: false, reason: "UNKNOWN_RULE" });
  });

  it("C07 answers BAD_REQUEST to what is no question", () => {
    for (const action of [undefined, null, 0, {}, [], { privilege: 3 }, Symbol("s")]) {
      expect(everybody().decide(action as never, "Work-")).toEqual({ allowed: false, reason: "BAD_REQUEST" });
    }
    for (const cls of [undefined, null, 0, {}, ["Work-"], Symbol("s")]) {
      expect(everybody().decide("open", cls as never)).toEqual({ allowed: false, reason: "BAD_REQUEST" });
      expect(everybody().can("open", cls as never)).toBe(false);
    }
  });

  it("C10 denies an object of a class that was not declared", () => {
    expect(everybody().can("open", "Work-Order-Gold", { owner: "me" })).toBe(false);
    expect(everybody().can("open", "@baseclass", {})).toBe(false);
  });
});

describe("requestors", () => {
  it("C03 refuses roles that are no list of names", () => {
    for (const roles of [null, "", {}, "Reader", 3, ["Reader", null], [["Reader"]], [undefined]]) {
      expect(codeOf({ roles })).toBe("BAD_REQUEST");
    }
    expect(codeOf({ roles: undefined })).toBe("BAD_REQUEST");
    expect(codeOf({ roles: ["R", "e"] })).toBe("UNKNOWN_ROLE");
    expect(codeOf({ roles: [""] })).toBe("UNKNOWN_ROLE");
  });

  it("C03 denies everything to an empty set", () => {
    const nobody = handMade().requestor({ roles: [] });
    for (const setting of ["open", "discover", "delete"] as const) expect(nobody.can(setting, "Work-")).toBe(false);
    expect(nobody.decide("open", "Work-Order")).toEqual({ allowed: false, reason: "NOT_GRANTED" });
  });

  it("C03 needs an access group or roles, and not both", () => {
    for (const options of [{}, { accessGroup: "Owners", roles: [] }, undefined, null, "Owners", [], 3]) {
      expect(codeOf(options)).toBe("BAD_REQUEST");
    }
    for (const accessGroup of [null, 3, {}, ["Owners"]]) expect(codeOf({ accessGroup })).toBe("BAD_REQUEST");
    for (const accessGroup of ["", "owners", "__proto__", "toString"]) expect(codeOf({ accessGroup })).toBe("UNKNOWN_GROUP");
  });

  it("C03 refuses a `stop` that is none, an operator and a context that are no object", () => {
    for (const stop of [null, 1, "yes"]) expect(codeOf({ roles: ["Reader"], stop })).toBe("BAD_REQUEST");
    expect(codeOf({ accessGroup: "Owners", stop: true })).toBe("BAD_REQUEST");
    for (const wrong of [null, "dallas", 3, [], true]) {
      expect(codeOf({ accessGroup: "Owners", operator: wrong })).toBe("BAD_REQUEST");
      expect(codeOf({ accessGroup: "Owners", context: wrong })).toBe("BAD_REQUEST");
    }
  });

  it("refuses more than 64 roles, and roles that would do nothing", () => {
    expect(codeOf({ roles: Array.from({ length: 65 }, () => "Reader") })).toBe("TOO_MANY_ROLES");
    expect(codeOf({ roles: Array.from({ length: 64 }, () => "Reader") })).toBeUndefined();
    expect(codeOf({ roles: ["Reader", "Denier"] })).toBe("DENY_ONLY_ROLE");
    expect(codeOf({ roles: ["Reader", "Denier"], stop: true })).toBeUndefined();
  });

  it("switches among the operator's groups only", () => {
    const requestor = handMade().requestor({ accessGroup: "Owners", accessGroups: ["Everybody", "Nobody"], operator: { id: "me" } });
    const other = requestor.switchTo("Everybody");
    expect(other.can("delete", "name")).toBe(true);
    expect(other.facts["operator.accessGroup"]).toBe("Everybody");
    expect(other.facts["operator.id"]).toBe("me");
    expect(other.switchTo("Owners").can("open", "Work-", { owner: "me" })).toBe(true);
    const code = (group: string) => {
      try {
        requestor.switchTo(group);
        return undefined;
      } catch (error) {
        return (error as RequestorError).code;
      }
    };
    expect(code("Staged")).toBe("NOT_A_MEMBER");
    expect(code("no")).toBe("UNKNOWN_GROUP");
    expect(codeOf({ accessGroup: "Owners", accessGroups: ["no"] })).toBe("UNKNOWN_GROUP");
    for (const accessGroups of ["Owners", {}, [null]]) expect(codeOf({ accessGroup: "Owners", accessGroups })).toBe("BAD_REQUEST");
  });

  it("says what is wrong with a request", () => {
    const saying = (options: unknown) => () => handMade().requestor(options as never);
    expect(saying({})).toThrow("either accessGroup or roles is needed");
    expect(saying({ roles: [], stop: 1 })).toThrow("stop is a boolean that goes with roles");
    expect(saying({ roles: "Reader" })).toThrow("a list of names is needed");
    expect(saying({ roles: [3] })).toThrow("a name is no text");
    expect(saying({ roles: ["no"] })).toThrow('the policy does not know "no"');
    expect(saying({ roles: Array.from({ length: 65 }, () => "Reader") })).toThrow("more than 64 roles");
    expect(saying({ roles: ["Denier"] })).toThrow("role Denier only denies, which it does in a set with stop");
    const requestor = handMade().requestor({ accessGroup: "Owners" });
    expect(() => requestor.switchTo("no")).toThrow('the policy does not know "no"');
    expect(() => requestor.switchTo("Staged")).toThrow("the operator does not belong to Staged");
  });

  it("brings neither filters nor masks unless the policy has them", () => {
    const requestor = handMade().requestor({ accessGroup: "Owners" });
    expect(() => requestor.filter("open", "Work-")).toThrow(new PolicyLoadError("the policy's module brings no filters: build it again"));
    const masks = new PolicyLoadError("the policy was made without masks");
    for (const use of [() => requestor.mask("Work-", {}), () => requestor.maskAll("Work-", []), () => requestor.discoverable("Work-", {})])
      expect(use).toThrow(masks);
  });

  it("P13 reads options of their own only", () => {
    const polluted = Object.prototype as Record<string, unknown>;
    polluted["accessGroup"] = "Everybody";
    try {
      expect(codeOf({})).toBe("BAD_REQUEST");
      expect(codeOf(Object.create({ accessGroup: "Everybody" }))).toBe("BAD_REQUEST");
      expect(codeOf({ roles: ["Reader"] })).toBeUndefined();
    } finally {
      delete polluted["accessGroup"];
    }
  });
});

describe("levels", () => {
  it("C08 refuses a level that is none", () => {
    for (const productionLevel of [undefined, null, NaN, "3", 0, 6, 3.5, -1, Infinity, {}, [3], true]) {
      expect(() => handMade().with({ productionLevel } as never)).toThrow(PolicyLoadError);
    }
    for (const options of [undefined, null, 3, "x", []]) expect(() => handMade().with(options as never)).toThrow(PolicyLoadError);
    for (const now of [undefined, null, 3, "now"]) expect(() => handMade().with({ now } as never)).toThrow(new PolicyLoadError("now is no function"));
    expect(() => handMade().with({ productionLevel: 6 } as never)).toThrow("productionLevel is no integer from 1 to 5");
    expect(() => handMade().with([] as never)).toThrow("the options are no object");
  });

  it("asks a clock that gives no time, and says so", () => {
    for (const time of [NaN, "soon", undefined, {}, new Date(NaN)])
      expect(() =>
        handMade()
          .with({ now: () => time as never })
          .now(),
      ).toThrow(new RangeError("the clock gives no time"));
    expect(
      handMade()
        .with({ now: () => new Date(7) })
        .now(),
    ).toBe(7);
  });

  it("C08 is at level 5 if nothing is said", () => {
    expect(handMade().productionLevel).toBe(5);
    expect(handMade().with({}).productionLevel).toBe(5);
    expect(
      handMade()
        .with({ productionLevel: 2 })
        .with({ now: () => 0 }).productionLevel,
    ).toBe(2);
  });

  it("decides by the level that was given", () => {
    const open = (productionLevel: number, object?: object) =>
      handMade()
        .with({ productionLevel })
        .requestor({ accessGroup: "Staged", operator: { id: "me" } })
        .can("open", "Work-", object);
    expect([1, 2, 3, 4, 5].map((level) => open(level))).toEqual([true, true, true, false, false]);
    expect(open(4, { owner: "me" })).toBe(true);
    const remove = (productionLevel: number) =>
      handMade()
        .with({ productionLevel })
        .requestor({ roles: ["Reader"] })
        .can("delete", "Work-");
    expect([1, 4, 5].map(remove)).toEqual([true, true, false]);
  });

  it("C09 cannot be moved to another level", () => {
    const policy = handMade();
    const requestor = policy.requestor({ accessGroup: "Staged" });
    expect(() => Object.assign(policy, { productionLevel: 1 })).toThrow(TypeError);
    expect(() => Object.assign(requestor, { level: 1, block: 0 })).toThrow(TypeError);
    expect(requestor.can("open", "Work-")).toBe(false);
  });
});

it("P1 never throws while deciding, and allows nothing of what it cannot read", () => {
  const fail = (): never => {
    throw new Error("read");
  };
  const hostile = new Proxy({}, { get: fail, getPrototypeOf: fail, has: fail, getOwnPropertyDescriptor: fail });
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const objects = [hostile, proxy, null, 3, "x", [], () => 0, Symbol("s"), 10n, new Date(), new Map()];
  const requestors: readonly Requestor[] = [handMade().requestor({ accessGroup: "Owners" }), handMade().requestor({ roles: ["Owner"] })];
  for (const requestor of requestors) {
    for (const object of objects) {
      expect(requestor.can("open", "Work-", object as never)).toBe(false);
      expect(requestor.can("modify", "Work-", object as never, object as never)).toBe(false);
      expect(requestor.decide("open", "Work-", object as never).allowed).toBe(false);
    }
  }
});

it("shows nothing of a class that is not known, whatever others show", () => {
  const seen = createPolicy(withChecksum({ ...data, views: [[["owner", 1]]], viewOf: [0, 0, 0] }), test as never).requestor({ accessGroup: "Everybody" });
  expect(seen.sees("Work-", "owner")).toBe(true);
  for (const cls of ["Nothing", "@baseclass", undefined, 0]) expect(seen.sees(cls as never, "owner")).toBe(false);
  expect(seen.decide({ property: "owner" }, "Nothing")).toEqual({ allowed: false, reason: "UNKNOWN_CLASS" });
  expect(seen.decide({ property: "region" }, "Work-")).toEqual({ allowed: false, reason: "UNKNOWN_PROPERTY" });
});
