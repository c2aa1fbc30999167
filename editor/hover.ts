// What is shown about the thing under the cursor. Everything that comes from a policy is escaped: it is text, never markup.
import type { Model } from "../compiler/model.ts";
import type { Declaration } from "../compiler/ast.ts";
import type { ValueType } from "../compiler/condition.ts";
import type { Span } from "../compiler/source.ts";
import { blanksOf, groupsWith, valueText } from "./inherited.ts";
import { occurrenceAt, occurrencesOf, type Occurrence } from "./occurrences.ts";
import { settingAt } from "./settings.ts";
import type { Compilation, Workspace } from "./workspace.ts";

export interface Shown {
  readonly markdown: string;
  readonly span: Span;
}

export async function hoverAt(workspace: Workspace, path: string, offset: number): Promise<Shown | undefined> {
  const tree = workspace.tree(path);
  if (tree === undefined) return undefined;
  const compilation = await workspace.compilation(path);
  const occurrence = occurrenceAt(tree, offset);
  if (occurrence !== undefined) return { markdown: aboutName(compilation, occurrence).join("\n\n"), span: occurrence.span };
  const setting = settingAt(tree, offset);
  if (setting === undefined || compilation.model === undefined) return undefined;
  return { markdown: aboutSetting(compilation.model, setting).join("\n\n"), span: setting.span };
}

/** Text of a policy in Markdown: no link, no HTML, no emphasis can come of it. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>|~&:@/"'$^=]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\r?\n/g, "  \n");
}

/** A name or a piece of a policy as code; what would end it is taken out. */
function code(text: string): string {
  return `\`${text.replaceAll("`", "'").replace(/\s+/g, " ")}\``;
}

function aboutName({ files, model }: Compilation, occurrence: Occurrence): readonly string[] {
  const { kind, name } = occurrence;
  const lines = [
    `**${kind === "operator" || kind === "context" ? `${kind} attribute` : kind}** ${code(kind === "property" ? `.${name}` : kind === "operator" || kind === "context" ? `${kind}.${name}` : name)}`,
  ];
  if (kind === "property" && model !== undefined) lines.push(...aboutProperty(model, occurrence));
  else if ((kind === "operator" || kind === "context") && model !== undefined) {
    const attribute = model[kind].find(({ path }) => path.join(".") === name);
    if (attribute) lines.push(`type ${code(typeText(attribute.type))}${attribute.builtIn ? ", built in" : ""}`, ...documented(attribute.documentation));
  }
  const declaring = files.flatMap((file) => file.declarations.map((declaration) => ({ file, declaration })));
  for (const { declaration } of declaring) {
    if (isDeclarationOf(declaration, occurrence) && "documentation" in declaration) lines.push(...documented(declaration.documentation));
  }
  if (model !== undefined) lines.push(...aboutModel(model, occurrence));
  const place = files.flatMap(occurrencesOf).find((each) => each.declares && each.kind === kind && each.name === name && kind !== "property");
  if (place !== undefined && !occurrence.declares) lines.push(`declared in ${code(placeText(place.span))}`);
  return lines;
}

function aboutModel(model: Model, { kind, name }: Occurrence): readonly string[] {
  if (kind === "class") {
    const cls = model.classes.find((each) => each.name === name);
    if (cls === undefined) return [];
    const order = cls.searchOrder.map((each) => code(each.name)).join(" → ");
    return [`search order: ${order}`, ...(cls.abstract ? ["abstract"] : [])];
  }
  if (kind === "role") {
    const role = model.roles.find((each) => each.name === name);
    if (role === undefined) return [];
    const groups = groupsWith(model, role);
    const above = role.holds.slice(1).map((each) => code(each.name));
    return [
      groups.length === 0 ? "held by no group" : `held by ${groups.map((group) => code(group.name)).join(", ")}`,
      ...(above.length > 0 ? [`depends on ${above.join(", ")}`] : []),
    ];
  }
  if (kind === "group") {
    const group = model.groups.find((each) => each.name === name);
    return group === undefined
      ? []
      : [`roles ${group.roles.map((role) => code(role.name)).join(", ")}${group.stop ? ", stops at the first grant or deny" : ""}`];
  }
  return [];
}

function aboutProperty(model: Model, { name, on }: Occurrence): readonly string[] {
  const cls = model.classes.find((each) => each.name === on);
  const [first = "", ...rest] = name.split(".");
  const property = cls?.properties.get(first);
  if (property === undefined) return [];
  const type = rest.reduce<ValueType | undefined>(
    (at, segment) => (at?.kind === "page" ? at.fields.find((field) => field.name === segment)?.type : undefined),
    property.type,
  );
  return [
    ...(type === undefined ? [] : [`type ${code(typeText(type))}`]),
    ...documented(rest.length === 0 ? property.documentation : undefined),
    `declared in ${code(placeText(property.span))}`,
  ];
}

function aboutSetting(model: Model, { role: name, on, setting, isDeny }: NonNullable<ReturnType<typeof settingAt>>): readonly string[] {
  const role = model.roles.find((each) => each.name === name);
  const cls = [...model.classes, model.baseclass].find((each) => each.name === on);
  if (role === undefined || cls === undefined) return [code(setting)];
  const groups = groupsWith(model, role).map((group) => code(group.name));
  const below = model.classes.filter((each) => each !== cls && each.searchOrder.includes(cls)).length;
  const whom = groups.length === 0 ? "no group" : groups.join(", ");
  if (isDeny) return [`**${setting}** denied on ${code(on)}`, `binds ${whom}`];
  return [`**${setting}** on ${code(on)}${below > 0 ? ` and the ${below} ${below === 1 ? "class" : "classes"} below it` : ""}`, `gained by ${whom}`];
}

/** The blank settings of a block, a line each. */
export function blankLines(model: Model, roleName: string, on: string): readonly string[] {
  const role = model.roles.find((each) => each.name === roleName);
  const cls = [...model.classes, model.baseclass].find((each) => each.name === on);
  if (role === undefined || cls === undefined) return [];
  return blanksOf(role, cls).map(({ setting, sources }) => {
    const texts = sources.map((source) => `${valueText(source.value)} (${source.role === role ? source.on.name : `${source.role.name} on ${source.on.name}`})`);
    return `${setting}: ${texts.length === 0 ? "nothing" : texts.join(", or ")}`;
  });
}

function documented(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [escaped(text)];
}

function isDeclarationOf(declaration: Declaration, { kind, name }: Occurrence): boolean {
  return declaration.kind === kind && "name" in declaration && declaration.name.text === name;
}

export function typeText(type: ValueType): string {
  switch (type.kind) {
    case "scalar":
      return type.name;
    case "list":
      return `list of ${type.element}`;
    case "union":
      return type.members.map((member) => JSON.stringify(member)).join(" | ");
    default:
      return "a page";
  }
}

function placeText({ file, start }: Span): string {
  const line = file.lineStarts.findLastIndex((at) => at <= start) + 1;
  return `${file.path}:${line}`;
}
