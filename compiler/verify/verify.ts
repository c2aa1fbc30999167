// Compares the tables of an emitted module with the reference evaluator: every cell, every level, every assignment.
import type { Policy } from "../../runtime/index.ts";
import { AtomTable, type AtomUse } from "../resolve/atoms.ts";
import type { Atom } from "../condition.ts";
import { FALSE, TRUE, UNKNOWN, type Truth } from "../diagram.ts";
import { withAtoms } from "../interpret.ts";
import type { Model } from "../model.ts";
import type { World } from "../reference/conditions.ts";
import { evaluate } from "../reference/evaluate.ts";
import type { Level, Truth as Word } from "../reference/trace.ts";
import type { Tables } from "../tables.ts";
import { ask, membership, questions, randomNumbers, subjectsOf, type Difference } from "./cells.ts";
import { verifyObjects } from "./objects.ts";

export type { Difference } from "./cells.ts";

export interface Verification {
  /** Groups, single roles, and the groups' roles as ad-hoc sets. */
  readonly subjects: number;
  readonly classes: number;
  /** Subject × class × question × level. */
  readonly cells: number;
  /** Assignments of atoms under which cells were compared. */
  readonly assignments: number;
  /** Cells with more assignments than are tried one by one; of these a sample was compared. */
  readonly sampled: number;
  /** Objects on which the emitted conditions were compared. */
  readonly objects: number;
  /** At most `MAX_DIFFERENCES`. */
  readonly differences: readonly Difference[];
}

const MAX_DIFFERENCES = 20;
/** Assignments of one cell up to which all are tried. */
const MAX_ASSIGNMENTS = 2_187;

/**
 * `emitted` is the policy of the generated module, `levels` those to compare.
 * Where the tables and the reference ask atoms, all their truths are tried, in the order in which they are asked.
 */
export function verify(model: Model, tables: Tables, emitted: Policy, levels: readonly Level[] = [1, 2, 3, 4, 5]): Verification {
  const world = new AssignedWorld();
  const assigned = withAtoms({ data: emitted.loaded.data, conditions: tables.conditions }, (atom) => world.truth(atom));
  const differences: Difference[] = [];
  let cells = 0;
  let assignments = 0;
  let sampled = 0;
  const subjects = subjectsOf(model);
  for (const level of levels) {
    const policy = assigned.with({ productionLevel: level });
    for (const [index, subject] of subjects.entries()) {
      const requestor = policy.requestor(membership(subject));
      for (const on of model.classes) {
        for (const question of questions(model, on, index === 0)) {
          cells++;
          const tried = explore(world, () => {
            const expected = evaluate(model, subject, level, on, world.words, question, { trace: false }).allowed;
            const found = ask(requestor, on.name, question, {});
            if (found !== expected && differences.length < MAX_DIFFERENCES)
              differences.push({ subject, on, question, level, tables: found, given: world.describe() });
          });
          assignments += tried.runs;
          if (!tried.complete) sampled++;
        }
      }
    }
  }
  const objects = verifyObjects(model, tables, emitted, levels, (difference) => {
    if (differences.length < MAX_DIFFERENCES) differences.push(difference);
  });
  return { subjects: subjects.length, classes: model.classes.length, cells, assignments, sampled, objects, differences };
}

const words: readonly [Word, Word, Word] = ["false", "true", "unknown"];

/** Answers every atom as assigned; an atom that nobody asked before gets the next choice. */
class AssignedWorld {
  /** The reference evaluator's view of it. */
  readonly words: World = { truth: (atom) => words[this.truth(atom)] };
  private readonly table = new AtomTable();
  private readonly uses = new Map<Atom, AtomUse>();
  private readonly assigned = new Map<number, Truth>();
  private choose: () => Truth = () => UNKNOWN;

  truth(atom: Atom): Truth {
    let use = this.uses.get(atom);
    if (use === undefined) this.uses.set(atom, (use = this.table.use(atom)));
    let truth = this.assigned.get(use.atom);
    if (truth === undefined) this.assigned.set(use.atom, (truth = this.choose()));
    return use.negated && truth !== UNKNOWN ? (truth === TRUE ? FALSE : TRUE) : truth;
  }

  start(choose: () => Truth): void {
    this.assigned.clear();
    this.choose = choose;
  }

  describe(): string {
    return [...this.assigned].map(([atom, truth]) => `${JSON.stringify(this.table.atoms[atom])} is ${words[truth]}`).join("; ");
  }
}

/** Runs once for each assignment that makes a difference to what is asked; beyond the limit, for a sample. */
function explore(world: AssignedWorld, run: () => void): { readonly runs: number; readonly complete: boolean } {
  const choices: Truth[] = [];
  let runs = 0;
  for (;;) {
    let at = 0;
    world.start(() => (choices[at++] ??= FALSE));
    run();
    runs++;
    while (choices.at(-1) === UNKNOWN) choices.pop();
    const last = choices.pop();
    if (last === undefined) return { runs, complete: true };
    choices.push(last === FALSE ? TRUE : UNKNOWN);
    if (runs >= MAX_ASSIGNMENTS) break;
  }
  const random = randomNumbers(runs);
  for (let i = 0; i < MAX_ASSIGNMENTS; i++, runs++) {
    world.start(() => ([FALSE, TRUE, UNKNOWN] as const)[Math.floor(random() * 3)] ?? UNKNOWN);
    run();
  }
  return { runs, complete: false };
}
