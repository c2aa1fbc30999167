// One value, sealed: AES-256-GCM under a key of its record's own, bound to the place where it is stored.
import { fieldBytes, toBase64url } from "../bytes.ts";
import { EncryptionError } from "./errors.ts";
import { currentKid, isKid, secretOf } from "./keys.ts";
import type { KeySource } from "./keys.ts";
import { fromBytes, toBytes } from "./stored.ts";

/** A stored value: `v1.KID.…`. It is told from a text by its place, which the policy names, and never by how it looks. */
export type Sealed = string & { readonly [isSealed]: true };
declare const isSealed: unique symbol;

/** Whose record a value is of, and what it is called. Each part is bound, so that a value that is moved cannot be read. */
export interface Place {
  readonly tenant: string;
  readonly class: string;
  /** The record's id. */
  readonly record: string;
}

/** The values of one record. `property` is a path. Both throw EncryptionError, with the same words for whatever is wrong. */
export interface RecordSealer {
  seal(property: string, value: unknown): Promise<Sealed>;
  open(property: string, sealed: unknown): Promise<unknown>;
}

type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** With random nonces, one key must not encrypt more (NIST SP 800-38D, 8.3). Far more than enough, since records have keys of their own. */
const MAX_USES = 2 ** 32;

export class Sealer {
  private readonly source: KeySource;
  private readonly keys = new Map<string, Promise<CryptoKey>>();
  private readonly uses: Map<string, number>;

  constructor(source: KeySource, uses: ReadonlyMap<string, number>) {
    this.source = source;
    this.uses = new Map(uses);
  }

  /** By kid, how many values it has encrypted. */
  get used(): ReadonlyMap<string, number> {
    return new Map(this.uses);
  }

  /** Derives the record's key once. */
  record(place: Place): RecordSealer {
    const keys = new Map<string, Promise<CryptoKey>>();
    const keyOf = (kid: string): Promise<CryptoKey> => {
      const key = keys.get(kid) ?? this.derive(kid, place);
      keys.set(kid, key);
      return key;
    };
    return {
      seal: async (property, value) => {
        const bytes = toBytes(value);
        const kid = await currentKid(this.source);
        this.count(kid);
        return sealedBy(await keyOf(kid), kid, bindingOf(place, property, kid), bytes);
      },
      open: async (property, sealed) => {
        const { kid, bytes } = parse(sealed);
        return openedBy(await keyOf(kid), bindingOf(place, property, kid), bytes);
      },
    };
  }

  private count(kid: string): void {
    const used = this.uses.get(kid) ?? 0;
    if (used >= MAX_USES - 1) throw new EncryptionError("KEY_EXHAUSTED");
    this.uses.set(kid, used + 1);
  }

  private async derive(kid: string, { tenant, class: cls, record }: Place): Promise<CryptoKey> {
    const info = fieldBytes(["aclc encryption v1 record", tenant, cls, record, kid]);
    const algorithm = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
    return crypto.subtle.deriveKey(algorithm, await this.masterKey(kid), { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

  /** Kept once it is there; a key store that failed is asked again. */
  private async masterKey(kid: string): Promise<CryptoKey> {
    let key = this.keys.get(kid);
    if (key === undefined) {
      key = secretOf(this.source, kid).then((secret) => crypto.subtle.importKey("raw", new Uint8Array(secret), "HKDF", false, ["deriveKey"]));
      this.keys.set(kid, key);
      key.catch(() => this.keys.delete(kid));
    }
    return key;
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

async function sealedBy(key: CryptoKey, kid: string, additionalData: Bytes, bytes: Bytes): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const encrypted = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, bytes));
  const all = new Uint8Array(NONCE_BYTES + encrypted.length);
  all.set(iv);
  all.set(encrypted, NONCE_BYTES);
  return `v1.${kid}.${toBase64url(all)}` as Sealed;
}

async function openedBy(key: CryptoKey, additionalData: Bytes, bytes: Bytes): Promise<unknown> {
  try {
    const iv = bytes.subarray(0, NONCE_BYTES);
    return fromBytes(new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, bytes.subarray(NONCE_BYTES))));
  } catch {
    throw new EncryptionError("NOT_AUTHENTIC");
  }
}

function bindingOf({ tenant, class: cls, record }: Place, property: string, kid: string): Bytes {
  return fieldBytes(["aclc encryption v1", tenant, cls, property, record, kid]);
}

function parse(sealed: unknown): { readonly kid: string; readonly bytes: Bytes } {
  const [, kid, text = ""] = /^v1\.([^.]*)\.([A-Za-z0-9_-]+)$/.exec(typeof sealed === "string" ? sealed : "") ?? [];
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
    if (isKid(kid) && bytes.length >= NONCE_BYTES + TAG_BYTES && toBase64url(bytes) === text) return { kid, bytes };
  } catch {
    // No base64.
  }
  throw new EncryptionError("NOT_AUTHENTIC");
}
