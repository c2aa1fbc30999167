// Reads the suite: cases from JSON, with values that JSON lacks spelled as `{ "$": "NaN" }`.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("./", import.meta.url));

interface Asked {
  readonly id: string;
  /** The case in words, where the id does not say it. */
  readonly says?: string;
  /** A file of `policies/`, without its ending. */
  readonly policy: string;
}

/** One question, or `truth NAME`: what a condition comes to, told by the privileges NAME and NAME-negated. */
export interface DecisionCase extends Asked {
  readonly group?: string;
  readonly roles?: readonly string[];
  readonly stop?: boolean;
  readonly level?: number;
  readonly now?: string;
  readonly operator?: object;
  readonly context?: object;
  readonly object?: unknown;
  readonly on: string;
  readonly can?: string;
  readonly has?: string;
  readonly perform?: string;
  readonly see?: string;
  readonly encrypted?: string;
  readonly truth?: string;
  /** `levels` instead: allowed on exactly these. */
  readonly expect?: boolean | "true" | "false" | "unknown";
  readonly levels?: readonly number[];
}
export interface SearchOrderCase extends Asked {
  readonly searchOrderOf: string;
  readonly order: readonly string[];
}
export type Case = DecisionCase | SearchOrderCase;

export interface Suite {
  readonly name: string;
  readonly source: string;
  readonly cases: readonly Case[];
}

export function suites(): readonly Suite[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => {
      const { source, cases } = JSON.parse(readFileSync(folder + name, "utf8")) as { source: string; cases: Case[] };
      return { name: name.slice(0, -".json".length), source, cases: cases.map((one) => decoded(one) as Case) };
    });
}

export function policyText(name: string): string {
  return readFileSync(`${folder}policies/${name}.acl`, "utf8");
}

function decoded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decoded);
  if (typeof value !== "object" || value === null) return value;
  if ("$" in value) return special(value as { $: string; value?: string });
  const result = {};
  for (const [name, part] of Object.entries(value)) place(result, name, part);
  return result;
}

/** Sets a property, or makes a getter that throws, or leaves it to the prototype. */
function place(object: object, name: string, part: unknown): void {
  const kind = typeof part === "object" && part !== null && "$" in part ? part.$ : undefined;
  if (kind === "throws") {
    const get = (): never => {
      throw new Error("not for you");
    };
    Object.defineProperty(object, name, { enumerable: true, configurable: true, get });
  } else if (kind === "inherited") {
    Object.setPrototypeOf(object, { [name]: inherited.get(name) ?? true });
  } else {
    Object.defineProperty(object, name, { value: decoded(part), enumerable: true, configurable: true, writable: true });
  }
}

/** What a polluted prototype would have to say to change a decision. */
const inherited = new Map<string, unknown>([
  ["text", "x"],
  ["region", "EU"],
  ["limit", 1],
  ["list", ["a"]],
]);

function special(value: { readonly $: string; readonly value?: string }): unknown {
  switch (value.$) {
    case "NaN":
      return Number.NaN;
    case "Infinity":
      return Number.POSITIVE_INFINITY;
    case "bigint":
      return 3n;
    case "undefined":
      return undefined;
    case "function":
      return () => "x";
    case "symbol":
      return Symbol("x");
    case "date":
      return new Date(value.value ?? "");
    case "invalid date":
      return new Date(Number.NaN);
    case "hole":
      return Object.assign(new Array(2), { 0: "a" });
    case "long list":
      return new Array(10_001).fill("a");
    default:
      throw new Error(`the suite has no value ${value.$}`);
  }
}
