// The conditions of the workloads, each written for everyone who must understand it, and the objects that they ask.
import type { Random } from "./random.ts";

export interface Operator {
  readonly id: string;
  readonly department: string;
  readonly limit: number;
  readonly clearance: number;
  readonly teams: readonly string[];
}

type Field<T> = T | null | undefined;
/** An object to decide about. Any field may be absent: null, or not there. */
export interface Record {
  readonly owner?: Field<string>;
  readonly amount: Field<number>;
  readonly status: Field<string>;
  readonly department: Field<string>;
  readonly team: Field<string>;
  readonly requiredClearance: Field<number>;
  readonly confidential: Field<boolean>;
}

export interface ConditionText {
  readonly name: string;
  readonly acl: string;
  /** Also what permix and easy-rbac call. A missing value grants nothing. */
  readonly holds: (o: Record, u: Operator) => boolean;
  /** Queries of CASL, of which one must match: it wants a rule for each. */
  readonly casl: (u: Operator) => object | readonly object[];
  readonly cedar: string;
  readonly casbin: string;
  /** A condition of accesscontrol, in its canonical form. */
  readonly accesscontrol: object;
}

const present = "!= null";
const open = ["New", "Open"];
const hasAmount = ["$.o.amount", "!=", null];
const hasClearance = ["$.o.requiredClearance", "!=", null];
const known = { $nin: [null, undefined] };

export const conditions: readonly ConditionText[] = [
  {
    name: "IsOwner",
    acl: ".owner = operator.id",
    holds: (o, u) => o.owner === u.id,
    casl: (u) => ({ owner: u.id }),
    cedar: "resource has owner && resource.owner == principal.uid",
    casbin: "r.obj.owner == r.sub.id",
    accesscontrol: ["$.o.owner", "==", "$.u.id"],
  },
  {
    name: "IsWithinLimit",
    acl: ".amount <= operator.limit",
    holds: (o, u) => typeof o.amount === "number" && o.amount <= u.limit,
    casl: (u) => ({ amount: { ...known, $lte: u.limit } }),
    cedar: "resource has amount && resource.amount <= principal.limit",
    casbin: `r.obj.amount ${present} && r.obj.amount <= r.sub.limit`,
    accesscontrol: { and: [hasAmount, ["$.o.amount", "<=", "$.u.limit"]] },
  },
  {
    name: "IsOpen",
    acl: '.status in ["New", "Open"]',
    holds: (o) => o.status === "New" || o.status === "Open",
    casl: () => ({ status: { $in: open } }),
    cedar: 'resource has status && ["New", "Open"].contains(resource.status)',
    casbin: 'r.obj.status == "New" || r.obj.status == "Open"',
    accesscontrol: ["$.o.status", "in", open],
  },
  {
    name: "IsInDepartment",
    acl: ".department = operator.department",
    holds: (o, u) => o.department === u.department,
    casl: (u) => ({ department: u.department }),
    cedar: "resource has department && resource.department == principal.department",
    casbin: "r.obj.department == r.sub.department",
    accesscontrol: ["$.o.department", "==", "$.u.department"],
  },
  {
    name: "IsOwnUnresolved",
    acl: '.owner = operator.id and .status != "Resolved"',
    holds: (o, u) => o.owner === u.id && typeof o.status === "string" && o.status !== "Resolved",
    casl: (u) => ({ owner: u.id, status: { $nin: ["Resolved", null, undefined] } }),
    cedar: 'resource has owner && resource.owner == principal.uid && resource has status && resource.status != "Resolved"',
    casbin: `r.obj.owner == r.sub.id && r.obj.status ${present} && r.obj.status != "Resolved"`,
    accesscontrol: {
      and: [
        ["$.o.owner", "==", "$.u.id"],
        ["$.o.status", "in", open],
      ],
    },
  },
  {
    name: "IsSmall",
    acl: ".amount < 1_000",
    holds: (o) => typeof o.amount === "number" && o.amount < 1000,
    casl: () => ({ amount: { ...known, $lt: 1000 } }),
    cedar: "resource has amount && resource.amount < 1000",
    casbin: `r.obj.amount ${present} && r.obj.amount < 1000`,
    accesscontrol: { and: [hasAmount, ["$.o.amount", "<", 1000]] },
  },
  {
    name: "IsCleared",
    acl: ".requiredClearance <= operator.clearance",
    holds: (o, u) => typeof o.requiredClearance === "number" && o.requiredClearance <= u.clearance,
    casl: (u) => ({ requiredClearance: { ...known, $lte: u.clearance } }),
    cedar: "resource has requiredClearance && resource.requiredClearance <= principal.clearance",
    casbin: `r.obj.requiredClearance ${present} && r.obj.requiredClearance <= r.sub.clearance`,
    accesscontrol: { and: [hasClearance, ["$.o.requiredClearance", "<=", "$.u.clearance"]] },
  },
  {
    name: "IsPublic",
    acl: "not .confidential",
    holds: (o) => o.confidential === false,
    casl: () => ({ confidential: false }),
    cedar: "resource has confidential && !resource.confidential",
    casbin: "r.obj.confidential == false && r.obj.confidential != null",
    accesscontrol: ["$.o.confidential", "==", false],
  },
  {
    name: "IsMyTeam",
    acl: "operator.teams includes .team",
    holds: (o, u) => typeof o.team === "string" && u.teams.includes(o.team),
    casl: (u) => ({ team: { $in: u.teams } }),
    cedar: "resource has team && principal.teams.contains(resource.team)",
    casbin: "r.sub.teams.includes(r.obj.team)",
    accesscontrol: ["$.o.team", "in", "$.u.teams"],
  },
  {
    name: "IsOwnOrSmall",
    acl: ".owner = operator.id or .amount < 1_000",
    holds: (o, u) => o.owner === u.id || (typeof o.amount === "number" && o.amount < 1000),
    casl: (u) => [{ owner: u.id }, { amount: { ...known, $lt: 1000 } }],
    cedar: "(resource has owner && resource.owner == principal.uid) || (resource has amount && resource.amount < 1000)",
    casbin: `r.obj.owner == r.sub.id || (r.obj.amount ${present} && r.obj.amount < 1000)`,
    accesscontrol: { or: [["$.o.owner", "==", "$.u.id"], { and: [hasAmount, ["$.o.amount", "<", 1000]] }] },
  },
  {
    name: "IsInDepartmentAndLimit",
    acl: ".department = operator.department and .amount <= operator.limit",
    holds: (o, u) => o.department === u.department && typeof o.amount === "number" && o.amount <= u.limit,
    casl: (u) => ({ department: u.department, amount: { ...known, $lte: u.limit } }),
    cedar: "resource has department && resource.department == principal.department && resource has amount && resource.amount <= principal.limit",
    casbin: `r.obj.department == r.sub.department && r.obj.amount ${present} && r.obj.amount <= r.sub.limit`,
    accesscontrol: { and: [["$.o.department", "==", "$.u.department"], hasAmount, ["$.o.amount", "<=", "$.u.limit"]] },
  },
  {
    name: "IsOpenAndCleared",
    acl: '.status in ["New", "Open"] and .requiredClearance <= operator.clearance and not .confidential',
    holds: (o, u) =>
      (o.status === "New" || o.status === "Open") && typeof o.requiredClearance === "number" && o.requiredClearance <= u.clearance && o.confidential === false,
    casl: (u) => ({ status: { $in: open }, requiredClearance: { ...known, $lte: u.clearance }, confidential: false }),
    cedar:
      'resource has status && ["New", "Open"].contains(resource.status) && resource has requiredClearance && ' +
      "resource.requiredClearance <= principal.clearance && resource has confidential && !resource.confidential",
    casbin:
      '(r.obj.status == "New" || r.obj.status == "Open") && ' +
      `r.obj.requiredClearance ${present} && r.obj.requiredClearance <= r.sub.clearance && r.obj.confidential == false`,
    accesscontrol: {
      and: [["$.o.status", "in", open], hasClearance, ["$.o.requiredClearance", "<=", "$.u.clearance"], ["$.o.confidential", "==", false]],
    },
  },
];

