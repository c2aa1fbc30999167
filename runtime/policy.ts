// A loaded policy: makes requestors, at one production level and by one clock.
import type { PolicyData, Test } from "./data.ts";
import { PolicyLoadError, RequestorError } from "./errors.ts";
import type { RequestorErrorCode } from "./errors.ts";
import { factsOf } from "./facts.ts";
import { load } from "./load.ts";
import type { Loaded, Parts, Unpacked } from "./load.ts";
import type { Numbers } from "./lookup.ts";
import { groupRequestor, setRequestor } from "./requestor.ts";
import type { Requestor } from "./requestor.ts";
import type { AnySchema, PolicyOptions, RequestorOptions, Schema } from "./schema.ts";
import { field, instant, isPage } from "./values.ts";

const MAX_ROLES = 64;

/** Refuses (PolicyLoadError) data that was edited or cut off, or that has another format. A large policy's is unpacked first. */
export function createPolicy<S extends Schema = AnySchema>(data: PolicyData | Unpacked, test: Test, parts: Parts = {}): Policy<S> {
  return new Policy<S>(load(data, test, parts), 5, Date.now);
}

/** Immutable: `with` makes another. */
export class Policy<S extends Schema = AnySchema> {
  readonly loaded: Loaded;
  readonly productionLevel: number;
  readonly now: () => number;

  constructor(loaded: Loaded, productionLevel: number, now: () => number) {
    this.loaded = loaded;
    this.productionLevel = productionLevel;
    this.now = now;
    Object.freeze(this);
  }

  /** The same policy at another level or by another clock. What is given must be right: there is no falling back. */
  with(options: PolicyOptions): Policy<S> {
    if (!isPage(options)) throw new PolicyLoadError("the options are no object");
    const level: unknown = Object.hasOwn(options, "productionLevel") ? options.productionLevel : this.productionLevel;
    const now: unknown = Object.hasOwn(options, "now") ? options.now : this.now;
    if (!(typeof level === "number" && [1, 2, 3, 4, 5].includes(level))) throw new PolicyLoadError("productionLevel is no integer from 1 to 5");
    if (typeof now !== "function") throw new PolicyLoadError("now is no function");
    return new Policy<S>(this.loaded, level, now === this.now ? this.now : checked(now as () => unknown));
  }

  /** Throws RequestorError for a group or role that is not known, and for what is no request. */
  requestor(options: RequestorOptions<S>): Requestor<S> {
    const { loaded, productionLevel: level } = this;
    loaded.classes.read();
    const given = field(options, "accessGroup");
    const roles = field(options, "roles");
    const stop = field(options, "stop");
    check((given === undefined) !== (roles === undefined), "BAD_REQUEST", "either accessGroup or roles is needed");
    check(stop === undefined || (typeof stop === "boolean" && given === undefined), "BAD_REQUEST", "stop is a boolean that goes with roles");
    const listed = field(options, "accessGroups") ?? [];
    const member = new Set(idsOf(listed, loaded.groups, "UNKNOWN_GROUP"));
    const facts = (accessGroup: string | null, names: readonly string[], holds: readonly boolean[]) =>
      factsOf(loaded.data, loaded.template, field(options, "operator"), field(options, "context"), this.now, { accessGroup, roles: names, holds });
    if (roles === undefined) {
      const [group = 0] = idsOf([given], loaded.groups, "UNKNOWN_GROUP");
      return groupRequestor<S>(loaded, level, group, member.add(group), facts);
    }
    check(!Array.isArray(roles) || roles.length <= MAX_ROLES, "TOO_MANY_ROLES", `more than ${MAX_ROLES} roles`);
    const ids = idsOf(roles, loaded.roles, "UNKNOWN_ROLE");
    for (const id of ids) {
      const [name, , denyOnly] = loaded.data.roles[id] ?? [];
      check(denyOnly !== 1 || stop === true, "DENY_ONLY_ROLE", `role ${String(name)} only denies, which it does in a set with stop`);
    }
    return setRequestor<S>(loaded, level, ids, stop === true, member, facts);
  }
}

/** The numbers of a list of names. */
function idsOf(names: unknown, known: Numbers, code: RequestorErrorCode): number[] {
  check(Array.isArray(names), "BAD_REQUEST", "a list of names is needed");
  return Array.from(names as readonly unknown[], (name) => {
    check(typeof name === "string", "BAD_REQUEST", "a name is no text");
    const id = known.of(name);
    check(id !== undefined, code, `the policy does not know ${JSON.stringify(name)}`);
    return id ?? 0;
  });
}

function check(fits: boolean, code: RequestorErrorCode, message: string): void {
  if (!fits) throw new RequestorError(code, message);
}

/** A clock that answers milliseconds or throws. */
function checked(now: () => unknown): () => number {
  return () => {
    const answer = now();
    const time = typeof answer === "number" ? answer : instant(answer);
    if (!Number.isFinite(time)) throw new RangeError("the clock gives no time");
    return time;
  };
}
