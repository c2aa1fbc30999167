// From a token to a work session, and from a session to where it stands.
import type { ExternalAssignmentData } from "../assignment.ts";
import type { Schema } from "../schema.ts";
import { aboutLink, type RefusalReason } from "./audit.ts";
import { equalTexts, randomText } from "./bytes.ts";
import { admit, judge, noteEnd, record, refuse, type Admitted, type Core } from "./core.ts";
import type { Guest } from "./guest.ts";
import { macOf, sessionMacOf } from "./seal.ts";
import type { Link, Seen, Session } from "./store.ts";
import { REPLAY, SESSION_IDLE, SESSION_LIFETIME } from "./times.ts";
import { isSession, linkIdOf, newSession, parseToken, sessionHashOf, submissionOf, type Token } from "./token.ts";

const MAX_STARTS = 20;
const MAX_FAILURES = 10;

export interface Work<S extends Schema> {
  readonly kind: "work";
  /** The link's id, which opens nothing. */
  readonly link: string;
  readonly assignment: ExternalAssignmentData;
  /** As `load` gave it. */
  readonly instance: object;
  readonly guest: Guest<S>;
  /** What the form has to carry. */
  readonly submission: string;
  readonly expiresAt: number;
}

/** The session's own submission was accepted. */
export interface Done {
  readonly kind: "done";
  readonly link: string;
  readonly receipt: unknown;
}

/** `session` is a secret: for a cookie that scripts can't read. Throws LinkRefused, StoreUnavailable. */
export async function start<S extends Schema, Tx>(core: Core<S, Tx>, given: unknown, answer: unknown): Promise<Work<S> & { readonly session: string }> {
  const token = parseToken(given);
  if (token === undefined) return refuse(core, "MALFORMED");
  const seen = await core.store.find(await linkIdOf(token.selector));
  const reason = await judgeToken(core, seen, token);
  if (seen === undefined) return refuse(core, "UNKNOWN");
  const { link } = seen;
  if (reason !== undefined) return refuseLink(core, link, reason);
  const admitted = await admit(core, link);
  if (typeof admitted === "string") return refuseLink(core, link, admitted);
  if (!(await isProved(core, link, admitted, answer))) return refuseLink(core, link, "WRONG_PROOF");
  const secret = newSession();
  const hash = await sessionHashOf(secret);
  const mac = (await sessionMacOf(core.ring, link, { hash, startedAt: seen.now })) ?? "";
  const session: Session = { hash, link: link.id, mac, startedAt: seen.now, usedAt: seen.now };
  if (!(await core.store.start(session, MAX_STARTS))) return refuseLink(core, link, await whyNot(core, link));
  record(core, { event: "started", ...aboutLink(link), session: hash.slice(0, 8) });
  return { ...(await workOf(link, admitted, secret)), session: secret };
}

/** Where a session stands: for showing its form, or its receipt, again. */
export async function resume<S extends Schema, Tx>(core: Core<S, Tx>, secret: unknown): Promise<Work<S> | Done> {
  const { seen, reason, session } = await findSession(core, secret, undefined);
  const done = await receiptOf(seen, session);
  if (done !== undefined) return done;
  if (reason !== undefined) return refuseLink(core, seen.link, reason, seen.session.hash);
  const admitted = await admit(core, seen.link);
  if (typeof admitted === "string") return refuseLink(core, seen.link, admitted, seen.session.hash);
  await core.store.touch(seen.session.hash);
  record(core, { event: "resumed", ...aboutLink(seen.link), session: seen.session.hash.slice(0, 8) });
  return workOf(seen.link, admitted, session);
}

export interface FoundSession {
  /** The secret. */
  readonly session: string;
  readonly seen: Seen & { readonly session: Session };
  /** Why it can't be worked with. */
  readonly reason: RefusalReason | undefined;
}

