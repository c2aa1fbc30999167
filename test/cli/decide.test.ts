// `aclc decide`: requests in, decisions out, line by line, and what becomes of lines that are no requests.
import { expect, test } from "vitest";
import { aclc, folder, policy, type Surroundings } from "./support.ts";

const subject = { type: "operator", id: "dallas", properties: { accessGroup: "Managers", department: "HR" } };
const resource = { type: "Order", id: "P-1", properties: { owner: "dallas", amount: 120 } };
const open = { subject, action: { name: "open" }, resource };

test.each([
  ["open", open, true],
  ["modify, of one's own", { ...open, action: { name: "modify" } }, true],
  ["modify, of another's", { ...open, action: { name: "modify" }, resource: { ...resource, properties: { owner: "ann" } } }, "CONDITION_NOT_MET"],
  ["modify, without an object", { ...open, action: { name: "modify" }, resource: { type: "Order", id: "P-1" } }, "NO_OBJECT"],
  ["delete", { ...open, action: { name: "delete" } }, "NOT_GRANTED"],
  ["discover", { ...open, action: { name: "discover" } }, true],
  [
    "a privilege",
    { ...open, action: { name: "privilege", properties: { privilege: "Approve" } }, resource: { type: "Order", properties: { amount: 7 } } },
    true,
  ],
  ["a rule", { ...open, action: { name: "perform", properties: { rule: "ApproveOrder" } } }, "CONDITION_NOT_MET"],
  ["a property", { ...open, action: { name: "see", properties: { property: ".owner" } } }, true],
  ["roles", { ...open, subject: { type: "operator", id: "x", properties: { roles: ["User", "Manager"] } } }, true],
  ["at level 5", { ...open, subject: { ...subject, properties: { accessGroup: "Users" } } }, "NOT_GRANTED"],
  ["an unknown class", { ...open, resource: { type: "constructor", properties: {} } }, "UNKNOWN_CLASS"],
  ["an unknown action", { ...open, action: { name: "toString" } }, "UNKNOWN_SETTING"],
  ["an unknown privilege", { ...open, action: { name: "privilege", properties: { privilege: "Q" } } }, "UNKNOWN_PRIVILEGE"],
  ["G05 unknown fields", { ...open, extra: 1, resource: { ...resource, extra: [{}] }, action: { name: "open", extra: null } }, true],
])("%s", async (_name, request, answer) => {
  const expected = answer === true ? { decision: true } : { decision: false, context: { reason: answer } };
  expect(await decide([request])).toEqual({ exitCode: 0, answers: [expected], stderr: "" });
});

test("--level and --now", async () => {
  const users = { ...open, subject: { ...subject, properties: { accessGroup: "Users" } } };
  expect((await decide([users], ["--level", "3"])).answers).toEqual([{ decision: true }]);
  const clocked = "class C { due: datetime }\nrole R { access to C { open when .due < now } }\ngroup G { roles R }\n";
  const request = { ...open, subject: { ...subject, properties: { accessGroup: "G" } }, resource: { type: "C", properties: { due: "2026-01-01T00:00:00Z" } } };
  const cwd = folder({ "p.acl": clocked, "requests.jsonl": JSON.stringify(request) });
  const at = async (now: string) => JSON.parse((await aclc(cwd, ["decide", "p.acl", "--requests", "requests.jsonl", "--now", now])).stdout).decision;
  expect([await at("2025-12-31T23:59:59Z"), await at("2026-01-01T01:00:00+00:30")]).toEqual([false, true]);
});

test("resource.id fills a property `id: text` that the properties lack", async () => {
  const text =
    'class C { id: text }\nclass D { id: integer }\nrole R { access to C { open when .id = "1" }\n access to D { open when .id is null } }\ngroup G { roles R }\n';
  const asked = (resource: object) => ({ ...open, subject: { ...subject, properties: { accessGroup: "G" } }, resource });
  const requests = [
    { type: "C", id: "1", properties: {} },
    { type: "C", id: "1", properties: { id: "2" } },
    { type: "C", id: "1" },
    { type: "D", id: "1", properties: {} },
  ];
  const { stdout } = await aclc(folder({ "p.acl": text }), ["decide", "p.acl", "-r", "-"], { stdin: requests.map(asked).map(line).join("") });
  expect(
    stdout
      .trim()
      .split("\n")
      .map((answer) => JSON.parse(answer).decision),
  ).toEqual([true, false, false, true]);
});

