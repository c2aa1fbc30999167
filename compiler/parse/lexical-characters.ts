// Single characters that a source text may not have, and what they are taken for.

/** The most common letters of other scripts that look like ASCII letters. */
const LOOKS_LIKE: ReadonlyMap<string, string> = new Map(
  pairs(
    // Cyrillic
    "аa еe оo рp сc хx уy іi јj ѕs ԁd һh ԛq ԝw ӏl АA ВB ЕE КK МM НH ОO РP СC ТT ХX УY ІI ЈJ ЅS ѵv гr кk мm пn тt вb " +
      // Greek
      "αa οo ρp νv υu ιi κk γy τt χx ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ηn ωw " +
      // Latin that is not ASCII
      "ıi ſs ɑa ɡg ɩi ʟL KK ℓl ßB øo đd łl",
  ),
);

/** Signs that word processors put in the place of ASCII signs. */
const SIGNS: ReadonlyMap<string, string> = new Map(pairs('“" ”" „" «" »" ‘\' ’\' ‐- ‑- ‒- –- —- −- …. ×* ÷/ ≠≠ ≤≤ ≥≥ ¬!'));

/** Bidirectional controls (U+202A to U+202E, U+2066 to U+2069): a text with them reads differently from what it says. */
export function isBidiControl(code: number): boolean {
  return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

/** What some programs take for the end of a line, and this language does not. */
export function isOddLineBreak(code: number): boolean {
  return code === 0x0b || code === 0x0c || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029;
}

export function isInvisible(code: number): boolean {
  return (
    code === 0xad ||
    code === 0x34f ||
    code === 0x61c ||
    code === 0x180e ||
    code === 0xfeff ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2060 && code <= 0x2064) ||
    (code >= 0xfe00 && code <= 0xfe0f)
  );
}

/** `U+0430`: how a character is named in a message, where it must not stand itself. */
export function codePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The ASCII letter that a character looks like, by the table above, or without its accents, or in its usual width. */
export function looksLike(character: string): string | undefined {
  const known = LOOKS_LIKE.get(character);
  if (known !== undefined) return known;
  const plain = character.normalize("NFKD").replace(/[^ -~]/g, "");
  return /^[A-Za-z0-9]$/.test(plain) ? plain : undefined;
}

/** The ASCII sign that a typographic sign stands for. */
export function plainSign(character: string): string | undefined {
  const sign = SIGNS.get(character);
  return sign === "≠" ? "!=" : sign === "≤" ? "<=" : sign === "≥" ? ">=" : sign;
}

function pairs(list: string): [string, string][] {
  return list
    .trim()
    .split(/\s+/)
    .map((pair) => [pair.slice(0, -1), pair.slice(-1)]);
}
