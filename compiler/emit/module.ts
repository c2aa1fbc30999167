// The generated module in the structures of ts-morph: imports, types, data, conditions, policy, checks.
import type { FunctionDeclarationStructure, InterfaceDeclarationStructure, OptionalKind, StatementStructures } from "ts-morph";
import { FIRST_CONDITION } from "../../runtime/data.ts";
import { isDense } from "../../runtime/tables.ts";
import type { Tables } from "../tables.ts";
import { assignmentsInterface, assignmentsLiteral } from "./assignments.ts";
import { checkFunctions } from "./checks.ts";
import { writeCases } from "./conditions.ts";
import type { Case } from "./conditions.ts";
import { dataLiteral, packedLiteral } from "./data-literal.ts";
import type { LongTexts } from "./data-literal.ts";
import { literal, memberName } from "./escape.ts";
import { judgeFunction, knownInterface } from "./judge.ts";
import { menuFunctions } from "./menu.ts";
import { Names } from "./names.ts";
import { encryptedInterface, maskedInterfaces } from "./masked-types.ts";
import { Lists } from "./scope.ts";
import { attributesInterface, longInterface, nameTypes, objectInterfaces, objectsInterface, plainInterface, schemaInterface } from "./types.ts";

/** Cases up to which conditions are one `switch`; more are cut into switches of `CHUNK`. */
const MAX_CASES = 64;
const CHUNK_SHIFT = 5;

export type Library = Pick<typeof import("ts-morph"), "StructureKind" | "VariableDeclarationKind">;

export function moduleStatements(tables: Tables, morph: Library, texts: LongTexts): readonly (string | StatementStructures)[] {
  const { StructureKind } = morph;
  const names = new Names(ownNames);
  const interfaces = objectInterfaces(tables.objects, names);
  const conditions = conditionParts(tables);
  const dense = isDense(tables.data);
  const clean = tables.data.properties.length > 0;
  const menu = menuFunctions(tables, dense, clean ? conditions.usesFacts : undefined);
  const checks = checkFunctions(tables, dense, clean ? "judge" : "otherwise", names);
  const masked = [...maskedInterfaces(tables, interfaces, names), ...encryptedInterface(tables)];
  const isPacked = tables.data.packed !== undefined;
  const types = [
    isPacked
      ? longInterface(
          "Objects",
          tables.objects.map(({ name }, id) => [name, interfaces[id]?.name ?? "object"]),
          texts,
        )
      : objectsInterface(tables.objects, interfaces),
    attributesInterface("Operator", tables.operator),
    attributesInterface("Context", tables.context),
    ...masked,
    schemaInterface(new Set(masked.map((type) => type.name))),
  ];
  const variable = (name: string, initializer: string, type?: string, isExported = false): StatementStructures => ({
    kind: StructureKind.VariableStatement,
    isExported,
    leadingTrivia: "\n",
    declarationKind: morph.VariableDeclarationKind.Const,
    declarations: [type === undefined ? { name, initializer } : { name, initializer, type }],
  });
  const table = dense ? ["cells, loaded, start", "denseTable"] : ["cells, directory, loaded, pages, start", "pagedTable"];
  return [
    ...(isPacked ? withoutFormatting(interfaces, texts) : interfaces).map((type) =>
      typeof type === "string" ? type : ({ ...type, kind: StructureKind.Interface } as const),
    ),
    ...types.map((type) => ({ ...type, kind: StructureKind.Interface }) as const),
    ...nameTypes(tables).map((type) => ({ ...type, kind: StructureKind.TypeAlias }) as const),
    variable("data", isPacked ? packedLiteral(tables.data, texts) : dataLiteral(tables.data), isPacked ? "PackedPolicy" : "PolicyData"),
    ...conditions.lists.map(({ name, text }) => variable(name, text, text.includes('"') ? "readonly string[]" : "readonly number[]")),
    ...(clean ? [{ ...fieldsInterface(tables), kind: StructureKind.Interface } as const, variable("bare", "{}", "ObjectFields")] : []),
    ...(conditions.usesFacts ? [{ ...knownInterface(tables), kind: StructureKind.Interface } as const] : []),
    ...[...(clean ? [cleanFunction(tables)] : []), ...conditions.functions].map((made) => ({ ...made, kind: StructureKind.Function }) as const),
    variable("policy", `createPolicy(${isPacked ? "unpack(data)" : "data"}, test, { ${clean ? "clean, " : ""}filters, masks })`, "Policy<PolicySchema>", true),
    ...(isPacked
      ? [{ ...classesInterface(tables, texts), kind: StructureKind.Interface } as const, variable("classes", "classIds(policy)", "Classes", true)]
      : [variable("classes", classesLiteral(tables), undefined, true)]),
    ...(tables.externalAssignments.length > 0
      ? [
          { ...assignmentsInterface(tables.externalAssignments), kind: StructureKind.Interface } as const,
          variable("externalAssignments", assignmentsLiteral(tables.externalAssignments), "ExternalAssignments", true),
        ]
      : []),
    variable(`{ ${table[0]} }`, `${table[1]}(policy)`),
    variable(clean ? "{ menus, plans }" : "{ menus }", "menuTable(policy)"),
    ...[...(clean ? [judgeFunction(conditions.usesFacts)] : []), ...checks, ...menu].map((check) => ({ ...check, kind: StructureKind.Function }) as const),
  ];
}

