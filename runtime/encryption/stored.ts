// Values of all types as bytes, and back: a number comes back as a number, a `Date` as a `Date`.
import { instant, isPage } from "../values.ts";
import { EncryptionError } from "./errors.ts";

type Form =
  | readonly ["t" | "n" | "i", string]
  | readonly ["b", boolean]
  | readonly ["d", number]
  | readonly ["l", readonly Form[]]
  | readonly ["p", readonly (readonly [string, Form])[]]
  | readonly ["z"];

const MAX_DEPTH = 16;

/** Throws EncryptionError NOT_STORABLE for what is no value of any type. */
export function toBytes(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(formOf(value, 0)));
}

/** Throws for bytes that `toBytes` does not give. */
export function fromBytes(bytes: Uint8Array): unknown {
  return valueOf(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Form);
}

function formOf(value: unknown, depth: number): Form {
  if (depth > MAX_DEPTH) throw new EncryptionError("NOT_STORABLE");
  if (value === null) return ["z"];
  switch (typeof value) {
    case "string":
      // A lone half of a surrogate pair would come back as another text.
      if (/\p{Surrogate}/u.test(value)) throw new EncryptionError("NOT_STORABLE");
      return ["t", value];
    case "number":
      return ["n", Object.is(value, -0) ? "-0" : String(value)];
    case "bigint":
      return ["i", String(value)];
    case "boolean":
      return ["b", value];
    case "object":
      return formOfObject(value, depth + 1);
    default:
      throw new EncryptionError("NOT_STORABLE");
  }
}

function formOfObject(value: object, depth: number): Form {
  if (Array.isArray(value)) return ["l", Array.from(value, (element: unknown) => formOf(element, depth))];
  const time = instant(value);
  if (!Number.isNaN(time)) return ["d", time];
  if (!isPage(value) || Object.prototype.toString.call(value) !== "[object Object]") throw new EncryptionError("NOT_STORABLE");
  return ["p", Object.entries(value).flatMap(([name, field]) => (field === undefined ? [] : [[name, formOf(field, depth)] as const]))];
}

function valueOf(form: Form): unknown {
  switch (form[0]) {
    case "z":
      return null;
    case "t":
    case "b":
      return form[1];
    case "n":
      return Number(form[1]);
    case "i":
      return BigInt(form[1]);
    case "d":
      return new Date(form[1]);
    case "l":
      return form[1].map(valueOf);
    case "p":
      return Object.fromEntries(form[1].map(([name, field]) => [name, valueOf(field)]));
    default:
      throw new RangeError("a form that is none");
  }
}