/** Refuses what is no session, or is not bound to its link. */
export async function findSession<S extends Schema, Tx>(core: Core<S, Tx>, session: unknown, on: Tx | undefined): Promise<FoundSession> {
  if (!isSession(session)) return refuse(core, "NO_SESSION");
  const seen = await core.store.findSession(await sessionHashOf(session), on);
  if (seen === undefined) return refuse(core, "NO_SESSION");
  const { link, now, session: row } = seen;
  const judged = await judge(core, seen);
  const bound = equalTexts(row.mac, await sessionMacOf(core.ring, link, row));
  if (judged === "ALTERED" || judged === "UNKNOWN_KEY" || judged === "OTHER_SERVICE") return refuse(core, judged, link, row.hash);
  if (!bound) return refuse(core, "ALTERED", link, row.hash);
  const ended = now - row.usedAt > SESSION_IDLE || now - row.startedAt > SESSION_LIFETIME;
  return { session, seen, reason: judged ?? (ended ? "SESSION_EXPIRED" : undefined) };
}

/** The receipt of a session's own submission, while it can be had. */
export async function receiptOf({ now, link, acceptance }: Seen, session: string): Promise<Done | undefined> {
  if (acceptance?.state !== "accepted" || acceptance.link !== link.id || now - acceptance.at > REPLAY) return undefined;
  if (!equalTexts(acceptance.submission, await submissionOf(session))) return undefined;
  return { kind: "done", link: link.id, receipt: JSON.parse(acceptance.receipt) as unknown };
}

/** Refuses, and writes down that the link has ended where that is the reason. */
export async function refuseLink<S extends Schema, Tx>(core: Core<S, Tx>, link: Link, reason: RefusalReason, session?: string): Promise<never> {
  await noteEnd(core, link, reason);
  return refuse(core, reason, link, session);
}

/** As much work for an unknown selector as for a known one. */
async function judgeToken<S extends Schema, Tx>(core: Core<S, Tx>, seen: Seen | undefined, token: Token): Promise<RefusalReason | undefined> {
  const { link, now, acceptance } = seen ?? decoy(core);
  const judged = await judge(core, { link, now, acceptance });
  const right = equalTexts(link.mac, await macOf(core.ring, link, token));
  if (seen === undefined || judged === "ALTERED" || judged === "UNKNOWN_KEY") return judged ?? "UNKNOWN";
  if (right) return judged;
  await countFailure(core, link);
  return "WRONG_VERIFIER";
}

function decoy<S extends Schema, Tx>({ ring, tenant, audience }: Core<S, Tx>): Seen {
  const secret = randomText(32);
  const purpose = { tenant, audience, kind: "-", instance: "-", version: "-", scope: "[]", recipient: "-" };
  const times = { issuedAt: 0, notBefore: 0, expiresAt: 0, usedAt: 0, remindAt: 0 };
  return {
    now: 0,
    acceptance: undefined,
    link: { id: secret, kid: ring.issuing, mac: secret, seal: secret, ...purpose, ...times, state: "issued", failures: 0, starts: 0, reminders: 0 },
  };
}

async function countFailure<S extends Schema, Tx>(core: Core<S, Tx>, link: Link): Promise<void> {
  await core.store.countFailure(link.id, MAX_FAILURES);
  if (link.failures + 1 >= MAX_FAILURES && (link.state === "issued" || link.state === "active")) record(core, { event: "locked", ...aboutLink(link) });
}

async function isProved<S extends Schema, Tx>(core: Core<S, Tx>, link: Link, { instance }: Admitted<S>, answer: unknown): Promise<boolean> {
  if (core.proof === undefined) return true;
  const given = typeof answer === "string" && answer.length <= 200 ? answer : "";
  if (given !== "" && (await core.proof.check({ assignment: link.kind, instance, answer: given }))) return true;
  await countFailure(core, link);
  return false;
}

async function whyNot<S extends Schema, Tx>(core: Core<S, Tx>, link: Link): Promise<RefusalReason> {
  const seen = await core.store.find(link.id);
  return (seen && (await judge(core, seen))) ?? "TOO_MANY_STARTS";
}

async function workOf<S extends Schema>(link: Link, { assignment, instance, guest }: Admitted<S>, session: string): Promise<Work<S>> {
  return { kind: "work", link: link.id, assignment, instance, guest, submission: await submissionOf(session), expiresAt: link.expiresAt };
}
