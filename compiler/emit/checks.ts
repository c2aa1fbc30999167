// The generated check functions: one for each setting and rule, each straight from constants to the answer.
import type { FunctionDeclarationStructure, OptionalKind } from "ts-morph";
import { settings } from "../../runtime/data.ts";
import { columnsOf } from "../../runtime/tables.ts";
import type { Tables } from "../tables.ts";
import { pascalCase } from "./names.ts";
import type { Names } from "./names.ts";
import { docs } from "./types.ts";

type FunctionText = OptionalKind<FunctionDeclarationStructure>;

/** `dense`: which of the two forms the tables have in memory. `judge`: what is called where a cell does not decide. */
export function checkFunctions(tables: Tables, dense: boolean, judge: Judge, names: Names): readonly FunctionText[] {
  const { data, documentation } = tables;
  const cells = dense ? denseCell(tables, judge) : pagedCell(tables, judge);
  const firstRule = settings.length + data.privileges.length;
  return [
    ...settings.map((setting, column) =>
      setting === "modify" ? modifyFunction(names.give("canModify"), cells) : checkFunction(names.give(`can${pascalCase(setting)}`), column, cells, undefined),
    ),
    ...data.rules.map(([rule], i) => checkFunction(names.give(`canPerform${pascalCase(rule)}`), firstRule + i, cells, documentation.rules[i])),
  ];
}

/** Whether the module has a function of its own for what a cell does not decide; else the runtime's serves. */
export type Judge = "judge" | "otherwise";

/**
 * Statements that return the answer. `code` is undefined for requestors that have no cells, 0 for a class that is none.
 * Whether it is 0 or 1 is no branch, since nobody could foresee it.
 */
type Cell = (column: number, object: string) => readonly string[];

function denseCell({ data, conditional }: Tables, judge: Judge): Cell {
  const isClass = isClassOf(data);
  return (column, object) => [
    `const code = ${isClass} ? cells[((requestor[start] ?? NaN) + cls) * ${columnsOf(data)}${plus(column)}] : 0;`,
    `return ${undecided(conditional, column)} ? ${judging(judge, "code", column, object)} : code === 1;`,
  ];
}

/** When a cell does not decide. Where none is a condition nothing else may be asked: that alone took half as long again. */
function undecided(conditional: Tables["conditional"], column: number): string {
  return conditional[column] === true ? "code === undefined || code > 1" : "code === undefined";
}

function judging(judge: Judge, code: string, column: number, object: string): string {
  return `${judge}(${judge === "otherwise" ? "loaded, " : ""}${code}, requestor, cls, ${column}, ${object})`;
}

function pagedCell({ data, conditional }: Tables, judge: Judge): Cell {
  return (column, object) => [
    ...pageStatements(data, judging(judge, "undefined", column, object)),
    `const code = cells[(requestor.block + row) * ${columnsOf(data)}${plus(column)}];`,
    `return ${undecided(conditional, column)} ? ${judging(judge, "code", column, object)} : code === 1;`,
  ];
}

/** Statements that end in `const row = …`. `otherwise` answers for requestors that have no pages, and for a class that is none. */
export function pageStatements(data: Tables["data"], otherwise: string): readonly string[] {
  const pageSize = data.packed?.pageSize ?? 1;
  const shift = Math.log2(pageSize);
  const entry = pageSize === 1 ? "cls" : `(cls >> ${shift})`;
  const row = pageSize === 1 ? "page" : `(page << ${shift}) + (cls & ${pageSize - 1})`;
  return [
    `const page = ${isClassOf(data)} ? directory[(requestor[start] ?? NaN) + ${entry}] : undefined;`,
    `if (page === undefined) return ${otherwise};`,
    `const row = pages[${row}] ?? NaN;`,
  ];
}

export function isClassOf(data: Tables["data"]): string {
  return `typeof cls === "number" && cls >>> 0 === cls && cls < ${data.classes.length}`;
}

function plus(column: number): string {
  return column === 0 ? "" : ` + ${column}`;
}

function checkFunction(name: string, column: number, cell: Cell, documentation: string | undefined): FunctionText {
  return {
    ...signature(name, ["object"]),
    ...docs(documentation),
    statements: [...cell(column, "object")],
  };
}

/** Asked of the instance as stored and as it will be. */
function modifyFunction(name: string, cell: Cell): FunctionText {
  return {
    ...signature(name, ["stored", "changed"]),
    statements: [`if (changed !== undefined && !${name}(requestor, cls, changed)) return false;`, ...cell(1, "stored")],
  };
}

export function signature(name: string, objects: readonly string[]): FunctionText {
  return {
    name,
    isExported: true,
    typeParameters: ["K extends ClassName"],
    parameters: [
      { name: "requestor", type: "Requestor<PolicySchema>" },
      { name: "cls", type: "ClassId<K>" },
      ...objects.map((object) => ({ name: object, type: "Objects[K] | null | undefined", hasQuestionToken: true })),
    ],
    returnType: "boolean",
  };
}
