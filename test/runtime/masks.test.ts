// Masked copies (docs/language.md, Masks; security.md, group E).
import { afterEach, describe, expect, it } from "vitest";
import { check, interpret, memoryHost } from "../../compiler/index.ts";
import { policy as people } from "../../examples/people/people.acl.ts";
import { createPolicy } from "../../runtime/index.ts";
import type { Requestor } from "../../runtime/index.ts";
import { data } from "./hand-made.ts";

const source = `
  operator { region: text }
  class Person {
    id: text  name: text  iban: text  code: text  salary: decimal  level: integer  born: date  joined: date  left: date  seen: datetime  at: datetime
    isLead: boolean  size: "S" | "L"  tags: list of text  days: list of date  secret: list of text
    home: { street: text  city: text  rent: decimal  floor: { door: text } }
    work: { room: text }
  }
  role Reader { access to Person { open } }
  group Readers { roles Reader }
  policy Named on Person for read { .id is not null }
  policy Own on Person for property-read of
    .name masked full with "#", .iban masked all but last 4, .code masked all but first 2 with "x", .salary masked digits 6, .level,
    .born masked year 1900, .joined masked day 29 month 2, .left masked date "1900-01-01", .seen masked year 2001, .at masked date "1900-01-01",
    .isLead, .size, .secret, .home.street, .home.rent masked digits 3 with "9", .home.floor, .work { .id = operator.id }
  policy Region on Person for property-read of .iban, .salary masked digits 3, .name masked full with "#" { operator.region = "EU" }
  policy Exists on Person for discover showing .name, .home.city, .work { operator.region is not null }`;

const { policy: checked } = await check(["p.acl"], memoryHost(new Map([["p.acl", source]])));
if (checked === undefined) throw new Error("the policy has errors");
const policy = interpret(checked.tables);
const asking = (operator: object): Requestor => policy.requestor({ accessGroup: "Readers", operator } as never);
/** In the region, so that only the policy Own masks. */
const stranger = asking({ id: "me", region: "EU" });
const mask = (object: unknown, requestor = stranger): Record<string, unknown> => requestor.mask("Person", { id: "you", ...(object as object) }) as never;

afterEach(() => {
  for (const name of ["iban", "name"]) Reflect.deleteProperty(Object.prototype, name);
});

