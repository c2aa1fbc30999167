// The types by which a generated module tells TypeScript what its policy knows.
import type { Setting } from "./data.ts";

/** What a policy declares, as types. `classes` maps each class's name to the type of its objects. */
export interface Schema {
  readonly classes: object;
  /** By class, the type of masked copies where it is another: `Masked<Person, { salary?: number | string }>`. */
  readonly masked?: object;
  /** By class that has some, the names of the properties that are stored encrypted. */
  readonly encrypted?: object;
  readonly privileges: string;
  readonly rules: string;
  readonly groups: string;
  readonly roles: string;
  readonly operator: object;
  readonly context: object;
}

/** A policy of which nothing is known before it runs. */
export interface AnySchema extends Schema {
  readonly classes: Readonly<Record<string, object>>;
}

export type ClassName<S extends Schema> = keyof S["classes"] & string;

/** An object to decide about. Without one, nothing is known of it. */
export type ObjectOf<S extends Schema, K extends ClassName<S>> = S["classes"][K] | null | undefined;

/** A masked copy. Every property may be left out. */
export type MaskedOf<S extends Schema, K extends ClassName<S>> = S extends { readonly masked: Readonly<Record<K, infer M extends object>> }
  ? M
  : S["classes"][K];

/** What masks make of objects: numbers may become texts. */
export type Masked<T, M> = Omit<T, keyof M> & M;

/** The number of a class, which also knows the class: `classes.TGB_HR_Work_Purchase`. */
export type ClassId<K extends string> = number & { readonly [ofClass]: K };
declare const ofClass: unique symbol;

/** A setting, or what is guarded in another way. */
export type Action<S extends Schema> = Setting | PrivilegeAction<S> | RuleAction<S> | PropertyAction;
export interface PrivilegeAction<S extends Schema> {
  readonly privilege: S["privileges"];
}
export interface RuleAction<S extends Schema> {
  readonly rule: S["rules"];
}
/** Whether a property may be seen: `customer.region`, a path into a page too. */
export interface PropertyAction {
  readonly property: string;
}

/** Who asks: as a member of one access group, or with roles of its own choice. */
export type RequestorOptions<S extends Schema> = Membership<S> & {
  /** The operator's access groups, to which the requestor may switch. */
  readonly accessGroups?: readonly S["groups"][] | undefined;
  readonly operator?: S["operator"] | undefined;
  readonly context?: S["context"] | undefined;
};
type Membership<S extends Schema> =
  | { readonly accessGroup: S["groups"]; readonly roles?: undefined; readonly stop?: undefined }
  | { readonly roles: readonly S["roles"][]; readonly stop?: boolean | undefined; readonly accessGroup?: undefined };

export interface PolicyOptions {
  /** 1 experimental, 2 development, 3 quality assurance, 4 staging, 5 production. */
  readonly productionLevel?: number;
  /** The clock: milliseconds since 1970, or a `Date`. */
  readonly now?: () => number | Date;
}
