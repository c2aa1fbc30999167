// `aclc/external/memory`: links in this process's memory, for tests and demonstrations. A restart forgets them all.
import type { Acceptance, Claim, ClaimOutcome, EndOutcome, InstanceKey, Link, LinkStore, ListFilter, Seen, Session } from "./store.ts";
import { SESSION_KEPT } from "./times.ts";

export interface MemoryStoreOptions {
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

/** Each method does its work before it first yields, so that each is one step. */
export function memoryStore({ clock = Date.now }: MemoryStoreOptions = {}): LinkStore {
  return new MemoryStore(clock);
}

interface Claimed {
  readonly lease: string;
  until: number;
}

class MemoryStore implements LinkStore {
  readonly name = "memory";
  readonly transactions = undefined;
  private readonly clock: () => number;
  private readonly links = new Map<string, Link>();
  private readonly sessions = new Map<string, Session>();
  private readonly acceptances = new Map<string, Acceptance>();
  /** By instance. */
  private readonly claims = new Map<string, Claimed>();

  constructor(clock: () => number) {
    this.clock = clock;
  }

  async now(): Promise<number> {
    return this.clock();
  }

  async add(link: Link, supersedes?: string): Promise<boolean> {
    if (this.acceptances.get(keyOf(link))?.state === "accepted") return false;
    if (supersedes !== undefined && this.endNow(supersedes, "superseded") !== "done") return false;
    this.links.set(link.id, link);
    return true;
  }

  async find(id: string): Promise<Seen | undefined> {
    return this.seen(id);
  }

  async findSession(hash: string): Promise<(Seen & { readonly session: Session }) | undefined> {
    const session = this.sessions.get(hash);
    const seen = session && this.seen(session.link);
    return session && seen && { ...seen, session };
  }

  async countFailure(id: string, limit: number): Promise<void> {
    const link = this.links.get(id);
    if (link === undefined || !isLive(link)) return;
    const failures = link.failures + 1;
    this.change(link, { failures, ...(failures >= limit && !this.isClaimed(link) ? { state: "locked", remindAt: 0 } : {}) });
  }

  async start(session: Session, limit: number): Promise<boolean> {
    const link = this.links.get(session.link);
    if (link === undefined || !this.isUsable(link, ["issued", "active"]) || link.starts >= limit) return false;
    this.change(link, { state: "active", starts: link.starts + 1, usedAt: this.clock() });
    this.sessions.set(session.hash, session);
    return true;
  }

  async touch(hash: string): Promise<void> {
    const session = this.sessions.get(hash);
    const link = session && this.links.get(session.link);
    if (session === undefined || link === undefined) return;
    this.sessions.set(hash, { ...session, usedAt: this.clock() });
    if (isLive(link)) this.change(link, { usedAt: this.clock() });
  }

  async end(id: string, state: "superseded" | "revoked" | "closed" | "expired"): Promise<EndOutcome> {
    return this.endNow(id, state);
  }

  async claim({ link: id, submission, lease, holdsFor }: Claim): Promise<ClaimOutcome> {
    const link = this.links.get(id);
    if (link === undefined || !this.isUsable(link, ["active"])) return "ended";
    const key = keyOf(link);
    if (this.acceptances.get(key)?.state === "accepted") return "ended";
    if (this.claims.get(key)?.lease !== lease && this.isClaimed(link)) return "busy";
    this.claims.set(key, { lease, until: this.clock() + holdsFor });
    this.acceptances.set(key, { link: id, submission, state: "claimed", at: this.clock(), receipt: "" });
    return "claimed";
  }

  async renew(claim: Claim): Promise<boolean> {
    const held = this.held(claim);
    if (held !== undefined) held.claimed.until = this.clock() + claim.holdsFor;
    return held !== undefined;
  }

  async complete(claim: Claim, receipt: string): Promise<boolean> {
    const held = this.held(claim);
    if (held?.link.state !== "active") return false;
    this.change(held.link, { state: "consumed", remindAt: 0 });
    this.claims.delete(held.key);
    this.acceptances.set(held.key, { link: claim.link, submission: claim.submission, state: "accepted", at: this.clock(), receipt });
    return true;
  }