/** The parts that a module takes from entries of their own, so that the runtime stays small. */
export const parts: ReadonlyMap<string, string> = new Map([
  ["filters", "aclc/filter"],
  ["masks", "aclc/masks"],
]);

/** Names that the module gives itself or takes from the runtime, so that no class may have them as its interface's. */
export const runtimeNames = {
  values: [
    "classIds",
    "clock",
    "createPolicy",
    "denseTable",
    "field",
    "includesAll",
    "includesAny",
    "instant",
    "isDate",
    "isDecimal",
    "isInteger",
    "isOneOf",
    "isPage",
    "isPlain",
    "listOf",
    "menuTable",
    "otherwise",
    "pagedTable",
    "settingsOneByOne",
    "today",
    "unpack",
  ],
  types: ["ClassId", "ExternalAssignmentData", "Known", "Masked", "PackedPolicy", "Policy", "PolicyData", "Requestor", "SettingSet"],
} as const;
const ownNames = [
  ...runtimeNames.values,
  ...runtimeNames.types,
  ...parts.keys(),
  "Objects",
  "MaskedObjects",
  "EncryptedNames",
  "Operator",
  "Context",
  "PolicySchema",
  "ClassName",
  "GroupName",
  "RoleName",
  "PrivilegeName",
  "RuleName",
  "ObjectFields",
  "KnownFacts",
  "Classes",
  "ExternalAssignments",
  "externalAssignments",
  "data",
  "bare",
  "clean",
  "judge",
  "judgeSettings",
  "allowedSettings",
  "menus",
  "plans",
  "test",
  "policy",
  "classes",
  "cells",
  "directory",
  "loaded",
  "pages",
  "start",
  "code",
  "o",
  "f",
];

interface ConditionParts {
  readonly usesFacts: boolean;
  readonly functions: readonly OptionalKind<FunctionDeclarationStructure>[];
  readonly lists: readonly { readonly name: string; readonly text: string }[];
}

