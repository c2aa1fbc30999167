// The demonstration's people. A real service gets them from its identity provider.

export interface Person {
  readonly id: string;
  readonly name: string;
  /** What the sign-in page says about the person. */
  readonly about: string;
  readonly accessGroup: "Desk:Customers" | "Desk:Agents" | "Desk:Managers" | "Desk:Auditors";
  readonly company?: string;
  readonly teams?: readonly string[];
}

export const people: readonly Person[] = [
  { id: "cora", name: "Cora Lind", about: "customer at Acme", accessGroup: "Desk:Customers", company: "Acme" },
  { id: "carl", name: "Carl Boe", about: "customer at Acme", accessGroup: "Desk:Customers", company: "Acme" },
  { id: "gus", name: "Gus Tan", about: "customer at Globex", accessGroup: "Desk:Customers", company: "Globex" },
  { id: "abe", name: "Abe Orr", about: "agent in the network team", accessGroup: "Desk:Agents", teams: ["network"] },
  { id: "bea", name: "Bea Fox", about: "agent in the billing team", accessGroup: "Desk:Agents", teams: ["billing"] },
  { id: "mia", name: "Mia Roth", about: "manager of all teams", accessGroup: "Desk:Managers", teams: ["network", "billing"] },
  { id: "otto", name: "Otto Vale", about: "auditor: reads, changes nothing", accessGroup: "Desk:Auditors" },
];

/** The teams of the desk. */
export const teams: readonly string[] = ["network", "billing"];

/** The person of this id, if there is one. */
export function findPerson(id: string): Person | undefined {
  return people.find((person) => person.id === id);
}
