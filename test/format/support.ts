// What must hold of every text that is formatted.
import { expect } from "vitest";
import { tokenize } from "../../grammar/index.ts";
import { formatText } from "../../compiler/format/format.ts";
import { Collector } from "../../compiler/diagnostics/diagnostic.ts";
import { parseFile } from "../../compiler/parse/parse.ts";
import { sourceFile } from "../../compiler/source.ts";

/** The formatted text, after checking what must hold of it. */
export function formatted(text: string): string {
  const { text: once, diagnostics } = formatText("a.acl", text);
  if (once === undefined) throw new Error(`${diagnostics.map(({ message, span }) => `${message} at ${span?.start}`).join("; ")} in\n${text}`);
  expect(formatText("a.acl", once).text, "formatting twice").toBe(once);
  expect(meaning(once), "the meaning").toBe(meaning(text));
  expect(commentsOf(once), "the comments").toEqual(commentsOf(text));
  expect(once).not.toMatch(/[ \t]$/m);
  return once;
}

/** The tree without its places, with documentation. */
export function meaning(text: string): string {
  const sink = new Collector();
  const { declarations } = parseFile(sourceFile("a.acl", text), sink);
  expect(sink.hasErrors).toBe(false);
  return JSON.stringify(declarations, (key, value: unknown) => (key === "span" || key === "operatorSpan" ? undefined : value), 1);
}

export function commentsOf(text: string): readonly string[] {
  return tokenize(text).comments.map(({ image }) => image.replace(/\s+/g, " ").trim());
}

/** The text with something put into each gap between two tokens for which `comment` gives something. */
export function withComments(text: string, comment: (gap: number) => string | undefined): string {
  const { tokens } = tokenize(text);
  let result = "";
  let at = 0;
  tokens.forEach(({ image, startOffset }, index) => {
    const added = isTight(text, startOffset, tokens[index - 1]?.image, image) ? undefined : comment(index);
    result += text.slice(at, startOffset) + (added ?? "") + image;
    at = startOffset + image.length;
  });
  return result + text.slice(at);
}

/** Names such as `HR:User`, and numbers such as `-3`, have no blanks, and so no comments in them. */
function isTight(text: string, offset: number, before: string | undefined, image: string): boolean {
  if (image === ":") return /[\w`-]:[\w`]/.test(text.slice(offset - 1, offset + 2));
  return (before === ":" || before === "-") && text[offset - 1] === before;
}
