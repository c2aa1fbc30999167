// What there is to cover: subjects, classes, and the cells in which some request is granted.
import { settings } from "../../../runtime/data.ts";
import { Collector } from "../../diagnostics/diagnostic.ts";
import { FALSE, TRUE, UNKNOWN, type Node, type Truth } from "../../diagram.ts";
import type { Atom } from "../../condition.ts";
import type { ClassModel, GroupModel, Model, RoleModel } from "../../model.ts";
import type { Level, Question, Subject, Truth as Word } from "../../reference/trace.ts";
import { concreteWorld } from "../../reference/world.ts";
import { references } from "../../resolve/atoms.ts";
import { canReach } from "../../resolve/feasible.ts";
import { resolve, type Resolved } from "../../resolve/resolve.ts";

/** A group, or a set of roles that some test asks about. */
export interface CoverageSubject {
  readonly name: string;
  readonly subject: Subject;
  /** Its group in the model that was resolved. */
  readonly group: number;
  /** Whether its cells count; a set of roles counts only in a policy without groups. */
  readonly counted: boolean;
}

/** What can be asked of a subject about a class. */
export interface Cell {
  /** `open`, `privilege P`, `rule R`, `see .a.b`. */
  readonly key: string;
  readonly question: Question;
  /** The subject's decision: 1 where it is granted; what the subject settles is settled. */
  readonly node: Node;
}

export const levels: readonly Level[] = [5, 4, 3, 2, 1];
export const truthOf: Readonly<Record<Word, Truth>> = { false: FALSE, true: TRUE, unknown: UNKNOWN };

/** A policy's cells. `sets`: the sets of roles, each by itself, that tests ask about. */
export class Space {
  readonly subjects: readonly CoverageSubject[];
  /** Those of which objects are made. */
  readonly classes: readonly ClassModel[];
  readonly atoms: readonly Atom[];
  private readonly model: Model;
  private readonly resolved: Resolved;
  private readonly rows = new Map<string, readonly Cell[]>();
  private readonly settled: Map<Node, Node>[] = [];
  private readonly grantable = new Map<Node, boolean>();

  constructor(model: Model, sets: readonly (readonly RoleModel[])[]) {
    this.subjects = subjectsOf(model, sets);
    const extra = this.subjects.slice(model.groups.length).map(({ subject, name, group }) => groupOf(subject, name, group));
    this.model = { ...model, groups: [...model.groups, ...extra] };
    this.resolved = resolve(this.model, new Collector());
    this.classes = model.classes.filter((cls) => !cls.abstract);
    this.atoms = this.resolved.conditions.atoms.atoms;
  }

  /** The subject of a test. */
  find(subject: Subject): CoverageSubject | undefined {
    const key = keyOf(subject);
    return this.subjects.find((one) => keyOf(one.subject) === key) ?? this.subjects.find((one) => decidesAs(one.subject, subject));
  }

  /** Every cell in which the subject could be granted something, at some level. Equal rows give the same array. */
  cells(subject: CoverageSubject, cls: ClassModel): readonly Cell[] {
    return this.row(subject, cls, true);
  }

  /** Also of an abstract class, and also where nothing is ever granted. */
  cell(subject: CoverageSubject, cls: ClassModel, question: Question): Cell | undefined {
    const key = cellKey(question);
    return this.row(subject, cls, false).find((cell) => cell.key === key);
  }

  /** A cell at one level: a diagram without levels. */
  at(node: Node, level: Level): Node {
    return this.resolved.diagrams.cofactor(node, level);
  }

  /** Whether some values, at some level, are granted. */
  isGrantable(node: Node): boolean {
    let known = this.grantable.get(node);
    if (known === undefined) this.grantable.set(node, (known = canReach(node, 1, this.atoms)));
    return known;
  }

  private row(subject: CoverageSubject, cls: ClassModel, grantable: boolean): readonly Cell[] {
    const { groups, views, order } = this.resolved;
    const id = order.idOf.get(cls) ?? 0;
    const row = groups.rowOf[subject.group]?.[id] ?? 0;
    const view = views.viewOf[id] ?? 0;
    const key = `${subject.group} ${row} ${view} ${grantable}`;
    let cells = this.rows.get(key);
    if (cells === undefined) this.rows.set(key, (cells = this.cellsOf(subject, groups.rows[row] ?? [], views.views[view] ?? [], grantable)));
    return cells;
  }

