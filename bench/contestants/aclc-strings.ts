// aclc on strings: `requestor.can(setting, class, object)`, all names looked up.
import type { Setting } from "aclc/runtime";
import type { Workload } from "../workloads/workload.ts";
import { askedByName, policyModule } from "./aclc-policy.ts";
import type { AskedByName } from "./aclc-policy.ts";
import type { Contestant } from "./contestant.ts";

export async function prepare(workload: Workload, folder: string): Promise<Contestant> {
  const asked = askedByName(await policyModule(folder), workload);
  const { conditional } = workload.spec;
  const can = conditional
    ? (i: number): boolean => {
        const { who, action, cls, object } = asked[i] as AskedByName;
        return who.can(action as Setting, cls, object);
      }
    : (i: number): boolean => {
        const { who, action, cls } = asked[i] as AskedByName;
        return who.can(action as Setting, cls);
      };
  const perform = conditional
    ? (i: number): boolean => {
        const { who, action, cls, object } = asked[i] as AskedByName;
        return who.canPerform(action, cls, object);
      }
    : (i: number): boolean => {
        const { who, action, cls } = asked[i] as AskedByName;
        return who.canPerform(action, cls);
      };
  const mixed = (i: number): boolean => ((asked[i] as AskedByName).action === "Approve" ? perform(i) : can(i));
  const { segments } = workload.requests;
  if (segments.length === 1) return { decide: [mixed] };
  return { decide: segments.map(({ from }) => (asked[from]?.action === "Approve" ? perform : can)) };
}