const departments = ["HR", "Sales", "Finance", "Legal"];
const teams = ["north", "south", "east", "west", "head office"];
/** Interned, as literals are: texts made at run time cost whoever compares them the same on top. */
const people = Object.keys(Object.fromEntries(Array.from({ length: 32 }, (_, i) => [`person-${i}`, 0])));

export function operators(count: number, from: Random): Operator[] {
  return Array.from({ length: count }, (_, i) => ({
    id: people[i % people.length] as string,
    department: from.pick(departments),
    limit: 500 * (1 + from.below(20)),
    clearance: from.below(5),
    teams: teams.filter(() => from.oneIn(2)),
  }));
}

/** One field in twenty is null, and one object in thirty has no owner at all. */
export function records(count: number, from: Random): Record[] {
  const field = <T>(value: T): Field<T> => (from.oneIn(20) ? null : value);
  return Array.from({ length: count }, () => {
    const owner = field(from.oneIn(3) ? from.pick(people.slice(0, 8)) : from.pick(people));
    const amount = field(from.below(10_000));
    const status = field(from.pick(["New", "Open", "Resolved"]));
    const department = field(from.pick(departments));
    const team = field(from.pick(teams));
    const requiredClearance = field(from.below(5));
    const confidential = field(from.oneIn(2));
    if (from.oneIn(30)) return { amount, status, department, team, requiredClearance, confidential };
    return { owner, amount, status, department, team, requiredClearance, confidential };
  });
}