describe("the methods", () => {
  it("shows everything to whom it is for, in a copy that shares nothing", () => {
    const person = {
      id: "me",
      iban: "CH9300762011623852957",
      salary: 9_000,
      seen: new Date(5),
      tags: ["a", "b"],
      home: { street: "Rue", floor: { door: "2" } },
      level: null,
      undeclared: "x",
      [Symbol("s")]: "x",
    };
    const copy = asking({ id: "me", region: "EU" }).mask("Person", person) as Record<string, unknown>;
    const { undeclared, ...declared } = person;
    expect(undeclared).toBe("x");
    expect(copy).toEqual(Object.fromEntries(Object.entries(declared)));
    for (const name of ["tags", "home", "seen"] as const) expect(copy[name]).not.toBe(person[name]);
    expect(Reflect.ownKeys(copy)).toEqual(["id", "iban", "salary", "level", "seen", "tags", "home"]);
  });

  it("covers texts with 8 characters", () => {
    expect(mask({ name: "Al", iban: "CH9300762011623852957", code: "AB-123" })).toEqual({
      id: "you",
      name: "########",
      iban: "********2957",
      code: "ABxxxxxxxx",
    });
  });

  it("writes characters for numbers, and leaves out what has no method", () => {
    expect(mask({ salary: 1, level: 3, isLead: true, size: "S", secret: ["a"], tags: ["a"] })).toEqual({ id: "you", salary: "******", tags: ["a"] });
  });

  it.each([
    ["born", "2024-02-29", "1900-02-28"],
    ["born", "2023-03-31", "1900-03-31"],
    ["joined", "2024-05-05", "2024-02-29"],
    ["joined", "2023-05-05", "2023-02-28"],
    ["left", "2023-05-05", "1900-01-01"],
    ["seen", "2026-11-24T10:20:30Z", "2001-11-24T10:20:30Z"],
    ["seen", "2026-11-24T23:20:30.5-02:00", "2001-11-25T01:20:30.500Z"],
    ["seen", new Date("2024-02-29T10:00:00Z"), new Date("2001-02-28T10:00:00Z")],
    ["at", "2026-11-24T10:20:30Z", "1900-01-01T00:00:00Z"],
    ["at", new Date("2024-02-29T10:00:00Z"), new Date("1900-01-01T00:00:00Z")],
  ])("%s: %s becomes %s", (name, value, expected) => expect(mask({ [name]: value })).toEqual({ id: "you", [name]: expected }));

  it("goes into pages; a hidden page hides what is in it", () => {
    expect(mask({ home: { street: "Rue 1", city: "Basel", rent: 1_000, floor: { door: "2" }, more: 1 }, work: { room: "7" } })).toEqual({
      id: "you",
      home: { street: "********", city: "Basel", rent: "999" },
    });
  });

  it("leaves absent what is absent", () => {
    expect(mask({ name: undefined, iban: null, salary: null, home: null, isLead: null })).toEqual({ id: "you", iban: null, salary: null, home: null });
  });

  it.each([
    ["👨‍👩‍👧‍👦🇨🇭🇳🇱é!", "🇨🇭🇳🇱é!", "👨‍👩‍👧‍👦🇨🇭"],
    ["ab\u0301c\u0301d\u0301e\u0301", "b\u0301c\u0301d\u0301e\u0301", "ab\u0301"],
    ["a\r\nb\r\n", "a\r\nb\r\n", "a\r\n"],
  ])("cuts no character of %j", (text, last, first) => {
    expect(mask({ iban: `1${text}`, code: text })).toEqual({ id: "you", iban: `********${last}`, code: `${first}xxxxxxxx` });
  });
});

describe("security.md, group E", () => {
  it("E01 masks where a condition cannot be evaluated", () => {
    const nobody = asking({ region: "EU" });
    expect(nobody.mask("Person", { id: "you", iban: "1234567890" })).toMatchObject({ iban: "********7890" });
    const broken = {
      get id(): string {
        throw new Error("not now");
      },
      tags: ["a"],
      name: "Al",
    };
    expect(stranger.mask("Person", broken as never)).toEqual({ name: "########" });
    expect(
      createPolicy(data, () => true)
        .requestor({ accessGroup: "Owners" })
        .sees("Work-", "nothing"),
    ).toBe(false);
  });

  it("E02 masks whole what is no longer than the part left clear", () => {
    for (const iban of ["", "1", "1234", "👨‍👩‍👧‍👦🇨🇭🇳🇱é"]) expect(mask({ iban })).toEqual({ id: "you", iban: "********" });
    expect(mask({ iban: "12345" })).toEqual({ id: "you", iban: "********2345" });
    expect(mask({ code: "ab" })).toEqual({ id: "you", code: "xxxxxxxx" });
  });

  it("E04 masks fully what failing policies mask differently, in whatever order", () => {
    const abroad = asking({ id: "me", region: "US" });
    expect(mask({ iban: "1234567890", salary: 5, name: "Al" }, abroad)).toEqual({ id: "you", iban: "********", name: "########" });
    expect(abroad.mask("Person", { id: "me", iban: "1234567890", salary: 5 })).toEqual({ id: "me", iban: "********", salary: "***" });
  });

  it("E06 has a place for values of any kind", () => {
    for (const value of [{ secret: "s" }, ["secret"], new Date(), new Uint8Array([1, 2]), 12_345_678, 5n, true, () => "secret", Symbol("secret")]) {
      const copy = mask({ name: value, iban: value, salary: value, born: value, left: value, isLead: value });
      expect(copy).toEqual({ id: "you", name: "########", iban: "********", salary: "******", left: "1900-01-01" });
    }
    // What may be seen and is of no type could hold anything: it is left out.
    expect(mask({ tags: [{ secret: 1 }], home: "street", days: [["a"]] })).toEqual({ id: "you" });
  });
});

