// Rows of cells: equal rows are one, so that a table is a number for each subject and class.
import type { Node } from "../diagram.ts";
import { settings } from "../../runtime/data.ts";
import type { Model } from "../model.ts";

/** One diagram a column, in the order of `columnsOf`. */
export type Row = readonly Node[];

/** The distinct rows of one kind of table, numbered in the order in which they are first met. */
export class RowTable {
  readonly rows: Row[] = [];
  private readonly numbers = new Map<string, number>();

  number(row: Row): number {
    const key = row.map((node) => node.id).join(",");
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.rows.length);
    this.rows.push(row);
    return this.rows.length - 1;
  }

  /** The row of this number, which must come from `number`. */
  row(number: number): Row {
    const row = this.rows[number];
    if (row === undefined) throw new Error(`there is no row ${number}`);
    return row;
  }
}

/** Which column is whose: the settings and `discover` first, then the privileges, then the rules. */
export interface Columns {
  readonly width: number;
  readonly firstPrivilege: number;
  readonly firstRule: number;
}

export function columnsOf(model: Model): Columns {
  const firstPrivilege = settings.length;
  const firstRule = firstPrivilege + model.privileges.length;
  return { width: firstRule + model.rules.length, firstPrivilege, firstRule };
}
