// What is left of a policy when everything known is folded in: nothing that need not be asked, and never too much to ask.
import { expect, test } from "vitest";
import { check, interpret, memoryHost } from "../../compiler/index.ts";
import type { Condition, Policy } from "../../runtime/index.ts";
import { predicate } from "../../runtime/sql/index.ts";

async function policyOf(text: string): Promise<Policy> {
  const { policy } = await check(["p.acl"], memoryHost(new Map([["p.acl", text]])));
  if (policy === undefined) throw new Error("the policy has errors");
  return interpret(policy.tables);
}

/** In the words of a policy, with values. */
function words(condition: Condition): string {
  switch (condition.kind) {
    case "and":
    case "or":
      return `(${condition.parts.map(words).join(` ${condition.kind} `)})`;
    case "class":
      return `is ${condition.names.join("|")}`;
    case "test": {
      const { compare, is } = condition;
      const text = Object.entries(compare)
        .map(([, part]: [string, unknown]) => {
          if (typeof part === "string" || Array.isArray(part)) return JSON.stringify(part);
          const operand = part as { kind: string; path?: readonly string[]; value?: unknown };
          return operand.kind === "property" ? operand.path?.join(".") : JSON.stringify(operand.value);
        })
        .join(" ");
      return is ? text : `not ${text}`;
    }
    default:
      return condition.kind;
  }
}

const desk = `
operator { department: text  teams: list of text }
class Ticket { owner: text  department: text  status: "New" | "Open" | "Resolved"  amount: decimal  region: text  urgent: boolean  at: datetime }
role Agent {
  access to Ticket { open  modify 3 when .owner = operator.id  delete when .at < now - 1 day }
}
role Denier { deny access to Ticket { open when .urgent } }
group Agents { roles Agent }
group Careful { roles Denier, Agent  stop at first grant or deny }
policy Mine on Ticket for read {
  when operator.department = "Audit" then unrestricted
  otherwise .owner = operator.id
    or .department = operator.department and .status != "Resolved" and .amount < 5_000
    or .urgent and .region in operator.teams
}
`;

test("a filter is as small as a person would write it", async () => {
  const policy = await policyOf(desk);
  const ann = policy.requestor({ accessGroup: "Agents", operator: { id: "ann", department: "d", teams: ["r"] } } as never);
  expect(words(ann.filter("open", "Ticket"))).toBe(
    '(("in" department ["d"] and "in" status ["New","Open"] and "<" amount 5000) or ("in" urgent [true] and "in" region ["r"]) or "in" owner ["ann"])',
  );
  const auditor = policy.requestor({ accessGroup: "Agents", operator: { department: "Audit" } } as never);
  expect(words(auditor.filter("open", "Ticket"))).toBe("all");
  // Without a department the row above cannot be judged, and so opens nothing below it.
  const stranger = policy.requestor({ accessGroup: "Agents", operator: { id: "ann", teams: [] } } as never);
  expect(words(stranger.filter("open", "Ticket"))).toBe("none");
});

test("the level and the clock are those of the moment", async () => {
  const policy = await policyOf(desk);
  const who = { accessGroup: "Agents", operator: { id: "ann" } } as never;
  expect(words(policy.with({ productionLevel: 3 }).requestor(who).filter("modify", "Ticket"))).toBe('"in" owner ["ann"]');
  expect(words(policy.with({ productionLevel: 4 }).requestor(who).filter("modify", "Ticket"))).toBe("none");
  let now = 86_400_000;
  const requestor = policy.with({ now: () => now }).requestor(who);
  expect(words(requestor.filter("delete", "Ticket"))).toBe('"<" at 0');
  now += 5;
  expect(words(requestor.filter("delete", "Ticket"))).toBe('"<" at 5');
});

test("all that is made of one filter means one moment", async () => {
  const policy = await policyOf(
    "class C { at: datetime  until: datetime }\nrole R { access to C { open when .at < now - 1 minute and .until > now + 1 minute } }\ngroup G { roles R }",
  );
  let now = 100_000;
  const filter = policy
    .with({ now: () => (now += 500) })
    .requestor({ accessGroup: "G" })
    .filter("open", "C");
  expect(words(filter)).toBe('("<" at 40500 and ">" until 160500)');
  const object = { at: new Date(40_499), until: new Date(160_501) };
  for (const fits of [predicate(filter), predicate(structuredClone(filter))]) {
    expect(fits(object)).toBe(true);
    expect(fits({ ...object, at: new Date(40_500) })).toBe(false);
    expect(fits({ ...object, until: new Date(160_500) })).toBe(false);
  }
});

test("a filter that was made can be part of another", async () => {
  const policy = await policyOf(desk);
  const filter = policy.requestor({ accessGroup: "Agents", operator: { id: "ann", department: "d", teams: [] } } as never).filter("open", "Ticket");
  const urgent = { kind: "test", is: true, compare: { operator: "in", of: { kind: "property", path: ["urgent"], type: "boolean" }, values: [true] } } as const;
  const both = predicate({ kind: "and", parts: [filter, urgent] });
  expect(both({ owner: "ann", urgent: true })).toBe(true);
  expect(both({ owner: "bob", urgent: true })).toBe(false);
  expect(both({ owner: "ann", urgent: false })).toBe(false);
  expect(both({ owner: "ann" })).toBe(false);
});

test("a denial counts unless it is known to be false, in groups and in sets of roles", async () => {
  const policy = await policyOf(desk);
  const operator = { id: "ann", department: "Audit" };
  const group = policy.requestor({ accessGroup: "Careful", operator } as never);
  const set = policy.requestor({ roles: ["Denier", "Agent"], stop: true, operator } as never);
  expect(words(group.filter("open", "Ticket"))).toBe('"in" urgent [false]');
  expect(words(set.filter("open", "Ticket"))).toBe('"in" urgent [false]');
});

test("a clock that throws makes no filter", async () => {
  const policy = await policyOf(desk);
  const requestor = policy
    .with({
      now: () => {
        throw new Error("no time");
      },
    })
    .requestor({ accessGroup: "Agents" } as never);
  expect(() => requestor.filter("delete", "Ticket")).toThrow("no time");
});

test("a condition that would need too many tests is an error", async () => {
  const names = Array.from({ length: 11 }, (_, i) => `p${i}`);
  // An odd number of them is true: that has no short form.
  const odd = names.reduce((sum, name) => (sum === "" ? `.${name}` : `((${sum}) and not .${name} or not (${sum}) and .${name})`), "");
  const policy = await policyOf(
    `class C { ${names.map((name) => `${name}: boolean`).join("  ")} }\nrole R { access to C { open when ${odd} } }\ngroup G { roles R }`,
  );
  expect(() => policy.requestor({ accessGroup: "G" }).filter("open", "C")).toThrow(expect.objectContaining({ name: "FilterError", code: "TOO_LARGE" }));
});
