// What `aclc/encryption` offers: whole records, with the properties that the policy names sealed (docs/data.md).
import type { PolicyData } from "../data.ts";
import type { Policy } from "../policy.ts";
import type { AnySchema, ClassName, Schema } from "../schema.ts";
import { field, isPage } from "../values.ts";
import { BlindIndex } from "./blind-index.ts";
import { EncryptionError } from "./errors.ts";
import type { Key, KeySource } from "./keys.ts";
import { Sealer } from "./seal.ts";
import type { RecordSealer, Sealed } from "./seal.ts";

export { EncryptionError } from "./errors.ts";
export type { EncryptionErrorCode } from "./errors.ts";
export { keyRing } from "./keys.ts";
export type { Key, KeySource } from "./keys.ts";
export type { Sealed } from "./seal.ts";

export interface EncryptionOptions {
  /** `keyRing([…])`, or a key store. */
  readonly keys: KeySource;
  /** Whose records these are. Values of one tenant cannot be read as those of another. */
  readonly tenant: string;
  /** A key of its own, for `index`; without it there is no equality search. */
  readonly indexKey?: Key;
  /** What `used` said before this process started, if the host keeps it. */
  readonly used?: ReadonlyMap<string, number>;
}

/** The names of the properties that are sealed as a whole. */
type SealedNames<S extends Schema, K extends string> = S extends { readonly encrypted: Readonly<Record<K, infer N extends string>> } ? N : never;
/** A record as it is stored. */
export type Stored<T, N extends PropertyKey> = { readonly [P in keyof T]: P extends N ? Sealed | Extract<T[P], null | undefined> : T[P] };
/** A stored record, opened: with the types of the class `O`. */
export type Opened<T, N extends PropertyKey, O> = { readonly [P in keyof T]: P extends N & keyof O ? O[P] : T[P] };

export interface OpenedRecord<R> {
  readonly record: R;
  /** One for each value that could not be read, which is masked in `record`: log their codes, and do not save the record. */
  readonly failures: readonly EncryptionError[];
}

/** Throws TypeError for options that are none. */
export function createEncryption<S extends Schema = AnySchema>(policy: Policy<S>, options: EncryptionOptions): Encryption<S> {
  return new Encryption<S>(policy, options);
}

export class Encryption<S extends Schema = AnySchema> {
  private readonly policy: Pick<Policy<S>, "loaded">;
  private readonly tenant: string;
  private readonly sealer: Sealer;
  private readonly blindIndex: BlindIndex | undefined;

  constructor(policy: Pick<Policy<S>, "loaded">, { keys, tenant, indexKey, used }: EncryptionOptions) {
    if (typeof keys?.current !== "function" || typeof keys.secret !== "function") throw new TypeError("keys are needed: there is no default key");
    if (typeof tenant !== "string" || tenant === "") throw new TypeError("a tenant is needed");
    this.policy = policy;
    this.tenant = tenant;
    this.sealer = new Sealer(keys, used ?? new Map());
    this.blindIndex = indexKey === undefined ? undefined : new BlindIndex(indexKey);
  }

  /** By kid, how many values it has encrypted: to be watched, and kept by hosts that restart often. */
  get used(): ReadonlyMap<string, number> {
    return this.sealer.used;
  }

  /**
   * A copy to store. `id` is the record's and never changes; `cls` its own class, not one above it.
   * Throws EncryptionError rather than give what is not sealed. Absent and null stay so.
   */
  async encrypt<K extends ClassName<S>, T extends S["classes"][K] & object>(cls: K, record: T, id: string): Promise<Stored<T, SealedNames<S, K>>> {
    const copy = await this.walk(cls, record, id, (sealer, property, value) => sealer.seal(property, value));
    return copy as Stored<T, SealedNames<S, K>>;
  }

  /** Never throws for what is stored: what cannot be read is masked, a text with `********`, anything else by leaving it out. */
  async decrypt<K extends ClassName<S>, T extends object>(cls: K, stored: T, id: string): Promise<OpenedRecord<Opened<T, SealedNames<S, K>, S["classes"][K]>>> {
    const failures: EncryptionError[] = [];
    const record = await this.walk(cls, stored, id, async (sealer, property, value, isText) => {
      try {
        return await sealer.open(property, value);
      } catch (error) {
        failures.push(new EncryptionError(error instanceof EncryptionError ? error.code : "NOT_AUTHENTIC", property));
        return isText ? "********" : undefined;
      }
    });
    return { record: record as Opened<T, SealedNames<S, K>, S["classes"][K]>, failures };
  }

  /**
   * What to store beside a sealed value, and to search for: equal values give equal texts. Whoever reads the table sees
   * which records have the same value, and how often: only for values of which there are many.
   */
  async index<K extends ClassName<S>>(cls: K, property: string, value: unknown): Promise<string> {
    if (this.blindIndex === undefined) throw new TypeError("there is no key for the index: give indexKey");
    if (!sealedPaths(this.policy.loaded.data, this.classId(cls)).has(property)) throw new TypeError(`${cls} has no sealed property ${property}`);
    return this.blindIndex.hash(this.tenant, cls, property, value);
  }

  private classId(cls: string): number {
    const id = this.policy.loaded.classes.read().of(cls);
    if (id === undefined) throw new TypeError(`the policy does not know ${JSON.stringify(cls)}`);
    return id;
  }

  /** A copy of the record's own properties, with those that the policy names changed. */
  private async walk(cls: string, record: object, id: string, change: Change): Promise<object> {
    if (typeof id !== "string" || id === "") throw new TypeError("the record's id is needed");
    if (!isPage(record)) throw new TypeError("a record is needed");
    const paths = sealedPaths(this.policy.loaded.data, this.classId(cls));
    const sealer = this.sealer.record({ tenant: this.tenant, class: cls, record: id });
    const copyOf = async (from: object, prefix: string): Promise<object> => {
      const entries = Object.keys(from).map(async (name): Promise<[string, unknown]> => {
        const property = prefix + name;
        const isText = paths.get(property);
        if (isText === undefined) {
          const value = (from as Record<string, unknown>)[name];
          return [name, hasBelow(paths, property) && isPage(value) ? await copyOf(value, `${property}.`) : value];
        }
        const value = field(from, name);
        if (value === undefined || value === null) return [name, value];
        return [name, await change(sealer, property, value, isText)];
      });
      return Object.fromEntries(await Promise.all(entries));
    };
    return copyOf(record, "");
  }
}

type Change = (sealer: RecordSealer, property: string, value: unknown, isText: boolean) => Promise<unknown>;

/** The paths of properties that are sealed, and whether each is a text. */
function sealedPaths({ views, viewOf }: PolicyData, cls: number): ReadonlyMap<string, boolean> {
  return new Map((views[viewOf[cls] ?? 0] ?? []).flatMap(([path, , notes]) => (notes?.encrypted === 1 ? [[path, notes.kind === "text"] as const] : [])));
}

function hasBelow(paths: ReadonlyMap<string, boolean>, property: string): boolean {
  for (const path of paths.keys()) if (path.startsWith(`${property}.`)) return true;
  return false;
}
