// Coverage as data: how much of a policy its tests have shown, what they have not, and tests that would.
import { atomText } from "../../analyse/atom-text.ts";
import { interpret } from "../../interpret.ts";
import type { ClassModel, Model, RoleModel } from "../../model.ts";
import { position, spanText } from "../../source.ts";
import type { Tables } from "../../tables.ts";
import { decider, type TestResult } from "../run.ts";
import { conditionsOf, type Condition } from "./conditions.ts";
import { entriesOf, placeOf, type Entry } from "./entries.ts";
import { Evidence } from "./evidence.ts";
import { Space, type Cell, type CoverageSubject } from "./space.ts";
import { Suggester } from "./suggest.ts";
import { expectationOf, testText } from "./test-text.ts";

export interface Ratio {
  readonly done: number;
  readonly all: number;
}

/** docs/testing.md says what each figure counts. */
export interface Coverage {
  readonly cells: Ratio;
  readonly entries: Ratio;
  readonly conditions: Ratio;
  readonly comparisons: Ratio;
  readonly subjects: readonly SubjectCoverage[];
  readonly classes: readonly ClassCoverage[];
  readonly roles: readonly RoleCoverage[];
  /** Policies that decided nothing. */
  readonly policies: { readonly entries: Ratio; readonly missing: readonly Line[] };
  /** Conditions with something left to show first. At most `MOST_LISTED`, as all lists here. */
  readonly conditionList: readonly ConditionCoverage[];
  readonly untested: readonly Untested[];
  /** Sides and comparisons that no test can show, and are not counted. */
  readonly impossible: number;
  /** False if the policy is so large that not everything was looked at; what was not counts as not shown. */
  readonly complete: boolean;
  /** `test` blocks for the most important of what is missing. */
  readonly suggestion: string;
}

export interface SubjectCoverage {
  readonly name: string;
  readonly kind: "group" | "role";
  readonly cells: Ratio;
}

export interface ClassCoverage {
  readonly name: string;
  readonly cells: Ratio;
  /** In the order of `Coverage.subjects`. */
  readonly bySubject: readonly Ratio[];
}

export interface RoleCoverage {
  readonly name: string;
  readonly entries: Ratio;
  /** Those that decided nothing. */
  readonly missing: readonly Line[];
}

