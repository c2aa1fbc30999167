// CASL: one ability for each subject, everything inherited written out.
import { AbilityBuilder, createMongoAbility, subject as typed } from "@casl/ability";
import type { MongoAbility } from "@casl/ability";
import { conditions } from "../workloads/conditions.ts";
import type { Record as Thing } from "../workloads/conditions.ts";
import type { Subject, Workload } from "../workloads/workload.ts";
import { always, asObjects, eachCell } from "./contestant.ts";
import type { Contestant } from "./contestant.ts";

export function prepare(workload: Workload): Contestant {
  const { spec, subjects } = workload;
  const abilities = subjects.map((who) => abilityOf(workload, who));
  const copies = new Copies();
  const asked = asObjects(workload, ({ subject, cls, action, object }): Asked => ({
    who: abilities[subject] as MongoAbility,
    action,
    what: spec.conditional ? copies.of(cls, object) : cls,
  }));
  const decide = (i: number): boolean => {
    const { who, action, what } = asked[i] as Asked;
    return who.can(action, what);
  };
  return { decide: always(workload, decide) };
}

interface Asked {
  readonly who: MongoAbility;
  readonly action: string;
  readonly what: string | (Record<PropertyKey, unknown> & { readonly __caslSubjectType__: string });
}

/** CASL marks an object with its type: one copy for each class that it is asked about. */
class Copies {
  readonly #copies = new Map<Thing, Map<string, Asked["what"]>>();

  of(cls: string, object: Thing): Asked["what"] {
    const byClass = this.#copies.get(object) ?? new Map<string, Asked["what"]>();
    this.#copies.set(object, byClass);
    const copy = byClass.get(cls) ?? typed(cls, { ...object } as Record<PropertyKey, unknown>);
    byClass.set(cls, copy);
    return copy;
  }
}

/** One rule for each action and condition, naming all its classes. */
function abilityOf(workload: Workload, { group, operator }: Subject): MongoAbility {
  const { spec } = workload;
  const { can, build } = new AbilityBuilder(createMongoAbility);
  const rules = new Map<number, string[]>();
  eachCell(workload, group, (cls, action, code) => {
    const key = code * spec.actions.length + action;
    const list = rules.get(key) ?? [];
    rules.set(key, list);
    list.push(spec.classes[cls]?.name ?? "");
  });
  for (const [key, classes] of rules) {
    const action = spec.actions[key % spec.actions.length] ?? "";
    const condition = conditions[Math.floor(key / spec.actions.length) - 2];
    if (condition === undefined) can(action, classes);
    else for (const query of [condition.casl(operator)].flat()) can(action, classes, query);
  }
  return build();
}