test.each([
  ["no JSON", "hello", "the line is not valid JSON"],
  ["an empty line", "", "it is empty"],
  ["G02 a number too large", line(open).replace("120", "1e999"), "a number is too large"],
  ["G02 trailing data", `${line(open).trim()} 1`, "something after the value"],
  ["G04 null", "null", "a request is no object"],
  ["G04 a list", "[]", "a request is no object"],
  ["G04 no subject", line({ ...open, subject: undefined }), "`subject` is missing"],
  ["G04 a subject that is null", line({ ...open, subject: null }), "`subject` is no object"],
  ["G04 a subject without id", line({ ...open, subject: { ...subject, id: undefined } }), "`subject.id` is missing"],
  ["G04 a numeric id", line({ ...open, subject: { ...subject, id: 7 } }), "`subject.id` is no text"],
  ["G04 no type", line({ ...open, subject: { ...subject, type: undefined } }), "`subject.type` is missing"],
  ["G04 neither group nor roles", line({ ...open, subject: { type: "operator", id: "x" } }), "needs either `accessGroup` or `roles`"],
  ["G04 both", line({ ...open, subject: { ...subject, properties: { accessGroup: "Users", roles: [] } } }), "needs either `accessGroup` or `roles`"],
  ["G04 no action", line({ ...open, action: undefined }), "`action` is missing"],
  ["G04 a text for an action", line({ ...open, action: "open" }), "`action` is no object"],
  ["G04 no privilege", line({ ...open, action: { name: "privilege" } }), "`action.properties.privilege` is missing"],
  ["G04 no resource", line({ ...open, resource: undefined }), "`resource` is missing"],
  ["G04 a list of properties", line({ ...open, resource: { ...resource, properties: [] } }), "`resource.properties` is no object"],
  ["G04 a context that is a text", line({ ...open, context: "web" }), "`context` is no object"],
  ["too long a line", line({ ...open, filler: "x".repeat(1024 * 1024) }), "the line is too long"],
])("%s is denied with an error, and the rest goes on", async (_name, text, words) => {
  const { exitCode, answers, stderr } = await decide([open, text.trim(), open]);
  expect(answers).toEqual([
    { decision: true },
    { decision: false, context: { error: { code: "BAD_REQUEST", message: expect.stringContaining(words) } } },
    { decision: true },
  ]);
  expect(stderr).toBe("1 of 3 lines is no valid request\n");
  expect(exitCode).toBe(1);
});

test.each([
  [{ accessGroup: "Nobodies" }, "UNKNOWN_GROUP"],
  [{ accessGroup: ["Users"] }, "BAD_REQUEST"],
  [{ roles: ["Nobody"] }, "UNKNOWN_ROLE"],
  [{ roles: "User" }, "BAD_REQUEST"],
  [{ roles: ["User", null] }, "BAD_REQUEST"],
])("a subject with %j makes no requestor", async (properties, code) => {
  const { exitCode, answers } = await decide([{ ...open, subject: { ...subject, properties } }]);
  expect(answers).toMatchObject([{ decision: false, context: { error: { code } } }]);
  expect(exitCode).toBe(1);
});

test("bytes that are no UTF-8 spoil their line only", async () => {
  const bytes = new TextEncoder().encode(line(open));
  const { answers } = await decide([], [], { stdin: [Uint8Array.of(0xff, 0x0a), bytes] });
  expect(answers).toMatchObject([{ decision: false, context: { error: { message: "the line is not valid JSON: it is not UTF-8" } } }, { decision: true }]);
});

test("D24 what a request says in the wrong place is not looked at, and named", async () => {
  const context = { channel: "web", accessGroup: "Users", operator: { id: "ann" }, now: "2000-01-01T00:00:00Z" };
  const properties = { ...subject.properties, id: "ann" };
  const { answers } = await decide([{ ...open, subject: { ...subject, properties }, action: { name: "modify" }, context }]);
  expect(answers).toEqual([{ decision: true, context: { ignored: ["subject.properties.id", "context.operator", "context.accessGroup", "context.now"] } }]);
});

test("--explain adds the trace", async () => {
  const { answers } = await decide([open, { ...open, resource: { type: "Q" } }], ["--explain"]);
  expect(answers).toMatchObject([{ decision: true }, { decision: false, context: { reason: "UNKNOWN_CLASS" } }]);
  expect(JSON.stringify(answers[0])).toContain("Manager");
});

test("10,000 requests take about a second, in order", async () => {
  const requests = Array.from({ length: 10_000 }, (_, i) => ({
    ...open,
    resource: { type: "Order", properties: { amount: i } },
    action: { name: "privilege", properties: { privilege: "Approve" } },
  }));
  const cwd = folder({ "p.acl": policy, "requests.jsonl": requests.map(line).join("") });
  const start = performance.now();
  const { stdout, exitCode } = await aclc(cwd, ["decide", "p.acl", "--requests", "requests.jsonl"]);
  expect(performance.now() - start).toBeLessThan(5_000);
  expect(
    stdout
      .trim()
      .split("\n")
      .map((answer) => JSON.parse(answer).decision),
  ).toEqual(requests.map((_, i) => i <= 100));
  expect(exitCode).toBe(0);
});

test.each([
  ["none.jsonl", "there is no such file or folder"],
  [".", "it is a folder"],
])("requests from %s cannot be read", async (path, reason) => {
  const { exitCode, stdout, stderr } = await aclc(folder({ "p.acl": policy }), ["decide", "p.acl", "--requests", path]);
  expect(stderr).toBe(`error[ACL8104]: cannot read \`${path}\`: ${reason}\n`);
  expect([exitCode, stdout]).toEqual([2, ""]);
});

test("a policy with errors answers nothing", async () => {
  const { exitCode, stdout, stderr } = await aclc(folder({ "p.acl": "role" }), ["decide", "p.acl", "--requests", "-"], { stdin: line(open) });
  expect(stderr).toMatch(/^error\[ACL11/);
  expect([exitCode, stdout]).toEqual([1, ""]);
});

async function decide(requests: readonly (object | string)[], args: readonly string[] = [], around: Surroundings = {}) {
  const stdin = around.stdin ?? requests.map((request) => (typeof request === "string" ? `${request}\n` : line(request))).join("");
  const { exitCode, stdout, stderr } = await aclc(folder({ "p.acl": policy }), ["decide", "p.acl", "--requests", "-", ...args], { ...around, stdin });
  const answers: unknown[] = stdout
    .trim()
    .split("\n")
    .map((answer) => JSON.parse(answer));
  return { exitCode, answers, stderr };
}

function line(request: object): string {
  return `${JSON.stringify(request)}\n`;
}