function conditionParts(tables: Tables): ConditionParts {
  const roles = new Map(tables.data.roles.map(([name], index) => [name, index]));
  const lists = new Lists();
  const cases = writeCases(tables.conditions, FIRST_CONDITION, roles, lists, ownNames);
  const functions: { name: string; cases: readonly string[] }[] = [];
  if (cases.length <= MAX_CASES) {
    functions.push({ name: "test", cases: cases.map(caseText) });
  } else {
    const chunks = new Map<number, Case[]>();
    for (const one of cases) chunks.set(one.code >> CHUNK_SHIFT, [...(chunks.get(one.code >> CHUNK_SHIFT) ?? []), one]);
    functions.push({ name: "test", cases: [...chunks.keys()].map((chunk) => `case ${chunk}:\n  return test${chunk}(code, o, f);`) });
    for (const [chunk, some] of chunks) functions.push({ name: `test${chunk}`, cases: some.map(caseText) });
  }
  const { lines, constants } = lists.settle(functions.flatMap((made) => made.cases));
  let at = 0;
  const settled = functions.map(({ name, cases: some }, i) => {
    const texts = lines.slice(at, (at += some.length));
    return testFunction(name, texts, i === 0 && functions.length > 1 ? `code >> ${CHUNK_SHIFT}` : "code", tables.data.properties.length > 0);
  });
  return { functions: settled, lists: constants, usesFacts: lines.some(readsFacts) };
}

function caseText({ code, statements }: Case): string {
  const block = statements.length > 1;
  return `case ${code}:${block ? " {" : ""}\n  ${statements.join("\n  ")}${block ? "\n}" : ""}`;
}

/** A parameter that no case reads is left out, or named so that TypeScript does not mind. */
function testFunction(name: string, cases: readonly string[], asked: string, hasFields: boolean): OptionalKind<FunctionDeclarationStructure> {
  const code = cases.map(withoutTexts).join("\n");
  const parameters = [
    { name: "code", type: "number", used: cases.length > 0 },
    { name: "o", type: hasFields ? "ObjectFields" : "object", used: /\bo\b/.test(code) },
    { name: "f", type: "KnownFacts", used: readsFacts(code) },
  ];
  while (name === "test" && parameters.at(-1)?.used === false) parameters.pop();
  return {
    name,
    parameters: parameters.map(({ name: parameter, type, used }) => ({ name: used ? parameter : `_${parameter}`, type })),
    returnType: "boolean",
    statements: cases.length === 0 ? ["return false;"] : [`switch (${asked}) {\n${cases.join("\n")}\ndefault:\n  return false;\n}`],
  };
}

function readsFacts(code: string): boolean {
  return /\bf\b/.test(withoutTexts(code));
}

/** Source text with empty literals, so that names can be sought in it. */
export function withoutTexts(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
}

/** What conditions read of an object. Nothing is assumed of what they find. */
function fieldsInterface({ data }: Tables): OptionalKind<InterfaceDeclarationStructure> {
  const properties = data.properties.map((name) => ({ name: memberName(name), type: "unknown", isReadonly: true, hasQuestionToken: true }));
  return { name: "ObjectFields", properties };
}

/** Properties that somebody put on `Object.prototype` would be found on every object. */
function cleanFunction({ data }: Tables): OptionalKind<FunctionDeclarationStructure> {
  const found = data.properties.map((name) => `${literal(name)} in bare`).join(" || ");
  return { name: "clean", returnType: "boolean", statements: [`return !(${found});`] };
}

function classesLiteral({ objects }: Tables): string {
  return `{\n${objects.map(({ identifier, name }, id) => `${memberName(identifier)}: ${id} as ClassId<${literal(name)}>,`).join("\n")}\n}`;
}

/** A large policy does not write out its classes' ids: that would be most of the module. */
function classesInterface({ objects }: Tables, texts: LongTexts): OptionalKind<InterfaceDeclarationStructure> {
  const members = objects.map(({ identifier, name }) => [identifier, `ClassId<${literal(name)}>`] as const);
  return longInterface("Classes", members, texts);
}

/** Interfaces that say only what they extend follow each other as one text. */
function withoutFormatting(interfaces: readonly OptionalKind<InterfaceDeclarationStructure>[], texts: LongTexts) {
  const statements: (string | OptionalKind<InterfaceDeclarationStructure>)[] = [];
  const plain: string[] = [];
  const place = (): void => {
    if (plain.length > 0) statements.push(`${texts.placeCode(plain.splice(0).join("\n"))};`);
  };
  for (const one of interfaces) {
    const code = plainInterface(one);
    if (code !== undefined) {
      plain.push(code);
      continue;
    }
    place();
    statements.push(one);
  }
  place();
  return statements;
}
