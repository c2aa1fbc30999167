// Proposes expectations for what no test has shown: requests that would show it, with the policy's own decision.
import type { Truth } from "../../diagram.ts";
import { FALSE, TRUE, UNKNOWN, type Node } from "../../diagram.ts";
import type { ClassModel, Model, RoleModel } from "../../model.ts";
import type { Level, Question, QuestionStep, Subject } from "../../reference/trace.ts";
import type { TestRequest } from "../requests.ts";
import type { Condition, Use } from "./conditions.ts";
import { decidedIn, placeOf, type Entry } from "./entries.ts";
import { decidedAs, isShown, type Evidence } from "./evidence.ts";
import { decisive, towards, type Assignment } from "./paths.ts";
import { levels, type Cell, type CoverageSubject, type Space } from "./space.ts";
import { NOON, witness, type Budget, type Witness } from "./witness.ts";

export interface Suggestion {
  readonly subject: CoverageSubject;
  readonly on: ClassModel;
  readonly question: Question;
  readonly level: Level;
  readonly witness: Witness;
  /** What the policy decides now. */
  readonly allowed: boolean;
}

type Decide = (request: TestRequest, question: Question, on: ClassModel) => { readonly allowed: boolean; readonly trace: QuestionStep };

/** Values tried in all, and for one goal. */
const TRIES = 200_000;
const TRIES_PER_GOAL = 20_000;

/** Finds requests; says of what has not been shown whether any request can show it. */
export class Suggester {
  readonly suggestions: Suggestion[] = [];
  /** The places of the entries that decide in a proposal. */
  readonly decided = new Set<string>();
  private readonly model: Model;
  private readonly space: Space;
  private readonly evidence: Evidence;
  private readonly decide: Decide;
  private tries = TRIES;

  constructor(model: Model, space: Space, evidence: Evidence, decide: Decide) {
    this.model = model;
    this.space = space;
    this.evidence = evidence;
    this.decide = decide;
  }

  /** False once so much was tried that what is left was not looked at. */
  get isComplete(): boolean {
    return this.tries > 0;
  }

  /** A request that is granted in the cell; if a condition decides, also one that is denied. */
  cell(subject: CoverageSubject, on: ClassModel, cell: Cell): void {
    const level = levels.find((each) => this.space.isGrantable(this.space.at(cell.node, each))) ?? 5;
    const node = this.space.at(cell.node, level);
    const use: Use = { subject, on, cell, level };
    if (node.kind === "leaf") this.add(use, nothing);
    else for (const outcome of [1, 0]) this.add(use, this.outcome(use, node, outcome));
  }

  /** Whether some request makes the condition come out so. With `propose` the first one is proposed. */
  side({ node, uses }: Condition, outcome: number, propose: boolean): boolean {
    return this.first(uses, propose, (use) => this.outcome(use, node, outcome));
  }

  /** Whether some two requests show that the comparison matters. With `propose` those that are missing are proposed. */
  comparison({ node, uses }: Condition, atom: number, propose: boolean): boolean {
    const seen = this.evidence.of(node);
    const [granted, denied] = [decidedAs(node, atom, 1, seen), decidedAs(node, atom, 0, seen)];
    const found = new Map<string, (Witness & { readonly use: Use }) | undefined>();
    const alone = (truth: Truth, outcome: number): (Witness & { readonly use: Use }) | undefined => {
      const key = `${truth} ${outcome}`;
      if (!found.has(key)) found.set(key, this.deciding(uses, node, atom, truth, outcome));
      return found.get(key);
    };
    for (const [grant, denial] of pairs) {
      const one = granted.has(grant) ? SHOWN : alone(grant, 1);
      const other = one === undefined ? undefined : denied.has(denial) ? SHOWN : alone(denial, 0);
      if (one === undefined || other === undefined) continue;
      if (propose) for (const made of [one, other]) if (made !== SHOWN) this.add(made.use, made);
      return true;
    }
    return false;
  }

