// Sign-in sessions, kept in memory: a random id in a cookie stands for a person.
import { findPerson, type Person } from "./people.ts";

export interface Sessions {
  /** Starts a session and returns its id; undefined if nobody has this id. */
  signIn(personId: string): string | undefined;
  signOut(session: string | undefined): void;
  person(session: string | undefined): Person | undefined;
}

export function createSessions(): Sessions {
  const byId = new Map<string, Person>();
  return {
    signIn(personId) {
      const person = findPerson(personId);
      if (person === undefined) return undefined;
      const session = crypto.randomUUID();
      byId.set(session, person);
      return session;
    },
    signOut(session) {
      if (session !== undefined) byId.delete(session);
    },
    person: (session) => (session === undefined ? undefined : byId.get(session)),
  };
}
