// What expectations have shown: which cells they ask, and what comparisons came to in the conditions that they meet.
import type { Node, Truth } from "../../diagram.ts";
import { atomsOf } from "../../diagram.ts";
import type { ClassModel, Model } from "../../model.ts";
import type { Question } from "../../reference/trace.ts";
import { concreteWorld } from "../../reference/world.ts";
import type { TestRequest } from "../requests.ts";
import { outcomeOf, truths, type Assignment } from "./paths.ts";
import { truthOf, type CoverageSubject, type Space } from "./space.ts";

/** One request seen by a condition: the truths of all its comparisons. */
export interface Sighting {
  readonly assignment: Assignment;
  readonly outcome: number;
}

export class Evidence {
  private readonly model: Model;
  private readonly space: Space;
  private readonly asked = new Set<string>();
  private readonly sightings = new Map<Node, Map<string, Sighting>>();

  constructor(model: Model, space: Space) {
    this.model = model;
    this.space = space;
  }

  add(request: TestRequest, question: Question, on: ClassModel): void {
    const subject = this.space.find(request.subject);
    const cell = subject && this.space.cell(subject, on, question);
    if (subject === undefined || cell === undefined) return;
    this.asked.add(placeOf(subject, on, cell.key));
    const node = this.space.at(cell.node, request.level);
    if (node.kind !== "atom") return;
    const world = concreteWorld(this.model, request.subject, request);
    const assignment = new Map(
      atomsOf(node).flatMap((number): [number, Truth][] => {
        const atom = this.space.atoms[number];
        return atom === undefined ? [] : [[number, truthOf[world.truth(atom)]]];
      }),
    );
    const seen = this.sightings.get(node) ?? new Map<string, Sighting>();
    this.sightings.set(node, seen);
    seen.set([...assignment.values()].join(""), { assignment, outcome: outcomeUnder(node, assignment) });
  }

  isAsked(subject: CoverageSubject, on: ClassModel, key: string): boolean {
    return this.asked.has(placeOf(subject, on, key));
  }

  of(node: Node): readonly Sighting[] {
    return [...(this.sightings.get(node)?.values() ?? [])];
  }
}

/**
 * The truths that a comparison had where it alone decided for this outcome: another truth of it, all others as they
 * were, would have led to the other outcome.
 */
export function decidedAs(node: Node, atom: number, outcome: number, seen: readonly Sighting[]): ReadonlySet<Truth> {
  const found = new Set<Truth>();
  for (const sighting of seen) {
    if (sighting.outcome !== outcome) continue;
    const own = sighting.assignment.get(atom);
    if (own === undefined || found.has(own)) continue;
    const matters = truths.some(
      (other) => other !== own && outcomeOf(node, (number) => (number === atom ? other : truthAt(sighting.assignment, number))) !== outcome,
    );
    if (matters) found.add(own);
  }
  return found;
}

/** Shown to matter: it decided for a grant with one truth, and for a denial with another. */
export function isShown(node: Node, atom: number, seen: readonly Sighting[]): boolean {
  const [granted, denied] = [decidedAs(node, atom, 1, seen), decidedAs(node, atom, 0, seen)];
  return [...granted].some((truth) => [...denied].some((other) => other !== truth));
}

function outcomeUnder(node: Node, assignment: Assignment): number {
  return outcomeOf(node, (number) => truthAt(assignment, number));
}

function truthAt(assignment: Assignment, number: number): Truth {
  const truth = assignment.get(number);
  if (truth === undefined) throw new Error("a comparison that was not looked at");
  return truth;
}

function placeOf({ group }: CoverageSubject, on: ClassModel, key: string): string {
  return `${group} ${on.index} ${key}`;
}
