// What a store of links keeps and promises. Each promise is one atomic step by the store's own clock.

/** Terminal from `consumed` on: such a state never changes. */
export type LinkState = "issued" | "active" | "consumed" | "superseded" | "revoked" | "locked" | "closed" | "expired";

/** One link. All times are milliseconds since 1970. `mac` and `seal` bind everything above `state`. */
export interface Link {
  /** The hash of the token's selector. */
  readonly id: string;
  readonly kid: string;
  readonly mac: string;
  readonly seal: string;
  readonly tenant: string;
  /** The external assignment's name. */
  readonly kind: string;
  readonly audience: string;
  readonly instance: string;
  readonly version: string;
  /** Group, class and what may be performed there, as `scopeText` writes it. */
  readonly scope: string;
  readonly recipient: string;
  readonly issuedAt: number;
  readonly notBefore: number;
  readonly expiresAt: number;
  readonly state: LinkState;
  /** Wrong verifiers so far. */
  readonly failures: number;
  readonly starts: number;
  /** When it was last worked with; 0 if never. */
  readonly usedAt: number;
  /** When the next reminder is due; 0 if none is. */
  readonly remindAt: number;
  /** How many reminders came before this link. */
  readonly reminders: number;
}

/** Of all links for one instance in one version, at most one is accepted: this is the unique key. */
export type InstanceKey = Pick<Link, "tenant" | "kind" | "instance" | "version">;

export interface Acceptance {
  /** The link that was used. */
  readonly link: string;
  readonly submission: string;
  /** `claimed`: a business call is under way, until its lease ends. */
  readonly state: "claimed" | "accepted";
  /** When it was accepted. */
  readonly at: number;
  readonly receipt: string;
}

export interface Session {
  /** The hash of the cookie's secret. */
  readonly hash: string;
  readonly link: string;
  /** Binds it to the link, by the link's key. */
  readonly mac: string;
  readonly startedAt: number;
  readonly usedAt: number;
}

/** A link as it was at `now`, with the acceptance for its instance. */
export interface Seen {
  readonly now: number;
  readonly link: Link;
  readonly acceptance: Acceptance | undefined;
}

export interface Claim {
  readonly link: string;
  readonly submission: string;
  /** A name for this attempt. The same step with the same name again changes nothing more. */
  readonly lease: string;
  /** How long it holds, in milliseconds, unless it is renewed. */
  readonly holdsFor: number;
}

/** `busy`: a business call is under way, so that the end is not known yet. */
export type EndOutcome = "done" | "busy" | "ended";
export type ClaimOutcome = "claimed" | "busy" | "ended";

export interface ListFilter {
  readonly tenant: string;
  readonly kind?: string | undefined;
  readonly instance?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/**
 * `on` is a transaction of the caller's, where the store has such. Every method throws StoreUnavailable when the store
 * does not answer, or can't be sure; then the step was taken as a whole or not at all.
 */
export interface LinkStore<Tx = never> {
  /** For messages: `memory`, `sqlite`, … */
  readonly name: string;
  now(on?: Tx): Promise<number>;
  /** False if the instance was answered already, or if `supersedes` could not be superseded in the same step. */
  add(link: Link, supersedes?: string, on?: Tx): Promise<boolean>;
  find(id: string, on?: Tx): Promise<Seen | undefined>;
  findSession(hash: string, on?: Tx): Promise<(Seen & { readonly session: Session }) | undefined>;
  /** Counts a wrong verifier; at `limit` the link is locked. */
  countFailure(id: string, limit: number): Promise<void>;
  /** Makes the link active and keeps the session, if the link may be started. */
  start(session: Session, limit: number): Promise<boolean>;
  touch(hash: string, on?: Tx): Promise<void>;
  /** Ends a link that has not ended; `expired` only when it is. */
  end(id: string, state: "superseded" | "revoked" | "closed" | "expired", on?: Tx): Promise<EndOutcome>;
  claim(claim: Claim): Promise<ClaimOutcome>;
  renew(claim: Claim): Promise<boolean>;
  /** Consumes the link and keeps the receipt, if the claim still holds. */
  complete(claim: Claim, receipt: string): Promise<boolean>;
  /** Gives a claim back: the link is active as before. */
  release(claim: Claim): Promise<void>;
  /** Links that may still be used, oldest first. */
  outstanding(filter: ListFilter, on?: Tx): Promise<readonly Link[]>;
  /** Links whose reminder is due and that nobody worked with in the last `quiet` milliseconds. */
  due(tenant: string, quiet: number, limit: number): Promise<readonly Link[]>;
  /** Moves a due reminder by `by` milliseconds; false if somebody else did. */
  postpone(link: Link, by: number): Promise<boolean>;
  /** Deletes what expired more than `keep` milliseconds ago. Returns how many links. */
  purge(keep: number): Promise<number>;
  /** Undefined where links and business data can't share a transaction. */
  readonly transactions: Transactions<Tx> | undefined;
}

export interface Transactions<Tx> {
  /** Commits when `run` returns, takes everything back when it throws. In `on`, as a part that can be taken back alone. */
  run<R>(on: Tx | undefined, run: (transaction: Tx) => Promise<R>): Promise<R>;
  /** The one statement that consumes. If it returns false the transaction has to be taken back. */
  consume(on: Tx, link: string, submission: string): Promise<boolean>;
  keepReceipt(on: Tx, link: string, receipt: string): Promise<void>;
}
