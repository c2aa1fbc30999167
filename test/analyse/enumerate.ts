// Compares two policies cell by cell with the reference evaluator, for every assignment of their comparisons: no diagrams.
import { concreteWorld, evaluate, type Level, type Question } from "../../compiler/explain.ts";
import type { Model } from "../../compiler/index.ts";
import type { Atom } from "../../compiler/condition.ts";
import { AtomTable, references } from "../../compiler/resolve/atoms.ts";
import type { World } from "../../compiler/reference/conditions.ts";
import type { Truth } from "../../compiler/reference/trace.ts";

const truths = ["false", "true", "unknown"] as const;
const MOST = 3 ** 7;

/** "too many": there are more assignments than are tried, and none that was tried differs. */
export function differs(before: Model, after: Model, group: string, cls: string, question: Question, level: Level): boolean | "too many" {
  const choices: number[] = [];
  for (let runs = 0; runs < MOST; runs++) {
    let at = 0;
    const assigned = new Map<string, Truth>();
    const choose = (key: string): Truth => {
      let truth = assigned.get(key);
      if (truth === undefined) assigned.set(key, (truth = truths[(choices[at++] ??= 0)] ?? "false"));
      return truth;
    };
    if (answer(before, group, cls, question, level, choose) !== answer(after, group, cls, question, level, choose)) return true;
    while (choices.at(-1) === 2) choices.pop();
    const last = choices.pop();
    if (last === undefined) return false;
    choices.push(last + 1);
  }
  return "too many";
}

function answer(model: Model, groupName: string, className: string, question: Question, level: Level, choose: (key: string) => Truth): boolean {
  const group = model.groups.find(({ name }) => name === groupName);
  const on = model.classes.find(({ name }) => name === className);
  if (group === undefined || on === undefined) return false;
  const subject = { kind: "group", group } as const;
  const real = concreteWorld(model, subject, {});
  const world: World = {
    truth: (atom) =>
      isSettled(atom)
        ? real.truth(atom)
        : assigned(
            atom,
            group.roles.map(({ name }) => name),
            choose,
          ),
  };
  return evaluate(model, subject, level, on, world, question, { trace: false }).allowed;
}

/** Whether an atom asks for nothing but what the group says. */
function isSettled(atom: Atom): boolean {
  if (atom.kind === "holds") return true;
  const clock = (atom.kind === "compare" || atom.kind === "match") && (atom.left.kind === "clock" || atom.right.kind === "clock");
  return !clock && references(atom).every(({ root, path }) => root === "operator" && (path[0] === "accessGroup" || path[0] === "roles"));
}

function assigned(atom: Atom, roles: readonly string[], choose: (key: string) => Truth): Truth {
  const table = new AtomTable();
  const { negated } = table.use(atom);
  const readsRoles = references(atom).some(({ root, path }) => root === "operator" && path[0] === "roles");
  const truth = choose(JSON.stringify([table.atoms, readsRoles ? [...roles].sort() : []]));
  return !negated || truth === "unknown" ? truth : truth === "true" ? "false" : "true";
}
