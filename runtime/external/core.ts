// What every step of an external assignment works with: the options, checked once; refusals; what a link admits to.
import type { ExternalAssignmentData } from "../assignment.ts";
import type { Policy } from "../policy.ts";
import type { Schema } from "../schema.ts";
import { field } from "../values.ts";
import { aboutLink, type Audit, type AuditRecord, type RefusalReason } from "./audit.ts";
import { isPlainText, jitter } from "./bytes.ts";
import { hasCode, LinkRefused, StoreUnavailable } from "./errors.ts";
import { actionOf, Guest } from "./guest.ts";
import { KeyRing, type Key } from "./keys.ts";
import { commonScope, type Scope, type Thing } from "./scope.ts";
import { isSealed } from "./seal.ts";
import type { EndOutcome, Link, LinkStore, Seen } from "./store.ts";

/** An instance as it is stored. `version` changes whenever links for it must stop working: it moves on, is reassigned, ends. */
export interface Instance {
  readonly object: object;
  readonly version: string | number;
}

export interface LoadRequest<Tx> {
  /** The assignment's name. */
  readonly assignment: string;
  readonly class: string;
  readonly id: string;
  /** Read by it if there is one, so that nothing changes between this check and the commit. */
  readonly transaction: Tx | undefined;
}

/** A second proof, asked for at the start: something that only the person meant knows. */
export interface Proof {
  /** For the page: `Your postal code`. */
  readonly label: string;
  readonly check: (given: { readonly assignment: string; readonly instance: object; readonly answer: string }) => boolean | Promise<boolean>;
}

/** What a generated module exports: an interface with the names of its assignments, which are not known here. */
export type AssignmentsOf<A> = { readonly [K in keyof A]: ExternalAssignmentData };

export interface ExternalAssignmentsOptions<S extends Schema, Tx, A extends AssignmentsOf<A> = Readonly<Record<string, ExternalAssignmentData>>> {
  /** Asked again at every step. */
  readonly policy: Policy<S>;
  /** `externalAssignments` of the generated module. */
  readonly assignments: A;
  /** Reads an instance; undefined if there is none (any more). */
  readonly load: (request: LoadRequest<Tx>) => Instance | undefined | Promise<Instance | undefined>;
  readonly store: LinkStore<Tx>;
  /** The first signs, up to three verify. */
  readonly keys: readonly Key[];
  /** `https://complaints.example`, or with a path: links are below its `/x/`. Nothing of a request ever replaces it. */
  readonly baseUrl: string;
  /** For the policy's `now` and for audit records. Lifetimes follow the store's clock. */
  readonly clock?: () => number;
  /** Called after each step. Its errors are not looked at. */
  readonly audit?: Audit;
  /** Links of another tenant are refused. */
  readonly tenant?: string;
  /** Links for another audience are refused. `baseUrl` unless it is given. */
  readonly audience?: string;
  /** The id of an object of the application; its own property `id` unless it is given. */
  readonly idOf?: (object: object) => unknown;
  readonly proof?: Proof;
  /** How long a claim of a business call holds without a sign of life, in milliseconds. */
  readonly lease?: number;
}

export interface Core<S extends Schema, Tx> {
  readonly policy: Policy<S>;
  readonly assignments: ReadonlyMap<string, ExternalAssignmentData>;
  readonly load: ExternalAssignmentsOptions<S, Tx>["load"];
  readonly store: LinkStore<Tx>;
  readonly ring: KeyRing;
  /** Without a slash at its end. */
  readonly base: string;
  readonly clock: () => number;
  readonly audit: Audit;
  readonly tenant: string;
  readonly audience: string;
  readonly idOf: (object: object) => unknown;
  readonly proof: Proof | undefined;
  readonly lease: number;
}

/** Throws TypeError for what can't be used. */
export function coreOf<S extends Schema, Tx, A extends AssignmentsOf<A>>(options: ExternalAssignmentsOptions<S, Tx, A>): Core<S, Tx> {
  const base = baseOf(options.baseUrl);
  const clock = options.clock ?? Date.now;
  const { tenant = "default", audience = base, lease = 30_000 } = options;
  if (!isPlainText(tenant, 200) || !isPlainText(audience, 2_000)) throw new TypeError("tenant and audience are texts");
  if (!Number.isSafeInteger(lease) || lease < 100) throw new TypeError("a lease has at least 100 milliseconds");
  return {
    policy: options.policy.with({ now: clock }),
    assignments: new Map(Object.values<ExternalAssignmentData>(options.assignments).map((assignment) => [assignment.name, assignment])),
    load: options.load,
    store: options.store,
    ring: new KeyRing(options.keys),
    base,
    clock,
    tenant,
    audience,
    lease,
    audit: options.audit ?? (() => undefined),
    idOf: options.idOf ?? ((object) => field(object, "id")),
    proof: options.proof,
  };
}

