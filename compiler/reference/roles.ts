// What one role says about a setting or a privilege of one class: `setting` and `privilege` of docs/language.md.
import type { AccessValue, ClassModel, DenyValue, RoleModel } from "../model.ts";
import { truthOf } from "./conditions.ts";
import type { Evaluation } from "./conditions.ts";
import type { Log, Says, Wanted } from "./trace.ts";

/** One question to the roles. `asked` keeps what each role said, since several may depend on the same one. */
export interface Asking {
  readonly evaluation: Evaluation;
  readonly wanted: Wanted;
  readonly asked: Map<RoleModel, Says>;
}

export function roleSays(asking: Asking, role: RoleModel, dependedOnBy: RoleModel | undefined, log: Log): Says {
  const { wanted } = asking;
  const before = asking.asked.get(role);
  if (before !== undefined) {
    log?.push({ kind: "role", role, wanted, dependedOnBy, says: before, again: true, children: [] });
    return before;
  }
  const children: Log = log && [];
  const says = setting(asking, role, children);
  asking.asked.set(role, says);
  log?.push({ kind: "role", role, wanted, dependedOnBy, says, again: false, children: children ?? [] });
  return says;
}

function setting(asking: Asking, role: RoleModel, log: Log): Says {
  if (denies(asking, role, log)) {
    passDependencies(role, log);
    passClasses(asking, role, 0, log);
    return "deny";
  }
  const own = access(asking, role, log);
  if (own !== "none") {
    passDependencies(role, log);
    return own;
  }
  const others = role.dependsOn.map((other) => roleSays(asking, other, role, log));
  if (others.includes("grant")) return "grant";
  if (others.includes("deny")) return "deny";
  return "none";
}

/** Whether the role's deny block on exactly this class denies. Privileges cannot be denied by one. */
function denies(asking: Asking, role: RoleModel, log: Log): boolean {
  const { evaluation: e, wanted } = asking;
  if (wanted.kind === "privilege") return false;
  const value = role.deny.get(e.on)?.settings.get(wanted.setting);
  if (value === undefined) return false;
  const children: Log = log && [];
  const levelHolds = denyLevelHolds(value, e.level);
  const result = levelHolds && (value.when === undefined || truthOf(e, value.when, children) !== "false");
  log?.push({
    kind: "deny",
    role,
    on: e.on,
    setting: wanted.setting,
    value,
    level: e.level,
    levelHolds,
    denies: result,
    children: children ?? [],
  });
  return result;
}

function denyLevelHolds(value: DenyValue, level: number): boolean {
  return value.lowest <= level && level <= value.highest;
}

/** The first class of the search order whose access block has it. */
function access(asking: Asking, role: RoleModel, log: Log): Says {
  const { evaluation: e, wanted } = asking;
  for (const [i, cls] of e.on.searchOrder.entries()) {
    const block = role.access.get(cls);
    if (block === undefined) {
      log?.push({ kind: "passed class", role, on: cls, wanted, why: "no block", value: undefined, children: [] });
      continue;
    }
    const value = wanted.kind === "setting" ? block.settings.get(wanted.setting) : block.privileges.get(wanted.privilege);
    if (value !== undefined) {
      const granted = grants(asking, role, cls, value, log);
      passClasses(asking, role, i + 1, log);
      return granted ? "grant" : "deny";
    }
    const ends = wanted.kind === "privilege" && !role.inheritsPrivileges;
    log?.push({ kind: "passed class", role, on: cls, wanted, why: ends ? "ends privileges" : "blank", value: undefined, children: [] });
    if (ends) {
      passClasses(asking, role, i + 1, log);
      break;
    }
  }
  return "none";
}

function grants(asking: Asking, role: RoleModel, on: ClassModel, value: AccessValue, log: Log): boolean {
  const { evaluation: e, wanted } = asking;
  const children: Log = log && [];
  const levelHolds = value.level === undefined || e.level <= value.level;
  const result = levelHolds && (value.when === undefined || truthOf(e, value.when, children) === "true");
  log?.push({ kind: "access", role, on, wanted, value, level: e.level, levelHolds, grants: result, children: children ?? [] });
  return result;
}

/** For the trace only: what stands higher up and was not looked at. */
function passClasses(asking: Asking, role: RoleModel, from: number, log: Log): void {
  if (log === undefined) return;
  const { evaluation: e, wanted } = asking;
  for (const cls of e.on.searchOrder.slice(from)) {
    const block = role.access.get(cls);
    const value = wanted.kind === "setting" ? block?.settings.get(wanted.setting) : block?.privileges.get(wanted.privilege);
    if (value !== undefined) log.push({ kind: "passed class", role, on: cls, wanted, why: "behind", value, children: [] });
  }
}

/** For the trace only: the roles that were not asked, because this one speaks for itself. */
function passDependencies(role: RoleModel, log: Log): void {
  for (const other of log === undefined ? [] : role.dependsOn) {
    log?.push({ kind: "passed role", role: other, dependedOnBy: role, why: "decided", children: [] });
  }
}
