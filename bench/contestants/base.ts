// BASE: one dense Uint8Array, read on three integer ids; where there are conditions, a switch written out by hand.
import type { Operator, Record } from "../workloads/conditions.ts";
import type { Subject, Workload } from "../workloads/workload.ts";
import { always, asObjects } from "./contestant.ts";
import type { Contestant } from "./contestant.ts";

interface Asked {
  readonly group: number;
  readonly cls: number;
  readonly action: number;
}
interface AskedOfObject extends Asked {
  readonly object: Record;
  readonly operator: Operator;
}

export function prepare(workload: Workload): Contestant {
  const { spec, dense, subjects, requests } = workload;
  const classes = spec.classes.length;
  const width = spec.actions.length;
  const groupOf = (subject: number): number => (subjects[subject] as Subject).group;
  if (!spec.conditional) {
    const asked = asObjects(workload, ({ subject }, i): Asked => ({
      group: groupOf(subject),
      cls: requests.cls[i] as number,
      action: requests.action[i] as number,
    }));
    const read = (i: number): boolean => {
      const { group, cls, action } = asked[i] as Asked;
      return dense[(group * classes + cls) * width + action] === 1;
    };
    return { decide: always(workload, read) };
  }
  const asked = asObjects(workload, ({ subject, object, operator }, i): AskedOfObject => ({
    group: groupOf(subject),
    cls: requests.cls[i] as number,
    action: requests.action[i] as number,
    object,
    operator,
  }));
  const judge = (i: number): boolean => {
    const { group, cls, action, object, operator } = asked[i] as AskedOfObject;
    const code = dense[(group * classes + cls) * width + action] as number;
    return code < 2 ? code === 1 : test(code, object, operator);
  };
  return { decide: always(workload, judge) };
}

/** As somebody careful writes it by hand: right for missing values, and nothing more. */
function test(code: number, o: Record, u: Operator): boolean {
  switch (code) {
    case 2:
      return o.owner === u.id;
    case 3:
      return typeof o.amount === "number" && o.amount <= u.limit;
    case 4:
      return o.status === "New" || o.status === "Open";
    case 5:
      return o.department === u.department;
    case 6:
      return o.owner === u.id && typeof o.status === "string" && o.status !== "Resolved";
    case 7:
      return typeof o.amount === "number" && o.amount < 1000;
    case 8:
      return typeof o.requiredClearance === "number" && o.requiredClearance <= u.clearance;
    case 9:
      return o.confidential === false;
    case 10:
      return typeof o.team === "string" && u.teams.includes(o.team);
    case 11:
      return o.owner === u.id || (typeof o.amount === "number" && o.amount < 1000);
    case 12:
      return o.department === u.department && typeof o.amount === "number" && o.amount <= u.limit;
    case 13:
      return (
        (o.status === "New" || o.status === "Open") && typeof o.requiredClearance === "number" && o.requiredClearance <= u.clearance && o.confidential === false
      );
    default:
      return false;
  }
}