  async release(claim: Claim): Promise<void> {
    const held = this.held(claim);
    if (held === undefined) return;
    this.claims.delete(held.key);
    this.acceptances.delete(held.key);
  }

  async outstanding({ tenant, kind, instance, limit, offset }: ListFilter): Promise<readonly Link[]> {
    const fits = (link: Link): boolean => link.tenant === tenant && (kind ?? link.kind) === link.kind && (instance ?? link.instance) === link.instance;
    return this.open()
      .filter(fits)
      .sort(byAge)
      .slice(offset, offset + limit);
  }

  async due(tenant: string, quiet: number, limit: number): Promise<readonly Link[]> {
    const now = this.clock();
    const isDue = (link: Link): boolean => link.tenant === tenant && link.remindAt > 0 && link.remindAt <= now && link.usedAt <= now - quiet;
    return this.open()
      .filter(isDue)
      .sort((a, b) => a.remindAt - b.remindAt)
      .slice(0, limit);
  }

  async postpone({ id, remindAt }: Link, by: number): Promise<boolean> {
    const link = this.links.get(id);
    if (link?.remindAt !== remindAt || !isLive(link)) return false;
    this.change(link, { remindAt: this.clock() + by });
    return true;
  }

  async purge(keep: number): Promise<number> {
    const old = [...this.links.values()].filter(({ expiresAt }) => expiresAt + keep <= this.clock());
    for (const { id } of old) this.links.delete(id);
    const keys = new Set([...this.links.values()].map(keyOf));
    for (const key of this.acceptances.keys()) if (!keys.has(key)) this.acceptances.delete(key);
    for (const { hash, link, startedAt } of this.sessions.values()) {
      if (!this.links.has(link) || startedAt + SESSION_KEPT <= this.clock()) this.sessions.delete(hash);
    }
    return old.length;
  }

  private seen(id: string): Seen | undefined {
    const link = this.links.get(id);
    return link && { now: this.clock(), link, acceptance: this.acceptances.get(keyOf(link)) };
  }

  private endNow(id: string, state: "superseded" | "revoked" | "closed" | "expired"): EndOutcome {
    const link = this.links.get(id);
    if (link === undefined || !isLive(link) || (state === "expired" && link.expiresAt > this.clock())) return "ended";
    if (this.isClaimed(link) && this.acceptances.get(keyOf(link))?.link === id) return "busy";
    this.change(link, { state, remindAt: 0 });
    return "done";
  }

  private change(link: Link, to: Partial<Link>): void {
    this.links.set(link.id, { ...link, ...to });
  }

  private isClaimed(link: Link): boolean {
    return (this.claims.get(keyOf(link))?.until ?? 0) > this.clock();
  }

  private isUsable(link: Link, states: readonly Link["state"][]): boolean {
    const now = this.clock();
    return states.includes(link.state) && link.notBefore <= now && link.expiresAt > now;
  }

  private held({ link: id, lease }: Claim): { link: Link; key: string; claimed: Claimed } | undefined {
    const link = this.links.get(id);
    const key = link && keyOf(link);
    const claimed = this.claims.get(key ?? "");
    return link && key !== undefined && claimed?.lease === lease ? { link, key, claimed } : undefined;
  }

  private open(): Link[] {
    const now = this.clock();
    return [...this.links.values()].filter((link) => isLive(link) && link.expiresAt > now && this.acceptances.get(keyOf(link))?.state !== "accepted");
  }
}

function keyOf({ tenant, kind, instance, version }: InstanceKey): string {
  return JSON.stringify([tenant, kind, instance, version]);
}

function isLive({ state }: Link): boolean {
  return state === "issued" || state === "active";
}

function byAge(a: Link, b: Link): number {
  return a.issuedAt - b.issuedAt || (a.id < b.id ? -1 : 1);
}
