// What the parts of `resolve` share: the model in the order of tables, its conditions as diagrams, and the limit of a cell.
import { settings } from "../../runtime/data.ts";
import { tableDiagnostics } from "../diagnostics/tables.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import type { ClassOrder } from "./class-order.ts";
import { both, DiagramTooLarge, Diagrams, type Node } from "../diagram.ts";
import type { ClassModel, Model, PolicyModel } from "../model.ts";
import type { ConditionDiagrams } from "./conditions.ts";
import type { Columns } from "./rows.ts";

export interface Resolving {
  readonly model: Model;
  readonly order: ClassOrder;
  readonly columns: Columns;
  readonly diagrams: Diagrams;
  readonly conditions: ConditionDiagrams;
  readonly sink: Sink;
}

/** Makes one cell within the limit; beyond it, reports which cell it is and leaves it denied. What is no column says what it is. */
export function cell(context: Resolving, subject: string, cls: ClassModel, column: number | string, make: () => Node): Node {
  context.diagrams.budget();
  try {
    return make();
  } catch (error) {
    if (!(error instanceof DiagramTooLarge)) throw error;
    context.sink.report(
      tableDiagnostics.decisionTooLarge,
      cls.span,
      {
        subject,
        cls: cls.name,
        what: typeof column === "string" ? column : columnName(context, column),
        limit: Diagrams.limit,
      },
      { help: "write the conditions that meet in this cell with fewer different comparisons, or split the class" },
    );
    context.diagrams.unlimited();
    return context.diagrams.leaf(0);
  }
}

/** How people call a column: `open`, `privilege ApprovePR`, `rule ApprovePurchase`. */
export function columnName({ model, columns }: Pick<Resolving, "model" | "columns">, column: number): string {
  if (column < columns.firstPrivilege) return settings[column] ?? "";
  if (column < columns.firstRule) return `privilege ${model.privileges[column - columns.firstPrivilege] ?? ""}`;
  return `rule ${model.rules[column - columns.firstRule] ?? ""}`;
}

/** The class of this id. */
export function classAt({ order }: Pick<Resolving, "order">, id: number): ClassModel {
  const cls = order.classes[id];
  if (cls === undefined) throw new RangeError(`there is no class ${id}`);
  return cls;
}

/** 1 where every policy is true. */
export function allTrue({ diagrams, conditions }: Resolving, cls: ClassModel, policies: readonly PolicyModel[]): Node {
  return policies.map((policy) => conditions.holds(policy.condition, cls)).reduceRight((rest, node) => diagrams.apply(both, node, rest), diagrams.leaf(1));
}
