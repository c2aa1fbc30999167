// From a policy as data to requests with their answers: the grants flattened into one dense table.
import { conditions, operators, records } from "./conditions.ts";
import type { Record } from "./conditions.ts";
import { random } from "./random.ts";
import type { Random } from "./random.ts";
import type { Requests, Spec, Subject, Workload } from "./workload.ts";

export interface RequestPlan {
  readonly seed: number;
  /** Requests for each action; a power of two. */
  readonly perAction: number;
  /** Operators for each group. */
  readonly operators: number;
  readonly objects: number;
  /** Classes before this one are not asked about. */
  readonly firstClass: number;
}

export function withRequests(spec: Spec, plan: RequestPlan): Workload {
  const from = random(plan.seed);
  const people = operators(Math.min(32, spec.groups.length * plan.operators), from);
  const subjects = spec.groups.flatMap((_, group) =>
    Array.from({ length: plan.operators }, (__, n) => ({ group, operator: people[(group * plan.operators + n) % people.length] as Subject["operator"] })),
  );
  const dense = flatten(spec);
  return { spec, subjects, dense, requests: requestsFor(spec, subjects, dense, plan, from) };
}

/** The nearest grant of a role decides; the roles of a group add up. */
export function flatten(spec: Spec): Uint8Array {
  const width = spec.classes.length * spec.actions.length;
  const own = spec.roles.map((role) => role.grants.map(({ cls, action, condition }) => [cls * spec.actions.length + action, condition + 2] as const));
  const dense = new Uint8Array(spec.groups.length * width);
  const role = new Uint8Array(width);
  spec.groups.forEach((group, g) => {
    const cells = dense.subarray(g * width, (g + 1) * width);
    for (const r of group.roles) {
      role.fill(0);
      for (const [cell, code] of own[r] ?? []) role[cell] = code;
      inherit(role, spec);
      for (let i = 0; i < width; i++) cells[i] = union(cells[i] as number, role[i] as number);
    }
  });
  return dense;
}

/** Parents stand before their children, so one pass is enough. */
function inherit(role: Uint8Array, { classes, actions }: Spec): void {
  classes.forEach(({ parent }, cls) => {
    if (parent < 0) return;
    for (let a = 0; a < actions.length; a++) role[cls * actions.length + a] ||= role[parent * actions.length + a] as number;
  });
}

function union(a: number, b: number): number {
  if (a === 1 || b === 1) return 1;
  if (a !== 0 && b !== 0 && a !== b) throw new Error("the generator joined two conditions in one cell");
  return a || b;
}

function requestsFor(spec: Spec, subjects: readonly Subject[], dense: Uint8Array, plan: RequestPlan, from: Random): Requests {
  const count = spec.actions.length * plan.perAction;
  const objects = spec.conditional ? records(plan.objects, from) : [];
  const requests = {
    count,
    segments: spec.actions.map((_, a) => ({ from: a * plan.perAction, length: plan.perAction })),
    subject: new Uint16Array(count),
    cls: new Uint16Array(count),
    action: new Uint8Array(count),
    objects: [] as Record[],
    expected: new Uint8Array(count),
  };
  for (let i = 0; i < count; i++) {
    const subject = from.below(subjects.length);
    const cls = plan.firstClass + from.below(spec.classes.length - plan.firstClass);
    const action = Math.floor(i / plan.perAction);
    requests.subject[i] = subject;
    requests.cls[i] = cls;
    requests.action[i] = action;
    if (spec.conditional) requests.objects.push(from.pick(objects));
    const { group, operator } = subjects[subject] as Subject;
    const code = dense[(group * spec.classes.length + cls) * spec.actions.length + action] as number;
    requests.expected[i] = answer(code, requests.objects[i], operator) ? 1 : 0;
  }
  return requests;
}

function answer(code: number, object: Record | undefined, operator: Subject["operator"]): boolean {
  if (code < 2) return code === 1;
  return object !== undefined && conditions[code - 2]?.holds(object, operator) === true;
}

/** The same requests in another order, all actions mixed, in one segment. */
export function mixed(workload: Workload): Workload {
  const { requests } = workload;
  const order = random(99).shuffle(Uint32Array.from({ length: requests.count }, (_, i) => i));
  return {
    ...workload,
    requests: {
      count: requests.count,
      segments: [{ from: 0, length: requests.count }],
      subject: requests.subject.map((_, i) => requests.subject[order[i] as number] as number),
      cls: requests.cls.map((_, i) => requests.cls[order[i] as number] as number),
      action: requests.action.map((_, i) => requests.action[order[i] as number] as number),
      objects: requests.objects.map((_, i) => requests.objects[order[i] as number] as Record),
      expected: requests.expected.map((_, i) => requests.expected[order[i] as number] as number),
    },
  };
}
