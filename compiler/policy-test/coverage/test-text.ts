// Proposed expectations as `test` blocks, ready to be pasted.
import { literalText, nameText } from "../../analyse/atom-text.ts";
import type { Attribute, ClassModel, Model } from "../../model.ts";
import type { ValueType } from "../../condition.ts";
import type { Question } from "../../reference/trace.ts";
import type { Values } from "../requests.ts";
import type { Suggestion } from "./suggest.ts";

const head = `// Made by \`aclc test --coverage\`: what the policy decides now, not what it should.
// Look at each expectation before you keep it.
`;

/** One block for what is asked of the same subject with the same attributes. Empty where there is nothing to propose. */
export function testText(model: Model, suggestions: readonly Suggestion[]): string {
  const blocks = new Map<string, string[]>();
  for (const suggestion of suggestions) {
    const setting = settingLines(model, suggestion).join("\n");
    const line = `  ${expectation(suggestion)}`;
    const lines = blocks.get(setting) ?? [];
    if (!lines.includes(line)) blocks.set(setting, [...lines, line]);
  }
  const titles = new Map<string, number>();
  const texts = [...blocks].map(([setting, lines]) => {
    const name = /^ {2}(?:group|roles) (.*)$/m.exec(setting)?.[1] ?? "";
    const count = (titles.get(name) ?? 0) + 1;
    titles.set(name, count);
    return `test ${JSON.stringify(`${name}, as of now${count === 1 ? "" : ` (${count})`}`)} {\n${setting}\n${lines.join("\n")}\n}\n`;
  });
  return texts.length === 0 ? "" : `${head}\n${texts.join("\n")}`;
}

/** As it is written in a test. */
export function expectationOf(question: Question, on: ClassModel, allowed: boolean): string {
  const can = allowed ? "can" : "cannot";
  switch (question.kind) {
    case "setting":
      return `${can} ${question.setting} ${nameText(on.name)}`;
    case "discover":
      return `${can} discover ${nameText(on.name)}`;
    case "privilege":
      return `${allowed ? "has" : "lacks"} ${nameText(question.privilege)} on ${nameText(on.name)}`;
    case "rule":
      return `${can} perform ${nameText(question.rule)} on ${nameText(on.name)}`;
    default:
      return `${allowed ? "sees" : "hides"} .${question.path.join(".")} of ${nameText(on.name)}`;
  }
}

function settingLines(model: Model, { subject, level, witness: { operator, context, now } }: Suggestion): readonly string[] {
  const { subject: who } = subject;
  return [
    who.kind === "group" ? `  group ${nameText(who.group.name)}` : `  roles ${who.roles.map(({ name }) => nameText(name)).join(", ")}`,
    ...(level === 5 ? [] : [`  level ${level}`]),
    ...attributes("operator", operator, model.operator),
    ...attributes("context", context, model.context),
    ...(now === undefined ? [] : [`  now ${valueText(new Date(now), datetime)}`]),
  ];
}

function attributes(root: "operator" | "context", values: Values, declared: readonly Attribute[]): readonly string[] {
  const types = new Map(declared.flatMap(({ path, type }) => (path.length === 1 ? [[path[0] ?? "", type] as const] : [])));
  return Object.keys(values).length === 0 ? [] : [`  ${root} ${objectText(values, types)}`];
}

function expectation({ question, on, allowed, witness: { object } }: Suggestion): string {
  const what = expectationOf(question, on, allowed);
  if (object === undefined) return what;
  return `${what} ${objectText(object, new Map([...on.properties].map(([name, { type }]) => [name, type])))}`;
}

const datetime: ValueType = { kind: "scalar", name: "datetime" };

function objectText(values: Values, types: ReadonlyMap<string, ValueType>): string {
  const fields = Object.entries(values).map(([name, value]) => `${name}: ${valueText(value, types.get(name) ?? datetime)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

function valueText(value: unknown, type: ValueType): string {
  if (value === null) return "null";
  if (Array.isArray(value)) {
    const element: ValueType = type.kind === "list" ? { kind: "scalar", name: type.element } : type;
    return `[${value.map((one) => valueText(one, element)).join(", ")}]`;
  }
  if (value instanceof Date) return literalText(value.getTime(), type);
  if (typeof value === "object") {
    const types = type.kind === "page" ? type.fields.map((field) => [field.name, field.type] as const) : [];
    return objectText(value as Values, new Map(types));
  }
  return literalText(value as string | number | boolean, type);
}
