// Reads the packed tables of a large policy: rows at once, who has which of them when it is asked.
import type { PackedData, PolicyData } from "./data.ts";
import { FIRST_CONDITION, FIRST_OUTCOME } from "./data.ts";
import { Digits } from "./digits.ts";
import { RunsBuilder, sweep } from "./runs.ts";
import type { Runs } from "./runs.ts";
import { columnsOf } from "./tables.ts";
import type { Form } from "./tables.ts";

/**
 * The text is digits (runtime/digits.ts). For each class how many levels up the tree one goes from the class before to
 * its parent; the cells of the rows of groups, roles and policies, each a list; the length of each section, and the
 * sections: the policies', each role's, each group's.
 *
 * A section of a role or of the policies names the classes that have another row than their parent (a top class: than
 * row 0): how many classes further on, and the row. The rows of a group follow from those of the policies and of its
 * roles: its section has one row for each combination of theirs, in the order in which classes first have it.
 */
export function packedForm(data: PolicyData, { pageSize, pageCount, rows, text }: PackedData): Form {
  const digits = new Digits(text);
  const classes = data.classes.length;
  const ends = subtrees(digits, classes);
  const columns = columnsOf(data);
  const decisions = FIRST_CONDITION + data.conditions + data.levels.length;
  const groupCells = digits.list(rows[0] * columns, decisions);
  const roleCells = digits.list(rows[1] * columns, FIRST_OUTCOME + data.outcomes.length + data.outcomeLevels.length);
  const policyCells = digits.list(rows[2] * columns, decisions);
  const sections = sectionsOf(digits, 1 + data.roles.length + data.groups.length, text.length);
  const blocks = remembered((section) => blocksIn(sectionAt(text, sections, section), ends, section === 0 ? rows[2] : rows[1]));
  const joined = (group: number): Runs => {
    const parts = [0, ...(data.groups[group]?.[1] ?? []).map((role) => role + 1)].map(blocks);
    return joinedIn(sectionAt(text, sections, 1 + data.roles.length + group), parts, classes, rows);
  };
  return {
    pageSize,
    pageCount,
    lazy: true,
    groups: { cells: groupCells, runs: joined },
    roles: { cells: roleCells, runs: (role) => blocks(role + 1) },
    policies: { cells: policyCells, runs: () => blocks(0) },
  };
}

/** For each class, the first class after it that is not below it. */
function subtrees(digits: Digits, classes: number): Uint32Array {
  const ends = new Uint32Array(classes).fill(classes);
  const open: number[] = [];
  for (let cls = 0; cls < classes; cls++) {
    for (let up = digits.next(open.length + 1); up > 0; up--) ends[open.pop() ?? 0] = cls;
    open.push(cls);
  }
  return ends;
}

/** Where each section begins, and the last one ends. */
function sectionsOf(digits: Digits, count: number, length: number): Uint32Array {
  const starts = new Uint32Array(count + 1);
  for (let i = 0; i < count; i++) starts[i + 1] = (starts[i] ?? 0) + digits.next(length);
  const first = digits.at;
  const result = starts.map((start) => start + first);
  if (result[count] !== length) throw new RangeError("tables of another length");
  return result;
}

interface Section {
  readonly digits: Digits;
  readonly end: number;
}

function sectionAt(text: string, sections: Uint32Array, section: number): Section {
  return { digits: new Digits(text, sections[section] ?? text.length), end: sections[section + 1] ?? text.length };
}

function blocksIn({ digits, end }: Section, ends: Uint32Array, rowCount: number): Runs {
  const runs = new RunsBuilder();
  const classes = ends.length;
  if (classes > 0) runs.put(0, 0);
  /** The classes around the present one that are named, with their rows. */
  const around = [{ end: classes, row: 0 }];
  const leave = (cls: number): void => {
    for (let last = around.at(-1); last !== undefined && last.end <= cls && last.end < classes; last = around.at(-1)) {
      around.pop();
      runs.put(last.end, around.at(-1)?.row ?? 0);
    }
  };
  for (let cls = 0; digits.at < end;) {
    cls += digits.next(classes - cls);
    const row = digits.next(rowCount);
    leave(cls);
    runs.put(cls, row);
    around.push({ end: ends[cls] ?? classes, row });
  }
  leave(classes);
  return runs;
}

function joinedIn({ digits, end }: Section, parts: readonly Runs[], classes: number, [groupRows, roleRows, policyRows]: PackedData["rows"]): Runs {
  const runs = new RunsBuilder();
  const combinations = new Combinations(policyRows, roleRows);
  const rowOf: number[] = [];
  sweep(parts, classes, (from, _to, rows) => {
    const row = (rowOf[combinations.number(rows)] ??= digits.next(groupRows));
    runs.put(from, row);
  });
  if (digits.at !== end) throw new RangeError("a group that does not fit its roles");
  return runs;
}

/** Numbers combinations of a row of the policies and rows of roles, in the order in which they are first met. */
export class Combinations {
  private readonly known = new Map<number, number>();
  private readonly roleRows: number;
  private count: number;

  constructor(policyRows: number, roleRows: number) {
    this.roleRows = roleRows;
    this.count = policyRows;
  }

  number([policy = 0, ...roles]: readonly number[]): number {
    let state = policy;
    for (const role of roles) state = this.next(state, role);
    return state;
  }

  /** `state`, and this row besides. */
  next(state: number, row: number): number {
    const key = state * this.roleRows + row;
    let next = this.known.get(key);
    if (next === undefined) this.known.set(key, (next = this.count++));
    return next;
  }
}

function remembered(make: (section: number) => Runs): (section: number) => Runs {
  const known: Runs[] = [];
  return (section) => (known[section] ??= make(section));
}
