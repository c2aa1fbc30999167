// The three options side by side, and two ways to make an associate manager.
import { mark, table } from "../table.ts";
import * as withDeny from "./associate-deny.acl.ts";
import * as withDependentRole from "./associate-dependent.acl.ts";
import * as option1 from "./option-1.acl.ts";
import * as option2 from "./option-2.acl.ts";
import * as option3 from "./option-3.acl.ts";

const options = [
  ["1 complete roles", option1.policy],
  ["2 two roles", option2.policy],
  ["3 dependent role", option3.policy],
] as const;

const designs = [
  ["deny first, then stop", withDeny.policy],
  ["a role that depends", withDependentRole.policy],
] as const;

export function decisions(): string {
  return `Customers, in three designs that decide the same:\n\n${customers()}\n\nOrders, for associate managers:\n\n${orders()}\n`;
}

function customers(): string {
  const rows = options.flatMap(([name, policy]) =>
    (["Ordering:FulfillmentOperators", "Ordering:Managers"] as const).map((accessGroup) => {
      const requestor = policy.requestor({ accessGroup, operator: { id: "kim" } });
      const may = (["open", "modify", "delete"] as const).map((setting) => mark(requestor.can(setting, "Ordering-Data-Customer")));
      return [name, accessGroup, ...may];
    }),
  );
  return table(["option", "group", "open", "modify", "delete"], rows);
}

function orders(): string {
  const rows = designs.flatMap(([name, policy]) =>
    [{ amount: 900 }, { amount: 20_000 }, {}].map((order) => {
      const requestor = policy.requestor({ accessGroup: "Ordering:AssociateManagers", operator: { id: "kim" } });
      return [
        name,
        order.amount === undefined ? "unknown" : String(order.amount),
        mark(requestor.can("open", "Ordering-Work-Order", order)),
        mark(requestor.canPerform("Approve", "Ordering-Work-Order", order)),
      ];
    }),
  );
  return table(["design", "amount", "open", "approve"], rows);
}
