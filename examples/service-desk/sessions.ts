// Sign-in sessions, kept in memory: a random id in a cookie stands for a person, and for the requestor that the policy is asked with.
import { requestorFor, type Requestor } from "./desk.ts";
import { findPerson, type Person } from "./people.ts";

/** A requestor is made once, when somebody signs in: then asking costs next to nothing. */
export interface Session {
  readonly person: Person;
  readonly requestor: Requestor;
}

export interface Sessions {
  /** Starts a session and returns its id; undefined if nobody has this id. */
  signIn(personId: string): string | undefined;
  signOut(session: string | undefined): void;
  find(session: string | undefined): Session | undefined;
}

export function createSessions(): Sessions {
  const byId = new Map<string, Session>();
  return {
    signIn(personId) {
      const person = findPerson(personId);
      if (person === undefined) return undefined;
      const session = crypto.randomUUID();
      byId.set(session, { person, requestor: requestorFor(person) });
      return session;
    },
    signOut(session) {
      if (session !== undefined) byId.delete(session);
    },
    find: (session) => (session === undefined ? undefined : byId.get(session)),
  };
}