export interface Line {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

export interface ConditionCoverage {
  /** A cell that it decides: `Managers: can open Order`; and how many there are. */
  readonly example: string;
  readonly cells: number;
  readonly granted: Shown;
  readonly denied: Shown;
  readonly comparisons: readonly { readonly text: string; readonly shown: Shown }[];
}

export type Shown = "yes" | "no" | "impossible";

export interface Untested {
  readonly subject: string;
  readonly class: string;
  /** `can open Order`. */
  readonly question: string;
  readonly conditional: boolean;
}

export const MOST_LISTED = 1_000;
/** Expectations proposed. */
const MOST_PROPOSED = 24;

/** `results` are those of `runTests` for this model and these tables. */
export function coverageOf(model: Model, tables: Tables, results: readonly TestResult[]): Coverage {
  const all = results.flatMap(({ expectations }) => expectations);
  const sets = all.flatMap(({ request: { subject } }) => (subject.kind === "roles" ? [subject.roles] : []));
  const space = new Space(model, sets);
  const evidence = new Evidence(model, space);
  for (const { request, question, on } of all) evidence.add(request, question, on);
  const counted = space.subjects.filter((subject) => subject.counted);
  const cells = measureCells(space, evidence, counted);
  const entries = entriesOf(
    model,
    counted.map(({ subject }) => subject),
    all,
  );
  const suggester = new Suggester(model, space, evidence, decider(model, interpret(tables)));
  const conditions = conditionsOf(space).map((condition) => measureCondition(space, evidence, suggester, condition));
  const shown = conditions.flatMap(({ granted, denied }) => [granted, denied]);
  const comparisons = conditions.flatMap((condition) => condition.comparisons.map((each) => each.shown));
  const suggestion = propose(model, space, evidence, suggester, cells.missing, entries);
  return {
    cells: ratioOf(cells.subjects.map((each) => each.cells)),
    entries: ratio(entries.map(({ decided }) => decided)),
    conditions: possible(shown),
    comparisons: possible(comparisons),
    subjects: cells.subjects,
    classes: cells.classes,
    roles: rolesOf(entries),
    policies: { entries: ratio(policiesIn(entries).map(({ decided }) => decided)), missing: missing(policiesIn(entries)) },
    conditionList: [...conditions].sort((a, b) => open(b) - open(a)).slice(0, MOST_LISTED),
    untested: cells.missing.slice(0, MOST_LISTED).map(untested),
    impossible: [...shown, ...comparisons].filter((each) => each === "impossible").length,
    complete: suggester.isComplete,
    suggestion,
  };
}

interface Missing {
  readonly subject: CoverageSubject;
  readonly on: ClassModel;
  readonly cell: Cell;
}

interface Cells {
  readonly subjects: readonly SubjectCoverage[];
  readonly classes: readonly ClassCoverage[];
  /** The most important first. At most ten times as many as are listed. */
  readonly missing: readonly Missing[];
}

function measureCells(space: Space, evidence: Evidence, subjects: readonly CoverageSubject[]): Cells {
  const found: Missing[] = [];
  const classes = space.classes.map((on): ClassCoverage => {
    const bySubject = subjects.map((subject): Ratio => {
      const cells = space.cells(subject, on);
      let done = 0;
      for (const cell of cells) {
        if (evidence.isAsked(subject, on, cell.key)) done++;
        else if (found.length < 10 * MOST_LISTED) found.push({ subject, on, cell });
      }
      return { done, all: cells.length };
    });
    return { name: on.name, cells: ratioOf(bySubject), bySubject };
  });
  return {
    subjects: subjects.map(({ name, subject }, i) => ({
      name,
      kind: subject.kind === "group" ? "group" : "role",
      cells: ratioOf(classes.flatMap(({ bySubject }) => bySubject[i] ?? [])),
    })),
    classes: classes.filter(({ cells }) => cells.all > 0),
    missing: [...found].sort((a, b) => weight(a.cell) - weight(b.cell)),
  };
}

/** What changes or destroys comes first. */
function weight({ question }: Cell): number {
  switch (question.kind) {
    case "setting":
      return { delete: 0, modify: 1, open: 4 }[question.setting as string] ?? 6;
    case "privilege":
      return 2;
    case "rule":
      return 3;
    default:
      return 5;
  }
}

function measureCondition(space: Space, evidence: Evidence, suggester: Suggester, condition: Condition): ConditionCoverage {
  const seen = evidence.of(condition.node);
  const side = (outcome: number): Shown =>
    seen.some((each) => each.outcome === outcome) ? "yes" : couldBe(suggester, () => suggester.side(condition, outcome, false));
  const [use] = condition.uses;
  return {
    example: use === undefined ? "" : `${use.subject.name}: ${expectationOf(use.cell.question, use.on, true)}`,
    cells: condition.count,
    granted: side(1),
    denied: side(0),
    comparisons: condition.atoms.map((number) => {
      const atom = space.atoms[number];
      const shown = suggester.isShown(condition, number) ? "yes" : couldBe(suggester, () => suggester.comparison(condition, number, false));
      return { text: atom === undefined ? "" : atomText(atom, false), shown };
    }),
  };
}

/** What was not looked at counts as possible. */
function couldBe(suggester: Suggester, isPossible: () => boolean): Shown {
  return !suggester.isComplete || isPossible() || !suggester.isComplete ? "no" : "impossible";
}

/** First cells that nobody asked about, then sides of conditions, comparisons, and entries; each proposal may show several things. */
function propose(model: Model, space: Space, evidence: Evidence, suggester: Suggester, cells: readonly Missing[], entries: readonly Entry[]): string {
  const isFull = (): boolean => suggester.suggestions.length >= MOST_PROPOSED || !suggester.isComplete;
  for (const { subject, on, cell } of cells) {
    if (isFull()) break;
    if (!evidence.isAsked(subject, on, cell.key)) suggester.cell(subject, on, cell);
  }
  const conditions = conditionsOf(space);
  for (const condition of conditions) {
    for (const outcome of [1, 0]) {
      if (!isFull() && !evidence.of(condition.node).some((each) => each.outcome === outcome)) suggester.side(condition, outcome, true);
    }
  }
  for (const condition of conditions) {
    for (const atom of condition.atoms) if (!isFull() && !suggester.isShown(condition, atom)) suggester.comparison(condition, atom, true);
  }
  for (const entry of entries) if (!isFull() && !entry.decided && !suggester.decided.has(placeOf(entry.span))) suggester.entry(entry);
  return testText(model, suggester.suggestions);
}

function untested({ subject, on, cell }: Missing): Untested {
  return { subject: subject.name, class: on.name, question: expectationOf(cell.question, on, true), conditional: cell.node.kind !== "leaf" };
}

function rolesOf(entries: readonly Entry[]): readonly RoleCoverage[] {
  const byRole = new Map<RoleModel, Entry[]>();
  for (const entry of entries) if (entry.role !== undefined) byRole.set(entry.role, [...(byRole.get(entry.role) ?? []), entry]);
  return [...byRole].map(([role, own]) => ({ name: role.name, entries: ratio(own.map(({ decided }) => decided)), missing: missing(own) }));
}

function policiesIn(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(({ policy }) => policy !== undefined);
}

function missing(entries: readonly Entry[]): readonly Line[] {
  return entries
    .filter(({ decided }) => !decided)
    .slice(0, MOST_LISTED)
    .map(({ span, role, policy }) => ({
      text: role === undefined ? `policy ${policy?.name ?? ""} on ${policy?.on.name ?? ""}` : spanText(span).replace(/\s+/g, " ").trim(),
      file: span.file.path,
      line: position(span.file, span.start).line,
    }));
}

function open({ granted, denied, comparisons }: ConditionCoverage): number {
  return [granted, denied, ...comparisons.map(({ shown }) => shown)].filter((each) => each === "no").length;
}

function possible(shown: readonly Shown[]): Ratio {
  return ratio(shown.filter((each) => each !== "impossible").map((each) => each === "yes"));
}

function ratio(done: readonly boolean[]): Ratio {
  return { done: done.filter(Boolean).length, all: done.length };
}

function ratioOf(parts: readonly Ratio[]): Ratio {
  return parts.reduce((sum, part) => ({ done: sum.done + part.done, all: sum.all + part.all }), { done: 0, all: 0 });
}
