// Compiles random policies and puts every question about them, to the tables and to the reference.
import { check, interpret, memoryHost } from "../../compiler/index.ts";
import type { Model } from "../../compiler/index.ts";
import type { Level, Question, Subject } from "../../compiler/explain.ts";
import { settingNames } from "../../compiler/model.ts";
import type { ClassModel } from "../../compiler/model.ts";
import type { Policy, Requestor } from "../../runtime/index.ts";
import { clock } from "../generate/pools.ts";
import type { RandomRequest } from "../generate/request.ts";

export interface Tried {
  readonly model: Model;
  readonly policy: Policy;
}

/** How many random policies were compiled, and why some were not. */
export class Discards {
  tried = 0;
  readonly reasons: string[] = [];

  /** At most one in twenty, so that the generator cannot quietly test nothing. */
  get tooMany(): boolean {
    return this.tried >= 40 && this.reasons.length > this.tried * 0.05;
  }
}

/** Undefined if it has errors, which is noted. */
export async function compiled(text: string, discards: Discards): Promise<Tried | undefined> {
  discards.tried += 1;
  const { policy, diagnostics } = await check(["random.acl"], memoryHost(new Map([["random.acl", text]])));
  if (policy !== undefined) return { model: policy.model, policy: interpret(policy.tables).with({ now: () => clock }) };
  const error = diagnostics.find((d) => d.severity === "error");
  discards.reasons.push(`${error?.code}: ${error?.message}`);
  return undefined;
}

/** All groups, and sets of roles: each alone, all, all backwards, with stop and without. */
export function subjectsOf(model: Model): readonly Subject[] {
  const sets = [...model.roles.map((role) => [role]), [...model.roles], [...model.roles].reverse(), []];
  const adHoc = sets.flatMap((roles) => [true, false].map((stop): Subject => ({ kind: "roles", roles, stop })));
  return [
    ...model.groups.map((group): Subject => ({ kind: "group", group })),
    ...adHoc.filter((subject) => subject.kind === "group" || subject.stop || !subject.roles.some((role) => role.denyOnly)),
  ];
}

/** Every column, and the properties. */
export function questionsOf(model: Model, on: ClassModel): readonly Question[] {
  const paths = [...on.properties.values()].flatMap(({ name, type }) => [
    [name],
    ...(type.kind === "page" ? type.fields.map((field) => [name, field.name]) : []),
  ]);
  return [
    ...settingNames.map((setting): Question => ({ kind: "setting", setting })),
    { kind: "discover" },
    ...model.privileges.map((privilege): Question => ({ kind: "privilege", privilege })),
    ...model.rules.map((rule): Question => ({ kind: "rule", rule })),
    ...paths.map((path): Question => ({ kind: "see", path })),
    { kind: "see", path: ["no", "such"] },
  ];
}

export function requestorOf(policy: Policy, level: Level, subject: Subject, request: RandomRequest): Requestor {
  return policy.with({ productionLevel: level }).requestor({
    ...(subject.kind === "group" ? { accessGroup: subject.group.name } : { roles: subject.roles.map((role) => role.name), stop: subject.stop }),
    operator: request.operator,
    context: request.context,
  } as never);
}

export function ask(requestor: Requestor, on: string, question: Question, object: unknown): boolean {
  const given = object as object | undefined;
  switch (question.kind) {
    case "setting":
      return requestor.can(question.setting, on, given);
    case "discover":
      return requestor.can("discover", on, given);
    case "privilege":
      return requestor.has(question.privilege, on, given);
    case "rule":
      return requestor.canPerform(question.rule, on, given);
    case "see":
      return requestor.sees(on, question.path.join("."), given);
    case "encrypted":
      throw new Error("not asked at run time");
  }
}

export function actionOf(question: Question): unknown {
  switch (question.kind) {
    case "setting":
      return question.setting;
    case "discover":
      return "discover";
    case "privilege":
      return { privilege: question.privilege };
    case "rule":
      return { rule: question.rule };
    case "see":
    case "encrypted":
      return { property: question.path.join(".") };
  }
}

/** Decisions of all groups as text, one a line, to compare two policies by. */
export function decisionsOf({ model, policy }: Tried, requests: readonly RandomRequest[]): readonly string[] {
  return requests
    .flatMap((request, i) =>
      [...model.groups].sort(byName).flatMap((group) => {
        const requestor = requestorOf(policy, (1 + (i % 5)) as Level, { kind: "group", group }, request);
        return [...model.classes]
          .sort(byName)
          .flatMap((on) =>
            questionsOf(model, on).map(
              (question) => `${i} ${group.name} ${on.name} ${JSON.stringify(actionOf(question))} ${ask(requestor, on.name, question, request.object)}`,
            ),
          );
      }),
    )
    .sort();
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
