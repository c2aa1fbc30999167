// What an administrator and the application do with links: revoke, close, list, purge.
import type { Schema } from "../schema.ts";
import { aboutLink } from "./audit.ts";
import { endSettled, record, type Core } from "./core.ts";
import { isSealed } from "./seal.ts";
import type { Link } from "./store.ts";
import { DAY } from "./times.ts";

export interface ListRequest {
  /** The assignment's name. */
  readonly assignment?: string;
  readonly instance?: string;
  /** 100 unless it is given, at most 1,000. */
  readonly limit?: number;
  readonly offset?: number;
}

export interface Outstanding {
  readonly id: string;
  readonly assignment: string;
  readonly instance: string;
  readonly recipient: string;
  readonly state: "issued" | "active";
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly starts: number;
  /** How many reminders were sent before this link. */
  readonly reminders: number;
  /** Somebody changed the row in the store. The link is refused; find out who. */
  readonly altered: boolean;
}

/** `revoked`; `used`: the answer came first; `ended` in another way before; `unknown`. */
export type RevokeOutcome = "revoked" | "used" | "ended" | "unknown";

/** Waits for a submission that is under way: exactly one of the two happens. */
export async function revoke<S extends Schema, Tx>(core: Core<S, Tx>, id: string, on?: Tx): Promise<RevokeOutcome> {
  const link = await ownLink(core, id, on);
  if (link === undefined) return "unknown";
  if ((await endSettled(core, id, "revoked", on)) === "done") {
    record(core, { event: "revoked", ...aboutLink(link) });
    return "revoked";
  }
  return (await core.store.find(id, on))?.link.state === "consumed" ? "used" : "ended";
}

/** Closes every outstanding link for an instance: it ended, or somebody moved it on without an answer. Returns how many. */
export async function close<S extends Schema, Tx>(core: Core<S, Tx>, { assignment, instance }: CloseRequest, on?: Tx): Promise<number> {
  let closed = 0;
  const filter = { tenant: core.tenant, kind: assignment, instance, limit: PAGE };
  for (let offset = 0, page = PAGE; page === PAGE;) {
    const links = await core.store.outstanding({ ...filter, offset }, on);
    const ended = await Promise.all(links.map((link) => closeOne(core, link, on)));
    const done = ended.filter(Boolean).length;
    closed += done;
    offset += links.length - done;
    page = links.length;
  }
  return closed;
}

export interface CloseRequest {
  /** The assignment's name; all of them if it is not given. */
  readonly assignment?: string | undefined;
  readonly instance: string;
}

export async function list<S extends Schema, Tx>(
  core: Core<S, Tx>,
  { assignment, instance, limit = 100, offset = 0 }: ListRequest,
): Promise<readonly Outstanding[]> {
  const links = await core.store.outstanding({ tenant: core.tenant, kind: assignment, instance, limit: Math.min(limit, PAGE), offset });
  return Promise.all(links.map((link) => entryOf(core, link)));
}

/** Deletes what expired more than 30 days ago: until then a used link is known as used. */
export async function purge<S extends Schema, Tx>(core: Core<S, Tx>): Promise<number> {
  const count = await core.store.purge(30 * DAY);
  record(core, { event: "purged", count });
  return count;
}

const PAGE = 1_000;

/** Links of other tenants are unknown here. */
export async function ownLink<S extends Schema, Tx>({ store, tenant }: Core<S, Tx>, id: string, on?: Tx): Promise<Link | undefined> {
  const link = (await store.find(id, on))?.link;
  return link?.tenant === tenant ? link : undefined;
}

async function closeOne<S extends Schema, Tx>(core: Core<S, Tx>, link: Link, on?: Tx): Promise<boolean> {
  if ((await endSettled(core, link.id, "closed", on)) !== "done") return false;
  record(core, { event: "closed", ...aboutLink(link) });
  return true;
}

async function entryOf<S extends Schema, Tx>({ ring }: Core<S, Tx>, link: Link): Promise<Outstanding> {
  const { id, kind, instance, recipient, state, issuedAt, expiresAt, starts, reminders } = link;
  const altered = ring.knows(link.kid) && !(await isSealed(ring, link));
  return { id, assignment: kind, instance, recipient, state: state === "active" ? "active" : "issued", issuedAt, expiresAt, starts, reminders, altered };
}
