// What the desk does. Every function asks the policy before it does anything.
import type { MaskedOf } from "aclc/runtime";
import { toSql } from "aclc/sql";
import { notEmpty, readTeam } from "./forms.ts";
import type { Person } from "./people.ts";
import { policy, type PolicySchema } from "./service-desk.acl.ts";
import type { HistoryEntry, Store, Ticket, Where } from "./store.ts";

export const TICKET = "Desk-Work-Ticket";

/** What the policy answers questions about: one person's session. */
export type Requestor = ReturnType<typeof requestorFor>;

/** A ticket that does not exist, or of which the person may not even know that it exists: both look the same. */
export class NotFound extends Error {
  readonly status = 404;
}

export const rules = ["Answer", "Take", "Move", "Resolve"] as const;
export type RuleName = (typeof rules)[number];

/** What a person may write about a ticket. */
export interface Draft {
  readonly label: string;
  readonly team: string;
  readonly priority: Ticket["priority"];
  readonly question: string;
  /** Absent when the form did not ask for it. */
  readonly phone?: string | null;
}

/** A masked ticket: what may be seen of it. */
export type Shown = MaskedOf<PolicySchema, typeof TICKET>;

/** One line of the list: a ticket that may be opened, or the little that may be known of it. */
export interface Line {
  readonly access: "full" | "discover";
  readonly ticket: Shown;
}

export function requestorFor(person: Person) {
  const { id, company, teams } = person;
  return policy.requestor({
    accessGroup: person.accessGroup,
    operator: { id, ...(company === undefined ? {} : { company }), ...(teams === undefined ? {} : { teams }) },
  });
}

/** Which rows of the table a setting allows, in SQL. */
export function rowsFor(requestor: Requestor, setting: "open" | "discover" | "run-reports"): Where {
  return toSql(requestor.filter(setting, TICKET), { dialect: "sqlite", columns });
}

/** Whatever a policy may read of a ticket. What is sealed cannot be asked of the database. */
const columns = {
  id: "id",
  label: "label",
  status: "status",
  createdBy: "createdBy",
  owner: "owner",
  createdAt: "createdAt",
  labels: "labels",
  company: "company",
  team: "team",
  priority: "priority",
  question: "question",
  answer: "answer",
} as const;

/** The tickets that the person may open or discover: the database picks them, and they come masked. */
export async function listTickets(requestor: Requestor, store: Store): Promise<readonly Line[]> {
  const tickets = await store.select(rowsFor(requestor, "discover"));
  const shown = requestor.maskAll(TICKET, tickets);
  return tickets.map((ticket, i) => ({ access: requestor.can("open", TICKET, ticket) ? "full" : "discover", ticket: shown[i] ?? {} }));
}

export async function openTicket(requestor: Requestor, store: Store, id: string): Promise<Ticket> {
  const ticket = await known(requestor, store, id);
  requestor.require("open", TICKET, ticket);
  return ticket;
}

export function historyOf(requestor: Requestor, store: Store, ticket: Ticket): readonly HistoryEntry[] {
  return store.history(ticket.id).filter((entry) => requestor.can("open", "Desk-History", entry));
}

/** Whether there is any ticket that the person could write: for the empty form. */
export function checkMayWrite(requestor: Requestor): void {
  if (!requestor.could("modify", TICKET)) requestor.require("modify", TICKET);
}

export async function createTicket(requestor: Requestor, store: Store, person: Person, draft: Draft): Promise<Ticket> {
  const ticket: Ticket = {
    phone: null,
    ...draft,
    id: store.nextId(),
    status: "New",
    createdBy: person.id,
    owner: null,
    createdAt: new Date().toISOString(),
    labels: [],
    company: person.company ?? null,
    answer: null,
    internalNote: null,
  };
  requestor.require("modify", TICKET, ticket);
  await write(store, person, ticket, "wrote the ticket");
  return ticket;
}

/** Changing asks about the ticket as it is and as it will be. */
export async function changeTicket(requestor: Requestor, store: Store, person: Person, id: string, draft: Draft): Promise<void> {
  const ticket = await known(requestor, store, id);
  const { phone, ...rest } = draft;
  const seesPhone = requestor.sees(TICKET, "phone", ticket);
  // Who may not see the number may not replace it.
  const changed: Ticket = { ...ticket, ...rest, ...(phone === undefined || !seesPhone ? {} : { phone }) };
  requestor.require("modify", TICKET, ticket, changed);
  await write(store, person, changed, "changed the ticket");
}

export async function deleteTicket(requestor: Requestor, store: Store, id: string): Promise<void> {
  const ticket = await known(requestor, store, id);
  requestor.require("delete", TICKET, ticket);
  store.remove(ticket.id);
}

/** Performs one of the rules on a ticket. `text` is the answer or the team, where the rule needs one. */
export async function perform(requestor: Requestor, store: Store, person: Person, id: string, rule: RuleName, text: string): Promise<void> {
  const ticket = await known(requestor, store, id);
  requestor.require({ rule }, TICKET, ticket);
  await write(store, person, effects[rule](ticket, person, text), deeds[rule]);
}

/** Counts by team and status; and by agent for whoever may see the workload. */
export async function report(requestor: Requestor, store: Store) {
  requestor.require("run-reports", TICKET);
  const tickets = await store.select(rowsFor(requestor, "run-reports"));
  const workload = requestor.canPerform("Workload", TICKET);
  return {
    byTeam: count(tickets.map((ticket) => `${ticket.team}, ${ticket.status.toLowerCase()}`)),
    byAgent: workload ? count(tickets.map((ticket) => ticket.owner ?? "nobody yet")) : undefined,
  };
}

const effects: Readonly<Record<RuleName, (ticket: Ticket, person: Person, text: string) => Ticket>> = {
  Answer: (ticket, _person, text) => ({ ...ticket, answer: notEmpty(text), status: "Pending" }),
  Take: (ticket, person) => ({ ...ticket, owner: person.id, status: "Open" }),
  Move: (ticket, _person, text) => ({ ...ticket, team: readTeam(text), owner: null }),
  Resolve: (ticket) => ({ ...ticket, status: "Resolved" }),
};

const deeds: Readonly<Record<RuleName, string>> = {
  Answer: "answered",
  Take: "took the ticket",
  Move: "moved the ticket to another team",
  Resolve: "resolved the ticket",
};

async function known(requestor: Requestor, store: Store, id: string): Promise<Ticket> {
  const ticket = await store.find(id);
  if (ticket === undefined || requestor.access(TICKET, ticket) === "none") throw new NotFound("no such ticket");
  return ticket;
}

async function write(store: Store, person: Person, ticket: Ticket, memo: string): Promise<void> {
  await store.save(ticket);
  store.note({ caseId: ticket.id, memo, performedBy: person.name, at: new Date().toISOString() });
}

function count(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of [...keys].sort()) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
