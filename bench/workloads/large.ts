// W4: a large organisation. 10,000 classes 8 deep, 500 roles, 500 groups, 100,000 grants at full scale.
import { conditions } from "./conditions.ts";
import { random } from "./random.ts";
import type { Random } from "./random.ts";
import { sizes, tree } from "./tree.ts";
import { actions } from "./workload.ts";
import type { Action, ClassSpec, Grant, GroupSpec, Spec } from "./workload.ts";

/** What the three large workloads and the curve of compiling are made of. */
export interface Size {
  readonly classes: number;
  readonly roles: number;
  readonly groups: number;
  readonly grants: number;
}

export function sizeOf(classes: number): Size {
  return { classes, roles: Math.max(2, Math.round(classes / 20)), groups: Math.max(2, Math.round(classes / 20)), grants: classes * 10 };
}

/** One role in so many works in many places, as those of auditors do. */
const WIDE = 20;
/** One block in so many says one thing more than its profile. */
const EXTRA = 16;

/** Roles have profiles, and work in one or two areas. With `conditional`, some grants have conditions. */
export function w4(size: Size, { conditional = false } = {}): Spec {
  const from = random(4);
  const classes = tree(size.classes, 8, "directed", from);
  const areas = areasOf(classes, size);
  const perRole = size.grants / size.roles;
  const condition = conditional ? conditionOf(classes, areas, from) : () => -1;
  const homes: number[] = [];
  const roles = Array.from({ length: size.roles }, (_, i) => {
    const home = from.below(areas.length);
    homes.push(home);
    const wide = i % WIDE === 0 ? Array.from({ length: 6 }, () => 1 + from.below(Math.min(40, classes.length - 1))) : [];
    return { name: `Role${i}`, grants: profiled(classes, [areas[home] as Area, from.pick(areas)], wide, perRole, condition, from) };
  });
  const groups = homes.slice(0, size.groups).map((home, i) => groupOf(i, home, homes, from));
  const title = `${words(size)}${conditional ? ", some cells with conditions" : ", in realistic profiles"}`;
  return { name: conditional ? "W4c" : "W4", title, classes, actions, roles, groups, conditional, inheritance: "directed" };
}

/** The same size, uniformly random: the worst case for whoever looks for what repeats. */
export function w4u(size: Size): Spec {
  const from = random(5);
  const classes = tree(size.classes, 8, "directed", from);
  const perRole = Math.round(size.grants / size.roles);
  const roles = Array.from({ length: size.roles }, (_, i) => {
    const cells = new Set<number>();
    while (cells.size < perRole) cells.add(from.below(classes.length * actions.length));
    return { name: `Role${i}`, grants: [...cells].map((cell) => ({ cls: Math.floor(cell / actions.length), action: cell % actions.length, condition: -1 })) };
  });
  const groups = Array.from({ length: size.groups }, (_, i) => ({ name: `Group${i}`, roles: [...new Set([from.below(size.roles), from.below(size.roles)])] }));
  return { name: "W4u", title: `${words(size)}, uniformly random`, classes, actions, roles, groups, conditional: false, inheritance: "directed" };
}

function words({ classes, roles, groups, grants }: Size): string {
  const n = (value: number): string => value.toLocaleString("en");
  return `${n(classes)} classes 8 deep, ${n(roles)} roles, ${n(groups)} groups, ${n(grants)} grants`;
}

/** A part of the tree in which somebody works: its classes, parents first. */
interface Area {
  readonly classes: readonly number[];
}

/** The largest subtrees that have at least 60 classes and at most an eighth of all. */
function areasOf(classes: readonly ClassSpec[], size: Size): Area[] {
  const size0 = sizes(classes);
  const least = Math.min(60, Math.ceil(size.classes / 10));
  const roots = classes.flatMap((_, cls) => (cls > 0 && (size0[cls] as number) >= least && (size0[cls] as number) <= size.classes / 8 ? [cls] : []));
  if (roots.length === 0) return [{ classes: classes.map((_, cls) => cls) }];
  return roots.map((root) => {
    const inside = new Set([root]);
    for (let cls = root + 1; cls < classes.length; cls++) if (inside.has((classes[cls] as ClassSpec).parent)) inside.add(cls);
    return { classes: [...inside] };
  });
}

