// A policy with complaints, an application that keeps them, and links for its guests.
import { check, interpret, memoryHost } from "aclc/compiler";
import type { AnySchema, ExternalAssignmentData, Policy } from "aclc/runtime";
import { externalAssignments, type AuditRecord, type ExternalAssignments, type ExternalAssignmentsOptions, type LinkStore } from "aclc/external";

/** The guests' group may do more than any link is for. */
export const source = `
class Work-Complaint { id: text  status: "Open" | "Resolved" | "Closed"  secret: text }
class Work-Invoice { id: text }
privilege GiveFeedback on Work-Complaint
privilege Reopen on Work-Complaint
privilege Pay on Work-Invoice
privilege Read on Work-Complaint
rule flow-action Rate on Work-Complaint requires GiveFeedback
role Guest {
  access to Work-Complaint {
    open when .status = "Resolved"  modify  delete
    privilege GiveFeedback when .status = "Resolved"
    privileges Reopen, Read
  }
  access to Work-Invoice { open  privilege Pay }
}
group Guests { roles Guest }
role Staff { access to Work-Complaint { privileges GiveFeedback, Reopen } }
group Staff { roles Staff }

external assignment Feedback on Work-Complaint { group Guests  performs GiveFeedback, Rate  expires after 7 days  remind every 2 days }
`;

const day = 86_400_000;

/** As the generated module will say it. */
export const assignments = {
  Feedback: {
    name: "Feedback",
    class: "Work-Complaint",
    group: "Guests",
    performs: [{ privilege: "GiveFeedback" }, { rule: "Rate" }],
    expiresAfter: 7 * day,
    remindEvery: 2 * day,
    open: false,
  },
  View: { name: "View", class: "Work-Complaint", group: "Guests", performs: [{ privilege: "Read" }], expiresAfter: day, remindEvery: undefined, open: true },
} as const satisfies Readonly<Record<string, ExternalAssignmentData>>;

export async function policyOf(text = source): Promise<Policy> {
  const checked = await check(["a.acl"], memoryHost(new Map([["a.acl", text]])));
  if (checked.policy === undefined) throw new Error(checked.diagnostics.map((d) => d.message).join("\n"));
  return interpret(checked.policy.tables);
}

export const policy = await policyOf();

export interface Complaint {
  readonly id: string;
  readonly status: "Open" | "Resolved" | "Closed";
  readonly version: number;
}

export const keys = [{ kid: "k1", secret: secretOf(1) }];

/** Not random, so that several processes have the same. */
export function secretOf(seed: number): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, index) => (index * 37 + seed * 101) % 256);
}

export interface World<Tx> {
  readonly links: ExternalAssignments<AnySchema, Tx>;
  readonly complaints: Map<string, Complaint>;
  readonly audit: AuditRecord[];
  /** The same store, other options. */
  readonly other: (options: Partial<ExternalAssignmentsOptions<AnySchema, Tx>>) => ExternalAssignments<AnySchema, Tx>;
}

export function world<Tx>(store: LinkStore<Tx>, options: Partial<ExternalAssignmentsOptions<AnySchema, Tx>> = {}): World<Tx> {
  const complaints = new Map<string, Complaint>();
  const audit: AuditRecord[] = [];
  const base = {
    policy,
    assignments,
    store,
    keys,
    baseUrl: "https://complaints.example",
    load: ({ id }: { readonly id: string }) => {
      const object = complaints.get(id);
      return object && { object, version: object.version };
    },
    audit: (record: AuditRecord) => audit.push(record),
    ...options,
  };
  const other = (more: Partial<ExternalAssignmentsOptions<AnySchema, Tx>>) => externalAssignments<AnySchema, Tx>({ ...base, ...more } as never);
  return { links: other({}), complaints, audit, other };
}

let count = 0;

/** A resolved complaint with a link for it. */
export async function invite<Tx>({ links, complaints }: World<Tx>, more: { readonly expiresAfter?: number; readonly notBefore?: number } = {}) {
  const id = `C-${process.pid}-${++count}-${Math.random().toString(36).slice(2)}`;
  complaints.set(id, { id, status: "Resolved", version: 1 });
  const issued = await links.issue({ assignment: assignments.Feedback, instance: id, recipient: "customer@example.org", ...more });
  return { ...issued, instance: id, token: issued.link.slice(issued.link.indexOf("#") + 1) };
}
