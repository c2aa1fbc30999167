// The data of a module as a literal, in the order in which it is read best.
import type { PolicyData, TableData } from "../../runtime/data.ts";
import { literal } from "./escape.ts";

/** Texts that are too long to be formatted: names stand for them until the module is. */
export class LongTexts {
  private readonly texts: string[] = [];
  private readonly mark: string;

  /** `all`: what the module says besides; the names do not occur in it. */
  constructor(all: string) {
    let mark = "packedText";
    while (all.includes(mark)) mark += "_";
    this.mark = mark;
  }

  place(text: string): string {
    return `${this.mark}${this.texts.push(literal(text)) - 1}$`;
  }

  settle(module: string): string {
    return module.replace(new RegExp(`${this.mark}(\\d+)\\$`, "g"), (_, index: string) => this.texts[Number(index)] ?? "");
  }
}

export function dataLiteral(data: PolicyData, texts: LongTexts): string {
  const entries = order.map((name) => {
    const value = data[name];
    return `${name}: ${isTable(value) ? tableLiteral(value, texts) : literal(value)}`;
  });
  return `{\n${entries.join(",\n")},\n}`;
}

const order: readonly (keyof PolicyData)[] = [
  "format",
  "checksum",
  "classes",
  "groups",
  "roles",
  "privileges",
  "rules",
  "ruleVariants",
  "operator",
  "context",
  "properties",
  "conditions",
  "could",
  "filters",
  "levels",
  "outcomes",
  "outcomeLevels",
  "groupTable",
  "roleTable",
  "policyTable",
  "views",
  "viewOf",
];

function isTable(value: unknown): value is Extract<TableData, { readonly pageSize: number }> {
  return typeof value === "object" && value !== null && "pageSize" in value;
}

function tableLiteral(table: Extract<TableData, { readonly pageSize: number }>, texts: LongTexts): string {
  const entries = Object.entries(table).map(([name, value]) => `${name}: ${typeof value === "string" ? texts.place(value) : literal(value)}`);
  return `{ ${entries.join(", ")} }`;
}
