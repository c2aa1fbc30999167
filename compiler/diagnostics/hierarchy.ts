// Diagnostics 4xxx: inheritance of classes, dependency of roles, references of access whens, and what is final.
import { define } from "./diagnostic.ts";

export const hierarchyDiagnostics = {
  classCycle: define<{ path: string }>("ACL4001", "class-cycle", "error", (a) => `classes inherit from each other in a circle: ${a.path}`),
  notClosed: define<{ name: string; by: string; missing: string }>(
    "ACL4002",
    "not-closed",
    "error",
    (a) => `\`${a.name}\` inherits by name from \`${a.by}\`, but not from \`${a.missing}\`, which \`${a.by}\` inherits from`,
  ),
  classDepth: define<{ name: string; limit: number }>(
    "ACL4003",
    "class-depth",
    "error",
    (a) => `class \`${a.name}\` inherits from more than ${a.limit} classes`,
  ),
  tooManyClasses: define<{ count: number; limit: number }>(
    "ACL4004",
    "too-many-classes",
    "error",
    (a) => `${a.count} classes are declared, and at most ${a.limit} are allowed`,
  ),
  roleCycle: define<{ path: string }>("ACL4005", "role-cycle", "error", (a) => `roles depend on each other in a circle: ${a.path}`),
  roleDepth: define<{ name: string; limit: number }>("ACL4006", "role-depth", "error", (a) => `role \`${a.name}\` depends on roles more than ${a.limit} deep`),
  tooManyRoles: define<{ count: number; limit: number }>(
    "ACL4007",
    "too-many-roles",
    "error",
    (a) => `${a.count} roles are declared, and at most ${a.limit} are allowed`,
  ),
  whenCycle: define<{ path: string; on: string }>(
    "ACL4008",
    "when-cycle",
    "error",
    (a) => `on \`${a.on}\`, access whens refer to each other in a circle: ${a.path}`,
  ),
  finalPolicyOverridden: define<{ name: string; action: string; on: string; final: string }>(
    "ACL4009",
    "final-policy-overridden",
    "error",
    (a) => `policy \`${a.name}\` for ${a.action} is final on \`${a.final}\` and may not be declared again on \`${a.on}\``,
  ),
  finalWhenRedefined: define<{ name: string; on: string; policy: string; final: string }>(
    "ACL4010",
    "final-when-redefined",
    "error",
    (a) => `access when \`${a.name}\` is part of the final policy \`${a.policy}\` on \`${a.final}\` and may not be redefined on \`${a.on}\``,
  ),
  tooManySubjectRoles: define<{ count: number; limit: number }>(
    "ACL4011",
    "too-many-subject-roles",
    "error",
    (a) => `a set of roles holds at most ${a.limit}, and this one has ${a.count}`,
  ),
} as const;
