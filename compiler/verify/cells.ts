// Which cells a verification compares: its subjects, their questions, and how a policy is asked.
import type { Requestor } from "../../runtime/index.ts";
import { settingNames, type ClassModel, type Model } from "../model.ts";
import type { Level, Question, Subject } from "../reference/trace.ts";

export interface Difference {
  readonly subject: Subject;
  readonly on: ClassModel;
  readonly question: Question;
  readonly level: Level;
  /** What the tables say; the reference evaluator says the opposite. */
  readonly tables: boolean;
  /** Under which assignment or object, in words. */
  readonly given: string;
}

/** Puts a question to a requestor. */
export function ask(requestor: Requestor, cls: string, question: Question, object: object | undefined): boolean {
  switch (question.kind) {
    case "setting":
      return requestor.can(question.setting, cls, object);
    case "discover":
      return requestor.can("discover", cls, object);
    case "privilege":
      return requestor.has(question.privilege, cls, object);
    case "rule":
      return requestor.canPerform(question.rule, cls, object);
    case "see":
      return requestor.sees(cls, question.path.join("."), object);
    case "encrypted":
      throw new Error("whether a property is encrypted is not decided at run time");
  }
}

/** Groups, their roles as ad-hoc sets in the same order, and each role alone, with stop and without. */
export function subjectsOf(model: Model): readonly Subject[] {
  const subjects: Subject[] = model.groups.map((group) => ({ kind: "group", group }));
  const seen = new Set<string>();
  const add = (roles: Model["roles"], stop: boolean): void => {
    const key = `${stop} ${roles.map((role) => role.index).join(",")}`;
    if (seen.has(key) || (!stop && roles.some((role) => role.denyOnly))) return;
    seen.add(key);
    subjects.push({ kind: "roles", roles, stop });
  };
  for (const group of model.groups) add(group.roles, group.stop);
  for (const role of model.roles) {
    add([role], false);
    add([role], true);
  }
  return subjects;
}

/** All questions about a class. Who sees a property does not depend on the roles, so it is asked of one subject. */
export function questions(model: Model, cls: ClassModel, withProperties: boolean): readonly Question[] {
  return [
    ...settingNames.map((setting): Question => ({ kind: "setting", setting })),
    { kind: "discover" },
    ...model.privileges.map((privilege): Question => ({ kind: "privilege", privilege })),
    ...model.rules.map((rule): Question => ({ kind: "rule", rule })),
    ...(withProperties ? [...cls.properties.keys()].map((name): Question => ({ kind: "see", path: [name] })) : []),
  ];
}

/** A subject as a requestor's options. */
export function membership(subject: Subject): { accessGroup: string } | { roles: string[]; stop: boolean } {
  return subject.kind === "group" ? { accessGroup: subject.group.name } : { roles: subject.roles.map((role) => role.name), stop: subject.stop };
}

/** The same sequence for the same seed, each number from 0 to below 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}
