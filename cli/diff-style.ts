// How the differences of two policies are set: as text for a terminal, or as Markdown for a pull request.
import { visible } from "../compiler/diagnostics/visible.ts";

export interface Style {
  /** Names, actions and conditions, which are the user's words. */
  code(text: string): string;
  strong(text: string): string;
  heading(text: string): string;
  /** `sign` is `+`, `-` or `~`. */
  item(sign: string, text: string): string;
  /** Below an item. */
  detail(label: string, text: string): string;
}

export const terminal: Style = {
  code: (text) => visible(text),
  strong: (text) => text,
  heading: (text) => `\n${text}\n`,
  item: (sign, text) => `  ${sign} ${text}\n`,
  detail: (label, text) => `      ${label}  ${text}\n`,
};

export const markdown: Style = {
  code: codeSpan,
  strong: (text) => `**${text}**`,
  heading: (text) => `\n#### ${text}\n\n`,
  item: (_sign, text) => `* ${text}\n`,
  detail: (label, text) => `  * ${label}: ${text}\n`,
};

/** Nothing within is Markdown, HTML or a mention; a fence is longer than any in the text. */
function codeSpan(text: string): string {
  const shown = visible(text).replace(/\s+/g, " ");
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}
