// The tests that stand in the examples' policies hold, asked of the tables in memory.
import { readdirSync, readFileSync } from "node:fs";
import { check, interpret, memoryHost } from "aclc/compiler";
import { describe, expect, test } from "vitest";
import type { Expectation, TestDeclaration, TestObject, TestValue } from "../../compiler/ast.ts";

const root = new URL("../../", import.meta.url);
const paths = readdirSync(new URL("examples", root), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".acl"))
  .map((name) => `examples/${name.replaceAll("\\", "/")}`)
  .sort();
const host = memoryHost(new Map(paths.map((path) => [path, readFileSync(new URL(path, root), "utf8")])));
const entries = paths.filter((path) => /^test "/m.test(readFileSync(new URL(path, root), "utf8")));

test("there are such tests in every example", () => {
  expect(new Set(entries.map((path) => path.split("/")[1]))).toEqual(new Set(["complaints", "human-resources", "ordering", "platform", "service-desk"]));
});

describe.each(entries)("%s", async (path) => {
  const { policy, diagnostics } = await check([path], host);
  if (policy === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const decider = interpret(policy.tables);

  test.each(policy.model.tests.map((each) => [each.title.value, each] as const))("%s", (_title, declaration) => {
    const options = { productionLevel: declaration.level?.value ?? 5, ...clockOf(declaration) };
    const requestor = decider.with(options).requestor(subjectOf(declaration));
    for (const expectation of declaration.expectations) {
      const decision = requestor.decide(actionOf(expectation), expectation.on.text, objectOf(expectation.object));
      expect({ line: lineOf(expectation), allowed: decision.allowed }).toEqual({ line: lineOf(expectation), allowed: expectation.expected });
    }
  });
});

function clockOf({ now }: TestDeclaration): { now?: () => number } {
  return now === undefined ? {} : { now: () => Date.parse(now.value) };
}

function subjectOf({ subject, operator, context }: TestDeclaration) {
  const attributes = { operator: objectOf(operator) ?? {}, context: objectOf(context) ?? {} };
  if (subject.kind === "group") return { accessGroup: subject.group.text, ...attributes };
  return { roles: subject.roles.map(({ text }) => text), ...attributes };
}

function actionOf(expectation: Expectation) {
  switch (expectation.kind) {
    case "can":
      return expectation.action;
    case "has":
      return { privilege: expectation.privilege.text };
    case "perform":
      return { rule: expectation.rule.text };
    case "sees":
      return { property: expectation.path.segments.map(({ text }) => text).join(".") };
  }
}

function objectOf(object: TestObject | undefined): Record<string, unknown> | undefined {
  return object && Object.fromEntries(object.entries.map(({ name, value }) => [name.text, valueOf(value)]));
}

function valueOf(value: TestValue): unknown {
  if (value.kind === "null") return null;
  if (value.kind === "object") return objectOf(value);
  return value.kind === "values" ? value.elements.map(valueOf) : value.value;
}

function lineOf({ span }: Expectation): number {
  return span.file.text.slice(0, span.start).split("\n").length;
}
