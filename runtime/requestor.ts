// Who asks, and all that can be asked.
import { combine } from "./combine.ts";
import type { Combined } from "./combine.ts";
import type { Facts, Setting } from "./data.ts";
import { answer, columnOfSetting, decisionOf, isPossible, reasonOf, sees } from "./decide.ts";
import type { Asker, Decision } from "./decide.ts";
import { AccessDenied, PolicyLoadError, RequestorError } from "./errors.ts";
import { withMember } from "./facts.ts";
import type { KnownNames } from "./facts.ts";
import type { Filter } from "./filter/condition.ts";
import type { Loaded, Masking } from "./load.ts";
import { settingsOneByOne } from "./menu.ts";
import type { SettingSet } from "./menu.ts";
import type { Action, AnySchema, ClassName, MaskedOf, ObjectOf, Schema } from "./schema.ts";
import { illTyped } from "./values.ts";

/** Made by `policy.requestor`. Immutable. The fields are for generated code. */
export class Requestor<S extends Schema = AnySchema> implements Asker {
  // `declare`: a field that is given its value twice is slower to read.
  declare readonly loaded: Loaded;
  /** The production level. */
  declare readonly level: number;
  declare readonly facts: Facts;
  declare readonly holds: readonly boolean[];
  declare readonly now: () => number;
  /** Dense: where the group's rows begin. Paged: where its pages begin. */
  declare readonly base: number;
  /** Paged: where the rows of its level begin. */
  declare readonly block: number;
  declare readonly combined: Combined | null;
  declare readonly members: ReadonlySet<number>;
  /** Under `loaded.start`, for a group only, `base` once more: see DenseTable. */
  readonly [start: symbol]: number;
  /** See Known. */
  readonly [name: `operator.${string}` | `context.${string}`]: unknown;

  constructor(loaded: Loaded, level: number, facts: Facts, group: number, combined: Combined | null, members: ReadonlySet<number>) {
    const { data, table, columns } = loaded;
    const block = loaded.blocks.of[level] ?? 0;
    const base = loaded.dense ? (block * data.groups.length + group) * data.classes.length : group * table.perSubject;
    // The first fields are the fastest.
    this.block = block * (table.cells.length / columns);
    if (combined === null) (this as Record<symbol, number>)[loaded.start] = base;
    know(this as Record<string, unknown>, loaded.known, facts);
    this.holds = facts.holds;
    this.now = facts.now;
    this.facts = facts;
    this.loaded = loaded;
    this.level = level;
    this.base = base;
    this.combined = combined;
    this.members = members;
    Object.freeze(this);
  }

  /** To modify, ask of the instance as stored and as it will be: both must allow it. To create, of the latter. */
  can<K extends ClassName<S>>(setting: Setting, cls: K, object?: ObjectOf<S, K>, changed?: ObjectOf<S, K>): boolean {
    const column = columnOfSetting(setting);
    const id = this.loaded.classes.of(cls);
    if (column < 0 || id === undefined) return false;
    return answer(this, id, column, object) && (changed === undefined || answer(this, id, column, changed));
  }

  has<K extends ClassName<S>>(privilege: S["privileges"], cls: K, object?: ObjectOf<S, K>): boolean {
    const column = this.loaded.privileges.of(privilege);
    const id = this.loaded.classes.of(cls);
    return column !== undefined && id !== undefined && answer(this, id, column, object);
  }

  canPerform<K extends ClassName<S>>(rule: S["rules"], cls: K, object?: ObjectOf<S, K>): boolean {
    const column = this.loaded.rules.of(rule);
    const id = this.loaded.classes.of(cls);
    return column !== undefined && id !== undefined && answer(this, id, column, object);
  }

  /** Whether a property, or a field of a page (`customer.region`), may be seen. */
  sees<K extends ClassName<S>>(cls: K, property: string, object?: ObjectOf<S, K>): boolean {
    return sees(this, this.loaded.classes.of(cls), property, object);
  }

  /** All settings that are allowed, `discover` too: for menus. `hasSetting` and `listSettings` read the answer. */
  allowedSettings<K extends ClassName<S>>(cls: K, object?: ObjectOf<S, K>): SettingSet {
    return settingsOneByOne(this.loaded, this, this.loaded.classes.of(cls), object);
  }

  /** The decision with the reason of a denial. `action` is a setting, or `{ privilege }`, `{ rule }`, `{ property }`. */
  decide<K extends ClassName<S>>(action: Action<S>, cls: K, object?: ObjectOf<S, K>, changed?: ObjectOf<S, K>): Decision {
    const reason = reasonOf(this, action, cls, object);
    return decisionOf(reason ?? (changed === undefined ? undefined : reasonOf(this, action, cls, changed)));
  }

