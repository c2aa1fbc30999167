// The conditions that cells depend on: each once, however many cells it decides.
import { atomsOf, type Node } from "../../diagram.ts";
import type { ClassModel } from "../../model.ts";
import type { Level } from "../../reference/trace.ts";
import { levels, type Cell, type CoverageSubject, type Space } from "./space.ts";

export interface Condition {
  readonly node: Node;
  /** The numbers of its comparisons. */
  readonly atoms: readonly number[];
  /** Some of the cells that it decides. */
  readonly uses: readonly Use[];
  /** How many it decides. */
  readonly count: number;
}

export interface Use {
  readonly subject: CoverageSubject;
  readonly on: ClassModel;
  readonly cell: Cell;
  readonly level: Level;
}

const MOST_USES = 4;

/** All conditions of counted cells that some request meets, in the order of subjects, classes and questions. */
export function conditionsOf(space: Space): readonly Condition[] {
  const found = new Map<Node, { uses: Use[]; count: number }>();
  const ofCell = new Map<Cell, readonly { readonly node: Node; readonly level: Level }[]>();
  for (const subject of space.subjects.filter(({ counted }) => counted)) {
    for (const on of space.classes) {
      for (const cell of space.cells(subject, on)) {
        let nodes = ofCell.get(cell);
        if (nodes === undefined) ofCell.set(cell, (nodes = atLevels(space, cell)));
        for (const { node, level } of nodes) {
          const known = found.get(node);
          if (known === undefined) found.set(node, { uses: [{ subject, on, cell, level }], count: 1 });
          else if (++known.count && known.uses.length < MOST_USES) known.uses.push({ subject, on, cell, level });
        }
      }
    }
  }
  return [...found].map(([node, { uses, count }]) => ({ node, atoms: atomsOf(node), uses, count }));
}

function atLevels(space: Space, cell: Cell): readonly { readonly node: Node; readonly level: Level }[] {
  const nodes = new Map<Node, Level>();
  for (const level of levels) {
    const node = space.at(cell.node, level);
    if (node.kind === "atom" && space.isGrantable(node) && !nodes.has(node)) nodes.set(node, level);
  }
  return [...nodes].map(([node, level]) => ({ node, level }));
}
