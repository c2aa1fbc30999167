// What a test declaration asks: its subject, its request and its questions, as both evaluators take them.
import type { Expectation, TestDeclaration, TestObject, TestValue } from "../ast.ts";
import type { ClassModel, Model } from "../model.ts";
import type { Level, Question, Subject } from "../reference/trace.ts";
import { spanText } from "../source.ts";

export type Values = Readonly<Record<string, unknown>>;

/** One request about one object; what is undefined was not given. */
export interface TestRequest {
  readonly subject: Subject;
  readonly level: Level;
  readonly operator: Values | undefined;
  readonly context: Values | undefined;
  readonly object: Values | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Names {
  readonly classes: ReadonlyMap<string, ClassModel>;
  subjectOf(test: TestDeclaration): Subject;
}

/** The names that tests use. A test of a checked model names nothing else. */
export function namesOf(model: Model): Names {
  const groups = new Map(model.groups.map((group) => [group.name, group]));
  const roles = new Map(model.roles.map((role) => [role.name, role]));
  return {
    classes: new Map([...model.classes, model.baseclass].map((cls) => [cls.name, cls])),
    subjectOf({ subject }) {
      if (subject.kind === "group") return { kind: "group", group: found(groups, subject.group.text) };
      return { kind: "roles", roles: subject.roles.map(({ text }) => found(roles, text)), stop: false };
    },
  };
}

/** `now`: what the clock shows where the test does not say. */
export function requestOf(test: TestDeclaration, subject: Subject, expectation: Expectation, now: number): TestRequest {
  return {
    subject,
    level: (test.level?.value ?? 5) as Level,
    operator: valuesOf(test.operator),
    context: valuesOf(test.context),
    object: valuesOf(expectation.object),
    now: test.now === undefined ? now : Date.parse(test.now.value),
  };
}

export function questionOf(expectation: Expectation): Question {
  switch (expectation.kind) {
    case "can":
      return expectation.action === "discover" ? { kind: "discover" } : { kind: "setting", setting: expectation.action };
    case "has":
      return { kind: "privilege", privilege: expectation.privilege.text };
    case "perform":
      return { kind: "rule", rule: expectation.rule.text };
    case "sees":
      return { kind: "see", path: expectation.path.segments.map(({ text }) => text) };
  }
}

/** The expectation as it is written, on one line. */
export function expectationText({ span }: Expectation): string {
  return spanText(span).replace(/\s+/g, " ").trim();
}

export function found<T>(all: ReadonlyMap<string, T>, name: string): T {
  const one = all.get(name);
  if (one === undefined) throw new Error(`a checked test names ${name}, which is not there`);
  return one;
}

function valuesOf(object: TestObject | undefined): Values | undefined {
  return object && Object.fromEntries(object.entries.map(({ name, value }) => [name.text, valueOf(value)]));
}

function valueOf(value: TestValue): unknown {
  if (value.kind === "null") return null;
  if (value.kind === "object") return valuesOf(value);
  return value.kind === "values" ? value.elements.map(valueOf) : value.value;
}
