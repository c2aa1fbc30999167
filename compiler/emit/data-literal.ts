// The data of a module as a literal, in the order in which it is read best.
import { checksum } from "../../runtime/checksum.ts";
import { settings } from "../../runtime/data.ts";
import type { PackedPolicy, PolicyData } from "../../runtime/data.ts";
import { literal } from "./escape.ts";
import { packNames } from "./pack-names.ts";

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
    return this.placeCode(literal(text));
  }

  /** Code in its final form, which stands as a statement or as the last member of an interface. */
  placeCode(code: string): string {
    return `${this.mark}${this.texts.push(code) - 1}$`;
  }

  settle(module: string): string {
    return module.replace(new RegExp(`${this.mark}(\\d+)\\$;?`, "g"), (_, index: string) => this.texts[Number(index)] ?? "");
  }
}

export function dataLiteral(data: Omit<PolicyData, "checksum">): string {
  const whole = { ...data, viewOf: Array.from(data.viewOf), checksum: "" };
  return entries({ ...whole, checksum: checksum(whole) }, literal);
}

/** The names and tables of a large policy are texts. */
export function packedLiteral(data: Omit<PolicyData, "checksum">, texts: LongTexts): string {
  const { classes, groups, roles, packed, groupTable: _, roleTable: __, policyTable: ___, viewOf: ____, ...rest } = data;
  const counts = [classes.length, groups.length, roles.length] as const;
  if (packed === undefined) throw new Error("a policy that is not packed");
  const whole: PackedPolicy = { ...rest, counts, names: packNames(data), packed, checksum: "" };
  const { text, ...sizes } = packed;
  return entries({ ...whole, checksum: checksum(whole) }, (value) => {
    if (value === whole.names) return texts.place(whole.names);
    return value === packed ? `${literal(sizes).slice(0, -1)}, "text": ${texts.place(text)} }` : literal(value);
  });
}

function entries(data: PolicyData | PackedPolicy, write: (value: unknown) => string): string {
  const known = new Map<string, unknown>(Object.entries(data));
  const line = (name: string): string => `${name === "groupTable" ? cellsExplained : ""}${name}: ${write(known.get(name))},`;
  return `{\n${order.flatMap((name) => (known.get(name) === undefined ? [] : [line(name)])).join("\n")}\n}`;
}

/** In a module that people can read. */
const cellsExplained = `// A row's cells: ${settings.join(", ")}; then the privileges and the rules in the order of their lists.
// + allowed, - denied, . not declared, 3 and above: that case of test, L0 and above: that entry of levels.
// What a role says alone, in roleTable: + grants, . denies, - neither, 3 and above: the entries of outcomes one by one, L0 and above: those of outcomeLevels.
`;

const order: readonly (keyof PolicyData | keyof PackedPolicy)[] = [
  "format",
  "checksum",
  "counts",
  "classes",
  "groups",
  "roles",
  "names",
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
  "packed",
  "views",
  "viewOf",
];
