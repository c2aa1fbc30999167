// A submission: the link is consumed and the business data are written together, or neither.
import type { Schema } from "../schema.ts";
import type { ExternalAssignmentData } from "../assignment.ts";
import { aboutLink, type RefusalReason } from "./audit.ts";
import { equalTexts, randomText, sha256 } from "./bytes.ts";
import { admit, mayPerform, record, untilSettled, type Admitted, type Core } from "./core.ts";
import { hasCode, StoreUnavailable } from "./errors.ts";
import type { Guest } from "./guest.ts";
import { findSession, receiptOf, refuseLink, type FoundSession } from "./start.ts";
import type { Claim, Link, Transactions } from "./store.ts";
import { submissionOf } from "./token.ts";

export interface SubmitRequest {
  /** The secret of the work session. */
  readonly session: unknown;
  /** What the form carried. */
  readonly submission: unknown;
  /** Which of the things that the link is for; all of them if it is not given. */
  readonly perform?: unknown;
}

export interface Accepted<S extends Schema> {
  readonly assignment: ExternalAssignmentData;
  readonly link: string;
  /** As `load` gave it at this step. */
  readonly instance: object;
  readonly guest: Guest<S>;
  /** The names of what is performed; the policy allows each. */
  readonly performs: readonly string[];
  /** The same for every attempt at this instance in this version, whatever the link: a business call that saw it before does nothing more. */
  readonly key: string;
}

/** Writes in the transaction that consumes the link. What it returns is the receipt; when it throws, nothing has happened. */
export interface Write<S extends Schema, Tx> {
  readonly write: (accepted: Accepted<S> & { readonly transaction: Tx }) => unknown;
  /** The caller's own, which the caller commits: only then it is accepted. */
  readonly transaction?: Tx | undefined;
}

/** Calls something that can't take part in a transaction. It may be called again with the same `key`, and has to do the work once. */
export interface Call<S extends Schema> {
  readonly call: (accepted: Accepted<S>) => unknown;
}

export type Act<S extends Schema, Tx> = Call<S> | ([Tx] extends [never] ? never : Write<S, Tx>);

export interface Submitted {
  readonly link: string;
  readonly receipt: unknown;
  /** The same submission was accepted before: nothing was done now. */
  readonly replayed: boolean;
}

const MAX_RECEIPT = 65_536;

/** Throws LinkRefused, StoreUnavailable, and what the application's own function throws. */
export async function submit<S extends Schema, Tx>(core: Core<S, Tx>, request: SubmitRequest, act: Call<S> | Write<S, Tx>): Promise<Submitted> {
  const on = "write" in act ? act.transaction : undefined;
  const found = await findSession(core, request.session, on);
  const { link, session } = found.seen;
  if (!equalTexts(String(request.submission), await submissionOf(found.session))) return refuseLink(core, link, "WRONG_SUBMISSION", session.hash);
  const replay = await replayOf(core, found);
  if (replay !== undefined) return replay;
  if (found.reason !== undefined) return refuseFound(core, found, found.reason, on);
  const outcome = "write" in act ? await writeIn(core, found, request, act) : await callUnderLease(core, found, request, act);
  if (typeof outcome === "object") {
    record(core, { event: "submitted", ...aboutLink(link), session: session.hash.slice(0, 8) });
    return outcome;
  }
  const after = await findSession(core, request.session, on);
  const again = await replayOf(core, after);
  if (again !== undefined) return again;
  const reason = outcome === "LOST" ? after.reason : outcome;
  if (reason === undefined) throw new StoreUnavailable("another submission is still under way");
  return refuseFound(core, after, reason, on);
}

/** `LOST`: somebody else was first, or the link ended in between. */
type Outcome = Submitted | RefusalReason | "LOST";

async function replayOf<S extends Schema, Tx>(core: Core<S, Tx>, { seen, session }: FoundSession): Promise<Submitted | undefined> {
  const done = await receiptOf(seen, session);
  if (done === undefined) return undefined;
  record(core, { event: "replayed", ...aboutLink(seen.link), session: seen.session.hash.slice(0, 8) });
  return { link: done.link, receipt: done.receipt, replayed: true };
}

/** In a transaction of the caller's nothing more is written: it is going to be taken back. */
function refuseFound<S extends Schema, Tx>(core: Core<S, Tx>, { seen }: FoundSession, reason: RefusalReason, on: Tx | undefined): Promise<never> {
  const link: Link = on === undefined ? seen.link : { ...seen.link, state: "consumed" };
  return refuseLink(core, link, reason, seen.session.hash);
}

