// What all findings share: how they name rows and lists, and the edits that take something away.
import type { Fix, Label } from "../diagnostics/diagnostic.ts";
import { spanText, type Span } from "../source.ts";

/** Whether an author has said why a finding of this place stays: what is silenced is not taken out. */
export type IsSilenced = (code: string, span: Span) => boolean;

/** Labels that one finding shows. */
const MOST_LABELS = 5;

/** A source text on one line, shortened. */
export function shortened(span: Span): string {
  const line = spanText(span).replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

/** `\`a\`, \`b\` and 3 more`. */
export function listed(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).map((name) => `\`${name}\``);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} and ${rest} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
}

export function labelsOf(spans: readonly Span[], message: string): readonly Label[] {
  const labels = spans.slice(0, MOST_LABELS).map((span) => ({ span, message }));
  const rest = spans.length - labels.length;
  return labels.map((label, i) => (rest > 0 && i === labels.length - 1 ? { ...label, message: `${message}, and ${rest} more` } : label));
}

/** Marks an edit that changes no decision of anybody, roles joined ad hoc included. */
export function safely(fix: Fix): Fix {
  return { ...fix, safe: true };
}

/** Takes rows away: a row that has its lines for itself goes with them. */
export function withoutRows(title: string, spans: readonly Span[]): Fix {
  return { title, edits: spans.map((span) => ({ span: wholeLines(span), text: "" })) };
}

/** Takes one name out of a list, with the comma beside it; undefined if it is the only one, or another goes already. */
export function withoutName(title: string, span: Span, list: readonly Span[], gone: ReadonlySet<Span>): Fix | undefined {
  if (list.some((other) => other !== span && gone.has(other))) return undefined;
  const at = list.indexOf(span);
  const next = list[at + 1];
  const before = list[at - 1];
  if (next !== undefined) return { title, edits: [{ span: { file: span.file, start: span.start, end: next.start }, text: "" }] };
  if (before !== undefined) return { title, edits: [{ span: { file: span.file, start: before.end, end: span.end }, text: "" }] };
  return undefined;
}

function wholeLines({ file, start, end }: Span): Span {
  const { text } = file;
  let first = start;
  while (first > 0 && (text[first - 1] === " " || text[first - 1] === "\t")) first--;
  let last = end;
  while (text[last] === " " || text[last] === "\t") last++;
  const begins = first === 0 || text[first - 1] === "\n";
  const newline = text[last] === "\r" ? last + 1 : last;
  if (begins && text[newline] === "\n") return { file, start: first, end: newline + 1 };
  // A row between others on one line: the blanks behind it go with it, or those before if nothing follows.
  return last > end && !begins && text[last] !== "\n" && text[last] !== "\r" ? { file, start, end: last } : { file, start: begins ? start : first, end };
}