const profiles: readonly (readonly Action[])[] = [
  ["open"],
  ["open", "run-reports"],
  ["open", "modify", "Approve"],
  ["open", "modify", "execute-activities"],
  ["open", "modify", "delete", "execute-activities"],
  ["open", "modify", "run-reports", "Approve"],
  ["open", "open-rules", "execute-rules"],
  ["open", "modify", "delete", "run-reports", "execute-activities", "Approve"],
  ["open", "open-rules", "modify-rules", "execute-rules"],
];

/** Up to `count` grants, as many as find a place: a profile for a whole area, and richer ones on classes in it, each adding to what its class inherits. */
function profiled(
  classes: readonly ClassSpec[],
  areas: readonly [Area, Area],
  wide: readonly number[],
  count: number,
  condition: Condition,
  from: Random,
): Grant[] {
  const grants: Grant[] = [];
  const held = new Map<number, Set<number>>();
  const grant = (cls: number, profile: readonly Action[]): void => {
    for (const name of profile) {
      const action = actions.indexOf(name);
      if (grants.length >= count || inherits(classes, held, cls, action)) continue;
      held.set(cls, (held.get(cls) ?? new Set()).add(action));
      grants.push({ cls, action, condition: condition(cls, action) });
    }
  };
  for (const cls of [...wide, areas[0].classes[0] as number]) grant(cls, from.pick(profiles));
  const usual = from.pick(profiles);
  for (let tries = 0; grants.length < count && tries < 60 * count; tries++) {
    const area = from.oneIn(4) ? areas[1] : areas[0];
    const cls = tries < 20 * count ? from.pick(area.classes) : from.below(classes.length);
    const profile = from.oneIn(4) ? from.pick(profiles) : usual;
    grant(cls, from.oneIn(EXTRA) ? [...profile, from.pick(actions)] : profile);
  }
  return grants;
}

function inherits(classes: readonly ClassSpec[], held: ReadonlyMap<number, ReadonlySet<number>>, cls: number, action: number): boolean {
  for (let at = cls; at >= 0; at = (classes[at] as ClassSpec).parent) if (held.get(at)?.has(action)) return true;
  return false;
}

/** One role, and up to two others, mostly of the same area. */
function groupOf(index: number, home: number, homes: readonly number[], from: Random): GroupSpec {
  const neighbours = homes.flatMap((other, role) => (other === home && role !== index ? [role] : []));
  const roles = new Set([index]);
  for (let n = from.below(3); n > 0; n--) roles.add(neighbours.length > 0 && !from.oneIn(3) ? from.pick(neighbours) : from.below(homes.length));
  if (from.oneIn(2)) roles.add(WIDE * from.below(Math.ceil(homes.length / WIDE)));
  return { name: `Group${index}`, roles: [...roles] };
}

type Condition = (cls: number, action: number) => number;

/** In some areas some actions have a condition, the same for every role, so that no cell joins two. */
function conditionOf(classes: readonly ClassSpec[], areas: readonly Area[], from: Random): Condition {
  const chosen = new Map<number, number>();
  const top = classes.map((_, cls) => cls);
  classes.forEach(({ parent }, cls) => {
    if (parent > 0) top[cls] = top[parent] as number;
  });
  const inAreas = new Set(areas.flatMap((area) => area.classes.map((cls) => top[cls] as number)));
  for (const cls of inAreas) {
    for (let action = 0; action < actions.length; action++) {
      if (from.oneIn(2)) chosen.set(cls * actions.length + action, from.below(conditions.length));
    }
  }
  return (cls, action) => chosen.get((top[cls] as number) * actions.length + action) ?? -1;
}
