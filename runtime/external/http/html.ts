// HTML that is safe by the way it is made: whatever is put into a template is escaped, unless it was made so itself.

export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | undefined | readonly Part[];

/** `html`<p>${name}</p>``: texts and numbers are escaped, lists are joined, undefined is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, index) => text + write(parts[index])).join(""));
}

function write(part: Part): string {
  if (part === undefined) return "";
  if (Array.isArray(part)) return part.map(write).join("");
  return part instanceof Html ? part.text : String(part as string | number).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
