// The generated function that answers for all settings of a class at once.
import type { FunctionDeclarationStructure, OptionalKind } from "ts-morph";
import { settings } from "../../runtime/data.ts";
import type { Tables } from "../tables.ts";
import { isClassOf, pageStatements, signature } from "./checks.ts";
import { docs } from "./types.ts";

type FunctionText = OptionalKind<FunctionDeclarationStructure>;

const BITS = settings.length;
const ALL = 2 ** BITS - 1;

/** `usesFacts`: whether `test` takes facts; undefined where no condition asks of an object. */
export function menuFunctions({ data, conditional }: Tables, dense: boolean, usesFacts: boolean | undefined): readonly FunctionText[] {
  const asking = usesFacts === undefined ? "settingsOneByOne(loaded, requestor, cls, object)" : "judgeSettings(menu, requestor, cls, object)";
  const undecided = conditional.slice(0, BITS).includes(true) ? `menu === undefined || menu > ${ALL}` : "menu === undefined";
  const answer = `return ${undecided} ? ${asking} : (menu as SettingSet);`;
  const made: FunctionText = {
    ...signature("allowedSettings", ["object"]),
    returnType: "SettingSet",
    ...docs("All settings that are allowed, discover too, in one call: for menus. hasSetting and listSettings read the answer."),
    statements: dense
      ? [`const menu = ${isClassOf(data)} ? menus[(requestor[start] ?? NaN) + cls] : 0;`, answer]
      : [...pageStatements(data, asking.replace("menu,", "undefined,")), `const menu = menus[requestor.block + row];`, answer],
  };
  return usesFacts === undefined ? [made] : [judging(usesFacts), made];
}

function judging(usesFacts: boolean): FunctionText {
  const asked = usesFacts ? "plan >>> 10, object, requestor as unknown as KnownFacts" : "plan >>> 10, object";
  return {
    name: "judgeSettings",
    parameters: [
      { name: "menu", type: "number | undefined" },
      { name: "requestor", type: "Requestor<PolicySchema>" },
      { name: "cls", type: "number" },
      { name: "object", type: "unknown" },
    ],
    returnType: "SettingSet",
    statements: [
      `try {
  if (menu !== undefined && isPlain(object) && clean()) {
    let allowed = menu & ${ALL};
    for (let at = menu >>> ${BITS}, plan = plans[at] ?? 0; plan > 0; plan = plans[++at] ?? 0) {
      if (test(${asked.replaceAll("10", String(BITS))})) allowed |= plan & ${ALL};
    }
    return allowed as SettingSet;
  }
} catch {
  // Asked once more, of a copy.
}`,
      "return settingsOneByOne(loaded, requestor, cls, object);",
    ],
  };
}
