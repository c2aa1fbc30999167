// The trace: the same answers with it and without, the steps that decided, and how it reads.
import { describe, expect, test } from "vitest";
import { renderTrace } from "../../compiler/explain.ts";
import { traceData } from "../../compiler/reference/render.ts";
import { decide, modelOf } from "./ask.ts";

const text = `operator { department: text }
class Work- { status: text  owner: text }
class HR-Work extends Work- { department: text  amount: decimal }
class HR-Work-Order { }
access when IsLarge on HR-Work { .amount > 10_000 }
privilege Approve on Work-
role User {
  access to Work- { open  delete 0  privilege Approve }
}
role Manager depends on User {
  access to HR-Work-Order { modify when not IsLarge  delete 3 }
  access to Work- { modify }
}
role Deny {
  deny access to HR-Work-Order { open when IsLarge }
}
group Users { roles User }
group Managers { roles Manager }
group Juniors { roles Deny, Manager  stop at first grant or deny }
policy Department on Work- for read { .owner = operator.id }
policy Department on HR-Work for read { .department = operator.department }
policy Open on Work- for read { .status is null or .status != "Resolved" }
`;

async function shown(question: Parameters<typeof decide>[1], asked: Parameters<typeof decide>[3]): Promise<string> {
  return renderTrace(decide(await modelOf(text), question, "HR-Work-Order", asked).trace);
}
const open = { kind: "setting", setting: "open" } as const;

describe("text", () => {
  test("a deny under stop", async () => {
    const trace = await shown(open, { group: "Juniors", object: { amount: 20_000, department: "HR" }, operator: { department: "HR" } });
    expect(trace).toMatchSnapshot();
    expect(trace.split("\n")[0]).toBe("denied: group Juniors may not open HR-Work-Order on level 5 (production)");
    expect(trace.split("\n")[2]).toBe("  policy.acl:15:34  role Deny, deny block on HR-Work-Order, `open when IsLarge`: denies");
  });
  test("a grant through a dependency", async () => {
    expect(await shown(open, { group: "Managers", object: { amount: 1, department: "HR" }, operator: { department: "HR" } })).toMatchSnapshot();
  });
  test("a level that does not hold", async () => {
    expect(await shown({ kind: "setting", setting: "delete" }, { group: "Managers", object: {} })).toMatchSnapshot();
  });
  test("a condition that is unknown", async () => {
    expect(await shown({ kind: "setting", setting: "modify" }, { group: "Managers", object: { amount: "much" } })).toMatchSnapshot();
  });
  test("a privilege hidden by a nearer block", async () => {
    expect(await shown({ kind: "privilege", privilege: "Approve" }, { group: "Managers", object: {} })).toMatchSnapshot();
  });
  test("nobody says anything", async () => {
    expect(await shown({ kind: "setting", setting: "run-reports" }, { group: "Users", object: {} })).toMatchSnapshot();
  });
  test("not declared", async () => {
    expect(await shown({ kind: "privilege", privilege: "Nothing" }, { group: "Users", object: {} })).toMatchSnapshot();
  });
});

describe("data", () => {
  test("can be written as JSON, with places", async () => {
    const model = await modelOf(text);
    const data = traceData(decide(model, open, "HR-Work-Order", { group: "Juniors", object: { amount: 20_000 } }).trace);
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    expect(data.decision).toBe(false);
    expect(data.because[0]).toMatchObject({ file: "policy.acl", line: 15, column: 34, decides: true });
  });
});

describe("other questions", () => {
  const more = `${text}
rule flow-action Ship on HR-Work-Order requires Approve when .amount < 5
policy Visible on HR-Work for property-read of .amount { .department = "HR" }
policy Stored on HR-Work for property-encrypt of .amount
policy Seen on Work- for discover {
  when .status = "Resolved" then unrestricted
  otherwise .owner in ["ann", "bob"]
}
`;
  const questions = [{ kind: "rule", rule: "Ship" }, { kind: "see", path: ["amount"] }, { kind: "encrypted", path: ["amount"] }, { kind: "discover" }] as const;
  for (const question of questions) {
    test(question.kind, async () => {
      const object = { amount: 7, department: "HR", status: "Open", owner: "bob" };
      const asked = { group: "Managers", object, operator: { id: "eve", department: "IT" } };
      expect(renderTrace(decide(await modelOf(more), question, "HR-Work-Order", asked).trace)).toMatchSnapshot();
    });
  }
  test("an empty set of roles, and the base class", async () => {
    const model = await modelOf(text);
    expect(renderTrace(decide(model, open, "HR-Work-Order", { object: {} }).trace)).toContain("there are no roles: the default is deny");
    expect(renderTrace(decide(model, open, "@baseclass", { group: "Users", object: {} }).trace)).toContain("no object is of class @baseclass");
  });
});