  /** A request, without an object, in whose answer the entry decides. */
  entry({ role, on, question, span }: Entry): void {
    const subjects = this.space.subjects.filter(
      ({ counted, subject }) => counted && (role === undefined || rolesOf(subject).some((held) => held.holds.includes(role))),
    );
    const classes = this.space.classes.filter((cls) => cls.searchOrder.includes(on));
    const uses = subjects
      .slice(0, MOST_ASKED)
      .flatMap((subject) => classes.slice(0, MOST_ASKED).flatMap((cls) => levels.map((level) => ({ subject, on: cls, level }))));
    for (const { subject, on: cls, level } of uses) {
      const cell = this.space.cell(subject, cls, question);
      if (cell === undefined) continue;
      const { trace } = this.decide({ subject: subject.subject, level, ...nothing, now: NOON }, question, cls);
      if (trace.refused !== undefined || !decidedIn(trace).includes(placeOf(span))) continue;
      this.add({ subject, on: cls, cell, level }, nothing);
      return;
    }
  }

  isShown({ node }: Condition, atom: number): boolean {
    return isShown(node, atom, this.evidence.of(node));
  }

  private first(uses: readonly Use[], propose: boolean, find: (use: Use) => Witness | undefined): boolean {
    for (const use of uses) {
      const made = find(use);
      if (made === undefined) continue;
      if (propose) this.add(use, made);
      return true;
    }
    return false;
  }

  private outcome(use: Use, node: Node, outcome: number): Witness | undefined {
    return this.search(use, (take) => towards(node, outcome, this.space.atoms, take));
  }

  private deciding(uses: readonly Use[], node: Node, atom: number, truth: Truth, outcome: number): (Witness & { readonly use: Use }) | undefined {
    for (const use of uses) {
      const made = this.search(use, (take) => decisive(node, atom, truth, outcome, this.space.atoms, take));
      if (made !== undefined) return { ...made, use };
    }
    return undefined;
  }

  private search({ subject }: Use, walk: (take: (way: Assignment) => Witness | undefined) => Witness | undefined): Witness | undefined {
    const budget: Budget = { left: Math.min(TRIES_PER_GOAL, this.tries) };
    const before = budget.left;
    const found = walk((way) => {
      if (budget.left <= 0) return undefined;
      const wanted = [...way].flatMap(([number, truth]) => {
        const atom = this.space.atoms[number];
        return atom === undefined ? [] : [[atom, truth] as const];
      });
      return witness(this.model, subject.subject, wanted, budget);
    });
    this.tries -= before - Math.max(0, budget.left);
    return found;
  }

  private add({ subject, on, cell, level }: Use, made: Witness | undefined): void {
    if (made === undefined) return;
    const request: TestRequest = { subject: subject.subject, level, ...made, now: made.now ?? NOON };
    const { allowed, trace } = this.decide(request, cell.question, on);
    for (const place of decidedIn(trace)) this.decided.add(place);
    this.evidence.add(request, cell.question, on);
    this.suggestions.push({ subject, on, question: cell.question, level, witness: made, allowed });
  }
}

/** Subjects, and classes, that are tried for one entry. */
const MOST_ASKED = 5;

const nothing: Witness = { object: undefined, operator: {}, context: {}, now: undefined };

function rolesOf(subject: Subject): readonly RoleModel[] {
  return subject.kind === "group" ? subject.group.roles : subject.roles;
}

/** A test has shown it already. */
const SHOWN = "shown" as const;

/** Truths with which a comparison may decide for a grant and for a denial, the plainest first. */
const pairs: readonly (readonly [Truth, Truth])[] = [
  [TRUE, FALSE],
  [FALSE, TRUE],
  [TRUE, UNKNOWN],
  [FALSE, UNKNOWN],
  [UNKNOWN, FALSE],
  [UNKNOWN, TRUE],
];
