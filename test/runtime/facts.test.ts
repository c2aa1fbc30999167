// What operators and requests bring: checked once, by type, own properties only.
import { expect, it } from "vitest";
import { createPolicy, illTyped, RequestorError } from "../../runtime/index.ts";
import { data, handMade, withChecksum } from "./hand-made.ts";

const operator = (value: object) => handMade().requestor({ accessGroup: "Owners", operator: value }).facts;

it("takes well-typed values, datetimes as milliseconds", () => {
  const clearances = ["a", "b"];
  const facts = operator({ id: "me", department: "HR", limit: 2.5, joined: "2026-01-01T00:00:00Z", born: "2000-02-29", years: 3, trusted: false, clearances });
  expect(facts).toMatchObject({
    "operator.id": "me",
    "operator.department": "HR",
    "operator.limit": 2.5,
    "operator.joined": Date.UTC(2026, 0, 1),
    "operator.born": "2000-02-29",
    "operator.years": 3,
    "operator.trusted": false,
    "operator.clearances": ["a", "b"],
  });
  expect(operator({ joined: new Date(5) })["operator.joined"]).toBe(5);
  clearances.push("c");
  expect(facts["operator.clearances"]).toEqual(["a", "b"]);
  expect(Object.isFrozen(facts["operator.clearances"])).toBe(true);
});

it("gives a default to what is absent, not to null and not to what is ill-typed", () => {
  expect(operator({})["operator.department"]).toBe("none");
  expect(operator({ department: undefined })["operator.department"]).toBe("none");
  expect(operator({ department: null })["operator.department"]).toBeNull();
  expect(operator({ department: 3 })["operator.department"]).toBe(illTyped);
  expect(handMade().requestor({ accessGroup: "Owners" }).facts["operator.department"]).toBe("none");
});

it("takes a default as it is written in the data: datetimes as milliseconds, lists frozen", () => {
  const operator = [
    ["since", "datetime", 86_400_000],
    ["teams", ["list", "text"], ["a"]],
    ["limit", "integer", 5],
    ["at", "datetime", "1970-01-02T00:00:00Z"],
  ] as const;
  const { facts } = createPolicy(withChecksum({ ...data, operator }), () => false).requestor({ accessGroup: "Owners" });
  expect(facts).toMatchObject({ "operator.since": 86_400_000, "operator.teams": ["a"], "operator.limit": 5, "operator.at": 86_400_000 });
  expect(Object.isFrozen(facts["operator.teams"])).toBe(true);
  expect(Object.keys(facts).sort()).toEqual(
    [
      "context.channel",
      "holds",
      "now",
      "operator.accessGroup",
      "operator.at",
      "operator.id",
      "operator.limit",
      "operator.roles",
      "operator.since",
      "operator.teams",
    ].sort(),
  );
});

it("D06 D08 D13 D15 takes nothing for another type", () => {
  const wrong: readonly (readonly [string, readonly unknown[]])[] = [
    ["id", [3, ["me"], {}, Object("me"), Symbol("me")]],
    ["limit", ["10", NaN, Infinity, 10n, 9007199254740993n, [1], new Number(1)]],
    ["years", ["3", 1.5, 2 ** 53, 3n]],
    ["born", ["2026-02-29", "2026-2-1", "0000-01-01", "2026-01-01T00:00:00Z", new Date(0), 0]],
    ["joined", ["2026-01-01", "2026-01-01T00:00:00", "2026-01-01T00:00:60Z", "0000-01-01T00:00:00Z", new Date(NaN), 0]],
    ["trusted", [0, 1, "true", "false", new Boolean(true)]],
    ["clearances", ["a,b", "a", {}, [1], ["a", null], [undefined], [, "a"], Array.from({ length: 10_001 }, () => "a"), new Set(["a"])]],
    ["site", ["CH", 3, ["CH"]]],
  ];
  for (const [name, values] of wrong) {
    for (const value of values) expect(operator({ [name]: value })[`operator.${name}`], `${name}: ${typeof value}`).toBe(illTyped);
  }
  expect(operator({ clearances: Array.from({ length: 10_000 }, () => "a") })["operator.clearances"]).toHaveLength(10_000);
  expect(operator({ limit: -0, years: -0 })).toMatchObject({ "operator.limit": -0, "operator.years": -0 });
});

