// Conditions: how they are grouped, and each kind of comparison.
import { describe, expect, test } from "vitest";
import { condition, grouped, only, parse } from "./parsing.ts";

describe("grouping", () => {
  test.each([
    ["A or B and not C", "or(A, and(B, not(C)))"],
    ["not A and B", "and(not(A), B)"],
    ["not (A and B)", "not(and(A, B))"],
    ["A and B and C or D or E", "or(and(A, B, C), D, E)"],
    ["(A or B) and C", "and(or(A, B), C)"],
    ["not not A", "not(not(A))"],
    ["A and (B and C)", "and(A, and(B, C))"],
    [".a between 1 and 2 and .b between 3 and 4 or A", "or(and(between, between), A)"],
    ["not .a is null and .b not in [1]", "and(not(is null), in)"],
    ["((A))", "A"],
    ["true or false and unrestricted", "or(true, and(false, true))"],
    ["operator holds R and A", "and(holds, A)"],
  ])("%s", (text, expected) => expect(grouped(text)).toBe(expected));
});

describe("comparisons", () => {
  const x = { kind: "path", root: "object", segments: ["x"] };
  const number = (value: number): unknown => ({ kind: "number", value, integer: true });
  const text = (value: string): unknown => ({ kind: "text", value });
  test.each(["=", "!=", "<", "<=", ">", ">="])("%s", (operator) => {
    expect(condition(`.x ${operator} -3`)).toEqual({ kind: "compare", operator, left: x, right: number(-3) });
    expect(condition(`.x${operator}-3`)).toEqual({ kind: "compare", operator, left: x, right: number(-3) });
  });
  test.each([
    [".x between 1 and 2", { kind: "between", operand: x, low: number(1), high: number(2) }],
    ['.x starts with "a"', { kind: "match", how: "starts with", left: x, right: text("a") }],
    ['.x ends with "a"', { kind: "match", how: "ends with", left: x, right: text("a") }],
    ['.x contains "a"', { kind: "match", how: "contains", left: x, right: text("a") }],
    [".x includes 1", { kind: "includes", how: "one", list: x, other: number(1) }],
    ['.x includes all of ["a", "b"]', { kind: "includes", how: "all of", list: x, other: { kind: "list", elements: [text("a"), text("b")] } }],
    ["[] includes any of .x", { kind: "includes", how: "any of", list: { kind: "list", elements: [] }, other: x }],
    [".x in [1, -2]", { kind: "in", negated: false, element: x, list: { kind: "list", elements: [number(1), number(-2)] } }],
    [".x not in operator.y", { kind: "in", negated: true, element: x, list: { kind: "path", root: "operator", segments: ["y"] } }],
    [".x is null", { kind: "is null", negated: false, operand: x }],
    [".x is not null", { kind: "is null", negated: true, operand: x }],
    [".x is empty", { kind: "is empty", negated: false, operand: x }],
    [".x is not empty", { kind: "is empty", negated: true, operand: x }],
    [".x", { kind: "truth", operand: x }],
    ["operator.a.b", { kind: "truth", operand: { kind: "path", root: "operator", segments: ["a", "b"] } }],
    ["IsOwner", { kind: "reference", name: "IsOwner" }],
    ["true", { kind: "constant", value: true, unrestricted: false }],
    ["unrestricted", { kind: "constant", value: true, unrestricted: true }],
    [".x = true", { kind: "compare", operator: "=", left: x, right: { kind: "boolean", value: true } }],
    ['.x = date "2024-02-29"', { kind: "compare", operator: "=", left: x, right: { kind: "date", value: "2024-02-29" } }],
    [
      '.x = datetime "2024-02-29T23:59:59.5+05:30"',
      { kind: "compare", operator: "=", left: x, right: { kind: "datetime", value: "2024-02-29T23:59:59.5+05:30" } },
    ],
  ])("%s", (source, expected) => expect(condition(source)).toEqual(expected));
});

describe("the clock", () => {
  const clock = (text: string): unknown => (condition(`.x < ${text}`) as { right: unknown }).right;
  test.each([
    ["now", { kind: "clock", which: "now" }],
    ["today", { kind: "clock", which: "today" }],
    ["now - 30 days", { kind: "clock", which: "now", offset: { sign: -1, duration: { count: 30, unit: "days" } } }],
    ["now -1 minute", { kind: "clock", which: "now", offset: { sign: -1, duration: { count: 1, unit: "minutes" } } }],
    ["now+2 hours", { kind: "clock", which: "now", offset: { sign: 1, duration: { count: 2, unit: "hours" } } }],
    ["today + 1 week", { kind: "clock", which: "today", offset: { sign: 1, duration: { count: 1, unit: "weeks" } } }],
    ["now - 10_000 day", { kind: "clock", which: "now", offset: { sign: -1, duration: { count: 10000, unit: "days" } } }],
  ])("%s", (text, expected) => expect(clock(text)).toEqual(expected));
  test("spans have a unit, and whole numbers", () => {
    expect(parse("access when A on C { .x < now - 3 months }").found).toEqual(["ACL1130 months"]);
    expect(parse("access when A on C { .x < now - 3 }").found).toEqual(["ACL1130 3"]);
    expect(parse("access when A on C { .x < now - 1.5 days }").found).toEqual(["ACL1130 1.5"]);
    expect(parse("access when A on C { .x < now-30 days }").found).toEqual(["ACL1101 now-30"]);
  });
});

