// The generated check functions: one for each setting and rule, each straight from constants to the answer.
import type { FunctionDeclarationStructure, OptionalKind } from "ts-morph";
import { settings } from "../../runtime/data.ts";
import { columnsOf } from "../../runtime/tables.ts";
import type { Tables } from "../tables.ts";
import { pascalCase } from "./names.ts";
import type { Names } from "./names.ts";
import { docs } from "./types.ts";

type FunctionText = OptionalKind<FunctionDeclarationStructure>;

/** `dense`: which of the two forms the tables have in memory. */
export function checkFunctions({ data, documentation }: Tables, dense: boolean, names: Names): readonly FunctionText[] {
  const cells = dense ? denseCell(data) : pagedCell(data);
  const firstRule = settings.length + data.privileges.length;
  return [
    ...settings.map((setting, column) =>
      setting === "modify" ? modifyFunction(names.give("canModify"), cells) : checkFunction(names.give(`can${pascalCase(setting)}`), column, cells, undefined),
    ),
    ...data.rules.map(([rule], i) => checkFunction(names.give(`canPerform${pascalCase(rule)}`), firstRule + i, cells, documentation.rules[i])),
  ];
}

/** Statements that end in `const code = …`: undefined for requestors that have no cells, 0 for a class that is none. */
type Cell = (column: number, object: string) => readonly string[];

function denseCell(data: Tables["data"]): Cell {
  const isClass = isClassOf(data);
  return (column) => [`const code = ${isClass} ? cells[(requestor[start] ?? NaN) + cls * ${columnsOf(data)}${plus(column)}] : 0;`];
}

function pagedCell(data: Tables["data"]): Cell {
  const isClass = isClassOf(data);
  const pageSize = "pageSize" in data.groupTable ? data.groupTable.pageSize : 1;
  const shift = Math.log2(pageSize);
  const entry = pageSize === 1 ? "cls" : `(cls >> ${shift})`;
  const row = pageSize === 1 ? "page" : `(page << ${shift}) + (cls & ${pageSize - 1})`;
  return (column, object) => [
    `const page = ${isClass} ? directory[(requestor[start] ?? NaN) + ${entry}] : undefined;`,
    `if (page === undefined) return otherwise(loaded, page, requestor, cls, ${column}, ${object});`,
    `const row = pages[${row}] ?? NaN;`,
    `const code = cells[requestor.block + row * ${columnsOf(data)}${plus(column)}];`,
  ];
}

function isClassOf(data: Tables["data"]): string {
  return `typeof cls === "number" && cls >>> 0 === cls && cls < ${data.classes.length}`;
}

function plus(column: number): string {
  return column === 0 ? "" : ` + ${column}`;
}

function checkFunction(name: string, column: number, cell: Cell, documentation: string | undefined): FunctionText {
  return {
    ...signature(name, ["object"]),
    ...docs(documentation),
    statements: [...body(column, cell, "object")],
  };
}

/** Asked of the instance as stored and as it will be. */
function modifyFunction(name: string, cell: Cell): FunctionText {
  return {
    ...signature(name, ["stored", "changed"]),
    statements: [`if (changed !== undefined && !${name}(requestor, cls, changed)) return false;`, ...body(1, cell, "stored")],
  };
}

function signature(name: string, objects: readonly string[]): FunctionText {
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

function body(column: number, cell: Cell, object: string): readonly string[] {
  return [...cell(column, object), `return code === 1 || (code !== 0 && otherwise(loaded, code, requestor, cls, ${column}, ${object}));`];
}
