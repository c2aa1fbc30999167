// casbin: roles of groups and classes of classes in its own hierarchies, conditions by `eval`; asked synchronously.
import { newEnforcer, newModelFromString } from "casbin";
import { conditions } from "../workloads/conditions.ts";
import type { Workload } from "../workloads/workload.ts";
import { always, asObjects } from "./contestant.ts";
import type { Contestant } from "./contestant.ts";

/** `g2`, the classes, needs `g` declared too. */
const plain = `
[request_definition]
r = sub, obj, act
[policy_definition]
p = sub, obj, act
[role_definition]
g = _, _
g2 = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && g(r.sub, p.sub) && g2(r.obj, p.obj)
`;
const withConditions = `
[request_definition]
r = sub, cls, act, obj
[policy_definition]
p = sub, cls, act, rule
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && r.cls == p.cls && r.sub.group == p.sub && eval(p.rule)
`;

export async function prepare(workload: Workload): Promise<Contestant> {
  const { spec } = workload;
  const enforcer = await newEnforcer(newModelFromString(spec.conditional ? withConditions : plain));
  const cls = (index: number): string => spec.classes[index]?.name ?? "";
  const grants = spec.roles.flatMap(({ name, grants: list }) => list.map((grant) => ({ ...grant, role: name })));
  if (spec.conditional) {
    const holders = spec.groups.flatMap((group) =>
      grants.filter(({ role }) => group.roles.some((r) => spec.roles[r]?.name === role)).map((grant) => ({ ...grant, group: group.name })),
    );
    await enforcer.addPolicies(
      holders.map((grant) => [grant.group, cls(grant.cls), spec.actions[grant.action] ?? "", conditions[grant.condition]?.casbin ?? "true"]),
    );
    const asked = asObjects(workload, ({ group, operator, cls: kind, action, object }) => ({ who: { ...operator, group }, kind, action, object }));
    const judge = (i: number): boolean => {
      const { who, kind, action, object } = asked[i] as (typeof asked)[number];
      return enforcer.enforceSync(who, kind, action, object);
    };
    return { decide: always(workload, judge) };
  }
  await enforcer.addPolicies(grants.map((grant) => [grant.role, cls(grant.cls), spec.actions[grant.action] ?? ""]));
  await enforcer.addGroupingPolicies(spec.groups.flatMap((group) => group.roles.map((role) => [group.name, spec.roles[role]?.name ?? ""])));
  const parents = spec.classes.flatMap(({ name, parent }) => (parent < 0 ? [] : [[name, cls(parent)]]));
  if (parents.length > 0) await enforcer.addNamedGroupingPolicies("g2", parents);
  await enforcer.buildRoleLinks();
  const asked = asObjects(workload, ({ group, cls: kind, action }) => ({ group, kind, action }));
  const decide = (i: number): boolean => {
    const { group, kind, action } = asked[i] as (typeof asked)[number];
    return enforcer.enforceSync(group, kind, action);
  };
  return { decide: always(workload, decide) };
}
