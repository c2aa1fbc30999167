// Cedar in WebAssembly: policies parsed once, the entities of a request handed over with it.
import { preparsePolicySet, statefulIsAuthorized } from "@cedar-policy/cedar-wasm/nodejs";
import type { EntityJson, StatefulAuthorizationCall } from "@cedar-policy/cedar-wasm/nodejs";
import { conditions } from "../workloads/conditions.ts";
import type { Record as Object_ } from "../workloads/conditions.ts";
import type { Spec, Subject, Workload } from "../workloads/workload.ts";
import { always } from "./contestant.ts";
import type { Contestant } from "./contestant.ts";

export function prepare(workload: Workload): Contestant {
  const { spec, subjects, requests } = workload;
  const parsed = preparsePolicySet("bench", { staticPolicies: policies(spec) });
  if (parsed.type !== "success") throw new Error(JSON.stringify(parsed.errors));
  const people = subjects.map((who, n) => person(spec, who, n));
  const kinds = spec.classes.map((_, cls) => kindOf(spec, cls));
  const things = new Map(Array.from(new Set(requests.objects), (object) => [object, attributesOf(object)]));
  const decide = (i: number): boolean => {
    const subject = people[requests.subject[i] as number] as Person;
    const kind = kinds[requests.cls[i] as number] as Kind;
    const attrs = spec.conditional ? (things.get(requests.objects[i] as Object_) ?? {}) : {};
    const call: StatefulAuthorizationCall = {
      principal: subject.uid,
      action: { type: "Action", id: spec.actions[requests.action[i] as number] as string },
      resource: { type: "Object", id: "o" },
      context: {},
      preparsedPolicySetId: "bench",
      entities: [...subject.entities, { uid: { type: "Object", id: "o" }, attrs, parents: [kind.uid] }, ...kind.entities],
    };
    const answer = statefulIsAuthorized(call);
    if (answer.type !== "success") throw new Error(JSON.stringify(answer.errors));
    return answer.response.decision === "allow";
  };
  return { decide: always(workload, decide) };
}

function policies({ roles, classes, actions }: Spec): string {
  return roles
    .flatMap(({ name, grants }) =>
      grants.map(({ cls, action, condition }) => {
        const when = condition < 0 ? "" : ` when { ${conditions[condition]?.cedar ?? ""} }`;
        return `permit(principal in Role::"${name}", action == Action::"${actions[action] ?? ""}", resource in Class::"${classes[cls]?.name ?? ""}")${when};`;
      }),
    )
    .join("\n");
}

interface Person {
  readonly uid: { readonly type: string; readonly id: string };
  readonly entities: readonly EntityJson[];
}

function person(spec: Spec, { group, operator }: Subject, n: number): Person {
  const uid = { type: "Person", id: `${n}` };
  const roles = (spec.groups[group]?.roles ?? []).map((role) => ({ type: "Role", id: spec.roles[role]?.name ?? "" }));
  const { id, department, limit, clearance, teams } = operator;
  const attrs = spec.conditional ? { uid: id, department, limit, clearance, teams: [...teams] } : {};
  return { uid, entities: [{ uid, attrs, parents: roles }] };
}

interface Kind {
  readonly uid: { readonly type: string; readonly id: string };
  readonly entities: readonly EntityJson[];
}

/** A class with all above it. */
function kindOf({ classes }: Spec, cls: number): Kind {
  const uid = (index: number): { type: string; id: string } => ({ type: "Class", id: classes[index]?.name ?? "" });
  const entities: EntityJson[] = [];
  for (let at = cls; at >= 0;) {
    const parent = classes[at]?.parent ?? -1;
    entities.push({ uid: uid(at), attrs: {}, parents: parent < 0 ? [] : [uid(parent)] });
    at = parent;
  }
  return { uid: uid(cls), entities };
}

/** Cedar has no null: what is absent is left out. */
function attributesOf(object: Object_): EntityJson["attrs"] {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null && value !== undefined));
}
