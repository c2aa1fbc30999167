// Sealed properties of whole records (security.md, E10 to E14): nobody reads what was moved, changed or made with another key.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check, interpret, memoryHost } from "aclc/compiler";
import { createEncryption, EncryptionError, keyRing } from "aclc/encryption";
import type { EncryptionOptions, Key, KeySource } from "aclc/encryption";
import { Sealer } from "../../runtime/encryption/seal.ts";
import { fromBytes, toBytes } from "../../runtime/encryption/stored.ts";

const source = `
  class Data- { secret: text }
  class Data-Person { id: text  iban: text  salary: decimal  born: date  seen: datetime  tags: list of text  dates: list of datetime  isLead: boolean  note: text
    home: { street: text  city: text }  work: { room: text  since: datetime } }
  class Data-Plain { title: text }
  policy Secrets on Data- for property-encrypt of .secret
  policy Stored on Data-Person for property-encrypt of .iban, .salary, .born, .seen, .tags, .dates, .isLead, .home.street, .work
  role R { access to Data- { open } }
  group G { roles R }`;
const { policy: checked } = await check(["p.acl"], memoryHost(new Map([["p.acl", source]])));
if (checked === undefined) throw new Error("the policy has errors");
const policy = interpret(checked.tables);

const key = (kid: string): Key => ({ kid, secret: crypto.getRandomValues(new Uint8Array(32)) });
const [old, current] = [key("2025"), key("2026")];
const make = (options: Partial<EncryptionOptions> = {}) => createEncryption(policy, { keys: keyRing([current, old]), tenant: "acme", ...options });
const encryption = make();

const person = {
  id: "p1",
  iban: "CH9300762011623852957",
  salary: 9_000.5,
  born: "1980-02-29",
  seen: new Date("2026-11-24T10:00:00Z"),
  tags: ["a", "b"],
  dates: [new Date(0), "2026-11-24T10:00:00Z"],
  isLead: true,
  note: "in the clear",
  home: { street: "Rue 1", city: "Basel" },
  work: { room: "7", since: new Date(5) },
  extra: 1,
};
const P = "Data-Person";
const sealedIban = async (using = encryption, cls = P, id = "p1"): Promise<unknown> =>
  ((await using.encrypt(cls, { iban: person.iban }, id)) as { iban: unknown }).iban;
/** What reading `iban` gives. */
const read = async (iban: unknown, using = encryption, id = "p1", cls = P) => {
  const { record, failures } = await using.decrypt(cls, { iban }, id);
  return [(record as { iban: unknown }).iban, ...failures.map(({ code, message, property }) => `${code} ${property} ${message}`)];
};
const refused = ["********", "NOT_AUTHENTIC iban the value is not available"];
const unavailable = ["********", "KEY_UNAVAILABLE iban the value is not available"];

describe("a record", () => {
  it("comes back as it was, types and all; what the policy does not name stays in the clear", async () => {
    const stored = await encryption.encrypt(P, person, person.id);
    expect(stored).toMatchObject({ id: "p1", note: "in the clear", extra: 1, home: { city: "Basel" } });
    const text = JSON.stringify(stored);
    for (const part of ["CH93", "9000", "1980", "Rue", "room"]) expect(text).not.toContain(part);
    expect(await encryption.decrypt(P, JSON.parse(text) as typeof stored, "p1")).toEqual({ record: person, failures: [] });
  });

  it("keeps absent and null, and leaves records alone that have nothing sealed", async () => {
    const stored = await encryption.encrypt(P, { id: "p1", iban: null, salary: undefined, home: null }, "p1");
    expect(stored).toEqual({ id: "p1", iban: null, salary: undefined, home: null });
    expect(await encryption.encrypt("Data-Plain", { title: "t" }, "x")).toEqual({ title: "t" });
  });

  it("seals what a policy on a class above names", async () => {
    const stored = (await encryption.encrypt("Data-Plain", { secret: "s" }, "x")) as { secret: string };
    expect(stored.secret).toMatch(/^v1\.2026\./);
  });

  it("stores no value that has no stored form", async () => {
    for (const iban of [() => 1, Symbol("s"), new Map(), new Uint8Array(3), "\ud800"]) {
      await expect(encryption.encrypt(P, { iban }, "p1")).rejects.toMatchObject({ name: "EncryptionError", code: "NOT_STORABLE" });
    }
    const broken = {
      get iban(): string {
        throw new Error("not now");
      },
    };
    await expect(encryption.encrypt(P, broken, "p1")).rejects.toThrow(EncryptionError);
    await expect(encryption.encrypt("Nobody", {}, "p1")).rejects.toThrow(TypeError);
    await expect(encryption.encrypt(P, {}, "")).rejects.toThrow(TypeError);
  });

  it("any value comes back equal", () => {
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        fc.string({ unit: "grapheme" }),
        fc.double(),
        fc.boolean(),
        fc.bigInt(),
        fc.date({ noInvalidDate: true }),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie("value"), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).value;
    fc.assert(
      fc.property(value, (given) => void expect(fromBytes(toBytes(given))).toEqual(given)),
      { numRuns: 500 },
    );
  });
});

