// What a requestor brings, checked and flattened once, when it is made.
import type { AttributeData, Facts, Known, PolicyData, TypeData } from "./data.ts";
import { RequestorError } from "./errors.ts";
import { field, illTyped, isOneOf, isPage, listOf, scalar } from "./values.ts";

/** Those of a requestor's roles: names as listed, and by role index whether it is held. */
export interface Membership {
  readonly accessGroup: string | null;
  readonly roles: readonly string[];
  readonly holds: readonly boolean[];
}

/** An object with every fact's name, whose copies are fast to read however many there are. */
export function factsTemplate(data: PolicyData): Facts {
  const names = ["operator.id", "operator.accessGroup", "operator.roles", "holds", "now"];
  for (const [path] of data.operator) names.push(`operator.${path}`);
  for (const [path] of data.context) names.push(`context.${path}`);
  return JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, 0])))) as Facts;
}

/** The names of what is known of a requestor, each with what stands there for what is not. */
export type KnownNames = readonly (readonly [name: Exclude<keyof Known, "facts" | "holds" | "now">, unknown: number | undefined])[];

export function knownNames(data: PolicyData): KnownNames {
  const named = (root: "operator" | "context", attributes: readonly AttributeData[]): KnownNames =>
    attributes.map(([path, type]) => [`${root}.${path}`, typeof type === "string" || type[0] === "union" ? NaN : undefined]);
  const builtIn: KnownNames = [
    ["operator.id", NaN],
    ["operator.accessGroup", NaN],
    ["operator.roles", undefined],
  ];
  return [...named("operator", data.operator), ...named("context", data.context), ...builtIn];
}

/** Attributes that are not declared are not looked at; those that are built in come from the requestor, never from its host. */
export function factsOf(data: PolicyData, template: Facts, operator: unknown, context: unknown, now: () => number, member: Membership): Facts {
  const facts = { ...template, now } as Record<string, unknown>;
  collect(facts, "operator", [["id", "text"], ...data.operator], record(operator, "operator"));
  collect(facts, "context", data.context, record(context, "context"));
  return withMember(facts as unknown as Facts, member);
}

/** The same operator and context, as another member. */
export function withMember(facts: Facts, { accessGroup, roles, holds }: Membership): Facts {
  return Object.freeze({ ...facts, "operator.accessGroup": accessGroup, "operator.roles": roles, holds });
}

function collect(facts: Record<string, unknown>, root: string, attributes: readonly AttributeData[], host: unknown): void {
  for (const [path, type, defaultValue] of attributes) {
    facts[`${root}.${path}`] = flat(read(host, path), type, defaultValue);
  }
}

function record(value: unknown, name: string): unknown {
  if (value === undefined || isPage(value)) return value;
  throw new RequestorError("BAD_REQUEST", `${name} is no object`);
}

function read(host: unknown, path: string): unknown {
  return path.split(".").reduce(field, host);
}

/** Null if absent or null, `illTyped` if of another type; a default stands for what is absent only. */
function flat(value: unknown, type: TypeData, defaultValue: unknown): unknown {
  if (value === null) return null;
  if (value === undefined) return defaultValue === undefined ? null : typeof defaultValue === "number" ? defaultValue : flat(defaultValue, type, undefined);
  if (typeof type === "string") return scalar(value, type);
  const [kind, ...names] = type;
  if (kind === "union") return isOneOf(value, names) ? value : illTyped;
  if (kind === "page") return isPage(value) ? true : illTyped;
  const list = listOf(value, names[0] ?? "");
  return list === undefined ? illTyped : Object.freeze(list);
}
