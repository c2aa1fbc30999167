// What three people see of the same records, and what the database holds of them.
import { keyRing, type Key } from "aclc/encryption";
import { table } from "../table.ts";
import { policy } from "./people.acl.ts";
import { openPeople, type Person } from "./store.ts";

const people: readonly Person[] = [
  { id: "ann", name: "Ann", department: "Sales", iban: "CH93 0076 2011 6238 5295 7", salary: 88_000, born: "1984-02-29" },
  { id: "bob", name: "Bob", department: "Sales", iban: "NL91 ABNA 0417 1643 00", salary: 74_500.5, born: "1991-07-01" },
];

export async function decisions(): Promise<string> {
  const store = await openPeople(":memory:", keyRing([randomKey("2026-11")]), randomKey("index-1"), console.error);
  for (const person of people) await store.save(person);
  const stored = await store.all();
  const found = await store.findByIban("nl91abna0417164300");
  await store.close();
  const views = [
    ["Ann", policy.requestor({ accessGroup: "People:Everybody", operator: { id: "ann" } })],
    ["Pia, payroll", policy.requestor({ accessGroup: "People:Payroll", operator: { id: "pia" } })],
    ["Carl", policy.requestor({ accessGroup: "People:Everybody", operator: { id: "carl" } })],
  ] as const;
  const rows = views.flatMap(([who, requestor]) =>
    requestor.maskAll("Data-Person", stored).map((copy) => [who, copy.name ?? "", copy.iban ?? "", String(copy.salary ?? ""), copy.born ?? ""]),
  );
  return `What people see of each other:\n\n${table(["who", "name", "IBAN", "salary", "born"], rows)}\n\nFound by its IBAN, which the database does not know: ${found?.name ?? "nobody"}\n`;
}

/** A key for the demonstration. A real service gets its keys from where it keeps secrets. */
function randomKey(kid: string): Key {
  return { kid, secret: crypto.getRandomValues(new Uint8Array(32)) };
}
