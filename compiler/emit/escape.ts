// The only place where text of a policy becomes text of TypeScript: literals, member names, documentation.

/** JSON is TypeScript, but for the two characters that end a line there. */
export function literal(value: unknown): string {
  return JSON.stringify(value).replace(/[\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}

/** A property's name in a type or an object: bare if it may be, computed where it would set a prototype. */
export function memberName(name: string): string {
  if (name === "__proto__") return `[${literal(name)}]`;
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}

/**
 * What stands inside a documentation block. Nothing in it ends the block, or a line that the block does not end itself.
 * A compiler takes directives, which begin with `@`, from a block's last line: so there is none on it.
 */
export function documentation(text: string): string {
  const safe = text.replace(/\r\n|[\r\u0085\u2028\u2029\v\f]/g, "\n").replace(/\*\//g, "*\\/");
  return /[\n@]/.test(safe) || safe.endsWith("*") ? `\n${safe}` : safe;
}

/** The whole block. */
export function documentationBlock(text: string): string {
  const inside = documentation(text);
  return inside.startsWith("\n") ? `/**${inside.replace(/\n/g, "\n * ")}\n */` : `/** ${inside} */`;
}
