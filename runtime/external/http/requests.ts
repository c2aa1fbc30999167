// What is read from requests: bodies, cookies, and where they come from.

const MAX_BODY = 65_536;

/** The JSON object in a body; undefined for anything else, and for a body that is too long. */
export async function jsonBody(request: Request): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? "")) return undefined;
  const text = await bodyText(request);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** A request that this service's own pages made. Browsers say so, and scripts of other sites can't say it for them. */
export function isOwn(request: Request, origin: string): boolean {
  const site = request.headers.get("sec-fetch-site");
  return request.headers.get("origin") === origin && (site === null || site === "same-origin");
}

export function cookieOf(request: Request, name: string): string | undefined {
  const found = (request.headers.get("cookie") ?? "").split(/; */).find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

async function bodyText(request: Request): Promise<string | undefined> {
  if (request.body === null) return undefined;
  const reader = request.body.getReader() as { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(): Promise<void> };
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "";
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value?.length ?? 0;
      if (size > MAX_BODY) {
        await reader.cancel();
        return undefined;
      }
      text += decoder.decode(part.value, { stream: true });
    }
    return text + decoder.decode();
  } catch {
    return undefined;
  }
}
