// Rows of SQL tables, and what they are in TypeScript.
import type { InstanceKey, Link, Seen, Session } from "./store.ts";

export type Value = string | number;
export type Row = Readonly<Record<string, unknown>>;

export const columns = [
  "id",
  "kid",
  "mac",
  "seal",
  "tenant",
  "kind",
  "audience",
  "instance",
  "version",
  "scope",
  "recipient",
  "issued_at",
  "not_before",
  "expires_at",
  "state",
  "failures",
  "starts",
  "used_at",
  "remind_at",
  "reminders",
] as const;
const numbers: ReadonlySet<string> = new Set(["issued_at", "not_before", "expires_at", "failures", "starts", "used_at", "remind_at", "reminders"]);
/** For a new row; with types, since PostgreSQL infers none in a SELECT. */
export const placeholders = columns.map((column) => (numbers.has(column) ? "CAST(? AS BIGINT)" : "CAST(? AS TEXT)")).join(", ");

/** The columns of a link `l`, named so that they can stand beside others. */
export const LINK = columns.map((column) => `l.${column} AS l_${column}`).join(", ");
/** The same with the acceptance `a`, and `:now` as `now`. */
export const SEEN = `:now AS now, ${LINK}, a.link AS a_link, a.submission AS a_submission, a.state AS a_state, a.at AS a_at, a.receipt AS a_receipt`;

export function instanceValues({ tenant, kind, instance, version }: InstanceKey): readonly Value[] {
  return [tenant, kind, instance, version];
}

export function valuesOf(link: Link): readonly Value[] {
  const { id, kid, mac, seal, tenant, kind, audience, instance, version, scope, recipient } = link;
  const { issuedAt, notBefore, expiresAt, state, failures, starts, usedAt, remindAt, reminders } = link;
  return [
    id,
    kid,
    mac,
    seal,
    tenant,
    kind,
    audience,
    instance,
    version,
    scope,
    recipient,
    issuedAt,
    notBefore,
    expiresAt,
    state,
    failures,
    starts,
    usedAt,
    remindAt,
    reminders,
  ];
}

export function instanceOf(row: Row): InstanceKey {
  return { tenant: text(row["tenant"]), kind: text(row["kind"]), instance: text(row["instance"]), version: text(row["version"]) };
}

export function sessionOf(row: Row): Session {
  const [startedAt, usedAt] = [Number(row["s_started_at"]), Number(row["s_used_at"])];
  return { hash: text(row["s_hash"]), link: text(row["l_id"]), mac: text(row["s_mac"]), startedAt, usedAt };
}

export function seenOf(row: Row): Seen {
  const state = row["a_state"];
  const accepted = state === "claimed" || state === "accepted";
  const acceptance = accepted
    ? ({ link: text(row["a_link"]), submission: text(row["a_submission"]), state, at: Number(row["a_at"]), receipt: text(row["a_receipt"]) } as const)
    : undefined;
  return { now: Number(row["now"]), link: linkOf(row), acceptance };
}

export function linkOf(row: Row): Link {
  const at = (column: (typeof columns)[number]): string => text(row[`l_${column}`]);
  const number = (column: (typeof columns)[number]): number => Number(row[`l_${column}`]);
  return {
    id: at("id"),
    kid: at("kid"),
    mac: at("mac"),
    seal: at("seal"),
    tenant: at("tenant"),
    kind: at("kind"),
    audience: at("audience"),
    instance: at("instance"),
    version: at("version"),
    scope: at("scope"),
    recipient: at("recipient"),
    issuedAt: number("issued_at"),
    notBefore: number("not_before"),
    expiresAt: number("expires_at"),
    state: at("state") as Link["state"],
    failures: number("failures"),
    starts: number("starts"),
    usedAt: number("used_at"),
    remindAt: number("remind_at"),
    reminders: number("reminders"),
  };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