  /** Throws AccessDenied unless it is allowed. */
  require<K extends ClassName<S>>(action: Action<S>, cls: K, object?: ObjectOf<S, K>, changed?: ObjectOf<S, K>): void {
    const decision = this.decide(action, cls, object, changed);
    if (!decision.allowed) throw new AccessDenied(decision.reason);
  }

  access<K extends ClassName<S>>(cls: K, object?: ObjectOf<S, K>): "full" | "discover" | "none" {
    if (this.can("open", cls, object)) return "full";
    return this.can("discover", cls, object) ? "discover" : "none";
  }

  /** A copy that shows what may be seen: nothing of an object that may not even be discovered. Not an object to decide about. */
  mask<K extends ClassName<S>>(cls: K, object: ObjectOf<S, K>): MaskedOf<S, K> {
    const [copy = {}] = masking(this).maskAll(this, cls, [object]);
    return copy as MaskedOf<S, K>;
  }

  maskAll<K extends ClassName<S>>(cls: K, objects: readonly ObjectOf<S, K>[]): MaskedOf<S, K>[] {
    return masking(this).maskAll(this, cls, objects) as MaskedOf<S, K>[];
  }

  /** What `showing` lists name, masked; undefined for an object that may not even be discovered. */
  discoverable<K extends ClassName<S>>(cls: K, object: ObjectOf<S, K>): MaskedOf<S, K> | undefined {
    return masking(this).discoverable(this, cls, object) as MaskedOf<S, K> | undefined;
  }

  /** Whether some object could be allowed, given who asks: for menus. Exact for groups; a set of roles may hope for too much. */
  could(action: Action<S>, cls: ClassName<S>): boolean {
    return isPossible(this, action, cls);
  }

  /**
   * The condition under which objects of a class, or of several, are allowed, for databases: see `aclc/sql`. Of what is
   * stored: what an object is changed to has to be asked with `can`. Throws FilterError.
   */
  filter<K extends ClassName<S>>(action: Action<S>, classes: K | readonly K[]): Filter<S["classes"][K] & object> {
    const { filters } = this.loaded.parts;
    if (filters === undefined) throw new PolicyLoadError("the policy's module brings no filters: build it again");
    return filters(this, action, classes);
  }

  /** The same operator in another of the access groups given when the requestor was made. */
  switchTo(group: S["groups"]): Requestor<S> {
    const id = this.loaded.groups.of(group);
    if (id === undefined) throw new RequestorError("UNKNOWN_GROUP", `the policy does not know ${JSON.stringify(group)}`);
    if (!this.members.has(id)) throw new RequestorError("NOT_A_MEMBER", `the operator does not belong to ${group}`);
    return groupRequestor(this.loaded, this.level, id, this.members, (accessGroup, roles, holds) => withMember(this.facts, { accessGroup, roles, holds }));
  }
}

function masking({ loaded }: Asker): Masking {
  if (loaded.parts.masks === undefined) throw new PolicyLoadError("the policy was made without masks");
  return loaded.parts.masks;
}

/** A field that was null first can hold values of any kind, so that all requestors of a policy have one shape. */
function know(fields: Record<string, unknown>, names: KnownNames, facts: Facts): void {
  for (const [name, unknown] of names) {
    const value = facts[name];
    fields[name] = null;
    fields[name] = value === null || value === illTyped || value === undefined ? unknown : value;
  }
}

type MakeFacts = (accessGroup: string | null, roles: readonly string[], holds: readonly boolean[]) => Facts;

export function groupRequestor<S extends Schema>(loaded: Loaded, level: number, group: number, members: ReadonlySet<number>, facts: MakeFacts): Requestor<S> {
  const [name = null, roles = []] = loaded.data.groups[group] ?? [];
  loaded.fill(group);
  return new Requestor<S>(loaded, level, facts(name, namesOf(loaded, roles), holdsOf(loaded, roles)), group, null, members);
}

export function setRequestor<S extends Schema>(
  loaded: Loaded,
  level: number,
  roles: readonly number[],
  stop: boolean,
  members: ReadonlySet<number>,
  facts: MakeFacts,
): Requestor<S> {
  const combined = combine(loaded.tables, [...new Set(roles)], stop, level);
  return new Requestor<S>(loaded, level, facts(null, namesOf(loaded, roles), holdsOf(loaded, roles)), 0, combined, members);
}

function namesOf({ data }: Loaded, roles: readonly number[]): readonly string[] {
  return Object.freeze(roles.map((role) => data.roles[role]?.[0] ?? ""));
}

/** By role index: those listed and all that they depend on. */
function holdsOf({ data }: Loaded, roles: readonly number[]): readonly boolean[] {
  const holds = data.roles.map(() => false);
  for (const role of roles) for (const held of [role, ...(data.roles[role]?.[1] ?? [])]) holds[held] = true;
  return Object.freeze(holds);
}
