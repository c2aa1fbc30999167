// The policy's answers about one ticket, action by action, with the reasons of its denials.
import { rules, TICKET, type Requestor } from "./desk.ts";
import type { Ticket } from "./store.ts";

export interface Verdict {
  readonly action: string;
  readonly allowed: boolean;
  /** In words; empty when it is allowed. */
  readonly reason: string;
}

const actions = [
  ["open", "open"],
  ["modify", "modify"],
  ["delete", "delete"],
  ["run reports", "run-reports"],
  ["see the phone number", { property: "phone" }],
  ["see the internal note", { property: "internalNote" }],
  ...rules.map((rule) => [`perform ${rule}`, { rule }] as const),
] as const;

export function verdicts(requestor: Requestor, ticket: Ticket): readonly Verdict[] {
  return actions.map(([action, asked]) => {
    const decision = requestor.decide(asked, TICKET, ticket);
    return { action, allowed: decision.allowed, reason: decision.allowed ? "" : words(decision.reason) };
  });
}

/** `CONDITION_NOT_MET` as "condition not met". */
function words(reason: string): string {
  return reason.toLowerCase().replaceAll("_", " ");
}
