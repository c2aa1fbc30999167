// The complaints desk: what staff does to complaints, and what follows for the links that were sent about them.
import type { SqliteDatabase } from "aclc/external/sqlite";
import { externalAssignments, type AuditRecord, type ExternalAssignments, type Key, type LinkStore } from "aclc/external";
import type { Cases } from "./cases.ts";
import { externalAssignments as assignments, policy, type PolicySchema } from "./complaints.acl.ts";
import type { Mail } from "./mail.ts";

export type Links = ExternalAssignments<PolicySchema, SqliteDatabase>;

export interface Desk {
  readonly links: Links;
  readonly cases: Cases;
  /** Resolves a complaint and asks its customer. */
  readonly resolve: (id: string, resolution: string) => Promise<void>;
  /** Goes on without an answer. */
  readonly moveOn: (id: string) => Promise<void>;
  readonly revoke: (complaint: string, link: string) => Promise<void>;
  /** For a timer. */
  readonly remind: () => Promise<void>;
}

export interface DeskOptions {
  readonly store: LinkStore<SqliteDatabase>;
  readonly cases: Cases;
  readonly keys: readonly Key[];
  readonly baseUrl: string;
  readonly send: (mail: Mail) => Promise<void>;
  readonly audit: (record: AuditRecord) => void;
}

export function openDesk({ store, cases, keys, baseUrl, send, audit }: DeskOptions): Desk {
  const links: Links = externalAssignments({
    policy,
    assignments,
    store,
    keys,
    baseUrl,
    audit,
    load: ({ id, transaction }) => {
      const complaint = cases.find(id, transaction);
      return complaint && { object: complaint, version: complaint.version };
    },
  });
  const staff = policy.requestor({ accessGroup: "Complaints:Administrators", operator: { id: "demo" } });
  const known = (id: string) => {
    const complaint = cases.find(id);
    if (complaint === undefined) throw new Error(`there is no complaint ${id}`);
    return complaint;
  };
  const cls = "Complaints-Work-Complaint";
  const together = <R>(steps: (transaction: SqliteDatabase) => Promise<R>): Promise<R> => {
    if (store.transactions === undefined) throw new Error("the SQLite store has transactions");
    return store.transactions.run(undefined, steps);
  };
  return {
    links,
    cases,
    resolve: async (id, resolution) => {
      staff.require({ privilege: "Resolve" }, cls, known(id));
      const { customer, subject } = known(id);
      const { link, recipient } = await together(async (transaction) => {
        cases.resolve(id, resolution, transaction);
        return links.issue({ assignment: assignments.Feedback, instance: id, recipient: customer, transaction });
      });
      await send({
        to: recipient,
        subject: `Your complaint: ${subject}`,
        text: `We have looked into your complaint.\nPlease tell us how we did:\n\n${link}\n`,
      });
    },
    moveOn: async (id) => {
      staff.require({ privilege: "MoveOn" }, cls, known(id));
      await together(async (transaction) => {
        // The step changes the version, so that links would be refused; closing them says so in the list and the audit.
        cases.moveOn(id, transaction);
        await links.close({ instance: id }, transaction);
      });
    },
    revoke: async (complaint, link) => {
      staff.require({ privilege: "RevokeLinks" }, cls, known(complaint));
      await links.revoke(link);
    },
    remind: async () => {
      await links.sendReminders(({ recipient, link, reminder }) =>
        send({
          to: recipient,
          subject: "We would still like to know",
          text: `This is reminder ${reminder}.\nThe earlier link has stopped working; this one works:\n\n${link}\n`,
        }),
      );
    },
  };
}
