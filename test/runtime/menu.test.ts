// All settings of a class at once: the same answers as one by one.
import { expect, it } from "vitest";
import { hasSetting, listSettings, menuTable, PolicyLoadError, settings, settingsOneByOne } from "../../runtime/index.ts";
import { classes, handMade } from "./hand-made.ts";

const objects = [undefined, {}, { owner: "me" }, { owner: "you", region: "EU", due: 3 }, Object.create({ owner: "me" })];

it("answers as `can` does, setting by setting", () => {
  const operator = { id: "me" };
  const asked = [
    ...(["Owners", "Everybody", "Nobody", "Staged"] as const).map((accessGroup) => handMade().requestor({ accessGroup, operator })),
    handMade().with({ productionLevel: 3 }).requestor({ accessGroup: "Staged", operator }),
    handMade().requestor({ roles: ["Owner", "Reader"], operator }),
  ];
  for (const requestor of asked) {
    for (const cls of [...classes, "Nothing"]) {
      for (const object of objects) {
        const set = requestor.allowedSettings(cls, object);
        const allowed = settings.filter((setting) => requestor.can(setting, cls, object));
        expect(listSettings(set)).toEqual(allowed);
        expect(settings.filter((setting) => hasSetting(set, setting))).toEqual(allowed);
      }
    }
  }
  for (const none of ["toString", "opne", 0, undefined])
    expect(hasSetting(handMade().requestor({ accessGroup: "Everybody" }).allowedSettings("name"), none as never)).toBe(false);
});

it("allows a requestor of another policy nothing", () => {
  const policy = handMade();
  const everybody = policy.requestor({ accessGroup: "Everybody" });
  expect(settingsOneByOne({ ...policy.loaded }, everybody, 0, {})).toBe(0);
  expect(listSettings(settingsOneByOne(policy.loaded, everybody, 0, {}))).toEqual([...settings]);
});

it("asks each condition once for all settings that it decides", () => {
  const policy = handMade();
  const { menus, plans } = menuTable(policy);
  const start = Reflect.get(policy.requestor({ accessGroup: "Owners" }), policy.loaded.start) as number;
  const menu = menus[start] ?? 0;
  // 3 3 4 5 6 + - - - 3: condition 3 decides open, modify and discover.
  expect(menu & 1023).toBe(0b0000100000);
  const from = menu >>> 10;
  expect([...plans.subarray(from, from + 5)]).toEqual([(3 << 10) | 0b1000000011, (4 << 10) | 0b100, (5 << 10) | 0b1000, (6 << 10) | 0b10000, 0]);
});

it("has a word for each row, and each list of conditions once", () => {
  const rows = [
    [1, 3, 0, 3, 4, 0, 0, 0, 0, 1, 3],
    [0, 3, 0, 3, 4, 0, 0, 0, 0, 0, 0],
    [1, 1, 0, 2, 0, 0, 0, 0, 0, 1, 9],
    [5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ];
  const { menus, plans } = menuTable({ loaded: { cells: Uint8Array.from(rows.flat()), columns: 11 } as never });
  const one = 1 << 10;
  expect([...menus]).toEqual([0b1000000001 + one, one, 0b1000000011, 4 * one]);
  expect([...plans]).toEqual([0, (3 << 10) + 0b1010, (4 << 10) + 0b10000, 0, (5 << 10) + 1, 0]);
});

it("refuses more conditions than a word can name", () => {
  const table = (code: number) => menuTable({ loaded: { cells: Uint32Array.of(code, 3, 0, 0, 0, 0, 0, 0, 0, 0), columns: 10 } as never });
  expect(() => table(2 ** 22)).toThrow(new PolicyLoadError("the policy has too many conditions"));
  expect([...table(2 ** 22 - 1).plans]).toEqual([0, (2 ** 22 - 1) * 1024 + 1, (3 << 10) + 2, 0]);
});
