// Equality search: a keyed hash that is stored beside a sealed value. It tells who knows the key which values are equal.
import { fieldBytes, toBase64url } from "../bytes.ts";
import { instant } from "../values.ts";
import { EncryptionError } from "./errors.ts";
import { isKid, isSecret } from "./keys.ts";
import type { Key } from "./keys.ts";

export class BlindIndex {
  private readonly kid: string;
  private readonly secret: Uint8Array<ArrayBuffer>;

  constructor({ kid, secret }: Key) {
    if (!isKid(kid) || !isSecret(secret)) throw new TypeError("the key of the index needs a kid and a secret of 32 random bytes");
    this.kid = kid;
    this.secret = new Uint8Array(secret);
  }

  async hash(tenant: string, cls: string, property: string, value: unknown): Promise<string> {
    const key = await crypto.subtle.importKey("raw", this.secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const mac = await crypto.subtle.sign("HMAC", key, fieldBytes(["aclc index v1", tenant, cls, property, this.kid, ...normal(value)]));
    return toBase64url(new Uint8Array(mac));
  }
}

/** Texts in Unicode's form NFC, and otherwise as they are: whoever wants to find more (other case, no blanks) asks for that. */
function normal(value: unknown): readonly [type: string, text: string] {
  switch (typeof value) {
    case "string":
      return ["text", value.normalize("NFC")];
    case "number":
    case "bigint":
      return ["number", String(value)];
    case "boolean":
      return ["boolean", String(value)];
    default: {
      const time = instant(value);
      if (Number.isNaN(time)) throw new EncryptionError("NOT_STORABLE");
      return ["datetime", String(time)];
    }
  }
}
