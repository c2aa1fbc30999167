// `aclc/external`: one-time links for people without an account (docs/external-assignments.md).
import type { ExternalAssignmentData } from "../assignment.ts";
import type { Schema } from "../schema.ts";
import { close, list, purge, revoke, type CloseRequest, type ListRequest, type Outstanding, type RevokeOutcome } from "./administer.ts";
import { coreOf, type AssignmentsOf, observed, refuse, type ExternalAssignmentsOptions } from "./core.ts";
import { issue, type Issued, type IssueRequest } from "./issue.ts";
import { remind, sendReminders, type Reminder, type ReminderReport } from "./remind.ts";
import { resume, start, type Done, type Work } from "./start.ts";
import { submit, type Act, type Call, type Submitted, type SubmitRequest, type Write } from "./submit.ts";

/** Every method throws StoreUnavailable if the store does not answer; what guests call throws LinkRefused. */
export interface ExternalAssignments<S extends Schema, Tx> {
  /** Throws IssueError. */
  issue(request: IssueRequest<Tx>): Promise<Issued>;
  /** Opens a work session. Consumes nothing. `answer` is the second proof, if one is asked for. */
  start(token: unknown, answer?: unknown): Promise<Work<S> & { readonly session: string }>;
  /** Where a session stands. */
  resume(session: unknown): Promise<Work<S> | Done>;
  submit(request: SubmitRequest, act: Act<S, Tx>): Promise<Submitted>;
  revoke(id: string, transaction?: Tx): Promise<RevokeOutcome>;
  /** A new link for the old one, which stops working. Throws IssueError. */
  remind(id: string, transaction?: Tx): Promise<Reminder>;
  /** Hands each reminder that is due to `deliver`. */
  sendReminders(deliver: (reminder: Reminder) => unknown, limit?: number): Promise<ReminderReport>;
  /** Ends all links for an instance, answered or not. */
  close(request: CloseRequest, transaction?: Tx): Promise<number>;
  list(request?: ListRequest): Promise<readonly Outstanding[]>;
  purge(): Promise<number>;
  /** What an HTTP handler has to know. */
  readonly base: string;
  readonly proof: { readonly label: string } | undefined;
  /** Refuses, with a record, a request that does not reach the other methods. */
  reject(reason: "MALFORMED" | "CROSS_SITE" | "NOT_CONFIRMED" | "NO_SESSION"): never;
}

/** Throws TypeError for options that can't be used, above all for keys. */
export function externalAssignments<S extends Schema, Tx = never, A extends AssignmentsOf<A> = Readonly<Record<string, ExternalAssignmentData>>>(
  options: ExternalAssignmentsOptions<S, Tx, A>,
): ExternalAssignments<S, Tx> {
  const core = coreOf(options);
  return Object.freeze({
    issue: (request: IssueRequest<Tx>) => observed(core, () => issue(core, request)),
    start: (token: unknown, answer?: unknown) => observed(core, () => start(core, token, answer)),
    resume: (session: unknown) => observed(core, () => resume(core, session)),
    submit: (request: SubmitRequest, act: Act<S, Tx>) => observed(core, () => submit(core, request, act as Call<S> | Write<S, Tx>)),
    revoke: (id: string, transaction?: Tx) => observed(core, () => revoke(core, id, transaction)),
    remind: (id: string, transaction?: Tx) => observed(core, () => remind(core, id, transaction)),
    sendReminders: (deliver: (reminder: Reminder) => unknown, limit?: number) => observed(core, () => sendReminders(core, deliver, limit)),
    close: (request: CloseRequest, transaction?: Tx) => observed(core, () => close(core, request, transaction)),
    list: (request: ListRequest = {}) => observed(core, () => list(core, request)),
    purge: () => observed(core, () => purge(core)),
    base: core.base,
    proof: core.proof && { label: core.proof.label },
    reject: (reason) => refuse(core, reason),
  } satisfies ExternalAssignments<S, Tx>);
}

export type { ExternalAssignmentData } from "../assignment.ts";
export type { Outstanding, RevokeOutcome } from "./administer.ts";
export type { Audit, AuditEvent, AuditRecord, RefusalReason } from "./audit.ts";
export type { AssignmentsOf, ExternalAssignmentsOptions, Instance, LoadRequest, Proof } from "./core.ts";
export { IssueError, LinkRefused, StoreUnavailable, UnsafeStore } from "./errors.ts";
export type { IssueErrorCode } from "./errors.ts";
export { Guest } from "./guest.ts";
export type { Issued, IssueRequest } from "./issue.ts";
export type { Key } from "./keys.ts";
export type { Reminder, ReminderReport } from "./remind.ts";
export type { Done, Work } from "./start.ts";
export type { Acceptance, Claim, ClaimOutcome, EndOutcome, InstanceKey, Link, LinkState, LinkStore, ListFilter, Seen, Session, Transactions } from "./store.ts";
export type { Accepted, Act, Call, Submitted, SubmitRequest, Write } from "./submit.ts";