  private cellsOf(subject: CoverageSubject, row: readonly Node[], view: Resolved["views"]["views"][number], grantable: boolean): readonly Cell[] {
    const all = row.map((node, column): Cell => this.newCell(subject, questionAt(this.model, this.resolved, column), node));
    const seen = view.map(({ path, node }): Cell => this.newCell(subject, { kind: "see", path }, node));
    if (!grantable) return [...all, ...seen];
    const granted = all.filter(({ node }) => this.isGrantable(node));
    // Who can never know of an object does not see its properties either; what everybody sees needs no test.
    const knows = granted.some(({ key }) => key === "open" || key === "discover");
    return [...granted, ...(knows ? seen.filter(({ node }) => node.kind !== "leaf" && this.isGrantable(node)) : [])];
  }

  private newCell(subject: CoverageSubject, question: Question, node: Node): Cell {
    return { key: cellKey(question), question, node: this.settle(subject, node) };
  }

  /** `operator holds R` and comparisons of `operator.accessGroup` and `operator.roles` with literals are known of a subject. */
  private settle(subject: CoverageSubject, node: Node): Node {
    const { diagrams } = this.resolved;
    const done = (this.settled[subject.group] ??= new Map<Node, Node>());
    let made = done.get(node);
    if (made === undefined) {
      const world = concreteWorld(this.model, subject.subject, {});
      const decided = diagrams.map(node, asDecision);
      made = diagrams.restrict(decided, (number) => {
        const atom = this.atoms[number];
        return atom !== undefined && isSettled(atom) ? truthOf[world.truth(atom)] : undefined;
      });
      done.set(node, made);
    }
    return made;
  }
}

const asDecision = (value: number): number => (value === 1 ? 1 : 0);

function isSettled(atom: Atom): boolean {
  if (atom.kind === "holds") return true;
  const all = references(atom);
  return all.length > 0 && all.every(({ root, path }) => root === "operator" && (path[0] === "accessGroup" || path[0] === "roles")) && !readsClock(atom);
}

export function readsClock(atom: Atom): boolean {
  return (atom.kind === "compare" || atom.kind === "match") && (atom.left.kind === "clock" || atom.right.kind === "clock");
}

function questionAt(model: Model, { columns }: Resolved, column: number): Question {
  if (column >= columns.firstRule) return { kind: "rule", rule: model.rules[column - columns.firstRule] ?? "" };
  if (column >= columns.firstPrivilege) return { kind: "privilege", privilege: model.privileges[column - columns.firstPrivilege] ?? "" };
  const setting = settings[column] ?? "open";
  return setting === "discover" ? { kind: "discover" } : { kind: "setting", setting };
}

export function cellKey(question: Question): string {
  switch (question.kind) {
    case "setting":
      return question.setting;
    case "privilege":
      return `privilege ${question.privilege}`;
    case "rule":
      return `rule ${question.rule}`;
    case "discover":
      return "discover";
    default:
      return `see .${question.path.join(".")}`;
  }
}

function subjectsOf(model: Model, sets: readonly (readonly RoleModel[])[]): readonly CoverageSubject[] {
  const counted = model.groups.length === 0;
  const alone = counted ? model.roles.filter((role) => !role.denyOnly).map((role) => [role]) : [];
  const subjects: CoverageSubject[] = model.groups.map((group) => ({
    name: group.name,
    subject: { kind: "group", group },
    group: group.index,
    counted: true,
  }));
  const known = new Set(subjects.map(({ subject }) => keyOf(subject)));
  for (const roles of [...alone, ...sets]) {
    const subject: Subject = { kind: "roles", roles, stop: false };
    if (known.has(keyOf(subject)) || subjects.some((one) => decidesAs(one.subject, subject))) continue;
    known.add(keyOf(subject));
    const name = roles.map((role) => role.name).join(", ");
    subjects.push({ name, subject, group: subjects.length, counted: counted && roles.length === 1 });
  }
  return subjects;
}

function keyOf(subject: Subject): string {
  return subject.kind === "group" ? `group ${subject.group.index}` : `roles ${subject.roles.map((role) => role.index).join(",")}`;
}

/** A set of roles is decided as a group of these roles, in that order, without stop (docs/language.md). */
function decidesAs(group: Subject, set: Subject): boolean {
  if (group.kind !== "group" || set.kind !== "roles" || group.group.stop || group.group.roles.length !== set.roles.length) return false;
  return set.roles.every((role, i) => group.group.roles[i] === role);
}

function groupOf(subject: Subject, name: string, index: number): GroupModel {
  const roles = subject.kind === "group" ? subject.group.roles : subject.roles;
  const span = roles[0]?.span ?? { file: { path: "", text: "", lineStarts: [0] }, start: 0, end: 0 };
  return { index, name: `roles ${name}`, documentation: undefined, span, roles, roleSpans: [], stop: false };
}