it("reads pages: a field is absent with its page, and ill-typed with it", () => {
  expect(operator({ site: { country: "CH" } })).toMatchObject({ "operator.site": true, "operator.site.country": "CH" });
  expect(operator({ site: { country: "FR" } })["operator.site.country"]).toBe(illTyped);
  expect(operator({})["operator.site.country"]).toBeNull();
  expect(operator({ site: null })["operator.site.country"]).toBeNull();
  expect(operator({ site: "CH" })["operator.site.country"]).toBe(illTyped);
  expect(operator({ site: Object.create({ country: "CH" }) })["operator.site.country"]).toBeNull();
});

it("D17 does not look at prototypes, and survives getters that throw", () => {
  expect(operator(Object.create({ id: "me" }))["operator.id"]).toBeNull();
  const throwing = Object.defineProperty({}, "id", { enumerable: true, get: () => JSON.parse("{") });
  expect(operator(throwing)["operator.id"]).toBe(illTyped);
});

it("D24 lets nobody say which group and roles are theirs", () => {
  const facts = operator({ id: "me", accessGroup: "Everybody", roles: ["Reader"], holds: [true, true, true, true], now: 0 });
  expect(facts["operator.accessGroup"]).toBe("Owners");
  expect(facts["operator.roles"]).toEqual(["Owner"]);
  expect(facts.holds).toEqual([true, true, false, false]);
  expect(facts.now()).toBeGreaterThan(0);
  expect(Object.keys(facts).filter((name) => name.includes("secret"))).toEqual([]);
  expect(Object.isFrozen(facts)).toBe(true);
});

it("gives conditions nothing that equals anything where it does not know", () => {
  const who = (value: object) => handMade().requestor({ accessGroup: "Owners", operator: value });
  const known = who({ id: "me", limit: 2.5, trusted: false, clearances: ["a"], site: { country: "CH" } });
  expect(known).toMatchObject({ "operator.id": "me", "operator.limit": 2.5, "operator.trusted": false, "operator.clearances": ["a"], "operator.site": true });
  for (const none of [
    {},
    { id: null, limit: null, trusted: null, clearances: null, site: null },
    { id: 3, limit: "3", trusted: 0, clearances: "a", site: "CH" },
  ]) {
    const unknown: Readonly<Record<string, unknown>> = who(none) as never;
    for (const name of ["id", "limit", "trusted", "joined", "born", "years", "site.country"]) expect(unknown[`operator.${name}`], name).toBeNaN();
    for (const name of ["clearances", "site"]) expect(unknown[`operator.${name}`]).toBeUndefined();
  }
  const set = handMade().requestor({ roles: ["Reader"] });
  expect(set["operator.accessGroup"]).toBeNaN();
  expect(set["operator.roles"]).toEqual(["Reader"]);
  expect(who({}).switchTo("Owners")["operator.accessGroup"]).toBe("Owners");
});

it("does not look at what is not declared", () => {
  const read: string[] = [];
  const watched = new Proxy({ id: "me" }, { get: (target, name) => (read.push(String(name)), Reflect.get(target, name)) });
  operator(watched);
  expect(read).toEqual(["id"]);
});

it("says what is no object", () => {
  const made = (options: object) => () => handMade().requestor({ accessGroup: "Owners", ...options });
  expect(made({ operator: null })).toThrow(new RequestorError("BAD_REQUEST", "operator is no object"));
  expect(made({ context: [] })).toThrow(new RequestorError("BAD_REQUEST", "context is no object"));
});

it("carries what is known as fields, for conditions to read: what is not is neither less nor more than anything", () => {
  const who = handMade().requestor({ accessGroup: "Owners", operator: { id: "me", limit: 5, clearances: ["a"] }, context: { channel: "web" } });
  const fields = (requestor: object, ...names: readonly string[]) => names.map((name) => Reflect.get(requestor, name) as unknown);
  expect(fields(who, "operator.id", "operator.limit", "operator.clearances", "context.channel", "operator.accessGroup")).toEqual([
    "me",
    5,
    ["a"],
    "web",
    "Owners",
  ]);
  const nobody = handMade().requestor({ accessGroup: "Owners", operator: { limit: "5", clearances: 3 } });
  expect(fields(nobody, "operator.id", "operator.limit", "operator.clearances", "context.channel", "operator.site")).toEqual([
    NaN,
    NaN,
    undefined,
    NaN,
    undefined,
  ]);
});
