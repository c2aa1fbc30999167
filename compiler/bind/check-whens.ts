// Access whens may not refer to each other in a circle, on no class: a subclass may close one by redefining a name.
import type { BindContext } from "./context.ts";
import type { Condition } from "../condition.ts";
import { hierarchyDiagnostics } from "../diagnostics/hierarchy.ts";
import { cyclePath } from "./hierarchy.ts";
import type { AccessWhenModel, ClassModel } from "../model.ts";
import type { Span } from "../source.ts";

/** A name that a condition refers to, where it does so first. */
export interface Reference {
  readonly name: string;
  readonly span: Span;
}

/** The access whens that a condition names itself, each once. */
export function referencesOf(condition: Condition): readonly Reference[] {
  const found = new Map<string, Span>();
  const visit = (one: Condition): void => {
    switch (one.kind) {
      case "when":
        if (!found.has(one.name)) found.set(one.name, one.span);
        break;
      case "not":
        visit(one.operand);
        break;
      case "and":
      case "or":
        one.operands.forEach(visit);
        break;
      case "rows":
        for (const row of one.rows) [row.when, row.then].forEach(visit);
        visit(one.otherwise);
        break;
      default:
        break;
    }
  };
  visit(condition);
  return [...found].map(([name, span]) => ({ name, span }));
}

/** References of access whens, computed once for each. */
export type ReferenceIndex = (when: AccessWhenModel) => readonly Reference[];

export function referenceIndex(): ReferenceIndex {
  const known = new Map<AccessWhenModel, readonly Reference[]>();
  return (when) => {
    const references = known.get(when) ?? referencesOf(when.body);
    known.set(when, references);
    return references;
  };
}

/** The access when of this name that is nearest in the search order of a class. */
export function whenOn(name: string, on: ClassModel): AccessWhenModel | undefined {
  for (const one of on.searchOrder) {
    const found = one.ownWhens.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Classes come after those that they inherit from where that is cheap; a circle is reported once, on the first class that has it. */
export function checkWhenCycles(classes: readonly ClassModel[], references: ReferenceIndex, context: BindContext): void {
  const reported = new Set<string>();
  const byDepth = [...classes].sort((a, b) => a.searchOrder.length - b.searchOrder.length);
  for (const on of byDepth) {
    const done = new Set<AccessWhenModel>();
    for (const when of newWhens(on)) search(when, on, done, references, (cycle) => reportOnce(cycle, on, reported, context));
  }
}

/**
 * The access whens through which a class can have a circle that the class it follows has not. If its search order is
 * itself and then that of the next class, these are its own; else all that it sees.
 */
function newWhens(on: ClassModel): readonly AccessWhenModel[] {
  const next = on.searchOrder[1];
  const follows =
    next === undefined || (next.searchOrder.length === on.searchOrder.length - 1 && next.searchOrder.every((one, at) => one === on.searchOrder[at + 1]));
  return (follows ? [on] : on.searchOrder).flatMap((one) => [...one.ownWhens.values()]).filter((when) => whenOn(when.name, on) === when);
}

interface Step {
  readonly when: AccessWhenModel;
  readonly references: readonly Reference[];
  next: number;
}

/** A walk in depth without recursion, since chains may be long. */
function search(start: AccessWhenModel, on: ClassModel, done: Set<AccessWhenModel>, index: ReferenceIndex, report: (cycle: readonly Step[]) => void): void {
  if (done.has(start)) return;
  const path: Step[] = [{ when: start, references: index(start), next: 0 }];
  const onPath = new Set([start]);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const reference = top.references[top.next++];
    if (reference === undefined) {
      done.add(top.when);
      onPath.delete(top.when);
      path.pop();
      continue;
    }
    const when = whenOn(reference.name, on);
    if (when === undefined || done.has(when)) continue;
    if (onPath.has(when)) {
      report(path.slice(path.findIndex((step) => step.when === when)));
      continue;
    }
    path.push({ when, references: index(when), next: 0 });
    onPath.add(when);
  }
}

function reportOnce(cycle: readonly Step[], on: ClassModel, reported: Set<string>, context: BindContext): void {
  const whens = cycle.map((step) => step.when);
  const key = whens
    .map((when) => `${when.on.index} ${when.name}`)
    .sort()
    .join("\n");
  if (reported.has(key)) return;
  reported.add(key);
  // It is told from the access when on the class itself, which closes the circle.
  const from = Math.max(
    0,
    whens.findIndex((when) => when.on === on),
  );
  const ordered = [...cycle.slice(from), ...cycle.slice(0, from)];
  const spans = ordered.map((step) => step.references[step.next - 1]?.span ?? step.when.span);
  const place = (when: AccessWhenModel) => (when.on === on ? when.name : `${when.name} (on ${when.on.name})`);
  context.sink.report(
    hierarchyDiagnostics.whenCycle,
    spans[0],
    { path: cyclePath(ordered.map((step) => place(step.when))), on: on.name },
    {
      labels: ordered.slice(1, 6).flatMap((step, at) => {
        const span = spans[at + 1];
        return span ? [{ span, message: `and \`${step.when.name}\` refers on` }] : [];
      }),
      help: "take one of these references away, or write the condition out",
    },
  );
}
