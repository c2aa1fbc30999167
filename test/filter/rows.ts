// Rows of class `Row`: odd values, absent ones and ill-typed ones.

/** A small generator that a seed repeats. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Row = Readonly<Record<string, unknown>>;

/** In JSON: what `JSON.stringify` loses is not in them. */
export function jsonRows(count: number, random: () => number): readonly Row[] {
  const pick = (list: readonly unknown[]): unknown => list[Math.floor(random() * list.length)];
  const value = (kind: keyof typeof good): unknown => {
    const roll = random();
    return roll < 0.1 ? null : roll < 0.2 ? undefined : roll < 0.34 ? pick(strange) : pick(good[kind]);
  };
  const list = (kind: keyof typeof good): unknown => {
    const roll = random();
    if (roll < 0.1) return null;
    if (roll < 0.2) return pick(strange);
    const elements = Array.from({ length: Math.floor(random() * 4) }, () => pick(good[kind]));
    return roll < 0.3 ? [...elements, pick(strange)] : elements;
  };
  return Array.from({ length: count }, (_, id) => ({
    id,
    ...Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, value(kind)])),
    ...Object.fromEntries(Object.entries(elements).map(([name, kind]) => [name, list(kind)])),
    customer:
      random() < 0.15
        ? pick([null, undefined, "page", [], 5, {}])
        : {
            ...Object.fromEntries(Object.entries(fields).map(([name, kind]) => [name, value(kind)])),
            tags: list("text"),
            inner: random() < 0.3 ? pick([null, undefined, "page", [], {}]) : { vip: value("boolean"), name: value("text") },
          },
  }));
}

export const good = {
  text: [
    "",
    "a",
    "A",
    "b",
    "ab",
    "aab",
    "a ",
    " a",
    "%",
    "_",
    "a%b",
    "a_b",
    "axb",
    "\\",
    "a\\b",
    "ß",
    "ss",
    "SS",
    "İ",
    "i",
    "I",
    "i̇",
    "é",
    "e\u0301",
    "😀",
    "x😀",
    "'",
    '"',
    "a'b",
    '"; --',
    "New",
    "Open",
    "1",
    "abc",
    "red",
    "a b",
  ],
  status: ["New", "Open", "a b", "Öl", "new", "Öl ", "Closed"],
  color: ["Open", "red", "%", "Red", "x"],
  kind: ["a", "b", "A", "c"],
  integer: [0, 1, 2, 3, -1, 10, 9007199254740991, -9007199254740991, 9007199254740992, 1.5, 2.5],
  decimal: [0, 0.1, 0.30000000000000004, 0.3, 0.5, 1, 2, 2.5, -1.5, 1e300, 9007199254740992, 3],
  boolean: [true, false],
  date: [
    "2026-02-28",
    "2026-03-01",
    "2024-02-29",
    "2026-03-02",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "2023-02-29",
    "1900-02-29",
    "2000-02-29",
    "0000-01-01",
    "2026-3-1",
  ],
  datetime: [
    "2026-03-01T12:00:00Z",
    "2026-03-01T12:00:00.123Z",
    "2026-03-01T12:00:00.123999Z",
    "2026-03-01T13:00:00+01:00",
    "2026-03-01T09:00:00.5-03:00",
    "2026-03-01t12:00:00z",
    "2026-02-28T23:59:59.999999Z",
    "2026-03-02T11:59:00+23:59",
    "1969-12-31T23:59:59.9Z",
    "2024-02-29T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999Z",
    "2026-03-01T12:00:60Z",
    "2026-03-01T24:00:00Z",
    "2026-03-01T12:00:00",
    "2026-03-01",
    "2026-02-30T12:00:00Z",
    "2026-03-01T12:00:00.Z",
    "2026-03-01T12:00:00 Z",
    "2026-03-01 12:00:00Z",
    "2026-03-01T12:00:00+24:00",
    "0000-03-01T12:00:00Z",
  ],
} as const;

export const strange: readonly unknown[] = [1, 0, true, false, "1", "true", "", 1.5, {}, [], ["a"], [null], { region: "a" }, "null", -0, 1e21];

export const kinds = {
  title: "text",
  owner: "text",
  status: "status",
  color: "color",
  count: "integer",
  size: "integer",
  amount: "decimal",
  price: "decimal",
  flag: "boolean",
  done: "boolean",
  day: "date",
  until: "date",
  at: "datetime",
  seen: "datetime",
} as const;
export const elements = { labels: "text", tags: "text", numbers: "integer", rates: "decimal", flags: "boolean", days: "date", times: "datetime" } as const;
const fields = { region: "text", tier: "integer", rate: "decimal", vip: "boolean", kind: "kind", born: "date", seen: "datetime" } as const;

export const now = Date.UTC(2026, 2, 1, 12);

/** Operators with attributes that meet the rows, or are missing. */
export const operators = [
  {
    name: "a",
    part: "%",
    other: "A",
    level: 2,
    limit: 0.3,
    active: true,
    kind: "New",
    tags: ["a", "ß", "%"],
    ids: [1, 2, 3],
    since: "2026-02-28",
    seen: "2026-03-01T12:00:00.123Z",
    empty: [],
  },
  { name: "ab", part: "a", level: 3, limit: 2.5, active: false, kind: "Open", tags: [], ids: [], since: "2024-02-29", seen: new Date(now), empty: [] },
  { name: "é", part: "_", level: 1.5, limit: Number.NaN, tags: ["a", null], ids: [1.5], since: "2026-02-30", kind: "x", empty: [] },
] as const;
