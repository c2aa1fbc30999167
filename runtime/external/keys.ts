// The server's keys: the first signs, up to three verify; each is known by its `kid`.
import { fieldBytes, isBytes, toBase64url } from "../bytes.ts";

export interface Key {
  /** Stored with each link. Letters, digits, `.`, `_` and `-`. */
  readonly kid: string;
  /** At least 32 random bytes. */
  readonly secret: Uint8Array;
}

type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const MAX_KEYS = 3;
const MIN_BYTES = 32;

/** Throws TypeError for keys that are none: there is no default key, and no falling back. */
export class KeyRing {
  /** The key that signs. */
  readonly issuing: string;
  private readonly keys: ReadonlyMap<string, Promise<CryptoKey>>;

  constructor(keys: readonly Key[]) {
    const [first] = keys;
    if (first === undefined || keys.length > MAX_KEYS) throw new TypeError(`from 1 to ${MAX_KEYS} keys are needed: the first signs, all verify`);
    for (const { kid, secret } of keys) checkKey(kid, secret);
    if (new Set(keys.map(({ kid }) => kid)).size < keys.length) throw new TypeError("two keys have the same kid");
    this.issuing = first.kid;
    this.keys = new Map(keys.map(({ kid, secret }) => [kid, importKey(secret)]));
  }

  knows(kid: string): boolean {
    return this.keys.has(kid);
  }

  /** HMAC-SHA-256 over the fields. An unknown `kid` costs the same time, and gives nothing that could equal what is stored. */
  async sign(kid: string, fields: readonly string[]): Promise<string | undefined> {
    const known = this.keys.get(kid);
    const key = await (known ?? this.keys.get(this.issuing));
    if (key === undefined) throw new TypeError("there is no key");
    const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, fieldBytes(fields)));
    return known === undefined ? undefined : toBase64url(mac);
  }
}

function checkKey(kid: unknown, secret: unknown): void {
  if (typeof kid !== "string" || !/^[\w.-]{1,32}$/.test(kid)) throw new TypeError("a kid has 1 to 32 letters, digits, `.`, `_` or `-`");
  if (!isBytes(secret) || secret.length < MIN_BYTES) throw new TypeError(`the secret of key ${kid} needs at least ${MIN_BYTES} bytes`);
  if (new Set(secret).size < 8) throw new TypeError(`the secret of key ${kid} is not random`);
}

function importKey(secret: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", new Uint8Array(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}