describe("bodies", () => {
  test("of one expression or of rows", () => {
    expect(only("access when A on C { when .x then unrestricted when B then .y otherwise false }")).toMatchObject({
      body: { kind: "rows", rows: [{ when: { kind: "truth" }, then: { unrestricted: true } }, { when: { kind: "reference" } }], otherwise: { value: false } },
    });
    expect(only("access when A on C { otherwise .x }")).toMatchObject({ body: { kind: "single", expression: { kind: "truth" } } });
  });
  test("are not empty, and end with one otherwise", () => {
    expect(parse("access when A on C { }").found).toEqual(["ACL1113 { }"]);
    expect(parse("access when A on C { when .x then .y }").found).toEqual(["ACL1114 }"]);
    expect(parse("access when A on C { when .x then .y otherwise .z otherwise .a }").found).toEqual(["ACL1114 otherwise"]);
    expect(parse("access when A on C { otherwise .z when .x then .y }").found).toEqual(["ACL1114 when"]);
  });
});

describe("mistakes", () => {
  test.each([
    [".a < .b < .c", "ACL1115 <"],
    [".a = .b is null", "ACL1115 is"],
    [".x - 3 > 1", "ACL1116 -"],
    [".x + .y > 1", "ACL1116 +"],
    ["(.x + 1) = 2", "ACL1116 +"],
    ["x = 1", "ACL1119 x"],
    ["owner is null", "ACL1119 owner"],
    [".status = New", "ACL1119 New"],
    [".x = null", "ACL1117 = null"],
    [".x != null", "ACL1117 != null"],
    [".x in [null]", "ACL1117 null"],
    ["null = .x", "ACL1117 null"],
    [".x is true", "ACL1109 is"],
    ['.x is "a"', "ACL1109 is"],
    ['.x like "a"', "ACL1109 like"],
    ['.x startsWith "a"', "ACL1109 startsWith"],
    [".x includes one of .y", "ACL1109 one"],
    ["if .x then .y otherwise .z", "ACL1109 if"],
    ["when .x then .y else .z", "ACL1109 else"],
    [".x == 1", "ACL1017 =="],
    [".x && .y", "ACL1017 &&"],
    [".x || .y", "ACL1017 ||"],
    ["! .x", "ACL1017 !"],
    [".x <> 1", "ACL1017 <>"],
    [".x === 1", "ACL1017 ==="],
    [".x * 2 = 1", "ACL1017 *"],
    [".x = 'a'", "ACL1016 'a'"],
    [".x;", "ACL1018 ;"],
    [". x", "ACL1019 . x"],
    ["operator . id = .x", "ACL1019 operator . id"],
    ["operator .id = .x", "ACL1019 operator .id"],
    ["user.id = .x", "ACL1020 user"],
    ["this.x.y", "ACL1020 this"],
    ['.x in ("a", "b")', "ACL1101 ("],
    ["IsOwner(.x)", "ACL1101 ("],
    ["(.x) = 1", "ACL1101 ="],
    ['.x in ["a" "b"]', 'ACL1107 "b"'],
    ['.x in ["a",]', "ACL1106 ,"],
    ["(.x = 1", "ACL1102 ("],
    [".x = 1)", "ACL1103 )"],
    [".x in [1", "ACL1102 ["],
    ['"a"', 'ACL1118 "a"'],
    ["now", "ACL1118 now"],
    ["[1]", "ACL1118 [1]"],
    [".x =", "ACL1101 }"],
    ["and .x", "ACL1105 and"],
    [".x and", "ACL1101 }"],
    [".x not .y", "ACL1101 .y"],
    [".x 3", "ACL1101 3"],
    ['.x = date "2026-02-29"', 'ACL1128 "2026-02-29"'],
    ['.x = date "2026-1-1"', 'ACL1128 "2026-1-1"'],
    ['.x = date "0000-01-01"', 'ACL1128 "0000-01-01"'],
    ['.x = datetime "2026-01-01T00:00:00"', 'ACL1129 "2026-01-01T00:00:00"'],
    ['.x = datetime "2026-01-01T00:00:60Z"', 'ACL1129 "2026-01-01T00:00:60Z"'],
    ['.x = datetime "2026-01-01 00:00:00Z"', 'ACL1129 "2026-01-01 00:00:00Z"'],
    ['.x = datetime "2026-01-01T00:00:00+24:00"', 'ACL1129 "2026-01-01T00:00:00+24:00"'],
  ])("%s", (text, expected) => {
    const { found, diagnostics } = parse(`access when A on C { ${text} }\nclass D {}`);
    expect(found).toEqual([expected]);
    expect(diagnostics[0]?.help).toBeTruthy();
  });
  test("two in one place are both reported", () => {
    expect(parse("access when A on C { owner == operator.id }").found).toEqual(["ACL1119 owner", "ACL1017 =="]);
  });
  test("fixes make the text right", () => {
    for (const [wrong, right] of [
      [".x == 1", ".x = 1"],
      [".x&&.y", ".x and .y"],
      [".x||!.y", ".x or not .y"],
      [".x <> 1", ".x != 1"],
      [".x = null", ".x is null"],
      [".x != null", ".x is not null"],
      ["x = 1", ".x = 1"],
      [".x = 'a'", '.x = "a"'],
      ["operator . id = .x", "operator.id = .x"],
      ['.x is "a"', '.x = "a"'],
      [".x;", ".x"],
      [".x = New", '.x = "New"'],
      ["open and .x", "`open` and .x"],
      ['.x in ["a" "b"]', '.x in ["a", "b"]'],
    ] as const) {
      const head = "access when A on C { ";
      const { diagnostics } = parse(`${head}${wrong} }`);
      const edits = diagnostics.flatMap((d) => d.fix?.edits ?? []).sort((a, b) => b.span.start - a.span.start);
      let text = `${head}${wrong} }`;
      for (const { span, text: by } of edits) text = text.slice(0, span.start) + by + text.slice(span.end);
      expect(text).toBe(`${head}${right} }`);
      expect(parse(text).found).toEqual([]);
    }
  });
});
