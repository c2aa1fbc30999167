// The secret of a link: `aclx1_<selector><_><verifier>`, 128 and 256 random bits.
import { isBase64url, randomText, sha256 } from "./bytes.ts";

export interface Token {
  /** The look-up key. Stores keep only its hash. */
  readonly selector: string;
  /** Never stored. */
  readonly verifier: string;
}

const PREFIX = "aclx1_";
const SELECTOR_BYTES = 16;
const VERIFIER_BYTES = 32;
const SELECTOR_END = PREFIX.length + 22;
const LENGTH = SELECTOR_END + 1 + 43;

export function newToken(): Token {
  return { selector: randomText(SELECTOR_BYTES), verifier: randomText(VERIFIER_BYTES) };
}

export function writeToken({ selector, verifier }: Token): string {
  return `${PREFIX}${selector}_${verifier}`;
}

/** By position, since base64url has `_` too. Undefined for all that `writeToken` does not write. */
export function parseToken(text: unknown): Token | undefined {
  if (typeof text !== "string" || text.length !== LENGTH || !text.startsWith(PREFIX) || text[SELECTOR_END] !== "_") return undefined;
  const selector = text.slice(PREFIX.length, SELECTOR_END);
  const verifier = text.slice(SELECTOR_END + 1);
  return isBase64url(selector, SELECTOR_BYTES) && isBase64url(verifier, VERIFIER_BYTES) ? { selector, verifier } : undefined;
}

/** The name of a link wherever it is written down: in stores, audit records, cookies' paths, lists. It opens nothing. */
export function linkIdOf(selector: string): Promise<string> {
  return sha256(`aclx1 link ${selector}`);
}

/** The secret of a work session, in a cookie. Stores keep only its hash. */
export function newSession(): string {
  return randomText(VERIFIER_BYTES);
}

export function isSession(value: unknown): value is string {
  return typeof value === "string" && isBase64url(value, VERIFIER_BYTES);
}

export function sessionHashOf(session: string): Promise<string> {
  return sha256(`aclx1 session ${session}`);
}

/** The one submission that a session may make: what a form carries, so that sending it again is no second submission. */
export function submissionOf(session: string): Promise<string> {
  return sha256(`aclx1 submission ${session}`);
}
