// The compiled policy of a workload, as the contestants of this project use it.
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import type { ClassId, Policy, Requestor } from "aclc/runtime";
import { asObjects } from "./contestant.ts";
import type { Workload } from "../workloads/workload.ts";

export type Check = (requestor: Requestor, cls: ClassId<string>, object?: object) => boolean;

export interface PolicyModule {
  readonly policy: Policy;
  readonly classes: Readonly<Record<string, ClassId<string>>>;
  readonly canOpen: Check;
  readonly canModify: Check;
  readonly canDelete: Check;
  readonly canRunReports: Check;
  readonly canExecuteActivities: Check;
  readonly canOpenRules: Check;
  readonly canModifyRules: Check;
  readonly canDeleteRules: Check;
  readonly canExecuteRules: Check;
  readonly canPerformApprove: Check;
}

export async function policyModule(folder: string): Promise<PolicyModule> {
  return (await import(pathToFileURL(join(folder, "policy.js")).href)) as PolicyModule;
}

/** A request in the terms of this project. */
export interface Asked {
  readonly who: Requestor;
  readonly cls: ClassId<string>;
  /** Where the workload has objects. */
  readonly object?: object;
}

export interface AskedByName {
  readonly who: Requestor;
  readonly cls: string;
  readonly action: string;
  readonly object?: object;
}

export function askedOf(module: PolicyModule, workload: Workload): readonly Asked[] {
  const requestors = requestorsOf(module, workload);
  const { spec, requests } = workload;
  const ids = spec.classes.map(({ name }) => module.classes[name.replace(/\W/g, "_")] as ClassId<string>);
  const who = (subject: number): Requestor => requestors[subject] as Requestor;
  const cls = (i: number): ClassId<string> => ids[requests.cls[i] as number] as ClassId<string>;
  if (!spec.conditional) return asObjects(workload, ({ subject }, i) => ({ who: who(subject), cls: cls(i) }));
  return asObjects(workload, ({ subject, object }, i) => ({ who: who(subject), cls: cls(i), object }));
}

export function askedByName(module: PolicyModule, workload: Workload): readonly AskedByName[] {
  const requestors = requestorsOf(module, workload);
  const who = (subject: number): Requestor => requestors[subject] as Requestor;
  if (!workload.spec.conditional) return asObjects(workload, ({ subject, cls, action }) => ({ who: who(subject), cls, action }));
  return asObjects(workload, ({ subject, cls, action, object }) => ({ who: who(subject), cls, action, object }));
}

/** One for each subject. */
function requestorsOf({ policy }: PolicyModule, { spec, subjects }: Workload): Requestor[] {
  return subjects.map(({ group, operator }) => {
    const accessGroup = spec.groups[group]?.name ?? "";
    return policy.requestor(spec.conditional ? { accessGroup, operator } : { accessGroup });
  });
}
