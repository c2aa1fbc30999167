// Parses JSON from outside: UTF-8 only, no lone surrogates, no numbers beyond the finite ones, no deep nesting.

export type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

const MAX_DEPTH = 64;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Never throws. A byte order mark, a comment, or anything behind the value is refused too. */
export function parseJson(json: Uint8Array | string): Parsed {
  let text: string;
  try {
    text = typeof json === "string" ? json : decoder.decode(json);
  } catch {
    return refused("it is not UTF-8");
  }
  try {
    const value: unknown = JSON.parse(text);
    const flaw = flawOf(value);
    return flaw === undefined ? { ok: true, value } : refused(flaw);
  } catch (error) {
    return refused(reasonOf(error, text));
  }
}

function refused(reason: string): Parsed {
  return { ok: false, reason };
}

/** What JSON.parse lets through and we do not. */
function flawOf(value: unknown): string | undefined {
  let layer: unknown[] = [value];
  for (let depth = 0; layer.length > 0; depth++) {
    if (depth > MAX_DEPTH) return `it is nested more than ${MAX_DEPTH} deep`;
    const next: unknown[] = [];
    for (const one of layer) {
      if (typeof one === "string" && loneSurrogate.test(one)) return "a text holds half a character (a lone surrogate)";
      if (typeof one === "number" && !Number.isFinite(one)) return "a number is too large";
      if (typeof one !== "object" || one === null) continue;
      if (Array.isArray(one)) for (const element of one as unknown[]) next.push(element);
      else for (const [key, field] of Object.entries(one)) next.push(key, field);
    }
    layer = next;
  }
  return undefined;
}

const loneSurrogate = /\p{Cs}/u;

/** The engine's words, without the pieces of the text that it quotes. */
function reasonOf(error: unknown, text: string): string {
  if (text.trim() === "") return "it is empty";
  if (text.startsWith("\uFEFF")) return "it starts with a byte order mark";
  const message = error instanceof Error ? error.message : "";
  const at = /position (\d+)/.exec(message)?.[1];
  if (/end of JSON input|Unterminated/.test(message)) return "it ends too early";
  if (/after JSON/.test(message)) return `there is something after the value, at character ${Number(at) + 1}`;
  if (Number(at) === text.length) return "it ends too early";
  if (at !== undefined) return `unexpected text at character ${Number(at) + 1}`;
  const token = /Unexpected token '(.)'/su.exec(message)?.[1];
  return token === undefined ? "it holds something that JSON does not know" : `unexpected \`${token}\``;
}
