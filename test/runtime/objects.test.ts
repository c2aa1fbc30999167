// Objects of all kinds under conditions (docs: security, group D): own properties only, whatever they do when read.
import { afterEach, describe, expect, it } from "vitest";
import type { Requestor } from "../../runtime/index.ts";
import { handMade } from "./hand-made.ts";

const me = () => handMade().requestor({ accessGroup: "Owners", operator: { id: "me" } });
const alone = () => handMade().requestor({ roles: ["Owner"], operator: { id: "me" } });
const mine = (object?: unknown, requestor: Requestor = me()): boolean => requestor.can("open", "Work-", object as object);
const without = (object?: unknown): boolean => me().can("delete", "Work-", object as object);

const polluted = Object.prototype as Record<string, unknown>;
afterEach(() => {
  for (const name of ["owner", "region"]) Reflect.deleteProperty(polluted, name);
});

it("decides of plain objects, objects without a prototype, and instances alike", () => {
  class Order {
    owner = "me";
  }
  for (const object of [{ owner: "me" }, Object.assign(Object.create(null), { owner: "me" }), new Order(), new Proxy({ owner: "me" }, {})]) {
    expect(mine(object)).toBe(true);
    expect(mine(object, alone())).toBe(true);
    expect(without(object)).toBe(true);
  }
  expect(mine({ owner: "you" })).toBe(false);
  expect(mine(JSON.parse('{"owner": "me", "__proto__": {"owner": "you"}}'))).toBe(true);
});

it("D01 D03 knows nothing of a property that is absent", () => {
  for (const object of [{}, { owner: undefined }, { owner: null }, { owner: 3 }, { owner: ["me"] }]) expect(mine(object)).toBe(false);
});

it("D17 takes what stands on a prototype for absent", () => {
  class Inherited {
    private readonly me = "me";
    get owner(): string {
      return this.me;
    }
    get region(): string {
      return this.me;
    }
  }
  for (const object of [Object.create({ owner: "me", region: "EU" }), new Inherited()]) {
    expect(mine(object)).toBe(false);
    expect(without(object)).toBe(true);
  }
});

describe("P13 a polluted Object.prototype", () => {
  it("opens nothing", () => {
    polluted["owner"] = "me";
    expect(mine({})).toBe(false);
    expect(mine(Object.create(null))).toBe(false);
    expect(mine()).toBe(false);
    expect(mine({ owner: "me" })).toBe(true);
  });

  it("hides nothing", () => {
    polluted["region"] = "EU";
    expect(without({})).toBe(true);
    expect(without({ region: "EU" })).toBe(false);
  });

  it("may have getters that nobody lists", () => {
    let reads = 0;
    Object.defineProperty(polluted, "owner", { configurable: true, enumerable: false, get: () => (reads++ === 0 ? undefined : "me") });
    expect(mine({})).toBe(false);
    expect(mine({})).toBe(false);
    expect(reads).toBe(0);
  });
});

it("takes a property that throws for ill-typed", () => {
  const object = {
    get owner(): string {
      throw new Error("not now");
    },
    get region(): string {
      throw new Error("not now");
    },
  };
  expect(mine(object)).toBe(false);
  expect(without(object)).toBe(false);
  expect(me().decide("open", "Work-", object)).toEqual({ allowed: false, reason: "CONDITION_NOT_MET" });
});

it("knows nothing without an object, not even that a property is null", () => {
  for (const object of [undefined, null, "me", 3, true, ["me"], () => "me", Object.assign([], { owner: "me" })]) {
    expect(mine(object)).toBe(false);
    expect(without(object)).toBe(false);
    expect(me().decide("delete", "Work-", object as never)).toEqual({ allowed: false, reason: "NO_OBJECT" });
  }
  expect(without({})).toBe(true);
});

it("knows nothing of a proxy that was revoked", () => {
  const { proxy, revoke } = Proxy.revocable<object>({ owner: "me" }, {});
  expect(mine(proxy)).toBe(true);
  revoke();
  expect(mine(proxy)).toBe(false);
  expect(without(proxy)).toBe(false);
  expect(me().decide("open", "Work-", proxy)).toEqual({ allowed: false, reason: "NO_OBJECT" });
});

it("P4 denies where a condition throws", () => {
  expect(me().can("execute-activities", "Work-", {})).toBe(false);
  expect(me().decide("execute-activities", "Work-", {})).toEqual({ allowed: false, reason: "ERROR" });
  const broken = handMade()
    .with({ now: () => NaN })
    .requestor({ accessGroup: "Owners" });
  expect(broken.can("run-reports", "Work-", { due: 1 })).toBe(false);
  expect(broken.decide("run-reports", "Work-", { due: 1 })).toEqual({ allowed: false, reason: "ERROR" });
});

it("P6 reads the clock that it was given", () => {
  const at = (now: number | Date) =>
    handMade()
      .with({ now: () => now })
      .requestor({ accessGroup: "Owners" })
      .can("run-reports", "Work-", { due: 10 });
  expect([at(10), at(11), at(new Date(11))]).toEqual([false, true, true]);
});

it("asks of both instances to modify", () => {
  const may = (stored?: object | null, changed?: object | null) => me().can("modify", "Work-", stored, changed);
  expect(may({ owner: "me" }, { owner: "me" })).toBe(true);
  expect(may({ owner: "me" })).toBe(true);
  expect(may({ owner: "me" }, { owner: "you" })).toBe(false);
  expect(may({ owner: "you" }, { owner: "me" })).toBe(false);
  expect(may({ owner: "me" }, null)).toBe(false);
  expect(me().decide("modify", "Work-", { owner: "me" }, { owner: "you" })).toEqual({ allowed: false, reason: "CONDITION_NOT_MET" });
});
