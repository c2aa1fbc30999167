// Operands that are absent, null, ill-typed or hostile: the bad input of conditions, by its ids.
import { afterEach, describe, expect, test } from "vitest";
import { check, memoryHost } from "../../compiler/index.ts";
import { denies, truthOf } from "./ask.ts";

type Truth = "true" | "false" | "unknown";
type Row = readonly [expression: string, object: unknown, truth: Truth];

function rows(title: string, list: readonly Row[]): void {
  describe(title, () => {
    for (const [i, [expression, object, truth]] of list.entries()) {
      test(`${i + 1}. ${expression}: ${truth}`, async () => {
        expect(await truthOf(expression, { object, now: Date.UTC(2026, 2, 1, 12) })).toBe(truth);
      });
    }
  });
}

const throwing = (name: string): object =>
  Object.defineProperty({}, name, {
    get: () => {
      throw new Error("no");
    },
  });
const nothing = [undefined, null, "text", 7, true, [], [{ count: 4 }], Symbol("x"), () => 1] as const;

rows("D01 absent in a grant", [
  [".count >= 3", {}, "unknown"],
  [".count >= 3", { count: 3 }, "true"],
  [".count >= 3", { count: undefined }, "unknown"],
]);

test("D02 absent in a deny denies", async () => {
  expect(await denies(".blocked", { object: {} })).toBe(true);
  expect(await denies(".blocked = true", { object: {} })).toBe(true);
  expect(await denies(".blocked = true", { object: { blocked: null } })).toBe(true);
  expect(await denies(".blocked = true", { object: { blocked: "no" } })).toBe(true);
  expect(await denies(".blocked = true", { object: throwing("blocked") })).toBe(true);
  expect(await denies(".blocked = true", {})).toBe(true);
  expect(await denies(".blocked = true", { object: { blocked: true } })).toBe(true);
  expect(await denies(".blocked = true", { object: { blocked: false } })).toBe(false);
  expect(await denies(".blocked = true and .count > 3", { object: { count: 3 } })).toBe(false);
});

rows("D03 not of unknown", [
  ["not (.count > 3)", {}, "unknown"],
  ["not (.count > 3)", { count: 3 }, "true"],
  ["not .flag", {}, "unknown"],
  ["not not .flag", {}, "unknown"],
]);
rows("D04 null and numbers", [
  [".count <= 5", { count: null }, "unknown"],
  [".count >= 0", { count: null }, "unknown"],
  [".count = 0", { count: null }, "unknown"],
  [".count between 0 and 5", { count: null }, "unknown"],
  [".ratio >= 0", { ratio: null }, "unknown"],
]);
rows("D06 numbers as text", [
  [".count > 9", { count: "10" }, "unknown"],
  ['.text = "10"', { text: 10 }, "unknown"],
  [".ratio <= 1.5", { ratio: "1" }, "unknown"],
  [".count = 1", { count: true }, "unknown"],
]);
rows("D08 numbers near 2^53", [
  [".count > 1", { count: 9007199254740993n }, "unknown"],
  [".count > 1", { count: 2 ** 53 }, "unknown"],
  [".count > 1", { count: 2 ** 53 - 1 }, "true"],
  [".count = 9_007_199_254_740_991", { count: 2 ** 53 - 1 }, "true"],
  [".count > 1", { count: Number.NaN }, "unknown"],
  [".ratio > 1", { ratio: Number.POSITIVE_INFINITY }, "unknown"],
  [".ratio > 1", { ratio: 2 ** 60 }, "true"],
  [".count > 1", { count: 2.5 }, "unknown"],
  [".count = 0", { count: -0 }, "true"],
]);
rows("D11 texts are compared by code units", [
  [".text = .other", { text: "\u00e9", other: "e\u0301" }, "false"],
  [".text = .other", { text: "K", other: "\u212a" }, "false"],
  [".text = .other", { text: "\u0131", other: "I" }, "false"],
  [".text = .other", { text: "ß", other: "ss" }, "false"],
  ['.text starts with "e"', { text: "e\u0301" }, "true"],
  [".text = .other", { text: "\ud800", other: "\ud800" }, "true"],
]);
rows("D13 lists are not split and not made", [
  ['.labels includes "a"', { labels: "a,b" }, "unknown"],
  ['.labels includes "a"', { labels: "a" }, "unknown"],
  ['.labels includes "a"', { labels: { 0: "a", length: 1 } }, "unknown"],
  ['.labels includes "a"', { labels: new Set(["a"]) }, "unknown"],
  [".labels is empty", { labels: "" }, "unknown"],
]);
rows("D14 empty lists", [
  ['["a"] includes all of .labels', { labels: [] }, "true"],
  ['["a"] includes any of .labels', { labels: [] }, "false"],
  [".labels includes any of .labels", { labels: [] }, "false"],
  [".labels includes all of .labels", { labels: [] }, "true"],
  [".labels is empty", { labels: [] }, "true"],
  ['["a"] includes all of .labels', {}, "unknown"],
]);
rows("D15 long lists, duplicates, nulls", [
  ['.labels includes "a"', { labels: new Array(10_000).fill("a") }, "true"],
  ['.labels includes "a"', { labels: new Array(10_001).fill("a") }, "unknown"],
  ['.labels includes "a"', { labels: new Array(1_000_000).fill("a") }, "unknown"],
  ['.labels includes "a"', { labels: ["a", null] }, "unknown"],
  ['.labels includes "a"', { labels: ["a", undefined] }, "unknown"],
  ['.labels includes "a"', { labels: ["a", ["a"]] }, "unknown"],
  ['.labels includes "a"', { labels: ["a", , "b"] }, "unknown"],
  ['["a"] includes all of .labels', { labels: ["a", "a"] }, "true"],
  [".labels is null", { labels: [null] }, "unknown"],
]);

