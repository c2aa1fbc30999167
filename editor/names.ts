// Names as they are written where something is referred to.
import { words } from "../grammar/tokens.ts";

/** Between backticks if it would not be read as a name. */
export function nameText(name: string): string {
  return /^@?[A-Za-z][\w-]*(?::[A-Za-z][\w-]*)?$/.test(name) && !words.has(name) ? name : `\`${name}\``;
}
