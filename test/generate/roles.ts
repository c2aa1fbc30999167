// Writes the roles of a random policy: dependencies, access blocks, deny blocks.
import { at, writeExpression } from "./expressions.ts";
import type { BlockPlan, PolicyPlan, SettingPlan } from "./plan.ts";
import { distinct, scopeOf } from "./pieces.ts";
import type { Piece, World } from "./pieces.ts";
import { roleNames, written } from "./pools.ts";
import type { Scope } from "./expressions.ts";

/** The common ones more often, so that they meet each other. */
const settings = [
  "open",
  "modify",
  "open",
  "delete",
  "open",
  "run-reports",
  "modify",
  "execute-activities",
  "delete",
  "open-rules",
  "run-reports",
  "modify-rules",
  "delete-rules",
  "execute-rules",
] as const;

export function roleNamesOf(plan: PolicyPlan): readonly string[] {
  return distinct(plan.roles.map((role) => at(roleNames, role.picks[0])));
}

export function writeRoles(plan: PolicyPlan, world: World): readonly Piece[] {
  return world.roles.map((name, i) => {
    const role = plan.roles.find((r) => at(roleNames, r.picks[0]) === name);
    if (role === undefined) return { head: `role ${written(name)} {`, items: [], tail: "}" };
    const earlier = world.roles.slice(0, i);
    const others = earlier.length === 0 ? [] : distinct(role.dependsOn.map((d) => at(earlier, d)));
    const depends = others.length === 0 ? "" : ` depends on ${others.map(written).join(", ")}`;
    const inherits = (role.picks[1] ?? 0) % 2 === 1 ? " inherits privileges" : "";
    return {
      head: `role ${written(name)}${depends}${inherits} {`,
      items: [...accessBlocks(role.access, world), ...denyBlocks(role.deny, world)],
      tail: "}",
    };
  });
}

function accessBlocks(plans: readonly BlockPlan[], world: World): readonly string[] {
  const used = new Set<string>();
  return plans.flatMap(({ picks, settings: plan }) => {
    const two = (picks[1] ?? 0) % 5 === 4 ? [at(world.targets, picks[0]), at(world.targets, picks[2])] : [at(world.targets, picks[0])];
    const targets = distinct(two).filter((cls) => !used.has(cls));
    const [first] = targets;
    if (first === undefined) return [];
    for (const cls of targets) used.add(cls);
    const privileges = world.privileges(first).filter((p) => targets.every((cls) => world.privileges(cls).includes(p)));
    const scope = targets.length === 1 ? scopeOf(world, first) : { ...scopeOf(world, first), properties: [], whens: [] };
    const rows = accessSettings(plan, privileges, scope);
    return [`access to ${targets.map(written).join(", ")} { ${rows.join("  ")} }`];
  });
}

function accessSettings(plans: readonly SettingPlan[], privileges: readonly string[], scope: Scope): readonly string[] {
  const rows = new Map<string, string>();
  for (const { picks, when } of plans) {
    const [what = 0, how = 0, level = 0, other = 0] = picks;
    const value = `${at(["", "", ` ${at([5, 4, 3, 2, 1], level)}`, ` ${at([5, 3, 1], level)}`, " 0"], how)}${when === null ? "" : ` when ${writeExpression(when, scope)}`}`;
    const kind = what % 20;
    if (kind === 19) rows.set("all settings", `all settings${value}`);
    else if (kind >= 14 && privileges.length > 0) privilegeRow(rows, privileges, value, kind, other);
    else rows.set(at(settings, what), `${at(settings, what)}${value}`);
  }
  return [...rows.values()];
}

function privilegeRow(rows: Map<string, string>, privileges: readonly string[], value: string, kind: number, index: number): void {
  const names = distinct([at(privileges, index), ...(kind === 17 ? [at(privileges, index + 1)] : [])]).filter((name) => !rows.has(`privilege ${name}`));
  if (kind === 18) rows.set("all privileges", `all privileges${value}`);
  else if (names.length > 0) {
    for (const name of names) rows.set(`privilege ${name}`, "");
    rows.set(`privilege ${names[0]}`, `${names.length === 1 ? "privilege" : "privileges"} ${names.map(written).join(", ")}${value}`);
  }
}

/** At most one block reaches below its class, so that no two of them meet. */
function denyBlocks(plans: readonly BlockPlan[], world: World): readonly string[] {
  const used = new Set<string>();
  return plans.flatMap(({ picks, settings: plan }, i) => {
    const on = at(world.targets, picks[0]);
    if (used.has(on)) return [];
    used.add(on);
    const below = i === 0 && (picks[1] ?? 0) % 3 === 0 ? " and below" : "";
    const rows = new Map<string, string>();
    for (const {
      picks: [what = 0, how = 0, level = 0],
      when,
    } of plan) {
      const bound = at(["", "", ` from ${at([1, 2, 3, 4, 5], level)}`, ` up to ${at([5, 4, 3, 2, 1], level)}`, " 0"], how);
      const name = what % 15 === 14 ? "all settings" : at(settings, what % 14);
      rows.set(name, `${name}${bound}${when === null ? "" : ` when ${writeExpression(when, scopeOf(world, on))}`}`);
    }
    return [`deny access to ${written(on)}${below} { ${[...rows.values()].join("  ")} }`];
  });
}
