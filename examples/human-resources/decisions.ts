// What different people may do with purchases, expense reports and personnel files.
import { mark, table } from "../table.ts";
import { policy } from "./hr.acl.ts";

const key = { method: "key", at: "2026-11-24T08:00:00Z" } as const;

/** The clock stands still, so that the output is always the same. */
const today = policy.with({ now: () => Date.parse("2026-11-24T12:00:00Z") });

const requestors = [
  [
    "Ada, user",
    today.requestor({
      accessGroup: "HR:Users",
      operator: { id: "ada", department: "HR", clearances: ["A"], securityLevel: 1, site: { country: "CH" } },
    }),
  ],
  [
    "Mel, manager",
    today.requestor({
      accessGroup: "HR:Managers",
      operator: { id: "mel", department: "HR", clearances: ["A", "B"], securityLevel: 3, approvalLimit: 5_000, site: { country: "CH" } },
      context: { authentication: key },
    }),
  ],
  [
    "Sam, associate",
    today.requestor({
      accessGroup: "HR:AssociateManagers",
      operator: { id: "sam", department: "HR", clearances: ["A", "B"], securityLevel: 3, approvalLimit: 500 },
      context: { authentication: key },
    }),
  ],
  [
    "Bo, buyer",
    today.requestor({
      accessGroup: "HR:Buyers",
      operator: { id: "bo", department: "IT", clearances: ["A"], securityLevel: 2 },
      context: { authentication: key },
    }),
  ],
  [
    "Pat, payroll",
    today.requestor({
      accessGroup: "HR:Payroll",
      operator: { id: "pat", department: "HR", site: { country: "NL" } },
      context: { authentication: key },
    }),
  ],
  [
    "Otto, auditor",
    today.requestor({
      accessGroup: "HR:Auditors",
      operator: { id: "otto", clearances: ["A", "B"], securityLevel: 5, site: { country: "DE" } },
    }),
  ],
  ["a guest", today.requestor({ accessGroup: "HR:Guests" })],
] as const;

const purchases = [
  ["A pencil of Ada's, 12.50", { id: "P-1", createdBy: "ada", department: "HR", status: "New", amount: 12.5, labels: [] }],
  [
    "A server, 24 000, label A, clearance 3",
    { id: "P-2", createdBy: "ivo", department: "IT", status: "Open", amount: 24_000, labels: ["A"], requiredClearance: 3 },
  ],
  ["Advice, 4 000, labels A and B", { id: "P-3", createdBy: "mel", department: "HR", status: "Open", amount: 4_000, labels: ["A", "B"], requiredClearance: 2 }],
] as const;

const ada = { id: "ada", manager: "mel", department: "HR", salary: 70_000, birthday: "1990-05-17" } as const;
const files = ["salary", "birthday", "home.city"] as const;

export function decisions(): string {
  const parts = purchases.map(([title, purchase]) => `${title}\n\n${purchaseTable(purchase)}`);
  return [...parts, `Ada's personnel file\n\n${fileTable()}`, `An expense report with receipts\n\n${expenseTable()}`].join("\n\n") + "\n";
}

function purchaseTable(purchase: (typeof purchases)[number][1]): string {
  const rows = requestors.map(([name, requestor]) => {
    const opening = requestor.decide("open", "TGB-HR-Work-Purchase", purchase);
    return [
      name,
      mark(requestor.can("discover", "TGB-HR-Work-Purchase", purchase)),
      mark(opening.allowed),
      mark(requestor.can("modify", "TGB-HR-Work-Purchase", purchase)),
      mark(requestor.can("delete", "TGB-HR-Work-Purchase", purchase)),
      mark(requestor.canPerform("ApprovePurchase", "TGB-HR-Work-Purchase", purchase)),
      opening.allowed ? "" : opening.reason,
    ];
  });
  return table(["who", "discover", "open", "modify", "delete", "approve", "why not open"], rows);
}

/** Whether a property may be seen does not depend on opening; it is shown for those who may open. */
function fileTable(): string {
  const rows = requestors.map(([name, requestor]) => {
    const opens = requestor.can("open", "TGB-HR-Data-Employee", ada);
    return [
      name,
      mark(opens),
      mark(requestor.can("modify", "TGB-HR-Data-Employee", ada)),
      ...files.map((path) => (opens ? mark(requestor.sees("TGB-HR-Data-Employee", path, ada)) : "")),
    ];
  });
  return table(["who", "open", "modify", "sees salary", "birthday", "home.city"], rows);
}

function expenseTable(): string {
  const report = { status: "Open", receipts: 3, total: 180, labels: [] } as const;
  const privileges = ["AllFlows", "AllFlowActions", "ManagerReports", "SubmitExpenseReport"] as const;
  const rows = (["HRApps:Employees", "HRApps:StrictEmployees"] as const).map((accessGroup) => {
    const requestor = today.requestor({ accessGroup, operator: { id: "ada" } });
    const held = privileges.map((privilege) => mark(requestor.has(privilege, "TGB-HRApps-Work-ExpenseReport", report)));
    return [accessGroup, ...held];
  });
  return table(["group", "AllFlows", "AllFlowActions", "ManagerReports", "Submit…"], rows);
}