describe("objects", () => {
  it("shows nothing in prototypes or symbols, and takes nothing from them", () => {
    class Row {
      id = "you";
      iban = "1234567890";
      get code(): string {
        return this.iban;
      }
    }
    expect(stranger.mask("Person", new Row())).toEqual({ id: "you", iban: "********7890" });
    const bare: object = Object.assign(Object.create(null) as object, { id: "you", iban: "1234567890" });
    expect(stranger.mask("Person", bare)).toEqual({ id: "you", iban: "********7890" });
    expect(Object.getPrototypeOf(stranger.mask("Person", bare))).toBe(Object.prototype);
  });

  it("P13 is not misled by a polluted prototype", () => {
    const seen: unknown[] = [];
    Object.defineProperty(Object.prototype, "iban", { configurable: true, set: (value) => void seen.push(value), get: () => "1234567890" });
    expect(Object.getOwnPropertyDescriptor(mask({ name: "Al" }), "iban")).toBeUndefined();
    Object.defineProperty(Object.prototype, "name", { configurable: true, value: "all", writable: false });
    const own = Object.defineProperties({}, { id: { value: "you" }, iban: { value: "1234567890" }, name: { value: "Al" } });
    const copy = stranger.mask("Person", own);
    expect([Object.getOwnPropertyDescriptor(copy, "iban")?.value, Object.getOwnPropertyDescriptor(copy, "name")?.value]).toEqual(["********7890", "########"]);
    expect(seen).toEqual([]);
  });

  it("reads each property once", () => {
    let reads = 0;
    const object = {
      get id(): string {
        return reads++ === 0 ? "me" : "you";
      },
      iban: "1234567890",
    };
    expect(stranger.mask("Person", object)).toEqual({ id: "me", iban: "1234567890" });
  });

  it("throws for no object, and shows nothing of what is none", () => {
    const { proxy, revoke } = Proxy.revocable({ id: "you" }, {});
    revoke();
    for (const none of [undefined, null, 5, "text", [], proxy]) {
      expect(stranger.mask("Person", none as never)).toEqual({});
      expect(stranger.discoverable("Person", none as never)).toBeUndefined();
    }
    expect(stranger.mask("Persona" as never, { id: "me" } as never)).toEqual({});
  });

  it("says so where a policy was made without masks", () => {
    expect(() =>
      createPolicy(data, () => true)
        .requestor({ accessGroup: "Owners" })
        .mask("Work-", {}),
    ).toThrow(/without masks/);
  });
});

describe("discovery", () => {
  const full = { name: "Al", iban: "1234567890", home: { street: "Rue", city: "Basel" }, work: { room: "7" } };

  it("shows of an object that may not be opened what discover policies show, masked", () => {
    expect(stranger.access("Person", full)).toBe("discover");
    expect(stranger.mask("Person", full)).toEqual({ name: "########", home: { city: "Basel" } });
    expect(stranger.discoverable("Person", full)).toEqual({ name: "########", home: { city: "Basel" } });
  });

  it("shows no more of one that may be opened when asked what is discoverable", () => {
    expect(stranger.discoverable("Person", { ...full, id: "me" })).toEqual({ name: "Al", home: { city: "Basel" }, work: { room: "7" } });
  });

  it("shows nothing of what may not be discovered", () => {
    const outside = asking({ id: "me" });
    expect(outside.access("Person", full)).toBe("none");
    expect(outside.mask("Person", full)).toEqual({});
    expect(outside.discoverable("Person", full)).toBeUndefined();
  });
});

it("masks many rows at once as one by one", () => {
  const carl = people.requestor({ accessGroup: "People:Everybody", operator: { id: "p1" } });
  const rows = Array.from({ length: 1_000 }, (_, i) => ({
    id: `p${i % 3}`,
    name: i % 10 === 0 ? `Zürich ${i}` : `Person ${i}`,
    department: "Sales",
    iban: `CH93007620116238${i}`,
    salary: i,
    born: "1980-02-29",
  }));
  expect(carl.maskAll("Data-Person", rows)).toEqual(rows.map((row) => carl.mask("Data-Person", row)));
});
