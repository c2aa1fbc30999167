// The requestor of a guest: what the guests' group may do, cut down to the named things on one instance.
import type { Policy } from "../policy.ts";
import { RequestorError } from "../errors.ts";
import type { Decision } from "../decide.ts";
import { AccessDenied } from "../errors.ts";
import type { Requestor } from "../requestor.ts";
import type { Action, AnySchema, ClassName, ObjectOf, Schema } from "../schema.ts";
import type { Setting } from "../data.ts";
import { field } from "../values.ts";
import type { Scope, Thing } from "./scope.ts";

/** Which instance it is. `idOf` says what an object's id is; the object that was loaded is the instance in any case. */
export interface OneInstance {
  readonly id: string;
  readonly object: object;
  readonly idOf: (object: object) => unknown;
}

/**
 * Asks like a Requestor, and says yes only where that would and the link is for it. It is none: check functions of
 * generated modules, which read a requestor's inside, deny it.
 */
export class Guest<S extends Schema = AnySchema> implements Pick<
  Requestor<S>,
  "can" | "has" | "canPerform" | "sees" | "decide" | "require" | "access" | "could"
> {
  readonly #requestor: Requestor<S>;
  readonly #scope: Scope;
  readonly #instance: OneInstance;

  constructor(policy: Policy<S>, scope: Scope, instance: OneInstance) {
    this.#requestor = policy.requestor({ accessGroup: scope.group } as Parameters<Policy<S>["requestor"]>[0]);
    this.#scope = scope;
    this.#instance = instance;
    Object.freeze(this);
  }

  can<K extends ClassName<S>>(setting: Setting, cls: K, object?: ObjectOf<S, K>, changed?: ObjectOf<S, K>): boolean {
    return this.decide(setting, cls, object, changed).allowed;
  }

  has<K extends ClassName<S>>(privilege: S["privileges"], cls: K, object?: ObjectOf<S, K>): boolean {
    return this.decide({ privilege }, cls, object).allowed;
  }

  canPerform<K extends ClassName<S>>(rule: S["rules"], cls: K, object?: ObjectOf<S, K>): boolean {
    return this.decide({ rule }, cls, object).allowed;
  }

  /** Only if the assignment says `open`. */
  sees<K extends ClassName<S>>(cls: K, property: string, object?: ObjectOf<S, K>): boolean {
    return this.decide({ property }, cls, object).allowed;
  }

  decide<K extends ClassName<S>>(action: Action<S>, cls: K, object?: ObjectOf<S, K>, changed?: ObjectOf<S, K>): Decision {
    if (!this.#covers(action, cls) || !this.#isInstance(object) || (changed !== undefined && !this.#isInstance(changed))) return denied;
    return this.#requestor.decide(action, cls, object, changed);
  }

  require<K extends ClassName<S>>(action: Action<S>, cls: K, object?: ObjectOf<S, K>, changed?: ObjectOf<S, K>): void {
    const decision = this.decide(action, cls, object, changed);
    if (!decision.allowed) throw new AccessDenied(decision.reason);
  }

  access<K extends ClassName<S>>(cls: K, object?: ObjectOf<S, K>): "full" | "discover" | "none" {
    return this.can("open", cls, object) ? "full" : "none";
  }

  could(action: Action<S>, cls: ClassName<S>): boolean {
    return this.#covers(action, cls) && this.#requestor.could(action, cls);
  }

  /** A guest belongs to no other group. */
  switchTo(group: S["groups"]): never {
    throw new RequestorError("NOT_A_MEMBER", `a guest does not belong to ${JSON.stringify(group)}`);
  }

  #covers(action: unknown, cls: unknown): boolean {
    const { class: own, things, open } = this.#scope;
    if (cls !== own) return false;
    if (typeof action === "string") return open && action === "open";
    if (typeof field(action, "property") === "string" && onlyField(action)) return open;
    return things.some((thing) => onlyField(action) && field(action, thing.kind) === thing.name);
  }

  #isInstance(object: unknown): boolean {
    const { id, object: loaded, idOf } = this.#instance;
    if (object === loaded) return true;
    if (typeof object !== "object" || object === null) return false;
    try {
      const other = idOf(object);
      return typeof other === "number" ? String(other) === id : other === id;
    } catch {
      return false;
    }
  }
}

export function actionOf<S extends Schema>({ kind, name }: Thing): Action<S> {
  return (kind === "rule" ? { rule: name } : { privilege: name }) as Action<S>;
}

/** An action that names two things could be judged as one here and decided as the other. */
function onlyField(action: unknown): boolean {
  return typeof action === "object" && action !== null && Object.keys(action).length === 1;
}

const denied: Decision = Object.freeze({ allowed: false, reason: "NOT_GRANTED" });
