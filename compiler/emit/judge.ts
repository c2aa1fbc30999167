// What stands between check functions and conditions: what a cell does not decide, and what is known of who asks.
import type { FunctionDeclarationStructure, InterfaceDeclarationStructure, OptionalKind } from "ts-morph";
import type { AttributeData, TypeData } from "../../runtime/data.ts";
import type { Tables } from "../tables.ts";
import { literal } from "./escape.ts";

/** The types of facts that are compared as numbers or searched as lists; what is not known is NaN, or undefined. */
export function knownInterface({ data }: Tables): OptionalKind<InterfaceDeclarationStructure> {
  const typed = (root: string, attributes: readonly AttributeData[]): { name: string; type: string; isReadonly: true }[] =>
    attributes.flatMap(([path, type]) => {
      const text = typeOf(type);
      return text === undefined ? [] : [{ name: literal(`${root}.${path}`), type: text, isReadonly: true }];
    });
  const properties = [...typed("operator", [...data.operator, ["roles", ["list", "text"]]]), ...typed("context", data.context)];
  return { name: "KnownFacts", extends: ["Known"], properties };
}

function typeOf(type: TypeData): string | undefined {
  if (type === "integer" || type === "decimal" || type === "datetime") return "number";
  return typeof type !== "string" && type[0] === "list" ? "readonly unknown[] | undefined" : undefined;
}

/** Asks a condition at once where the object is plain; all else is for the runtime. `usesFacts`: whether `test` takes them. */
export function judgeFunction(usesFacts: boolean): OptionalKind<FunctionDeclarationStructure> {
  const asked = usesFacts ? "code, object, requestor as unknown as KnownFacts" : "code, object";
  return {
    name: "judge",
    parameters: [
      { name: "code", type: "number | undefined" },
      { name: "requestor", type: "Requestor<PolicySchema>" },
      { name: "cls", type: "number" },
      { name: "column", type: "number" },
      { name: "object", type: "unknown" },
    ],
    returnType: "boolean",
    statements: [
      `try {\n  if (code !== undefined && isPlain(object) && clean()) return test(${asked});\n} catch {\n  // Asked once more, of a copy.\n}`,
      "return otherwise(loaded, code, requestor, cls, column, object);",
    ],
  };
}
