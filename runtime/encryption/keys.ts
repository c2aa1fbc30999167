// Keys: a ring of them, each with an id; the first encrypts, the others only decrypt.
import { isBytes } from "../bytes.ts";
import { EncryptionError } from "./errors.ts";

export interface Key {
  /** Stored with each value. Letters, digits, `_` and `-`. */
  readonly kid: string;
  /** 32 random bytes. */
  readonly secret: Uint8Array;
}

/** Where keys come from. A key store's answers may be promises; what throws, rejects or is undefined is not available. */
export interface KeySource {
  /** The id of the key that encrypts. */
  current(): string | Promise<string>;
  secret(kid: string): Uint8Array | undefined | Promise<Uint8Array | undefined>;
}

const KEY_BYTES = 32;

/** Throws TypeError for keys that are none: there is no default key. */
export function keyRing(keys: readonly Key[]): KeySource {
  const [first] = keys;
  if (first === undefined) throw new TypeError("a key is needed: the first encrypts, all decrypt");
  for (const { kid, secret } of keys) {
    if (!isKid(kid)) throw new TypeError("a kid has 1 to 32 letters, digits, `_` or `-`");
    if (!isSecret(secret)) throw new TypeError(`the secret of key ${kid} is not ${KEY_BYTES} random bytes`);
  }
  const secrets = new Map(keys.map(({ kid, secret }) => [kid, new Uint8Array(secret)]));
  if (secrets.size < keys.length) throw new TypeError("two keys have the same kid");
  return { current: () => first.kid, secret: (kid) => secrets.get(kid) };
}

export function isKid(kid: unknown): kid is string {
  return typeof kid === "string" && /^[A-Za-z0-9_-]{1,32}$/.test(kid);
}

/** Also refuses what nobody drew at random. */
export function isSecret(secret: unknown): secret is Uint8Array {
  return isBytes(secret) && secret.length === KEY_BYTES && new Set(secret).size >= 8;
}

/** Throws EncryptionError KEY_UNAVAILABLE, whatever is wrong. */
export async function currentKid(source: KeySource): Promise<string> {
  try {
    const kid: unknown = await source.current();
    if (isKid(kid)) return kid;
  } catch {
    // The key store's words may tell too much.
  }
  throw new EncryptionError("KEY_UNAVAILABLE");
}

export async function secretOf(source: KeySource, kid: string): Promise<Uint8Array> {
  try {
    const secret: unknown = await source.secret(kid);
    if (isSecret(secret)) return secret;
  } catch {
    // As above.
  }
  throw new EncryptionError("KEY_UNAVAILABLE");
}
