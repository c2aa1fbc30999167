// Compares the emitted conditions with the reference evaluator on objects made to make their comparisons differ.
import { FIRST_CONDITION, type Policy } from "../../runtime/index.ts";
import { references } from "../resolve/atoms.ts";
import type { Atom, Operand, ReferenceOperand, ValueType } from "../condition.ts";
import { atomsOf } from "../diagram.ts";
import type { ClassModel, Model } from "../model.ts";
import { policyOf } from "../interpret.ts";
import { evaluate } from "../reference/evaluate.ts";
import type { Level, Question, Subject } from "../reference/trace.ts";
import { concreteWorld } from "../reference/world.ts";
import type { Tables } from "../tables.ts";
import { ask, membership, questions, randomNumbers, subjectsOf, type Difference } from "./cells.ts";

/** Objects tried on each condition. */
const OBJECTS = 120;
const NOW = Date.UTC(2026, 0, 15, 12);

/** Every condition of the emitted module is tried through one cell that holds it. Returns the number of objects. */
export function verifyObjects(model: Model, tables: Tables, emitted: Policy, levels: readonly Level[], report: (difference: Difference) => void): number {
  let tried = 0;
  for (const level of levels) {
    const policy = emitted.with({ productionLevel: level, now: () => NOW });
    const seen = new Set<number>();
    for (const cell of conditionalCells(model, policy)) {
      if (seen.has(cell.code)) continue;
      seen.add(cell.code);
      const atoms = atomsIn(tables, cell.code);
      const random = randomNumbers(cell.code * 31 + level);
      for (let i = 0; i < OBJECTS; i++, tried++) {
        const request = requestFor(atoms, random);
        const requestor = policy.requestor({ ...membership(cell.subject), operator: request.operator, context: request.context });
        const found = ask(requestor, cell.on.name, cell.question, request.object);
        const world = concreteWorld(model, cell.subject, { ...request, now: NOW });
        const expected = evaluate(model, cell.subject, level, cell.on, world, cell.question, { trace: false }).allowed;
        if (found !== expected) report({ ...cell, level, tables: found, given: describe(request) });
      }
    }
  }
  return tried;
}

interface ConditionalCell {
  readonly subject: Subject;
  readonly on: ClassModel;
  readonly question: Question;
  readonly code: number;
}

/** Cells that conditions decide, of groups first; found by listening to which conditions are asked. */
function* conditionalCells(model: Model, policy: Policy): Generator<ConditionalCell> {
  const heard = new Set<number>();
  const listening = [true, false].map((answer) =>
    policyOf(policy.loaded.data, (code) => {
      heard.add(code);
      return answer;
    }).with({ productionLevel: policy.productionLevel }),
  );
  for (const [index, subject] of subjectsOf(model).entries()) {
    const requestors = listening.map((each) => each.requestor(membership(subject)));
    for (const on of model.classes) {
      for (const question of questions(model, on, index === 0)) {
        heard.clear();
        for (const requestor of requestors) ask(requestor, on.name, question, {});
        for (const code of heard) if (code >= FIRST_CONDITION) yield { subject, on, question, code };
      }
    }
  }
}

function atomsIn(tables: Tables, code: number): readonly Atom[] {
  const condition = tables.conditions[code - FIRST_CONDITION];
  return condition === undefined ? [] : atomsOf(condition.node).flatMap((atom) => condition.atoms[atom] ?? []);
}

interface Request {
  readonly object: Record<string, unknown>;
  readonly operator: Record<string, unknown>;
  readonly context: Record<string, unknown>;
}

/** Values for everything that the atoms read, drawn from those near which they change. */
function requestFor(atoms: readonly Atom[], random: () => number): Request {
  const request: Request = { object: {}, operator: {}, context: {} };
  for (const atom of atoms) {
    for (const reference of references(atom)) put(request[reference.root], reference, pick(candidates(atom, reference), random), random);
  }
  return request;
}

/** Sets a value by its path, unless it is set; now and then a page on the way is absent, null or no page. */
function put(root: Record<string, unknown>, { path }: ReferenceOperand, value: unknown, random: () => number): void {
  let at = root;
  for (const name of path.slice(0, -1)) {
    if (!Object.hasOwn(at, name)) at[name] = random() < 0.15 ? pick([undefined, null, "page"], random) : {};
    const next = at[name];
    if (typeof next !== "object" || next === null) return;
    at = next as Record<string, unknown>;
  }
  const last = path.at(-1) ?? "";
  if (!Object.hasOwn(at, last) && value !== undefined) at[last] = value;
}

function pick<T>(values: readonly T[], random: () => number): T {
  return values[Math.floor(random() * values.length)] as T;
}

/** Absent, null, ill-typed, and values on both sides of what an atom compares with. */
function candidates(atom: Atom, { type }: ReferenceOperand): readonly unknown[] {
  return [...valuesOf(type, literals(atom)), ...valuesOf(type, literals(atom)), undefined, null, illTypedOf(type)];
}

function literals(atom: Atom): readonly (string | number | boolean)[] {
  const of = (operand: Operand): readonly (string | number | boolean)[] =>
    operand.kind === "literal" ? [operand.value] : operand.kind === "list" ? operand.values : [];
  switch (atom.kind) {
    case "compare":
    case "match":
      return [...of(atom.left), ...of(atom.right)];
    case "includes":
      return [...of(atom.list), ...of(atom.other)];
    default:
      return [];
  }
}

function valuesOf(type: ValueType, near: readonly (string | number | boolean)[]): readonly unknown[] {
  switch (type.kind) {
    case "scalar":
      return scalarsOf(type.name, near);
    case "union":
      return type.members;
    case "list": {
      const [a, b, c] = scalarsOf(type.element, near);
      return [[], [a], [a, b], [b, a, a], [c], [a, b, c], [a, null]];
    }
    case "page":
      return [{}, { x: 1 }];
  }
}

function scalarsOf(name: string, near: readonly (string | number | boolean)[]): readonly unknown[] {
  const numbers = near.filter((value) => typeof value === "number");
  const texts = near.filter((value) => typeof value === "string");
  switch (name) {
    case "boolean":
      return [true, false];
    case "integer":
      return [...numbers, ...numbers.flatMap((n) => [n - 1, n + 1]), 1, 2].filter(Number.isSafeInteger);
    case "decimal":
      return [...numbers, ...numbers.flatMap((n) => [n - 0.5, n + 0.5]), 1, 2.5];
    case "date":
      return [...texts, "2026-01-15", "2026-01-14", "2026-01-16", "2024-02-29"];
    case "datetime":
      return [
        ...numbers.flatMap((n) => [new Date(n), new Date(n + 1)]),
        new Date(NOW),
        new Date(NOW - 1).toISOString(),
        "2026-01-15T13:00:00+01:00",
        "2020-01-01T00:00:00Z",
      ];
    default:
      return [...texts, ...texts.map((text) => `${text}x`), ...texts.map((text) => `x${text}`), "a", "b", ""];
  }
}

function illTypedOf(type: ValueType): unknown {
  if (type.kind === "union") return "in no union";
  if (type.kind === "list") return "a,b";
  if (type.kind === "page") return 7;
  return { boolean: "true", integer: 1.5, decimal: NaN, date: "2026-02-30", datetime: "2026-01-15T12:00:00", text: 7 }[type.name];
}

function describe(request: Request): string {
  return (["object", "operator", "context"] as const).map((root) => `${root} ${JSON.stringify(request[root])}`).join(", ");
}
