// The packed form in which the tables of large policies are written into a module; runtime/packed.ts reads it.
import type { PackedData } from "../../runtime/data.ts";
import { eachPage, runsOf, sweep, type Runs } from "../../runtime/runs.ts";
import { digitList, digits } from "./digits.ts";

/** Row numbers by subject and class, and the rows in codes. */
export interface PackedGrid {
  readonly rows: readonly (readonly number[])[];
  readonly rowOf: readonly Uint32Array[];
}

export interface Packing {
  /** By class, its parent's id, -1 for none; classes follow their parents in preorder. */
  readonly parents: ArrayLike<number>;
  /** By group, its roles in order. */
  readonly rolesOf: readonly (readonly number[])[];
  readonly groups: PackedGrid;
  readonly roles: PackedGrid;
  /** Rows that are equal but for the privileges that rules need are two here: a group's rows follow from these and its roles'. */
  readonly policies: PackedGrid;
}

/** Rows that nothing refers to are left out. The page size is that for which the tables in memory are smallest. */
export function packTables({ parents, rolesOf, ...grids }: Packing): PackedData {
  const [groups, roles, policies] = [grids.groups, grids.roles, grids.policies].map(byFrequency) as [PackedGrid, PackedGrid, PackedGrid];
  const [groupRuns, roleRuns, policyRuns] = [groups, roles, policies].map(({ rowOf }) => rowOf.map(runsOf)) as [Runs[], Runs[], Runs[]];
  const sections = [
    ...[...policies.rowOf, ...roles.rowOf].map((rowOf) => blocks(rowOf, parents)),
    ...groupRuns.map((runs, group) => joins(runs, [...policyRuns, ...(rolesOf[group] ?? []).map((role) => roleRuns[role] ?? never())], parents.length)),
  ];
  const text = [
    tree(parents),
    ...[groups, roles, policies].map(({ rows }) => digitList(rows.flat())),
    ...sections.map((section) => digits(section.length)),
    ...sections,
  ];
  return {
    ...paging(groupRuns, parents.length, groups.rows.length),
    rows: [groups.rows.length, roles.rows.length, policies.rows.length],
    text: text.join(""),
  };
}

/** Frequent rows get small numbers, which are short in the text. */
function byFrequency({ rows, rowOf }: PackedGrid): PackedGrid {
  const uses = new Float64Array(rows.length);
  for (const subject of rowOf) for (const row of subject) uses[row] = (uses[row] ?? 0) + 1;
  const order = [...uses.keys()].filter((row) => uses[row] !== 0).sort((a, b) => (uses[b] ?? 0) - (uses[a] ?? 0) || a - b);
  const number = new Uint32Array(rows.length);
  order.forEach((row, n) => {
    number[row] = n;
  });
  return { rows: order.map((row) => rows[row] ?? []), rowOf: rowOf.map((subject) => subject.map((row) => number[row] ?? 0)) };
}

/** By class, from the depth of a child of the class before it, how many levels up. */
function tree(parents: ArrayLike<number>): string {
  const depths: number[] = [];
  let text = "";
  for (let cls = 0; cls < parents.length; cls++) {
    const depth = (depths[parents[cls] ?? -1] ?? -1) + 1;
    text += digits((depths.at(-1) ?? -1) + 1 - depth);
    depths.push(depth);
  }
  return text;
}

/** The classes whose row is not their parent's. */
function blocks(rowOf: Uint32Array, parents: ArrayLike<number>): string {
  let text = "";
  let last = 0;
  rowOf.forEach((row, cls) => {
    if (row === (rowOf[parents[cls] ?? -1] ?? 0)) return;
    text += digits(cls - last) + digits(row);
    last = cls;
  });
  return text;
}

/** The row of each combination of the parts' rows, when it is first met. */
function joins(runs: Runs, parts: readonly Runs[], classes: number): string {
  const known = new Map<string, number>();
  let text = "";
  sweep([runs, ...parts], classes, (_from, _to, [row = 0, ...others]) => {
    const key = others.join(",");
    const before = known.get(key);
    if (before === undefined) {
      known.set(key, row);
      text += digits(row);
    } else if (before !== row) throw new Error("a group's row does not follow from its roles and the policies");
  });
  return text;
}

const SHIFTS = [0, 3, 4, 5, 6, 7, 8] as const;

function paging(groups: readonly Runs[], classes: number, rowCount: number): Pick<PackedData, "pageSize" | "pageCount"> {
  const all = SHIFTS.map((shift) => {
    const keys = new Set<string>();
    if (shift > 0) for (const runs of groups) eachPage(runs, shift, classes, (_page, key) => void keys.add(key));
    const pageCount = shift > 0 ? keys.size : rowCount;
    const pageSize = 1 << shift;
    const bytes = groups.length * Math.ceil(classes / pageSize) * width(pageCount + 1) + (pageCount + 1) * pageSize * width(rowCount + 1);
    return { pageSize, pageCount, bytes };
  });
  const { pageSize, pageCount } = all.reduce((a, b) => (b.bytes < a.bytes ? b : a));
  return { pageSize, pageCount };
}

function width(count: number): 1 | 2 | 4 {
  if (count <= 0x100) return 1;
  return count <= 0x10000 ? 2 : 4;
}

function never(): never {
  throw new Error("a group has a role that is not there");
}
