// Makes any text harmless and measurable on a terminal: control characters become visible, widths are counted.

/** How many blanks a tab becomes. */
const TAB = "    ";

/**
 * The text with everything spelled out that a terminal would obey or hide: control characters, bidirectional
 * controls, invisible characters, line separators, lone surrogates. `U+202E` becomes `<U+202E>`; a tab becomes blanks.
 */
export function visible(text: string): string {
  return text.replace(needsSpelling, (character) => (character === "\t" ? TAB : `<${codePoint(character)}>`));
}

/** `U+202E`, as the Unicode standard writes it. */
export function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** How many columns a visible text takes on a terminal: wide characters take two, combining ones none. */
export function displayWidth(text: string): number {
  if (onlyAscii.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

const onlyAscii = /^[ -~]*$/;
// Controls, format characters (bidirectional, zero-width, byte order mark, tags), surrogates, separators, variation selectors.
const needsSpelling = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0]/gu;
const combining = /^[\p{Mn}\p{Me}]$/u;
const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}])$/u;

function characterWidth(character: string): number {
  if (combining.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}
