// Masks must be fit for the type of what they mask, and their numbers and characters possible (docs/language.md, policy).
import type { Mask } from "../ast.ts";
import type { BindContext } from "./context.ts";
import { isCalendarDay } from "./literals.ts";
import { describeType } from "./types.ts";
import type { ValueType } from "../condition.ts";
import { typeDiagnostics } from "../diagnostics/types.ts";

/** A mask shows this many characters at most. */
const MOST_CHARACTERS = 64;

/** `path` is that of the property, without the dot in front. */
export function checkMask(mask: Mask, path: string, type: ValueType, context: BindContext): void {
  if (!masksOf(type).includes(mask.kind)) {
    context.sink.report(typeDiagnostics.maskNotForType, mask.span, { mask: mask.kind, path, type: describeType(type) }, { help: helpFor(type) });
    return;
  }
  const what = wrongArgument(mask);
  if (what !== undefined) context.sink.report(typeDiagnostics.maskArgument, mask.span, { what }, { help: helpFor(type) });
}

function masksOf(type: ValueType): readonly Mask["kind"][] {
  if (type.kind !== "scalar") return [];
  switch (type.name) {
    case "text":
      return ["full", "all but last", "all but first"];
    case "integer":
    case "decimal":
      return ["digits"];
    case "date":
    case "datetime":
      return ["year", "day month", "date"];
    case "boolean":
      return [];
  }
}

function helpFor(type: ValueType): string {
  switch (masksOf(type)[0]) {
    case "full":
      return 'a text is masked with `full`, `all but last 4` or `all but first 4`, each also `with "#"`';
    case "digits":
      return 'a number is masked with `digits 6`, also `digits 6 with "#"`';
    case "year":
      return 'a date is masked with `year 1900`, `day 1 month 1` or `date "1900-01-01"`';
    default:
      return "take the mask away: what may not be seen of this type is left out";
  }
}

function wrongArgument(mask: Mask): string | undefined {
  switch (mask.kind) {
    case "full":
      return wrongCharacter(mask.with);
    case "all but last":
    case "all but first":
      return wrongCount(mask.count, "the part left clear") ?? wrongCharacter(mask.with);
    case "digits":
      return wrongCount(mask.count, "the masked number") ?? wrongCharacter(mask.with);
    case "year":
      return isCalendarDay(mask.year, 1, 1) ? undefined : `there is no year ${mask.year} from 1 to 9999`;
    // 29 February is allowed, and becomes the 28th where it must.
    case "day month":
      return isCalendarDay(2000, mask.month, mask.day) ? undefined : `no year has day ${mask.day} of month ${mask.month}`;
    case "date":
      return isDate(mask.date) ? undefined : `no calendar has the date ${mask.date}`;
  }
}

function wrongCount(count: number, what: string): string | undefined {
  return Number.isInteger(count) && count >= 1 && count <= MOST_CHARACTERS ? undefined : `${what} has 1 to ${MOST_CHARACTERS} characters, not ${count}`;
}

function wrongCharacter(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const points = [...text];
  const [only] = points;
  if (points.length !== 1 || only === undefined) return "a mask repeats exactly one character";
  return /[\p{C}\p{Z}\p{M}]/u.test(only) ? "a mask repeats a character that can be seen" : undefined;
}

function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return parts !== null && isCalendarDay(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}
