// Diagnostics as people and as tools see them.
import { expect, test } from "vitest";
import type { Diagnostic, Label } from "../../compiler/diagnostics/diagnostic.ts";
import { githubCommands } from "../../compiler/diagnostics/github.ts";
import { diagnosticsJson } from "../../compiler/diagnostics/json.ts";
import { inReadingOrder, summary } from "../../compiler/diagnostics/order.ts";
import { pretty } from "../../compiler/diagnostics/pretty.ts";
import { sarif } from "../../compiler/diagnostics/sarif.ts";
import { sourceFile, type Span } from "../../compiler/source.ts";

const hr = "role HR:Manager {}\n\n\n\n\n\n\n\n\n\n\n\n\ngroup HR:Managers { roles HR:Manger }\n";

test("the form of a diagnostic", () => {
  expect(pretty([diagnostic(at(hr, "HR:Manger"), { help: "did you mean `HR:Manager`?" })])).toBe(`error[ACL2001]: unknown role \`HR:Manger\`
  --> hr.acl:14:27
   |
14 | group HR:Managers { roles HR:Manger }
   |                           ^^^^^^^^^
   = help: did you mean \`HR:Manager\`?
`);
});

test("labels stand at their lines, those of other files below", () => {
  const other = { message: "declared here", span: at("class Order {}\n", "Order", "other.acl") };
  const here = { message: "this one", span: at(hr, "HR:Manager") };
  const primary = { ...at(hr, "HR:Manger"), file: here.span.file };
  expect(pretty([diagnostic(primary, { labels: [here, other] })])).toBe(`error[ACL2001]: unknown role \`HR:Manger\`
  --> hr.acl:14:27
   |
 1 | role HR:Manager {}
   |      ---------- this one
...
14 | group HR:Managers { roles HR:Manger }
   |                           ^^^^^^^^^
  ::: other.acl:1:7
   |
 1 | class Order {}
   |       ----- declared here
`);
});

test("a span over several lines shows its first and its last", () => {
  const text = "role A {\r\n  one\r\n  two\r\n}\r\n";
  expect(pretty([diagnostic(at(text, text.trimEnd()))])).toContain(" 1 | role A {\n   | ^^^^^^^^\n...\n 4 | }\n   | ^\n");
});

test.each([
  ["tabs", "\trole X", "X", "     role X".slice(1), "         ^"],
  ["wide characters", '"漢字" X', "X", '"漢字" X', "       ^"],
  ["combining characters", '"e\u0301" X', "X", '"e\u0301" X', "    ^"],
  ["emoji", '"😀" X', "X", '"😀" X', "     ^"],
  ["escape sequences", '"\u001B[31m" X', "X", '"<U+001B>[31m" X', "               ^"],
  ["bidirectional controls", "// \u202E X", "\u202E", "// <U+202E> X", "   ^^^^^^^^"],
  ["a carriage return", "a\rb X", "X", "a<U+000D>b X", "            ^".slice(1)],
])("%s are shown harmless, and the underline stands right", (_name, text, wrong, shown, underline) => {
  const [, , , line, under] = pretty([diagnostic(at(text, wrong))]).split("\n");
  expect(line).toBe(` 1 | ${shown}`);
  expect(under).toBe(`   | ${underline}`);
});

test("messages, helps, labels and paths are shown harmless", () => {
  const span = at("role X", "X", "\u001B]0;title\u0007.acl");
  const shown = pretty([{ ...diagnostic(span, { help: "\u009B2J", labels: [{ span, message: "\u202E" }] }), message: "\u001B[2J" }]);
  expect(shown).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
});

test("a long line is cut around what is wrong", () => {
  const text = `${"x".repeat(5000)}WRONG${"y".repeat(1_000_000)}`;
  const [, , , line = "", under] = pretty([diagnostic(at(text, "WRONG"))]).split("\n");
  expect(line.length).toBeLessThan(160);
  expect(line.slice(5)).toMatch(/^…x{40}WRONGy+…$/);
  expect(under).toBe(`   | ${" ".repeat(41)}^^^^^`);
});