describe("security.md, group E", () => {
  it("E10 refuses a value that was moved to another row, column, tenant or class", async () => {
    const iban = await sealedIban();
    expect(await read(iban)).toEqual([person.iban]);
    expect(await read(iban, encryption, "p2")).toEqual(refused);
    expect(await read(iban, make({ tenant: "globex" }))).toEqual(refused);
    const { record, failures } = await encryption.decrypt(P, { salary: iban, home: { street: iban } }, "p1");
    expect([record, failures.map(({ code, property }) => [code, property])]).toEqual([
      { salary: undefined, home: { street: "********" } },
      [
        ["NOT_AUTHENTIC", "salary"],
        ["NOT_AUTHENTIC", "home.street"],
      ],
    ]);
    const secret = ((await encryption.encrypt("Data-", { secret: "s" }, "x")) as { secret: unknown }).secret;
    expect((await encryption.decrypt("Data-Plain", { secret }, "x")).record).toEqual({ secret: "********" });
  });

  it("E10 binds each part of the place by its length", async () => {
    const sealer = new Sealer(keyRing([current]), new Map());
    const place = { tenant: "ab", class: "c", record: "d" };
    const sealed = await sealer.record(place).seal("e", "x");
    expect(await sealer.record(place).open("e", sealed)).toBe("x");
    const others = [
      { place: { ...place, tenant: "a", class: "bc" }, property: "e" },
      { place: { ...place, class: "cd", record: "" }, property: "e" },
      { place: { ...place, record: "de" }, property: "" },
    ];
    for (const other of others) await expect(sealer.record(other.place).open(other.property, sealed)).rejects.toMatchObject({ code: "NOT_AUTHENTIC" });
  });

  it("refuses a value that was changed, cut off or made with another key of the same name", async () => {
    const iban = String(await sealedIban());
    const [version, kid, text = ""] = iban.split(".");
    const swap = (at: number): string => text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
    const changed = [...Array(text.length - 1).keys()].map(swap).concat(text.slice(0, -1), text.slice(0, -4), text.slice(0, 20), "", `${text}A`, `${text}=`);
    for (const one of changed) expect((await read(`${version}.${kid}.${one}`))[0], one).toBe("********");
    for (const one of ["", "v1", `v2.${kid}.${text}`, `v1.2025.${text}`, ` ${iban}`, 5, true, {}, ["v1"], { iban }, person.iban])
      expect(await read(one)).toEqual(refused);
    expect(await read(iban, make({ keys: keyRing([{ ...key("2026") }]) }))).toEqual(refused);
  });

  it("E11 draws a nonce for each value, derives a key for each record, and stops before one key has encrypted too much", async () => {
    const values = await Promise.all(Array.from({ length: 500 }, () => sealedIban()));
    const nonces = values.map((value) => String(value).split(".")[2]?.slice(0, 16));
    expect(new Set(nonces).size).toBe(500);
    const counted = make({ used: new Map([["2026", 2 ** 32 - 3]]) });
    await counted.encrypt(P, { iban: "1", born: "2000-01-01" }, "p1");
    expect(counted.used.get("2026")).toBe(2 ** 32 - 1);
    await expect(counted.encrypt(P, { iban: "1" }, "p1")).rejects.toMatchObject({ code: "KEY_EXHAUSTED", message: "the current key has been used up" });
    expect(counted.used.get("2026")).toBe(2 ** 32 - 1);
  });

  it("E13 masks where the key is unknown or retired, or the key store is down, and says no more", async () => {
    const iban = await sealedIban(make({ keys: keyRing([old]) }));
    expect(await read(iban)).toEqual([person.iban]);
    expect(await read(iban, make({ keys: keyRing([current]) }))).toEqual(unavailable);
    const details = new Error("vault at 10.0.0.7 refused token s.abc");
    const down: KeySource[] = [
      { current: () => "2025", secret: () => Promise.reject(details) },
      {
        current: () => "2025",
        secret: () => {
          throw details;
        },
      },
      { current: () => "2025", secret: () => undefined },
      { current: () => "2025", secret: () => new Uint8Array(16) },
    ];
    for (const keys of down) {
      expect(await read(iban, make({ keys }))).toEqual(unavailable);
      await expect(make({ keys }).encrypt(P, { iban: "1" }, "p1")).rejects.toMatchObject({
        code: "KEY_UNAVAILABLE",
        message: "the value is not available",
      });
    }
    await expect(make({ keys: { current: () => Promise.reject(details), secret: () => undefined } }).encrypt(P, { iban: "1" }, "p1")).rejects.toMatchObject({
      code: "KEY_UNAVAILABLE",
    });
  });

  it("E13 asks a key store again that was down", async () => {
    let isUp = false;
    const using = make({ keys: { current: () => "2026", secret: async () => (isUp ? current?.secret : undefined) } });
    const iban = await sealedIban();
    expect(await read(iban, using)).toEqual(unavailable);
    isUp = true;
    expect(await read(iban, using)).toEqual([person.iban]);
  });

  it("E14 takes a text that looks like a sealed one for a text", async () => {
    const spoof = await sealedIban();
    const stored = (await encryption.encrypt(P, { iban: spoof, note: spoof }, "p2")) as { iban: string; note: string };
    expect(stored.iban).not.toBe(spoof);
    expect(stored.note).toBe(spoof);
    expect((await encryption.decrypt(P, stored, "p2")).record).toEqual({ iban: spoof, note: spoof });
  });
});

