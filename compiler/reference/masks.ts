// A masked copy, transcribed from docs/language.md, section "Masks", over the model.
import type { Mask } from "../ast.ts";
import type { ValueType } from "../condition.ts";
import type { ClassModel, Model } from "../model.ts";
import type { Evaluation, World } from "./conditions.ts";
import { evaluate } from "./evaluate.ts";
import { failingMasks, shownPaths } from "./policies.ts";
import type { Level, Subject } from "./trace.ts";
import { isDate, isPage, valueAt } from "./values.ts";

/** Stands for what throws when it is read. */
const unreadable = Symbol("unreadable");
/** Stands for what is not in the copy. */
const omitted = Symbol("omitted");

interface Copying {
  readonly evaluation: Evaluation;
  readonly sees: (path: readonly string[]) => boolean;
  readonly shows: (path: readonly string[]) => boolean;
}

/** `onlyShown`: the answer of `discoverable`, which is undefined for what may not even be discovered. */
export function maskedCopy(
  model: Model,
  subject: Subject,
  level: Level,
  on: ClassModel,
  world: World,
  object: unknown,
  onlyShown: boolean,
): object | undefined {
  const ask = (question: Parameters<typeof evaluate>[5]): boolean => evaluate(model, subject, level, on, world, question, { trace: false }).allowed;
  if (!isPage(object)) return undefined;
  const evaluation: Evaluation = { on, level, world, whens: undefined };
  const isOpen = !onlyShown && ask({ kind: "setting", setting: "open" });
  if (!isOpen && !ask({ kind: "discover" })) return undefined;
  const listed = shownPaths(evaluation).map((path) => path.join("."));
  const shows = (path: readonly string[]): boolean => {
    const text = path.join(".");
    return isOpen || listed.some((shown) => shown === text || shown.startsWith(`${text}.`) || text.startsWith(`${shown}.`));
  };
  return copy({ evaluation, shows, sees: (path) => ask({ kind: "see", path }) }, [...on.properties.values()], [], object);
}

type Fields = readonly { readonly name: string; readonly type: ValueType }[];

function copy(copying: Copying, fields: Fields, above: readonly string[], from: object): object {
  const entries = fields.flatMap(({ name, type }): [string, unknown][] => {
    const path = [...above, name];
    const value = own(from, name);
    if (value === undefined || !copying.shows(path)) return [];
    const shown = copying.sees(path) ? visible(copying, type, path, value) : masked(failingMasks(copying.evaluation, path), type, value);
    return shown === omitted ? [] : [[name, shown]];
  });
  return Object.fromEntries(entries);
}

function own(from: object, name: string): unknown {
  try {
    return Object.hasOwn(from, name) ? (from as Record<string, unknown>)[name] : undefined;
  } catch {
    return unreadable;
  }
}

function visible(copying: Copying, type: ValueType, path: readonly string[], value: unknown): unknown {
  if (value === null) return null;
  if (type.kind === "page") return isPage(value) ? copy(copying, type.fields, path, value) : omitted;
  if (type.kind !== "list" || !Array.isArray(value)) return single(value);
  const elements = Array.from({ length: value.length }, (_, i) => (Object.hasOwn(value, i) ? single(value[i]) : omitted));
  return elements.includes(omitted) ? omitted : elements;
}

function single(value: unknown): unknown {
  if (value === null || ["string", "number", "boolean", "bigint"].includes(typeof value)) return value;
  const time = timeOf(value);
  return typeof value === "object" && time !== undefined ? new Date(time) : omitted;
}

const cover = 8;

function masked(masks: readonly (Mask | undefined)[], type: ValueType, value: unknown): unknown {
  const isText = type.kind === "scalar" && type.name === "text";
  const different = new Set(masks.map((mask) => JSON.stringify({ ...complete(mask, isText), span: undefined })));
  const mask = different.size === 1 ? complete(masks[0], isText) : isText ? fully : undefined;
  if (mask === undefined) return omitted;
  return value === null ? null : maskedBy(mask, type, value);
}

const fully: Mask = { kind: "full", with: "*", span: { file: { path: "", text: "" } as never, start: 0, end: 0 } };

/** With what is not written: texts are masked fully, with `*`. */
function complete(mask: Mask | undefined, isText: boolean): Mask | undefined {
  if (mask === undefined) return isText ? fully : undefined;
  return "with" in mask ? { ...mask, with: mask.with ?? "*" } : mask;
}

function maskedBy(mask: Mask, type: ValueType, value: unknown): unknown {
  switch (mask.kind) {
    case "full":
      return String(mask.with).repeat(cover);
    case "digits":
      return String(mask.with).repeat(mask.count);
    case "all but first":
    case "all but last": {
      const stars = String(mask.with).repeat(cover);
      const characters = typeof value === "string" ? Array.from(new Intl.Segmenter().segment(value), ({ segment }) => segment) : [];
      if (characters.length <= mask.count) return stars;
      return mask.kind === "all but first" ? characters.slice(0, mask.count).join("") + stars : stars + characters.slice(-mask.count).join("");
    }
    default:
      return type.kind === "scalar" && type.name === "datetime" ? maskedInstant(mask, value) : (maskedDay(mask, value) ?? omitted);
  }
}

type DateMask = Extract<Mask, { readonly kind: "year" | "day month" | "date" }>;

/** `YYYY-MM-DD`; undefined for what is no date. */
function maskedDay(mask: DateMask, value: unknown): string | undefined {
  if (mask.kind === "date") return mask.date;
  const [, year = "", month = "", day = ""] = /^([+-]?\d+)-(\d\d)-(\d\d)$/.exec(typeof value === "string" ? value : "") ?? [];
  if (year === "" || (year.length === 4 && year !== "0000" && !isDate(`${year}-${month}-${day}`))) return undefined;
  const two = (number: number): string => String(number).padStart(2, "0");
  const wanted = mask.kind === "year" ? `${String(mask.year).padStart(4, "0")}-${month}-${day}` : `${year}-${two(mask.month)}-${two(mask.day)}`;
  return [wanted, wanted.replace("-02-29", "-02-28")].find(isDate);
}

/** In UTC; a text if it was no object. */
function maskedInstant(mask: DateMask, value: unknown): unknown {
  const given = typeof value === "object";
  if (mask.kind === "date") return given ? new Date(`${mask.date}T00:00:00Z`) : `${mask.date}T00:00:00Z`;
  const time = timeOf(value);
  if (time === undefined) return omitted;
  const [day, clock = ""] = new Date(time).toISOString().split("T");
  const masked = maskedDay(mask, day);
  if (masked === undefined) return omitted;
  return given ? new Date(`${masked}T${clock}`) : `${masked}T${clock}`.replace(/\.000Z$/, "Z");
}

/** Milliseconds since 1970 of what is a datetime. */
function timeOf(value: unknown): number | undefined {
  const found = valueAt({ value }, ["value"], { kind: "scalar", name: "datetime" });
  return found.kind === "value" && typeof found.value === "number" ? found.value : undefined;
}