describe("D17 what is on a prototype is absent", () => {
  afterEach(() => {
    for (const name of ["flag", "admin", "text", "name", "0", "page"]) Reflect.deleteProperty(Object.prototype, name);
  });
  test("inherited", async () => {
    expect(await truthOf(".flag", { object: Object.create({ flag: true }) })).toBe("unknown");
    expect(await truthOf(".flag is null", { object: Object.create({ flag: true }) })).toBe("true");
    class Thing {
      on = true;
      get flag() {
        return this.on;
      }
    }
    expect(await truthOf(".flag", { object: new Thing() })).toBe("unknown");
    expect(await truthOf('.page.name = "a"', { object: { page: Object.create({ name: "a" }) } })).toBe("unknown");
  });
  test("polluted Object.prototype", async () => {
    Object.assign(Object.prototype, { flag: true, admin: true, name: "a", page: { name: "a" } });
    expect(await truthOf(".flag", { object: {} })).toBe("unknown");
    expect(await truthOf("operator.admin", { object: {}, operator: {} })).toBe("unknown");
    expect(await truthOf('.page.name = "a"', { object: {} })).toBe("unknown");
    expect(await truthOf('.page.name = "a"', { object: { page: {} } })).toBe("unknown");
  });
  test("without a prototype", async () => {
    expect(await truthOf(".flag", { object: Object.assign(Object.create(null), { flag: true }) })).toBe("true");
  });
});

describe("D18 paths are declared", () => {
  const wrong = [".text.__proto__.b", ".text.constructor", ".text.length", ".labels.length", ".page.constructor.name", ".constructor", ".page.__proto__"];
  for (const path of wrong) {
    test(`${path} does not compile`, async () => {
      const text = `class Data-Thing { text: text  labels: list of text  page: { name: text } }\nrole R { access to Data-Thing { open when ${path} = "a" } }\n`;
      const { diagnostics, policy } = await check(["policy.acl"], memoryHost(new Map([["policy.acl", text]])));
      expect(policy).toBeUndefined();
      expect(diagnostics.some((d) => d.severity === "error")).toBe(true);
    });
  }
});

describe("D24 what is built in cannot be brought", () => {
  test("operator.roles and accessGroup", async () => {
    expect(await truthOf('operator.roles includes "NotMet"', { object: {}, operator: { roles: ["NotMet"] } })).toBe("unknown");
    expect(await truthOf("operator.accessGroup is null", { object: {}, operator: { accessGroup: "x" } })).toBe("true");
  });
});

describe("no object: every property is unknown, also to `is null`", () => {
  for (const [i, object] of nothing.entries()) {
    test(`${i + 1}. ${typeof object}`, async () => {
      expect(await truthOf(".count is null", { object })).toBe("unknown");
      expect(await truthOf(".count > 3", { object })).toBe("unknown");
      expect(await truthOf("operator.level > 3", { object, operator: { level: 4 } })).toBe("true");
    });
  }
});

describe("hostile objects", () => {
  test("throwing getters are ill-typed", async () => {
    expect(await truthOf('.text = "a"', { object: throwing("text") })).toBe("unknown");
    expect(await truthOf(".text is null", { object: throwing("text") })).toBe("unknown");
    expect(await truthOf(".page.name is null", { object: { page: throwing("name") } })).toBe("unknown");
    expect(await truthOf("operator.level > 1", { object: {}, operator: throwing("level") })).toBe("unknown");
  });
  test("proxies that throw, revoked ones", async () => {
    const hostile = new Proxy(
      {},
      {
        getOwnPropertyDescriptor() {
          throw new Error("no");
        },
        get() {
          throw new Error("no");
        },
      },
    );
    expect(await truthOf(".text is null", { object: hostile })).toBe("unknown");
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(await truthOf(".text is null", { object: proxy })).toBe("unknown");
    expect(await truthOf(".labels is null", { object: { labels: proxy } })).toBe("unknown");
    expect(await truthOf(".page is null", { object: { page: proxy } })).toBe("unknown");
  });
  test("dates that lie", async () => {
    const liar = Object.assign(new Date(Number.NaN), { getTime: () => 0 });
    expect(await truthOf(".at < now", { object: { at: liar }, now: 10 })).toBe("unknown");
    expect(await truthOf(".at < now", { object: { at: { getTime: () => 0, [Symbol.toStringTag]: "Date" } }, now: 10 })).toBe("unknown");
  });
});

describe("the clock", () => {
  test("one that shows no time makes comparisons unknown", async () => {
    for (const now of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(await truthOf(".at <= now", { object: { at: "2026-03-01T12:00:00Z" }, now })).toBe("unknown");
      expect(await truthOf(".day <= today", { object: { day: "2026-03-01" }, now })).toBe("unknown");
    }
  });
});
