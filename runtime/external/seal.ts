// What binds a link's columns to its secret and to the server's key, and a session to its link.
import { equalTexts, sha256 } from "./bytes.ts";
import type { KeyRing } from "./keys.ts";
import type { Link, Session } from "./store.ts";
import type { Token } from "./token.ts";

/** The columns that are bound. */
export type Bound = Omit<Link, "mac" | "seal" | "state" | "failures" | "starts" | "usedAt" | "remindAt" | "reminders">;

/** The hash at rest of a token: it can be computed only with the verifier, and binds all that the link is for. */
export async function macOf(ring: KeyRing, link: Bound, token: Token): Promise<string | undefined> {
  const recipient = await sha256(`aclx1 recipient ${link.recipient}`);
  const purpose = [link.kind, link.tenant, link.audience, link.instance, link.version, link.scope];
  return ring.sign(link.kid, ["aclx1 mac", token.selector, token.verifier, ...purpose, recipient, String(link.notBefore), String(link.expiresAt)]);
}

/** Tells a changed row from a wrong verifier, also where no verifier is at hand: in reminders, lists and submissions. */
export function sealOf(ring: KeyRing, link: Bound & Pick<Link, "mac">): Promise<string | undefined> {
  const purpose = [link.kind, link.tenant, link.audience, link.instance, link.version, link.scope, link.recipient];
  return ring.sign(link.kid, ["aclx1 seal", link.id, link.mac, ...purpose, String(link.issuedAt), String(link.notBefore), String(link.expiresAt)]);
}

export async function isSealed(ring: KeyRing, link: Link): Promise<boolean> {
  return equalTexts(link.seal, await sealOf(ring, link));
}

export function sessionMacOf(ring: KeyRing, link: Link, session: Pick<Session, "hash" | "startedAt">): Promise<string | undefined> {
  return ring.sign(link.kid, ["aclx1 session", session.hash, link.id, link.mac, String(session.startedAt)]);
}
