// Every decision of every group on every class at all levels, in few numbers: equal rows are one.
import { NOT_DECLARED, settings } from "../../runtime/data.ts";
import { references } from "../resolve/atoms.ts";
import type { Atom } from "../condition.ts";
import { atomsOf, type Node } from "../diagram.ts";
import type { ClassModel, GroupModel } from "../model.ts";
import { settled, type Analysis, type Asked } from "./analysis.ts";
import { describe } from "./describe.ts";

/** What a cell of a matrix says. Codes from `FIRST_MATRIX_CONDITION` on are conditions. */
export const NOBODY = 0;
export const EVERYTHING = 1;
export const UNKNOWN_HERE = 2;
export const FIRST_MATRIX_CONDITION = 3;

export interface Matrix {
  /** Classes below one follow it. */
  readonly classes: readonly ClassModel[];
  readonly groups: readonly GroupModel[];
  /** The settings with `discover`, the privileges, the rules. */
  readonly actions: readonly Asked[];
  /** Distinct rows: the codes of all actions, at levels 1 to 5. */
  readonly rows: readonly (readonly (readonly number[])[])[];
  /** By group, by class: which row. */
  readonly rowOf: readonly Uint32Array[];
  /** Code `FIRST_MATRIX_CONDITION + i`: an expression; undefined if it is too long to read. */
  readonly conditions: readonly (string | undefined)[];
}

const levels = [1, 2, 3, 4, 5] as const;

export function matrix(analysis: Analysis): Matrix {
  const { model, resolved } = analysis;
  const classes = resolved.order.classes.slice(0, -1);
  const codes = new Codes(analysis);
  const rows: (readonly (readonly number[])[])[] = [];
  const numbers = new Map<string, number>();
  const everybody = new Map<number, number>();
  const personal = resolved.groups.rows.map((row) => row.some((node) => codes.asksWho(node)));
  const rowOf = model.groups.map((group) => {
    const own = new Map<number, number>();
    return Uint32Array.from(classes, (_, id) => {
      const row = resolved.groups.rowOf[group.index]?.[id] ?? 0;
      const known = personal[row] === true ? own : everybody;
      let number = known.get(row);
      if (number === undefined) {
        const made = levels.map((level) => (resolved.groups.rows[row] ?? []).map((node) => codes.of(node, group, level)));
        const key = JSON.stringify(made);
        number = numbers.get(key) ?? rows.push(made) - 1;
        numbers.set(key, number);
        known.set(row, number);
      }
      return number;
    });
  });
  return { classes, groups: model.groups, actions: actionsOf(analysis), rows, rowOf, conditions: codes.conditions };
}

function actionsOf({ model }: Analysis): readonly Asked[] {
  return [
    ...settings.map((setting): Asked => ({ kind: "setting", setting })),
    ...model.privileges.map((privilege): Asked => ({ kind: "privilege", privilege })),
    ...model.rules.map((rule): Asked => ({ kind: "rule", rule })),
  ];
}

class Codes {
  readonly conditions: (string | undefined)[] = [];
  private readonly analysis: Analysis;
  private readonly known = new Map<Node, number>();
  private readonly about = new Map<Node, boolean>();

  constructor(analysis: Analysis) {
    this.analysis = analysis;
  }

  of(node: Node, group: GroupModel, level: number): number {
    if (node.kind === "leaf" && node.value === NOT_DECLARED) return UNKNOWN_HERE;
    const made = settled(this.analysis, group, node, level);
    if (made.kind === "leaf") return made.value === 1 ? EVERYTHING : NOBODY;
    let code = this.known.get(made);
    if (code === undefined) this.known.set(made, (code = FIRST_MATRIX_CONDITION + this.conditions.push(describe(this.analysis, made).text) - 1));
    return code;
  }

  /** Whether what a cell comes to depends on which group asks. */
  asksWho(node: Node): boolean {
    let answer = this.about.get(node);
    if (answer === undefined) {
      const { atoms } = this.analysis.resolved.conditions.atoms;
      answer = atomsOf(node).some((number) => isAboutGroup(atoms[number]));
      this.about.set(node, answer);
    }
    return answer;
  }
}

function isAboutGroup(atom: Atom | undefined): boolean {
  if (atom === undefined || atom.kind === "holds") return true;
  return references(atom).some(({ root, path }) => root === "operator" && (path[0] === "accessGroup" || path[0] === "roles"));
}