/** HTTPS, or this machine. */
function baseOf(text: string): string {
  const url = new URL(text);
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && local)) throw new TypeError("baseUrl has to be https");
  if (url.search !== "" || url.hash !== "" || url.username !== "" || url.password !== "") throw new TypeError("baseUrl is an origin and a path");
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/** Writes an audit record. What the host's function throws changes nothing. */
export function record<S extends Schema, Tx>(core: Core<S, Tx>, about: Omit<AuditRecord, "at" | "tenant">): void {
  try {
    const done: unknown = core.audit({ at: core.clock(), tenant: core.tenant, ...about });
    Promise.resolve(done).catch(() => undefined);
  } catch {
    // See `audit` in the options.
  }
}

export function refuse<S extends Schema, Tx>(core: Core<S, Tx>, reason: RefusalReason, link?: Link, session?: string): never {
  record(core, { event: "refused", ...(link && aboutLink(link)), ...(session === undefined ? {} : { session: session.slice(0, 8) }), reason });
  throw new LinkRefused();
}

/** Why a link can't be used, as far as its row tells. */
export async function judge<S extends Schema, Tx>(core: Core<S, Tx>, { link, now, acceptance }: Seen): Promise<RefusalReason | undefined> {
  const sealed = await isSealed(core.ring, link);
  if (!core.ring.knows(link.kid)) return "UNKNOWN_KEY";
  if (!sealed) return "ALTERED";
  if (link.tenant !== core.tenant || link.audience !== core.audience) return "OTHER_SERVICE";
  if (link.state !== "issued" && link.state !== "active") return reasons[link.state];
  if (now < link.notBefore) return "NOT_YET";
  if (now >= link.expiresAt) return "EXPIRED";
  return acceptance?.state === "accepted" ? "USED" : undefined;
}

const reasons = {
  consumed: "USED",
  superseded: "SUPERSEDED",
  revoked: "REVOKED",
  locked: "LOCKED",
  closed: "CLOSED",
  expired: "EXPIRED",
} as const satisfies Partial<Record<Link["state"], RefusalReason>>;

/** Writes down that a link has ended in another way than by a step of its own. */
export async function noteEnd<S extends Schema, Tx>(core: Core<S, Tx>, link: Link, reason: RefusalReason): Promise<void> {
  if (link.state !== "issued" && link.state !== "active") return;
  if (reason === "EXPIRED") await core.store.end(link.id, "expired");
  if (reason !== "CLOSED" && reason !== "USED") return;
  if ((await core.store.end(link.id, "closed")) === "done") record(core, { event: "closed", ...aboutLink(link) });
}

export interface Admitted<S extends Schema> {
  readonly assignment: ExternalAssignmentData;
  readonly scope: Scope;
  readonly instance: object;
  readonly guest: Guest<S>;
}

/** Asks the application for the instance, and the policy of today whether something of what the link is for is allowed. */
export async function admit<S extends Schema, Tx>(core: Core<S, Tx>, link: Link, on?: Tx): Promise<Admitted<S> | RefusalReason> {
  const assignment = core.assignments.get(link.kind);
  const scope = assignment && commonScope(link.scope, assignment);
  if (assignment === undefined || scope === undefined) return "NOT_DECLARED";
  const loaded = await core.load({ assignment: link.kind, class: scope.class, id: link.instance, transaction: on });
  if (loaded === undefined || String(loaded.version) !== link.version) return "CLOSED";
  const guest = guestOf(core, scope, link.instance, loaded.object);
  if (!scope.things.some((thing) => mayPerform(guest, scope, thing, loaded.object))) return "DENIED";
  return { assignment, scope, instance: loaded.object, guest };
}

export function guestOf<S extends Schema, Tx>(core: Core<S, Tx>, scope: Scope, id: string, object: object): Guest<S> {
  return new Guest(core.policy, scope, { id, object, idOf: core.idOf });
}

export function mayPerform<S extends Schema>(guest: Guest<S>, { class: cls }: Scope, thing: Thing, object: object): boolean {
  return guest.decide(actionOf(thing), cls as never, object as never).allowed;
}

/** Asks again while a business call is under way; StoreUnavailable if that takes too long. */
export async function untilSettled<R>(step: () => Promise<R | "busy">, patience = 10_000): Promise<Exclude<R, "busy">> {
  const since = performance.now();
  for (let wait = 10; ; wait = Math.min(wait * 2, 250)) {
    const outcome = await step();
    if (outcome !== "busy") return outcome as Exclude<R, "busy">;
    if (performance.now() - since > patience) throw new StoreUnavailable("another submission is still under way");
    await new Promise((resolve) => setTimeout(resolve, jitter(wait)));
  }
}

export function endSettled<S extends Schema, Tx>(
  core: Core<S, Tx>,
  id: string,
  state: "superseded" | "revoked" | "closed",
  on?: Tx,
): Promise<Exclude<EndOutcome, "busy">> {
  return untilSettled(() => core.store.end(id, state, on));
}

/** Writes down that a store failed, for whatever step. */
export async function observed<S extends Schema, Tx, R>(core: Core<S, Tx>, step: () => Promise<R>): Promise<R> {
  try {
    return await step();
  } catch (error) {
    if (hasCode(error, "STORE_UNAVAILABLE")) record(core, { event: "unavailable" });
    throw error;
  }
}
