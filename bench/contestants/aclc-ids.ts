// aclc on class ids, through the generated check functions; each action has its call site, as in an application.
import type { Action, Workload } from "../workloads/workload.ts";
import { askedOf, policyModule } from "./aclc-policy.ts";
import type { Asked, PolicyModule } from "./aclc-policy.ts";
import type { Contestant, Decide } from "./contestant.ts";

export async function prepare(workload: Workload, folder: string): Promise<Contestant> {
  const module = await policyModule(folder);
  const sites = (workload.spec.conditional ? withObjects : withoutObjects)(module, askedOf(module, workload));
  const { requests, spec } = workload;
  return { decide: requests.segments.map(({ from }) => sites[spec.actions[requests.action[from] as number] as Action]) };
}

type Sites = Readonly<Record<Action, Decide>>;

function withoutObjects(module: PolicyModule, asked: readonly Asked[]): Sites {
  const { canOpen, canModify, canDelete, canRunReports, canExecuteActivities } = module;
  const { canOpenRules, canModifyRules, canDeleteRules, canExecuteRules, canPerformApprove } = module;
  return {
    open: (i) => {
      const { who, cls } = asked[i] as Asked;
      return canOpen(who, cls);
    },
    modify: (i) => {
      const { who, cls } = asked[i] as Asked;
      return canModify(who, cls);
    },
    delete: (i) => {
      const { who, cls } = asked[i] as Asked;
      return canDelete(who, cls);
    },
    "run-reports": (i) => {
      const { who, cls } = asked[i] as Asked;
      return canRunReports(who, cls);
    },
    "execute-activities": (i) => {
      const { who, cls } = asked[i] as Asked;
      return canExecuteActivities(who, cls);
    },
    "open-rules": (i) => {
      const { who, cls } = asked[i] as Asked;
      return canOpenRules(who, cls);
    },
    "modify-rules": (i) => {
      const { who, cls } = asked[i] as Asked;
      return canModifyRules(who, cls);
    },
    "delete-rules": (i) => {
      const { who, cls } = asked[i] as Asked;
      return canDeleteRules(who, cls);
    },
    "execute-rules": (i) => {
      const { who, cls } = asked[i] as Asked;
      return canExecuteRules(who, cls);
    },
    Approve: (i) => {
      const { who, cls } = asked[i] as Asked;
      return canPerformApprove(who, cls);
    },
  };
}

function withObjects(module: PolicyModule, asked: readonly Asked[]): Sites {
  const { canOpen, canModify, canDelete, canRunReports, canExecuteActivities } = module;
  const { canOpenRules, canModifyRules, canDeleteRules, canExecuteRules, canPerformApprove } = module;
  return {
    open: (i) => {
      const { who, cls, object } = asked[i] as Asked;
      return canOpen(who, cls, object);
    },
    modify: (i) => {
      const { who, cls, object } = asked[i] as Asked;
      return canModify(who, cls, object);
    },
    delete: (i) => {
      const { who, cls, object } = asked[i] as Asked;
      return canDelete(who, cls, object);
    },
    "run-reports": (i) => {
      const { who, cls, object } = asked[i] as Asked;
      return canRunReports(who, cls, object);
    },
    "execute-activities": (i) => {
      const { who, cls, object } = asked[i] as Asked;
      return canExecuteActivities(who, cls, object);
    },
    "open-rules": (i) => {
      const { who, cls, object } = asked[i] as Asked;
      return canOpenRules(who, cls, object);
    },
    "modify-rules": (i) => {
      const { who, cls, object } = asked[i] as Asked;
      return canModifyRules(who, cls, object);
    },
    "delete-rules": (i) => {
      const { who, cls, object } = asked[i] as Asked;
      return canDeleteRules(who, cls, object);
    },
    "execute-rules": (i) => {
      const { who, cls, object } = asked[i] as Asked;
      return canExecuteRules(who, cls, object);
    },
    Approve: (i) => {
      const { who, cls, object } = asked[i] as Asked;
      return canPerformApprove(who, cls, object);
    },
  };
}
