// A policy with a privilege for every operator on every kind of operand, as it is and negated, and for random joins of them.
import { check, interpret, memoryHost } from "../../compiler/index.ts";
import type { Policy } from "../../runtime/index.ts";

export interface Corpus {
  readonly policy: Policy;
  /** By number of the privilege `C<number>`: what it asks. */
  readonly conditions: readonly string[];
}

/** Of class `Row`; see `rows.ts`. `joins`: how many random joins are added. */
export async function corpus(joins: number, random: () => number): Promise<Corpus> {
  const single = singles();
  const pick = (): string => single[Math.floor(random() * single.length)] ?? "true";
  const joined = Array.from({ length: joins }, () => {
    const word = random() < 0.5 ? "and" : "or";
    const inner = random() < 0.5 ? pick() : `(${pick()} ${random() < 0.5 ? "and" : "or"} not (${pick()}))`;
    return `(${pick()}) ${word} ${inner} ${random() < 0.3 ? `${word} ${pick()}` : ""}`;
  });
  const conditions = [...single.flatMap((one) => [one, `not (${one})`]), ...joined];
  const text = `${declarations}
${conditions.map((_, i) => `privilege C${i} on Row`).join("\n")}
role R { access to Row {\n${conditions.map((one, i) => `privilege C${i} when ${one}`).join("\n")}\n} }
group G { roles R }
`;
  const { policy, diagnostics } = await check(["corpus.acl"], memoryHost(new Map([["corpus.acl", text]])));
  if (policy === undefined)
    throw new Error(
      diagnostics
        .filter((d) => d.severity === "error")
        .map((d) => d.message)
        .join("\n"),
    );
  return { policy: interpret(policy.tables), conditions };
}

const declarations = `
operator {
  name: text  part: text  other: text  level: integer  limit: decimal  active: boolean  kind: "New" | "b" | "Open"
  tags: list of text  ids: list of integer  since: date  seen: datetime  none: text  empty: list of text
}
class Row {
  id: integer
  title: text  owner: text  status: "New" | "Open" | "a b" | "Öl"  color: "Open" | "red" | "%"
  count: integer  size: integer  amount: decimal  price: decimal  flag: boolean  done: boolean
  day: date  until: date  at: datetime  seen: datetime
  labels: list of text  tags: list of text  numbers: list of integer  rates: list of decimal
  flags: list of boolean  days: list of date  times: list of datetime
  customer: { region: text  tier: integer  rate: decimal  vip: boolean  kind: "a" | "b"  born: date  seen: datetime  tags: list of text  inner: { vip: boolean  name: text } }
}
`;

const texts = ["", "a", "A", "ab", "a ", "%", "_", "a%b", "a_b", "\\", "ß", "ss", "İ", "é", "e\u0301", "😀", "'", '"', "New", "1"];
const all = ["=", "!=", "<", "<=", ">", ">="];

function singles(): readonly string[] {
  return [...ofTexts(), ...ofUnions(), ...ofNumbers(), ...ofTimes(), ...ofLists(), ...ofPages(), ...ofNull(), ...ofBooleans()];
}

function ofTexts(): readonly string[] {
  const literals = texts.map((text) => JSON.stringify(text));
  return [
    ...literals.flatMap((text, i) => [
      `.title = ${text}`,
      `.title ${how[i % 3]} ${text}`,
      `.owner ${how[(i + 1) % 3]} ${text}`,
      `.title ${how[(i + 2) % 3]} ${text}`,
    ]),
    ...["operator.name", "operator.part", ".owner", "operator.none", ".customer.region"].flatMap((other) => [
      `.title = ${other}`,
      ...how.map((word) => `.title ${word} ${other}`),
      ...how.map((word) => `${other} ${word} .title`),
    ]),
    `.title in ["a", "A", "", "ß", "%"]`,
    `.owner in ["a"]`,
    `.owner in operator.tags`,
    `.title in operator.empty`,
    `"abc" starts with .title`,
    `"a%b_c\\\\" contains .owner`,
  ];
}
const how = ["starts with", "ends with", "contains"];

