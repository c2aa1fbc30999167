// The decisions of a policy from which something is taken away, computed only where that can matter.
import { GRANT, NONE } from "../../runtime/data.ts";
import type { Node, Operation } from "../diagram.ts";
import {
  settingNames,
  type AccessBlockModel,
  type AccessValue,
  type ClassModel,
  type DenyValue,
  type GroupModel,
  type Model,
  type RoleModel,
} from "../model.ts";
import { canReach } from "../resolve/feasible.ts";
import { anyGrant, declaredAnd, firstWord, granted, type Resolved } from "../resolve/resolve.ts";
import { denial, denyElse, outcome, strongest } from "../resolve/roles.ts";
import type { Span } from "../source.ts";

/** What is taken away: rows of blocks by their place, entries of groups and dependencies by the place of the name. */
export interface Removal {
  readonly spans: ReadonlySet<Span>;
  /** Roles whose own decisions may differ: those that hold a role something is taken from. */
  readonly affected: ReadonlySet<RoleModel>;
}

/** Work that may still be done; without any, findings are left out, and that is said. */
export interface Budget {
  left: number;
}

const differs: Operation = { combine: (a, b) => (a === b ? 0 : 1) };

export class Without {
  readonly model: Model;
  readonly resolved: Resolved;
  readonly budget: Budget;
  readonly #below = new Map<ClassModel, number[]>();
  readonly #distinct = new Map<ClassModel, number[]>();
  readonly #dependents = new Map<RoleModel, RoleModel[]>();
  readonly #groups = new Map<RoleModel, GroupModel[]>();
  readonly #said = new Map<number, readonly number[]>();
  readonly #differences = new Map<string, boolean>();

