// Reminders: always a new secret, to the stored address and no other.
import type { Schema } from "../schema.ts";
import { ownLink } from "./administer.ts";
import { aboutLink } from "./audit.ts";
import { admit, endSettled, judge, record, type Core } from "./core.ts";
import { IssueError } from "./errors.ts";
import { successorOf, type Issued } from "./issue.ts";
import type { Link, Seen } from "./store.ts";
import { DAY, MINUTE } from "./times.ts";

/** For one mail. `reminder` counts from 1. */
export interface Reminder extends Issued {
  readonly reminder: number;
}

export interface ReminderReport {
  readonly delivered: number;
  /** `deliver` threw: it is tried again at the next run that is at least five minutes later. The old link still works. */
  readonly undelivered: number;
  /** Answered, ended, altered or no longer allowed: nothing was sent. */
  readonly dropped: number;
}

const QUIET = 30 * MINUTE;
const RETRY = 5 * MINUTE;

/** Issues a successor and supersedes the link in one step. The caller delivers it. Throws IssueError. */
export async function remind<S extends Schema, Tx>(core: Core<S, Tx>, id: string, on?: Tx): Promise<Reminder> {
  const seen = (await ownLink(core, id, on)) && (await core.store.find(id, on));
  if (seen === undefined) throw new IssueError("UNKNOWN_LINK", "there is no such link");
  if (!(await isAlive(core, seen, on))) throw new IssueError("NOT_OUTSTANDING", "the link has ended, or its instance has");
  const { link, issued } = await successorOf(core, seen.link, seen.now);
  if (!(await core.store.add(link, id, on))) throw new IssueError("NOT_OUTSTANDING", "the link has ended, or is being used at this moment");
  record(core, { event: "superseded", ...aboutLink(seen.link) });
  record(core, { event: "reminded", ...aboutLink(link) });
  return { ...issued, reminder: link.reminders };
}

/**
 * For a scheduler, every few minutes and from as many processes as one likes: hands each due reminder to `deliver`. The old link is
 * superseded once the new one is delivered, so that a mail server that is down locks nobody out.
 */
export async function sendReminders<S extends Schema, Tx>(core: Core<S, Tx>, deliver: (reminder: Reminder) => unknown, limit = 100): Promise<ReminderReport> {
  const count = { delivered: 0, undelivered: 0, dropped: 0 };
  for (const link of await core.store.due(core.tenant, QUIET, limit)) {
    if (!(await core.store.postpone(link, RETRY))) continue;
    count[await sendOne(core, link, deliver)]++;
  }
  return count;
}

async function sendOne<S extends Schema, Tx>(core: Core<S, Tx>, old: Link, deliver: (reminder: Reminder) => unknown): Promise<keyof ReminderReport> {
  const seen = await core.store.find(old.id);
  if (seen === undefined) return "dropped";
  if (!(await isAlive(core, seen))) {
    await core.store.postpone(seen.link, DAY);
    return "dropped";
  }
  const { link, issued } = await successorOf(core, seen.link, seen.now);
  if (!(await core.store.add(link))) return "dropped";
  try {
    await deliver({ ...issued, reminder: link.reminders });
  } catch {
    await core.store.end(link.id, "revoked");
    record(core, { event: "not-reminded", ...aboutLink(old), reason: "UNDELIVERED" });
    return "undelivered";
  }
  record(core, { event: "reminded", ...aboutLink(link) });
  if ((await endSettled(core, old.id, "superseded")) === "done") record(core, { event: "superseded", ...aboutLink(old) });
  else await core.store.end(link.id, "closed");
  return "delivered";
}

/** Whether a reminder makes sense. What turns out to have ended is written down as such. */
async function isAlive<S extends Schema, Tx>(core: Core<S, Tx>, seen: Seen, on?: Tx): Promise<boolean> {
  const reason = (await judge(core, seen)) ?? (await admit(core, seen.link, on));
  if (typeof reason !== "string" || reason === "NOT_YET") return true;
  const { link } = seen;
  record(core, { event: "not-reminded", ...aboutLink(link), reason });
  if (reason === "CLOSED" || reason === "USED") await core.store.end(link.id, "closed", on);
  return false;
}