function ofUnions(): readonly string[] {
  return [
    `.status = "New"`,
    `.status = .color`,
    `.status = operator.kind`,
    `.status = .title`,
    `.status in ["New", "Open"]`,
    `.color = "%"`,
    `.status starts with "a"`,
    `.status contains .title`,
    `.title starts with .color`,
    `.status ends with operator.part`,
  ];
}

function ofNumbers(): readonly string[] {
  return [
    ...all.flatMap((sign) => [
      ...["0", "3", "-1", "9_007_199_254_740_991", "operator.level", "operator.limit", ".size", ".amount"].map((other) => `.count ${sign} ${other}`),
      ...["0.5", "2", "operator.limit", "operator.level", ".price", ".count"].map((other) => `.amount ${sign} ${other}`),
      `.customer.tier ${sign} 2`,
      `.customer.rate ${sign} .amount`,
    ]),
    ".count between 0 and 3",
    ".amount between 0.1 and 0.3",
    ".count in [1, 2, 3]",
    ".amount in [0.5, 1]",
    ".count in operator.ids",
  ];
}

function ofTimes(): readonly string[] {
  return all.flatMap((sign) => [
    ...[`date "2026-02-28"`, `date "2024-02-29"`, "today", "today - 1 day", "operator.since", ".until"].map((other) => `.day ${sign} ${other}`),
    ...[`datetime "2026-03-01T12:00:00Z"`, `datetime "2026-03-01T12:00:00.123Z"`, "now", "now - 3 hours", "operator.seen", ".seen"].map(
      (other) => `.at ${sign} ${other}`,
    ),
    `.customer.born ${sign} date "2026-02-28"`,
    `.customer.seen ${sign} datetime "2026-03-01T12:00:00Z"`,
    `.customer.seen ${sign} .at`,
  ]);
}

function ofLists(): readonly string[] {
  const lists = ["operator.tags", ".tags", `["a", "b"]`, `["a"]`, "operator.empty", ".customer.tags", `["ß", "A", "a ", "%"]`];
  return [
    ...lists.flatMap((other) => ["all of", "any of"].flatMap((word) => [`.labels includes ${word} ${other}`, `${other} includes ${word} .labels`])),
    ...texts.slice(0, 12).map((text) => `.labels includes ${JSON.stringify(text)}`),
    ".labels includes operator.name",
    ".labels includes .title",
    ".labels includes .status",
    ".title in .labels",
    ".status in .tags",
    ".labels is empty",
    ".numbers is empty",
    ".customer.tags is empty",
    ".numbers includes 1",
    ".numbers includes .count",
    ".numbers includes all of [1, 2]",
    "operator.ids includes any of .numbers",
    "operator.ids includes all of .numbers",
    ".rates includes 0.5",
    ".rates includes .amount",
    ".rates includes any of [0.1, 2.5]",
    ".flags includes true",
    ".flags includes .flag",
    `.days includes date "2026-02-28"`,
    ".days includes .day",
    ".day in .days",
    `.times includes datetime "2026-03-01T12:00:00.123Z"`,
    ".times includes .at",
    ".days is empty",
    ".times is empty",
  ];
}

function ofPages(): readonly string[] {
  return [
    `.customer.region = "a"`,
    `.customer.region starts with "a"`,
    `.customer.kind = "a"`,
    ".customer.kind = .title",
    ".customer.vip",
    ".customer.inner.vip",
    `.customer.inner.name = .title`,
    ".customer.tags includes .title",
  ];
}

function ofNull(): readonly string[] {
  const paths = ["title", "status", "count", "amount", "flag", "day", "at", "labels", "numbers", "rates", "flags", "days", "times", "customer"];
  const fields = ["region", "tier", "rate", "vip", "kind", "born", "seen", "tags", "inner", "inner.vip", "inner.name"];
  return [...paths, ...fields.map((field) => `customer.${field}`)].map((path) => `.${path} is null`);
}

function ofBooleans(): readonly string[] {
  return [".flag", ".flag = .done", ".flag = operator.active", ".flag = true", ".done = false", ".flag = .customer.vip"];
}