describe("keys", () => {
  it("are 32 random bytes with names; there is no default", () => {
    const { secret } = key("k");
    const wrong: unknown[] = [
      [],
      [{ kid: "k" }],
      [{ kid: "k", secret: new Uint8Array(32) }],
      [{ kid: "k", secret: secret.subarray(1) }],
      [{ kid: "a.b", secret }],
      [{ kid: "", secret }],
      [key("k"), key("k")],
      [{ kid: "k", secret: "x".repeat(32) }],
    ];
    for (const keys of wrong) expect(() => keyRing(keys as Key[]), JSON.stringify(keys)).toThrow(TypeError);
    for (const options of [{}, { keys: keyRing([current]) }, { keys: keyRing([current]), tenant: "" }, { keys: {}, tenant: "a" }])
      expect(() => createEncryption(policy, options as EncryptionOptions)).toThrow(TypeError);
  });

  it("are not changed by whoever gave them", async () => {
    const mine = key("k");
    const using = make({ keys: keyRing([mine]) });
    const kept = new Uint8Array(mine.secret);
    mine.secret.fill(0);
    expect(await read(await sealedIban(using), make({ keys: keyRing([{ kid: "k", secret: kept }]) }))).toEqual([person.iban]);
  });
});

describe("the blind index", () => {
  const indexKey = key("i1");
  const indexed = make({ indexKey });

  it("is equal for equal values, by tenant, class and property, and tells nothing without its key", async () => {
    const hash = await indexed.index(P, "iban", person.iban);
    expect(hash).toMatch(/^[\w-]{43}$/);
    expect(await indexed.index(P, "iban", person.iban)).toBe(hash);
    expect(await indexed.index(P, "iban", "e\u0301")).toBe(await indexed.index(P, "iban", "\u00e9"));
    const others = await Promise.all([
      indexed.index(P, "iban", person.iban.toLowerCase()),
      indexed.index(P, "salary", person.iban),
      indexed.index(P, "salary", 5),
      indexed.index(P, "salary", "5"),
      indexed.index(P, "seen", new Date(5)),
      make({ indexKey, tenant: "globex" }).index(P, "iban", person.iban),
      make({ indexKey: key("i1") }).index(P, "iban", person.iban),
    ]);
    expect(new Set([hash, ...others]).size).toBe(8);
  });

  it("is opted into, for sealed properties", async () => {
    await expect(encryption.index(P, "iban", "x")).rejects.toThrow(/indexKey/);
    await expect(indexed.index(P, "note", "x")).rejects.toThrow(/no sealed property/);
    await expect(indexed.index(P, "iban", null)).rejects.toThrow(EncryptionError);
    expect(() => make({ indexKey: { kid: "i", secret: new Uint8Array(32) } })).toThrow(TypeError);
  });
});

it("seals and opens 2,000 records", async () => {
  const start = performance.now();
  const stored = await Promise.all(Array.from({ length: 2_000 }, (_, i) => encryption.encrypt(P, { iban: person.iban, salary: i }, `p${i}`)));
  const middle = performance.now();
  const opened = await Promise.all(stored.map((record, i) => encryption.decrypt(P, record, `p${i}`)));
  const end = performance.now();
  expect(opened[1_999]).toEqual({ record: { iban: person.iban, salary: 1_999 }, failures: [] });
  console.log(`encryption: 2,000 records of two properties sealed in ${(middle - start).toFixed(0)} ms, opened in ${(end - middle).toFixed(0)} ms`);
});
