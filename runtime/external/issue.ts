// Issuing a link, and issuing its successor.
import type { ExternalAssignmentData } from "../assignment.ts";
import type { Schema } from "../schema.ts";
import { parseAddress } from "./address.ts";
import { aboutLink } from "./audit.ts";
import { isPlainText } from "./bytes.ts";
import { guestOf, mayPerform, record, type Core } from "./core.ts";
import { IssueError } from "./errors.ts";
import { scopeOf, scopeText } from "./scope.ts";
import { macOf, sealOf, type Bound } from "./seal.ts";
import type { Link } from "./store.ts";
import { linkIdOf, newToken, writeToken } from "./token.ts";

export interface IssueRequest<Tx> {
  /** Of the generated module: `externalAssignments.Feedback`. */
  readonly assignment: ExternalAssignmentData;
  readonly instance: string;
  /** One e-mail address: all that is ever sent about this link goes there. */
  readonly recipient: string;
  /** Milliseconds; at most, and if not given, what the assignment declares. */
  readonly expiresAfter?: number | undefined;
  /** From when on it works: milliseconds since 1970 by the store's clock. */
  readonly notBefore?: number | undefined;
  readonly transaction?: Tx | undefined;
}

export interface Issued {
  /** For lists, `revoke` and audit records. It opens nothing. */
  readonly id: string;
  /** The secret: send it to the recipient, and keep it nowhere. */
  readonly link: string;
  readonly recipient: string;
  readonly assignment: string;
  readonly instance: string;
  readonly expiresAt: number;
}

/** Throws IssueError. */
export async function issue<S extends Schema, Tx>(core: Core<S, Tx>, request: IssueRequest<Tx>): Promise<Issued> {
  const { instance, transaction } = request;
  const assignment = core.assignments.get(request.assignment.name);
  if (assignment === undefined) throw new IssueError("UNKNOWN_ASSIGNMENT", "the policy of this service has no such external assignment");
  if (!isPlainText(instance, 512)) throw new IssueError("BAD_INSTANCE", "an instance's id is a text of 1 to 512 characters");
  const recipient = parseAddress(request.recipient);
  if (recipient === undefined) throw new IssueError("BAD_RECIPIENT", "the recipient is not one plain e-mail address");
  const version = await versionOf(core, assignment, instance, transaction);
  const now = await core.store.now(transaction);
  const times = timesOf(assignment, now, request);
  const purpose = { tenant: core.tenant, audience: core.audience, kind: assignment.name, instance, version, recipient };
  const made = await make(core, { ...purpose, ...times, scope: scopeText(scopeOf(assignment)), issuedAt: now }, firstReminder(assignment, times.notBefore), 0);
  if (!(await core.store.add(made.link, undefined, transaction))) throw new IssueError("ALREADY_ANSWERED", "this version of the instance was answered already");
  record(core, { event: "issued", ...aboutLink(made.link) });
  return made.issued;
}

/** A new secret for the same purpose, to the same address, until the same time. */
export function successorOf<S extends Schema, Tx>(core: Core<S, Tx>, old: Link, now: number): Promise<Made> {
  const { tenant, audience, kind, instance, version, recipient, scope, notBefore, expiresAt } = old;
  const assignment = core.assignments.get(kind);
  const bound = { tenant, audience, kind, instance, version, recipient, scope, notBefore, expiresAt, issuedAt: now };
  return make(core, bound, assignment === undefined ? 0 : firstReminder(assignment, now), old.reminders + 1);
}

export interface Made {
  readonly link: Link;
  readonly issued: Issued;
}

async function make<S extends Schema, Tx>(core: Core<S, Tx>, purpose: Omit<Bound, "id" | "kid">, remindAt: number, reminders: number): Promise<Made> {
  const token = newToken();
  const bound: Bound = { ...purpose, id: await linkIdOf(token.selector), kid: core.ring.issuing };
  const mac = (await macOf(core.ring, bound, token)) ?? "";
  const seal = (await sealOf(core.ring, { ...bound, mac })) ?? "";
  const due = remindAt < bound.expiresAt ? remindAt : 0;
  const link: Link = { ...bound, mac, seal, state: "issued", failures: 0, starts: 0, usedAt: 0, remindAt: due, reminders };
  const { id, recipient, kind, instance, expiresAt } = link;
  return { link, issued: { id, link: `${core.base}/x/#${writeToken(token)}`, recipient, assignment: kind, instance, expiresAt } };
}

/** The policy is asked already here, so that nobody is sent a link that can't work. */
async function versionOf<S extends Schema, Tx>(core: Core<S, Tx>, assignment: ExternalAssignmentData, id: string, on: Tx | undefined): Promise<string> {
  const loaded = await core.load({ assignment: assignment.name, class: assignment.class, id, transaction: on });
  if (loaded === undefined) throw new IssueError("NO_INSTANCE", "there is no such instance");
  const version = String(loaded.version);
  if (!isPlainText(version, 512)) throw new IssueError("BAD_INSTANCE", "an instance's version is a text of 1 to 512 characters, or a number");
  const scope = scopeOf(assignment);
  const guest = guestOf(core, scope, id, loaded.object);
  if (!scope.things.some((thing) => mayPerform(guest, scope, thing, loaded.object)))
    throw new IssueError("DENIED", "the policy does not allow it for this instance");
  return version;
}

function timesOf(
  assignment: ExternalAssignmentData,
  now: number,
  { expiresAfter = assignment.expiresAfter, notBefore = now }: IssueRequest<unknown>,
): Pick<Link, "notBefore" | "expiresAt"> {
  const fits = Number.isSafeInteger(expiresAfter) && expiresAfter > 0 && expiresAfter <= assignment.expiresAfter;
  const expiresAt = now + expiresAfter;
  if (!fits || !Number.isSafeInteger(notBefore) || notBefore >= expiresAt) {
    throw new IssueError("BAD_LIFETIME", `a lifetime is more than 0 and at most ${assignment.expiresAfter} milliseconds, and ends after it begins`);
  }
  return { notBefore, expiresAt };
}

function firstReminder({ remindEvery }: ExternalAssignmentData, from: number): number {
  return remindEvery === undefined ? 0 : from + remindEvery;
}
