// What the standard roles may do, asked of requestors that hold a role rather than a group.
import { mark, table } from "../table.ts";
import { policy } from "./platform.acl.ts";

const roles = ["Platform:Guest", "Platform:User", "Platform:Manager", "Platform:Administrator", "Platform:Auditor", "Platform:Author"] as const;

const mine = { createdBy: "ines", status: "Open" } as const;
const others = { createdBy: "noor", status: "Open" } as const;

export function decisions(): string {
  const operator = { id: "ines", workbaskets: ["claims"] };
  const rows = roles.map((role) => {
    const requestor = policy.requestor({ roles: [role], operator });
    return [
      role,
      mark(requestor.can("open", "Work-", others)),
      mark(requestor.can("modify", "Work-", mine)),
      mark(requestor.can("modify", "Work-", others)),
      mark(requestor.can("delete", "Work-", others)),
      mark(requestor.canPerform("Perform", "Assign-Workbasket", { assignedTo: "claims" })),
      mark(requestor.can("open-rules", "Work-")),
    ];
  });
  const head = ["role", "open", "modify", "others'", "delete", "perform", "open-rules"];
  return `On a production system; others' is modifying a case of somebody else:\n\n${table(head, rows)}\n`;
}
