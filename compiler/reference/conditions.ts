// Conditions in three-valued logic. Single comparisons are asked of a world; access whens are found from the object's class.
import type { Atom, Condition } from "../condition.ts";
import type { AccessWhenModel, ClassModel } from "../model.ts";
import type { ComparedOperand, Level, Log, Truth } from "./trace.ts";

/** How comparisons come out: in a real request (world.ts), or as a verifier assigns them. */
export interface World {
  truth(atom: Atom): Truth;
  /** For the trace: what was compared. */
  operands?(atom: Atom): readonly ComparedOperand[];
}

/** What stays the same while one question is answered. `whens` keeps what access whens came to. */
export interface Evaluation {
  readonly on: ClassModel;
  readonly level: Level;
  readonly world: World;
  whens: Map<string, Truth> | undefined;
}

export function truthOf(e: Evaluation, condition: Condition, log: Log): Truth {
  if (condition.kind === "atom") {
    const truth = e.world.truth(condition.atom);
    log?.push({ kind: "atom", atom: condition.atom, condition, truth, operands: e.world.operands?.(condition.atom) ?? [], children: [] });
    return truth;
  }
  if (condition.kind === "when") return reference(e, condition, log);
  const children: Log = log && [];
  const truth = composite(e, condition, children);
  log?.push({ kind: "condition", condition, when: undefined, again: false, truth, children: children ?? [] });
  return truth;
}

function composite(e: Evaluation, condition: Exclude<Condition, { kind: "atom" | "when" }>, log: Log): Truth {
  switch (condition.kind) {
    case "constant":
      return condition.value ? "true" : "false";
    case "not":
      return negation(truthOf(e, condition.operand, log));
    case "and":
      return conjunction(condition.operands, log, (operand) => truthOf(e, operand, log));
    case "or":
      return negation(conjunction(condition.operands, log, (operand) => negation(truthOf(e, operand, log))));
    case "rows":
      return rows(e, condition, log);
  }
}

/** Kleene's and: false if any is false, else unknown if any is unknown. With a log all are looked at. */
export function conjunction<T>(items: readonly T[], log: Log, truth: (item: T) => Truth): Truth {
  let result: Truth = "true";
  for (const item of items) {
    const one = truth(item);
    if (one === "false") result = "false";
    if (one === "unknown" && result === "true") result = "unknown";
    if (result === "false" && log === undefined) break;
  }
  return result;
}

function negation(truth: Truth): Truth {
  if (truth === "unknown") return "unknown";
  return truth === "true" ? "false" : "true";
}

/** The first row whose `when` is not false decides: true, its `then` is the answer; unknown, the answer is unknown. */
function rows(e: Evaluation, condition: Extract<Condition, { kind: "rows" }>, log: Log): Truth {
  for (const row of condition.rows) {
    const children: Log = log && [];
    const when = truthOf(e, row.when, children);
    const answer = when === "true" ? truthOf(e, row.then, children) : when;
    log?.push({ kind: "row", condition: row.when, otherwise: false, truth: when, decided: when !== "false", children: children ?? [] });
    if (when !== "false") return answer;
  }
  const children: Log = log && [];
  const answer = truthOf(e, condition.otherwise, children);
  log?.push({ kind: "row", condition: condition.otherwise, otherwise: true, truth: "true", decided: true, children: children ?? [] });
  return answer;
}

/** Late bound: the access when of this name on the nearest class, seen from the class of the object in question. */
function reference(e: Evaluation, condition: Extract<Condition, { kind: "when" }>, log: Log): Truth {
  const when = nearestWhen(e.on, condition.name);
  if (when === undefined) return "unknown";
  const before = e.whens?.get(when.name);
  if (before !== undefined) {
    log?.push({ kind: "condition", condition, when, again: true, truth: before, children: [] });
    return before;
  }
  const children: Log = log && [];
  const truth = truthOf(e, when.body, children);
  (e.whens ??= new Map()).set(when.name, truth);
  log?.push({ kind: "condition", condition, when, again: false, truth, children: children ?? [] });
  return truth;
}

function nearestWhen(on: ClassModel, name: string): AccessWhenModel | undefined {
  return on.searchOrder.find((cls) => cls.ownWhens.has(name))?.ownWhens.get(name);
}
