// One e-mail address, strictly: whatever could be two addresses, a header or a comment is none.

const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/**
 * `local@domain` of RFC 5321 without quoting, comments, literals and non-ASCII (write such domains as `xn--…`). The domain
 * comes back in lower case. Undefined for all else.
 */
export function parseAddress(text: unknown): string | undefined {
  if (typeof text !== "string" || text.length > 254) return undefined;
  const at = text.indexOf("@");
  const local = text.slice(0, at);
  const labels = text.slice(at + 1).split(".");
  if (at < 1 || local.length > 64 || !LOCAL.test(local) || labels.length < 2 || !labels.every((label) => LABEL.test(label))) return undefined;
  return /^\d+$/.test(labels.at(-1) ?? "") ? undefined : `${local}@${labels.join(".").toLowerCase()}`;
}
