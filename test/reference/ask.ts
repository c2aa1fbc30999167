// Small policies for unit tests of the reference evaluator.
import { check, memoryHost } from "../../compiler/index.ts";
import type { Model } from "../../compiler/index.ts";
import { concreteWorld, evaluate } from "../../compiler/explain.ts";
import type { Level, Question, Request, Result, Subject } from "../../compiler/explain.ts";

export async function modelOf(text: string): Promise<Model> {
  const { policy, diagnostics } = await check(["policy.acl"], memoryHost(new Map([["policy.acl", text]])));
  if (policy === undefined) throw new Error(diagnostics.map((d) => `${d.code} ${d.message}`).join("\n"));
  return policy.model;
}

export interface Asked extends Request {
  readonly group?: string;
  readonly roles?: readonly string[];
  readonly stop?: boolean;
  readonly level?: Level;
}

export function decide(model: Model, question: Question, on: string, asked: Asked = {}): Result {
  const group = model.groups.find((g) => g.name === asked.group);
  const roles = (asked.roles ?? []).flatMap((name) => model.roles.find((role) => role.name === name) ?? []);
  const subject: Subject = group === undefined ? { kind: "roles", roles, stop: asked.stop ?? false } : { kind: "group", group };
  const cls = [...model.classes, model.baseclass].find((c) => c.name === on);
  if (cls === undefined) throw new Error(`there is no class ${on}`);
  return evaluate(model, subject, asked.level ?? 5, cls, concreteWorld(model, subject, asked), question);
}

/** What an expression comes to: it and its negation are asked, in an access block. */
export async function truthOf(expression: string, request: Request): Promise<"true" | "false" | "unknown"> {
  const model = await modelOf(`
    operator { level: integer  admin: boolean  tags: list of text  site: { region: text }  limit: integer = 3 }
    context { channel: "web" | "phone"  at: datetime }
    class Data-Thing {
      text: text  other: text  kind: "a" | "b"  count: integer  ratio: decimal  flag: boolean  blocked: boolean
      day: date  at: datetime  labels: list of text  numbers: list of integer  page: { name: text  inner: { size: integer } }
    }
    role Met { access to Data-Thing { open when ${expression} } }
    role NotMet { access to Data-Thing { open when not (${expression}) } }
  `);
  const met = decide(model, { kind: "setting", setting: "open" }, "Data-Thing", { roles: ["Met"], ...request }).allowed;
  const negated = decide(model, { kind: "setting", setting: "open" }, "Data-Thing", { roles: ["NotMet"], ...request }).allowed;
  if (met && negated) throw new Error("a condition and its negation both grant");
  return met ? "true" : negated ? "false" : "unknown";
}

/** Whether a deny block with this condition denies what the role grants. */
export async function denies(expression: string, request: Request): Promise<boolean> {
  const model = await modelOf(`
    class Data-Thing { blocked: boolean  count: integer  text: text }
    role Denied { access to Data-Thing { open }  deny access to Data-Thing { open when ${expression} } }
  `);
  return !decide(model, { kind: "setting", setting: "open" }, "Data-Thing", { roles: ["Denied"], ...request }).allowed;
}
