// Policy tests and external assignments.
import type {
  DurationCstNode,
  EntryCstNode,
  ExpectationCstNode,
  ExternalDeclarationCstNode,
  ObjectCstNode,
  TestDeclarationCstNode,
  ValueCstNode,
} from "../../grammar/cst.ts";
import type { Token } from "../../grammar/index.ts";
import type { Duration, Expectation, ExternalAssignmentDeclaration, Name, SettingName, TestDeclaration, TestObject, TestValue } from "../ast.ts";
import { className, once, plainName, the, wordName, type Build } from "./build-context.ts";
import { datetimeLiteral, duration, numberLiteral, scalarLiteral, textLiteral } from "./build-literals.ts";
import { onClass, plainNames, roleName, roleNames } from "./build-names.ts";
import { path } from "./build-operands.ts";
import { propertyName } from "./build-types.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";

export function externalDeclaration(build: Build, node: ExternalDeclarationCstNode): ExternalAssignmentDeclaration | undefined {
  const word = the(node.children.Word);
  const clauses = (node.children.assignmentClause ?? []).map((each) => each.children);
  const pick = (key: "Group" | "Performs" | "Expires" | "Remind" | "Open"): readonly Token[] => clauses.flatMap((clause) => clause[key] ?? []);
  for (const key of ["Group", "Performs", "Expires", "Remind", "Open"] as const) once(build, pick(key));
  const group = clauses.find((clause) => clause.Group !== undefined)?.roleName;
  const performs = clauses.find((clause) => clause.Performs !== undefined)?.names;
  const expires = clauses.find((clause) => clause.Expires !== undefined)?.duration;
  const remind = clauses.find((clause) => clause.Remind !== undefined)?.duration;
  const what = "an external assignment";
  for (const [clause, found] of [
    ["group", group],
    ["performs", performs],
    ["expires after", expires],
  ] as const) {
    if (found === undefined)
      build.report(kinds.missingClause, build.span(word), { clause, what }, { help: "it needs `group G`, `performs NAME, …` and `expires after 7 days`" });
  }
  const on = onClass(build, node.children.names, what, word);
  if (group === undefined || performs === undefined || expires === undefined) return undefined;
  return {
    kind: "external assignment",
    name: wordName(build, word, what),
    on,
    group: roleName(build, the(group), "a group"),
    performs: plainNames(build, the(performs), "a rule or a privilege"),
    expiresAfter: duration(build, the(expires)),
    remindEvery: durationOf(build, remind),
    open: pick("Open").length > 0,
    documentation: build.documentationOf(node),
    span: build.spanOf(node),
  };
}

function durationOf(build: Build, nodes: readonly DurationCstNode[] | undefined): Duration | undefined {
  const [node] = nodes ?? [];
  return node === undefined ? undefined : duration(build, node);
}

export function testDeclaration(build: Build, node: TestDeclarationCstNode): TestDeclaration | undefined {
  const items = (node.children.testItem ?? []).map((item) => item.children);
  const pick = (key: "Group" | "Roles" | "Level" | "Operator" | "Context" | "Now"): readonly Token[] => items.flatMap((item) => item[key] ?? []);
  for (const key of ["Group", "Roles", "Level", "Operator", "Context", "Now"] as const) once(build, pick(key));
  const head = the(node.children.Test);
  const expectations = items.flatMap((item) => item.expectation ?? []);
  if (items.length === 0 || expectations.length === 0) {
    build.report(
      kinds.emptyBlock,
      build.span(head),
      { what: items.length === 0 ? "a test" : "what a test expects" },
      { help: "say what is expected: `can open CLASS`, `has PRIVILEGE on CLASS`" },
    );
  }
  const level = items.find((item) => item.Level !== undefined)?.number;
  const now = items.find((item) => item.Now !== undefined);
  const subject = subjectOf(build, node);
  if (subject === undefined) return undefined;
  const page = (key: "Operator" | "Context"): TestObject | undefined => {
    const found = items.find((item) => item[key] !== undefined)?.object;
    return found === undefined ? undefined : testObject(build, the(found));
  };
  return {
    kind: "test",
    title: textLiteral(build, the(node.children.Text)),
    subject,
    level: level === undefined ? undefined : numberLiteral(build, the(level)),
    operator: page("Operator"),
    context: page("Context"),
    now: now === undefined ? undefined : datetimeLiteral(build, the(now.DatetimeWord), the(now.Text)),
    expectations: expectations.map((each) => expectation(build, each)),
    documentation: build.documentationOf(node),
    span: build.spanOf(node),
  };
}

function subjectOf(build: Build, node: TestDeclarationCstNode): TestDeclaration["subject"] | undefined {
  const items = (node.children.testItem ?? []).map((item) => item.children);
  const group = items.find((item) => item.Group !== undefined);
  const roles = items.find((item) => item.Roles !== undefined);
  if (group !== undefined && roles !== undefined) {
    build.report(
      kinds.duplicateClause,
      build.span(the(roles.Roles)),
      { clause: "group or roles" },
      {
        labels: [{ span: build.span(the(group.Group)), message: "the group is here" }],
        help: "a test is about a group or about a set of roles; keep one of them",
      },
    );
  }
  if (group !== undefined) return { kind: "group", group: roleName(build, the(group.roleName), "a group") };
  if (roles !== undefined) return { kind: "roles", roles: roleNames(build, the(roles.roleNames)) };
  if (items.length > 0)
    build.report(
      kinds.missingClause,
      build.span(the(node.children.Test)),
      { clause: "group", what: "a test" },
      { help: "say who asks: `group G`, or `roles R, …`" },
    );
  return undefined;
}

function expectation(build: Build, node: ExpectationCstNode): Expectation {
  const { Can, Perform, Ref, SettingWord, Discover, Has, Lacks, Sees, Path, object } = node.children;
  const on: Name = className(build, the(Ref.slice(-1)));
  const expected = (Can ?? Has ?? Sees) !== undefined;
  const shared = { expected, on, object: object === undefined ? undefined : testObject(build, the(object)), span: build.spanOf(node) };
  if (Perform !== undefined) return { kind: "perform", rule: plainName(build, the(Ref), "a rule"), ...shared };
  if ((Has ?? Lacks) !== undefined) return { kind: "has", privilege: plainName(build, the(Ref), "a privilege"), ...shared };
  if (Path !== undefined) return { kind: "sees", path: path(build, the(Path)), ...shared };
  const word = the(SettingWord ?? Discover);
  return { kind: "can", action: word.image as SettingName | "discover", name: { text: word.image, quoted: false, span: build.span(word) }, ...shared };
}

function testObject(build: Build, node: ObjectCstNode): TestObject {
  return { kind: "object", entries: (node.children.entry ?? []).map((each) => entry(build, each)), span: build.spanOf(node) };
}

function entry(build: Build, node: EntryCstNode): TestObject["entries"][number] {
  const name = propertyName(build, the(node.children.Word));
  const value = testValue(build, the(node.children.value));
  return { name, value, span: { ...name.span, end: value.span.end } };
}

/** How deep it recurses has been bounded before the tokens were parsed. */
function testValue(build: Build, node: ValueCstNode): TestValue {
  const { Null, object, scalar, value } = node.children;
  const span = build.spanOf(node);
  if (Null !== undefined) return { kind: "null", span };
  if (object !== undefined) return testObject(build, the(object));
  if (scalar !== undefined) return scalarLiteral(build, the(scalar));
  return { kind: "values", elements: (value ?? []).map((each) => testValue(build, each)), span };
}
