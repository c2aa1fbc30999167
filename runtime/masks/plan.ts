// What masking needs to know of a class, made of its view once: a tree of properties, each with its method.
import { ALLOWED } from "../data.ts";
import type { PolicyData, PropertyData } from "../data.ts";
import { leftOut, methodOf } from "./methods.ts";
import type { Method } from "./methods.ts";

export interface Plan {
  readonly properties: readonly Planned[];
  /** An object with every property, none of which has a value. */
  readonly empty: Readonly<Record<string, undefined>>;
  /** Of properties and fields. */
  readonly names: readonly string[];
  /** The distinct codes that are asked for one object. */
  readonly codes: readonly number[];
}

/** A property, or a field of a page. */
export interface Planned {
  readonly name: string;
  /** Where in `Plan.codes` it stands who sees it; ALWAYS if everybody does. */
  readonly seen: number;
  readonly kind: "page" | "list" | "value";
  /** Whether discover policies show it, or something in it. */
  readonly shown: boolean;
  /** Usually one. `seen` says where that one is not needed. */
  readonly ways: readonly { readonly method: Method; readonly seen: number }[];
  /** If several are needed at once. */
  readonly strictest: Method;
  readonly fields: readonly Planned[];
}

export const ALWAYS = -1;

const plans = new WeakMap<object, Plan>();

/** `cls` is a class's number. */
export function planOf({ views, viewOf }: PolicyData, cls: number): Plan {
  const view = views[viewOf[cls] ?? 0] ?? [];
  let plan = plans.get(view);
  if (plan === undefined) plans.set(view, (plan = makePlan(view)));
  return plan;
}

function makePlan(view: PolicyData["views"][number]): Plan {
  const codes: number[] = [];
  const slotOf = (code: number): number => {
    if (code === ALLOWED) return ALWAYS;
    const known = codes.indexOf(code);
    return known === -1 ? codes.push(code) - 1 : known;
  };
  const fieldsBelow = (prefix: string): Planned[] =>
    view
      .filter(([path]) => path.startsWith(prefix) && !path.includes(".", prefix.length))
      .map(([path, code, notes = {}]) => ({
        name: path.slice(prefix.length),
        seen: slotOf(code),
        kind: notes.kind === "page" || notes.kind === "list" ? notes.kind : "value",
        shown: notes.shown === 1,
        ...methodsOf(notes, slotOf),
        fields: notes.kind === "page" ? fieldsBelow(`${path}.`) : [],
      }));
  const properties = fieldsBelow("");
  const empty = JSON.parse(JSON.stringify(Object.fromEntries(properties.map(({ name }) => [name, 0])))) as Record<string, undefined>;
  for (const { name } of properties) empty[name] = undefined;
  return { properties, empty, names: [...new Set(view.flatMap(([path]) => path.split(".")))], codes };
}

function methodsOf({ kind, mask }: PropertyData, slotOf: (code: number) => number): Pick<Planned, "ways" | "strictest"> {
  const method = (text: string): Method => methodOf(text, kind === "datetime");
  const strictest = kind === "text" ? method("full *") : leftOut;
  if (mask === undefined) return { ways: [], strictest: leftOut };
  if (typeof mask === "string") return { ways: [], strictest: method(mask) };
  return { ways: mask.map(([text, code]) => ({ method: method(text), seen: slotOf(code) })), strictest };
}