  constructor(model: Model, resolved: Resolved, budget: Budget) {
    this.model = model;
    this.resolved = resolved;
    this.budget = budget;
    const written = new Set(model.roles.flatMap((role) => [...role.access.keys(), ...role.deny.keys()]));
    resolved.order.classes.forEach((cls, id) => {
      // Nothing is granted on `@baseclass` itself.
      if (cls === model.baseclass) return;
      const isDistinct = resolved.order.parent[id] === -1 || cls.searchOrder[1] === model.baseclass || written.has(cls) || hasOwn(cls);
      for (const above of cls.searchOrder) {
        push(this.#below, above, id);
        if (isDistinct) push(this.#distinct, above, id);
      }
    });
    for (const role of model.roles) for (const held of role.holds) push(this.#dependents, held, role);
    for (const group of model.groups) for (const role of group.roles) push(this.#groups, role, group);
  }

  /** Whether no work is left; if some is, the diagrams that follow may grow up to their limit anew. */
  get isSpent(): boolean {
    this.resolved.diagrams.budget();
    return this.budget.left <= 0;
  }

  /** Ids of the classes whose search order contains this one. */
  below(cls: ClassModel): readonly number[] {
    return this.#below.get(cls) ?? [];
  }

  /** Of these, those that differ from the class that they follow: for the others, the same holds as for that one. */
  distinctBelow(cls: ClassModel): readonly number[] {
    const distinct = this.#distinct.get(cls) ?? [];
    const own = this.resolved.order.idOf.get(cls);
    return own === undefined || cls === this.model.baseclass || distinct[0] === own ? distinct : [own, ...distinct];
  }

  /** The role itself, and those that depend on it. */
  dependents(role: RoleModel): readonly RoleModel[] {
    return this.#dependents.get(role) ?? [role];
  }

  groupsOf(roles: Iterable<RoleModel>): readonly GroupModel[] {
    return [...new Set([...roles].flatMap((role) => this.#groups.get(role) ?? []))];
  }

  classOf(id: number): ClassModel {
    return this.resolved.order.classes[id] ?? this.model.baseclass;
  }

  removal(spans: Iterable<Span>, roles: Iterable<RoleModel>): Removal {
    return { spans: new Set(spans), affected: new Set([...roles].flatMap((role) => this.dependents(role))) };
  }

  /** The columns of which a role says anything, policies left out. */
  saidIn(role: RoleModel, id: number): readonly number[] {
    const { roles, diagrams, columns } = this.resolved;
    const number = roles.rowOf[role.index]?.[id] ?? 0;
    const known = this.#said.get(number);
    if (known !== undefined) return known;
    const nothing = diagrams.leaf(NONE);
    const said = [...(roles.rows[number] ?? []).keys()].filter(
      (c) => c < columns.firstRule && c !== settingNames.length && roles.rows[number]?.[c] !== nothing,
    );
    this.#said.set(number, said);
    return said;
  }

  /** What a role says of a column, `discover` being `open`: NONE, GRANT or DENY at the leaves. */
  says(role: RoleModel, id: number, column: number, removal?: Removal): Node {
    const { roles, diagrams } = this.resolved;
    if (removal === undefined || !removal.affected.has(role)) {
      return roles.rows[roles.rowOf[role.index]?.[id] ?? 0]?.[column] ?? diagrams.leaf(NONE);
    }
    this.budget.left--;
    const cls = this.classOf(id);
    const value = this.deciding(role, cls, column, removal)?.value;
    const base = value === undefined ? this.inherited(role, id, column, removal) : outcome(this.resolved, value, cls);
    const denied = this.denyValue(role, cls, column, removal);
    return denied === undefined ? base : diagrams.apply(denyElse, denial(this.resolved, denied, cls), base);
  }

  /** What the roles say that one depends on. */
  inherited(role: RoleModel, id: number, column: number, removal: Removal): Node {
    const { diagrams } = this.resolved;
    const nothing = diagrams.leaf(NONE);
    return role.dependsOn.reduce((joined, other, i) => {
      const span = role.dependsOnSpans[i];
      if (span !== undefined && removal.spans.has(span)) return joined;
      return diagrams.apply(strongest, joined, this.says(other, id, column, removal));
    }, nothing);
  }

  /** The row of a role's access blocks that decides a column for a class, and the block's class. */
  deciding(role: RoleModel, cls: ClassModel, column: number, removal?: Removal): { readonly value: AccessValue; readonly on: ClassModel } | undefined {
    const setting = this.settingOf(column);
    const privilege = this.model.privileges[column - this.resolved.columns.firstPrivilege] ?? "";
    for (const on of cls.searchOrder) {
      const block = role.access.get(on);
      if (block === undefined) continue;
      const value =
        setting === undefined
          ? remaining(block.privileges.get(privilege), block.allPrivileges, removal)
          : remaining(block.settings.get(setting), block.allSettings, removal);
      if (value !== undefined) return { value, on };
      if (setting === undefined && !role.inheritsPrivileges) return undefined;
    }
    return undefined;
  }

  denyValue(role: RoleModel, cls: ClassModel, column: number, removal?: Removal): DenyValue | undefined {
    const setting = this.settingOf(column);
    const block = setting === undefined ? undefined : role.deny.get(cls);
    return setting === undefined ? undefined : remaining(block?.settings.get(setting), block?.allSettings, removal);
  }

  /** What a group's roles come to, without policies: 1 where allowed. `instead` puts another diagram in a role's place. */
  joined(group: GroupModel, id: number, column: number, removal?: Removal, instead?: (role: RoleModel) => Node | undefined): Node {
    const { diagrams } = this.resolved;
    this.budget.left--;
    const join = group.stop ? firstWord : anyGrant;
    const nothing = diagrams.leaf(NONE);
    let all = nothing;
    for (let i = group.roles.length - 1; i >= 0; i--) {
      const [role, span] = [group.roles[i], group.roleSpans[i]];
      if (role === undefined || (span !== undefined && removal?.spans.has(span))) continue;
      const part = instead?.(role) ?? this.says(role, id, column, removal);
      if (part !== nothing) all = diagrams.apply(join, part, all);
    }
    return diagrams.map(all, granted);
  }

  /** Whether no request of anybody is decided differently, in one column of one class; `joined` is what the roles come to. */
  sameDecision(group: GroupModel, id: number, column: number, joined: Node): boolean {
    const { diagrams, policies, groups } = this.resolved;
    const policy = policies.rows[policies.rowOf[0]?.[id] ?? 0]?.[column] ?? diagrams.leaf(0);
    const before = groups.rows[groups.rowOf[group.index]?.[id] ?? 0]?.[column] ?? diagrams.leaf(0);
    return this.same(diagrams.apply(declaredAnd, joined, policy), before);
  }

  /** Whether two diagrams end alike wherever values can lead. */
  same(one: Node, other: Node): boolean {
    if (one === other) return true;
    const key = `${one.id} ${other.id}`;
    const known = this.#differences.get(key);
    if (known !== undefined) return known;
    this.budget.left -= 10;
    const { diagrams, conditions } = this.resolved;
    const same = !canReach(diagrams.apply(differs, one, other), 1, conditions.atoms.atoms);
    this.#differences.set(key, same);
    return same;
  }

  /** Whether somewhere the first says GRANT and the second does not. */
  grantsMore(one: Node, other: Node): boolean {
    if (one === other) return false;
    this.budget.left -= 10;
    const { diagrams, conditions } = this.resolved;
    return canReach(diagrams.apply(more, one, other), 1, conditions.atoms.atoms);
  }

  /** `open` for `discover`; undefined for privileges. */
  settingOf(column: number): (typeof settingNames)[number] | undefined {
    if (column >= this.resolved.columns.firstPrivilege) return undefined;
    return settingNames[column] ?? "open";
  }

  /** Columns that show what `column` of roles comes to: who opens also discovers. */
  shownIn(column: number): readonly number[] {
    return column === 0 ? [0, settingNames.length] : [column];
  }
}

/** Whether anything but a role's block is written for a class itself. */
function hasOwn(cls: ClassModel): boolean {
  return (
    cls.ownWhens.size > 0 ||
    cls.ownPolicies.length > 0 ||
    cls.ownPrivileges.length > 0 ||
    cls.ownRules.size > 0 ||
    cls.properties !== cls.searchOrder[1]?.properties
  );
}

const more: Operation = { combine: (one, other) => (one === GRANT && other !== GRANT ? 1 : 0) };

/** What is written for a name when rows are taken away: its own row, else the one for all. */
function remaining<V extends AccessValue | DenyValue>(own: V | undefined, all: V | undefined, removal: Removal | undefined): V | undefined {
  if (own === undefined || removal === undefined || !removal.spans.has(own.span)) return own;
  return all === undefined || removal.spans.has(all.span) ? undefined : all;
}

/** The rows of blocks, each once, with all that it stands for. */
export function rowsOf(blocks: Iterable<Block>): ReadonlyMap<Span, { readonly on: ReadonlySet<ClassModel>; readonly names: ReadonlySet<string> }> {
  const rows = new Map<Span, { on: Set<ClassModel>; names: Set<string> }>();
  const add = (span: Span, on: ClassModel, name: string): void => {
    const row = rows.get(span) ?? { on: new Set(), names: new Set() };
    rows.set(span, row);
    row.on.add(on);
    row.names.add(name);
  };
  for (const { on, settings, privileges } of blocks) {
    for (const [name, value] of settings) add(value.span, on, name);
    for (const [name, value] of privileges ?? []) add(value.span, on, `privilege ${name}`);
  }
  return rows;
}

interface Block {
  readonly on: ClassModel;
  readonly settings: ReadonlyMap<string, { readonly span: Span }>;
  readonly privileges?: AccessBlockModel["privileges"];
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
