// aclc on class ids where the action comes as a number and differs from call to call: a switch picks the function.
import type { ClassId, Requestor } from "aclc/runtime";
import { actions } from "../workloads/workload.ts";
import type { Workload } from "../workloads/workload.ts";
import { askedOf, policyModule } from "./aclc-policy.ts";
import { always } from "./contestant.ts";
import type { Contestant } from "./contestant.ts";

export async function prepare(workload: Workload, folder: string): Promise<Contestant> {
  const module = await policyModule(folder);
  const { canOpen, canModify, canDelete, canRunReports, canExecuteActivities } = module;
  const { canOpenRules, canModifyRules, canDeleteRules, canExecuteRules, canPerformApprove } = module;
  const numbers = workload.spec.actions.map((name) => actions.indexOf(name));
  const asked = askedOf(module, workload).map(({ who, cls, object }, i) => ({
    who,
    cls,
    object,
    site: numbers[workload.requests.action[i] as number] as number,
  }));
  const ask = (site: number, requestor: Requestor, cls: ClassId<string>, object: object | undefined): boolean => {
    switch (site) {
      case 0:
        return canOpen(requestor, cls, object);
      case 1:
        return canModify(requestor, cls, object);
      case 2:
        return canDelete(requestor, cls, object);
      case 3:
        return canRunReports(requestor, cls, object);
      case 4:
        return canExecuteActivities(requestor, cls, object);
      case 5:
        return canOpenRules(requestor, cls, object);
      case 6:
        return canModifyRules(requestor, cls, object);
      case 7:
        return canDeleteRules(requestor, cls, object);
      case 8:
        return canExecuteRules(requestor, cls, object);
      default:
        return canPerformApprove(requestor, cls, object);
    }
  };
  const decide = (i: number): boolean => {
    const { site, who, cls, object } = asked[i] as (typeof asked)[number];
    return ask(site, who, cls, object);
  };
  return { decide: always(workload, decide) };
}
