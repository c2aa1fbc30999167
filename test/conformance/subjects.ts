// The three subjects of the conformance suite: the reference evaluator, the tables in memory, the emitted module.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { check, compile, interpret, memoryHost } from "../../compiler/index.ts";
import type { Checked, Host } from "../../compiler/index.ts";
import type { ClassModel, Model, RoleModel } from "../../compiler/model.ts";
import { concreteWorld, evaluate } from "../../compiler/explain.ts";
import type { Level, Question, Subject } from "../../compiler/explain.ts";
import type { Policy } from "../../runtime/index.ts";
import { policyText, suites } from "./cases.ts";
import type { DecisionCase } from "./cases.ts";
import { typeErrors } from "./type-check.ts";

/** Whether it is allowed. */
export type Ask = (one: DecisionCase) => Promise<boolean>;

export const subjects: readonly (readonly [name: string, ask: Ask])[] = [
  ["reference", byReference],
  ["tables", async (one) => byPolicy(interpret((await checked(one.policy)).tables), one)],
  ["module", async (one) => byPolicy(await emitted(one.policy), one)],
];

export async function modelOf(policy: string): Promise<Model> {
  return (await checked(policy)).model;
}

const known = new Map<string, Promise<Checked>>();

async function checked(name: string): Promise<NonNullable<Checked["policy"]>> {
  const checking = known.get(name) ?? check([`${name}.acl`], hostOf(name));
  known.set(name, checking);
  const { policy, diagnostics } = await checking;
  if (policy === undefined) throw new Error(`${name}.acl has errors: ${diagnostics.map((d) => `${d.code} ${d.message}`).join("; ")}`);
  return policy;
}

function hostOf(name: string): Host {
  return memoryHost(new Map([[`${name}.acl`, policyText(name)]]));
}

async function byReference(one: DecisionCase): Promise<boolean> {
  const { model } = await checked(one.policy);
  const on = [...model.classes, model.baseclass].find((cls) => cls.name === one.on) as ClassModel;
  const group = model.groups.find((g) => g.name === one.group);
  const roles = (one.roles ?? []).map((name) => model.roles.find((role) => role.name === name) as RoleModel);
  const subject: Subject = group === undefined ? { kind: "roles", roles, stop: one.stop ?? false } : { kind: "group", group };
  const world = concreteWorld(model, subject, { object: one.object, operator: one.operator, context: one.context, now: nowOf(one) });
  const traced = evaluate(model, subject, (one.level ?? 5) as Level, on, world, questionOf(one));
  const untraced = evaluate(model, subject, (one.level ?? 5) as Level, on, world, questionOf(one), { trace: false });
  if (traced.allowed !== untraced.allowed) throw new Error("with a trace and without one the reference decides differently");
  return traced.allowed;
}

async function byPolicy(policy: Policy, one: DecisionCase): Promise<boolean> {
  const instant = nowOf(one);
  const requestor = policy.with({ productionLevel: (one.level ?? 5) as Level, now: () => instant }).requestor({
    ...(one.group === undefined ? { roles: one.roles ?? [], stop: one.stop ?? false } : { accessGroup: one.group }),
    operator: one.operator ?? {},
    context: one.context ?? {},
  } as never);
  const question = questionOf(one);
  const object = one.object as object | undefined;
  switch (question.kind) {
    case "setting":
      return requestor.can(question.setting, one.on, object);
    case "discover":
      return requestor.can("discover", one.on, object);
    case "privilege":
      return requestor.has(question.privilege, one.on, object);
    case "rule":
      return requestor.canPerform(question.rule, one.on, object);
    case "see":
      return requestor.sees(one.on, question.path.join("."), object);
    // What is encrypted is fixed when the policy is compiled; it is no decision of the runtime's.
    case "encrypted":
      return byReference(one);
  }
}

function questionOf(one: DecisionCase): Question {
  if (one.has !== undefined) return { kind: "privilege", privilege: one.has };
  if (one.perform !== undefined) return { kind: "rule", rule: one.perform };
  if (one.see !== undefined) return { kind: "see", path: one.see.split(".") };
  if (one.encrypted !== undefined) return { kind: "encrypted", path: one.encrypted.split(".") };
  if (one.can === "discover") return { kind: "discover" };
  return { kind: "setting", setting: one.can as Extract<Question, { kind: "setting" }>["setting"] };
}

function nowOf(one: DecisionCase): number {
  return Date.parse(one.now ?? "2026-03-01T12:00:00Z");
}

let modules: Promise<ReadonlyMap<string, Policy>> | undefined;

/** Writes, type-checks and imports the modules of all policies, which takes a while. */
export async function prepare(): Promise<void> {
  modules ??= emitAll();
  await modules;
}

async function emitted(name: string): Promise<Policy> {
  modules ??= emitAll();
  const policy = (await modules).get(name);
  if (policy === undefined) throw new Error(`${name} was not emitted`);
  return policy;
}

/** Writes all modules, checks their types in one go, and imports them. */
async function emitAll(): Promise<ReadonlyMap<string, Policy>> {
  const folder = mkdtempSync(join(tmpdir(), "aclc-conformance-"));
  try {
    const files = new Map<string, string>();
    for (const name of new Set(suites().flatMap((suite) => suite.cases.map((one) => one.policy)))) {
      const { text } = await compile([`${name}.acl`], hostOf(name), "0.0.0");
      if (text === undefined) throw new Error(`${name}.acl has errors`);
      files.set(name, join(folder, `${name}.acl.ts`));
      writeFileSync(join(folder, `${name}.acl.ts`), text);
    }
    const errors = typeErrors([...files.values()]);
    if (errors.length > 0) throw new Error(`the emitted modules have type errors:\n${errors.join("\n")}`);
    const policies = new Map<string, Policy>();
    for (const [name, file] of files) policies.set(name, ((await import(/* @vite-ignore */ pathToFileURL(file).href)) as { policy: Policy }).policy);
    return policies;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