async function writeIn<S extends Schema, Tx>(
  core: Core<S, Tx>,
  { seen: { link }, session }: FoundSession,
  request: SubmitRequest,
  { write, transaction: own }: Write<S, Tx>,
): Promise<Outcome> {
  const transactions: Transactions<Tx> | undefined = core.store.transactions;
  if (transactions === undefined) throw new TypeError(`the ${core.store.name} store has no transactions: submit with \`call\``);
  const submission = await submissionOf(session);
  try {
    return await transactions.run(own, async (transaction) => {
      if (!(await transactions.consume(transaction, link.id, submission))) throw new TakenBack("LOST");
      const accepted = await acceptedOf(core, link, request, transaction);
      if (typeof accepted === "string") throw new TakenBack(accepted);
      const receipt = receiptText(await write({ ...accepted, transaction }));
      await transactions.keepReceipt(transaction, link.id, receipt);
      return { link: link.id, receipt: JSON.parse(receipt) as unknown, replayed: false };
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.outcome;
    if (!hasCode(error, "STORE_UNAVAILABLE")) record(core, { event: "undone", ...aboutLink(link) });
    throw error;
  }
}

async function callUnderLease<S extends Schema, Tx>(
  core: Core<S, Tx>,
  { seen: { link }, session }: FoundSession,
  request: SubmitRequest,
  { call }: Call<S>,
): Promise<Outcome> {
  const claim: Claim = { link: link.id, submission: await submissionOf(session), lease: randomText(16), holdsFor: core.lease };
  if ((await untilSettled(() => core.store.claim(claim))) !== "claimed") return "LOST";
  const stop = keepAlive(core, claim);
  try {
    const accepted = await acceptedOf(core, link, request, undefined);
    if (typeof accepted === "string") {
      await core.store.release(claim);
      return accepted;
    }
    const receipt = receiptText(await call(accepted));
    if (!(await core.store.complete(claim, receipt))) return "LOST";
    return { link: link.id, receipt: JSON.parse(receipt) as unknown, replayed: false };
  } catch (error) {
    // After an unsure answer of the store the claim may have become an acceptance: it stays, and its lease runs out.
    if (hasCode(error, "STORE_UNAVAILABLE")) throw error;
    await core.store.release(claim);
    record(core, { event: "undone", ...aboutLink(link) });
    throw error;
  } finally {
    stop();
  }
}

/** Renews a claim as long as this process lives. */
function keepAlive<S extends Schema, Tx>({ store }: Core<S, Tx>, claim: Claim): () => void {
  const timer = setInterval(() => void store.renew(claim).catch(() => false), claim.holdsFor / 3);
  return () => clearInterval(timer);
}

async function acceptedOf<S extends Schema, Tx>(
  core: Core<S, Tx>,
  link: Link,
  { perform }: SubmitRequest,
  on: Tx | undefined,
): Promise<Accepted<S> | RefusalReason> {
  const admitted = await admit(core, link, on);
  if (typeof admitted === "string") return admitted;
  const { assignment, instance, guest } = admitted;
  const performs = thingsOf(admitted, perform);
  if (performs === undefined) return "OUT_OF_SCOPE";
  if (!performs.every((thing) => mayPerform(guest, admitted.scope, thing, instance))) return "DENIED";
  const key = await sha256(JSON.stringify(["aclx1 key", link.tenant, link.kind, link.instance, link.version]));
  return { assignment, link: link.id, instance, guest, performs: performs.map(({ name }) => name), key };
}

/** Undefined unless each name is one of those that the link is for. */
function thingsOf<S extends Schema>({ scope: { things } }: Admitted<S>, perform: unknown): Admitted<S>["scope"]["things"] | undefined {
  if (perform === undefined) return things;
  const names: readonly unknown[] = Array.isArray(perform) ? perform : [perform];
  const chosen = things.filter(({ name }) => names.includes(name));
  return names.length > 0 && chosen.length === names.length ? chosen : undefined;
}

function receiptText(receipt: unknown): string {
  const text = JSON.stringify(receipt ?? null) as string | undefined;
  if (text === undefined || text.length > MAX_RECEIPT) throw new TypeError("a receipt is a JSON value of at most 64 KiB");
  return text;
}

/** Thrown to take a transaction back; never leaves this file. */
class TakenBack extends Error {
  readonly outcome: RefusalReason | "LOST";
  constructor(outcome: RefusalReason | "LOST") {
    super(outcome);
    this.outcome = outcome;
  }
}
