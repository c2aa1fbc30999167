// What a workload is: a policy as plain data, requests about it, and the answers that every contestant must give.
import type { Operator, Record } from "./conditions.ts";

export interface Spec {
  readonly name: string;
  readonly title: string;
  /** Parents stand before their children; -1 is none. */
  readonly classes: readonly ClassSpec[];
  readonly actions: readonly Action[];
  readonly roles: readonly RoleSpec[];
  readonly groups: readonly GroupSpec[];
  /** Whether objects are given with the requests, and grants may have conditions. */
  readonly conditional: boolean;
  /** How a class says who its parent is: by its name, or by naming it. */
  readonly inheritance: "pattern" | "directed";
}

export interface ClassSpec {
  readonly name: string;
  readonly parent: number;
}

/** The settings of the language, in its order; and a privilege, which a rule guards. */
export const actions = [
  "open",
  "modify",
  "delete",
  "run-reports",
  "execute-activities",
  "open-rules",
  "modify-rules",
  "delete-rules",
  "execute-rules",
  "Approve",
] as const;
export type Action = (typeof actions)[number];

export interface RoleSpec {
  readonly name: string;
  readonly grants: readonly Grant[];
}

/** Holds for the class and those below it, unless a nearer grant of the role for the same action decides. */
export interface Grant {
  readonly cls: number;
  readonly action: number;
  /** The number of a condition, or -1 for none. */
  readonly condition: number;
}

export interface GroupSpec {
  readonly name: string;
  /** What any of them grants is granted. */
  readonly roles: readonly number[];
}

export interface Subject {
  readonly group: number;
  readonly operator: Operator;
}

/** Requests in segments of one action each, as the call sites of an application ask; lengths are powers of two. */
export interface Requests {
  readonly count: number;
  readonly segments: readonly Segment[];
  readonly subject: Uint16Array;
  readonly cls: Uint16Array;
  readonly action: Uint8Array;
  readonly objects: readonly Record[];
  /** 1 where the answer is yes. */
  readonly expected: Uint8Array;
}

export interface Segment {
  readonly from: number;
  readonly length: number;
}

export interface Workload {
  readonly spec: Spec;
  readonly subjects: readonly Subject[];
  readonly requests: Requests;
  /** 0 denied, 1 allowed, 2 + k: condition k decides; at `(group * classes + cls) * actions + action`. */
  readonly dense: Uint8Array;
}