test("the end of a file, an empty span, and no place at all", () => {
  const text = "role A {\n";
  expect(pretty([diagnostic({ file: sourceFile("a.acl", text), start: text.length, end: text.length })])).toContain("  --> a.acl:2:1\n   |\n 2 |\n   | ^\n");
  expect(pretty([diagnostic(undefined, { help: "one\ntwo" })])).toBe("error[ACL2001]: unknown role `HR:Manger`\n   = help: one\n           two\n");
});

test("the reading order, and the count", () => {
  const warning: Diagnostic = { ...diagnostic(at(hr, "role")), severity: "warning" };
  const late = { ...diagnostic(at(hr, "HR:Manger")) };
  const nowhere = diagnostic(undefined);
  expect(inReadingOrder([late, warning, nowhere])).toEqual([nowhere, warning, late]);
  expect(summary([late, warning, nowhere])).toBe("2 errors, 1 warning");
  expect(summary([])).toBe("");
});

test("JSON has places, and null for what is not there", () => {
  const span = at(hr, "HR:Manger");
  const fix = { title: "write it right", edits: [{ span, text: "HR:Manager" }] };
  const [start, end] = [
    { line: 14, column: 27, offset: 57 },
    { line: 14, column: 36, offset: 66 },
  ];
  expect(JSON.parse(diagnosticsJson([diagnostic(span, { fix }), diagnostic(undefined)]))).toEqual({
    diagnostics: [
      {
        ...{ code: "ACL2001", name: "unknown-role", severity: "error", message: "unknown role `HR:Manger`", file: "hr.acl", start, end },
        ...{ labels: [], help: null, fix: { title: "write it right", safe: false, edits: [{ file: "hr.acl", start, end, text: "HR:Manager" }] } },
      },
      {
        ...{ code: "ACL2001", name: "unknown-role", severity: "error", message: "unknown role `HR:Manger`", file: null, start: null, end: null },
        ...{ labels: [], help: null, fix: null },
      },
    ],
  });
});

test("SARIF has rules, regions and fixes", () => {
  const span = at(hr, "HR:Manger", "a b/hr.acl");
  const label = { span, message: "here" };
  const fix = { title: "write it right", edits: [{ span, text: "HR:Manager" }] };
  const { version, runs } = JSON.parse(sarif([diagnostic(span, { labels: [label], fix, help: "help" }), diagnostic(span)], "1.2.3"));
  const region = { startLine: 14, startColumn: 27, endLine: 14, endColumn: 36, charOffset: 57, charLength: 9 };
  const physicalLocation = { artifactLocation: { uri: "a%20b/hr.acl", uriBaseId: "%SRCROOT%" }, region };
  expect(version).toBe("2.1.0");
  expect(runs[0].tool.driver).toMatchObject({ name: "aclc", version: "1.2.3", rules: [{ id: "ACL2001", name: "unknown-role" }] });
  expect(runs[0].results[0]).toMatchObject({
    ruleId: "ACL2001",
    ruleIndex: 0,
    level: "error",
    message: { text: "unknown role `HR:Manger`\nhelp" },
    locations: [{ physicalLocation }],
    relatedLocations: [{ id: 0, physicalLocation, message: { text: "here" } }],
    fixes: [{ artifactChanges: [{ replacements: [{ deletedRegion: region, insertedContent: { text: "HR:Manager" } }] }] }],
  });
  expect(runs[0].results).toHaveLength(2);
});

test("workflow commands are escaped", () => {
  const span = at(hr, "HR:Manger", "a,b:c.acl");
  expect(githubCommands([{ ...diagnostic(span, { help: "50%" }), message: "one\n::error::two" }])).toBe(
    "::error file=a%2Cb%3Ac.acl,line=14,endLine=14,col=27,endColumn=36,title=ACL2001 unknown-role::one%0A::error::two%0A50%25\n",
  );
});

function at(text: string, what: string, path = "hr.acl"): Span {
  const start = text.indexOf(what);
  return { file: sourceFile(path, text), start, end: start + what.length };
}

function diagnostic(span: Span | undefined, more: { help?: string; labels?: readonly Label[]; fix?: Diagnostic["fix"] } = {}): Diagnostic {
  const { help, labels = [], fix } = more;
  return { code: "ACL2001", name: "unknown-role", severity: "error", message: "unknown role `HR:Manger`", span, labels, help, fix };
}
