// `aclc diff`: files, folders and revisions; text, JSON and Markdown; exit codes.
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aclc, folder, policy, put } from "./support.ts";

const wider = policy
  .replace("modify when .owner = operator.id", "modify")
  .replace("role User { access to Order { open 3", "role User { access to Order { open 3  delete");

test("text: one edit, one line", async () => {
  const root = folder({ "old.acl": policy, "new.acl": wider });
  expect(await aclc(root, ["diff", "old.acl", "new.acl"])).toEqual({
    exitCode: 0,
    stderr: "",
    stdout: `2 changes of decisions: 2 wider, 0 narrower, 0 neither; compared at all five levels

decisions
  ~ Managers: modify on Order, wider
      was  when .owner = operator.id
      now  always
  + Users gains delete on Order when context.channel = "web" or operator.department = "Desk"

what roles say on their own
  ~ Manager: modify on Order
      was  grants when .owner = operator.id, else denies
      now  grants
  ~ User: delete on Order: says nothing, now grants
`,
  });
});

test("nothing changed", async () => {
  const root = folder({ "old.acl": policy, "new.acl": `// only a comment\n${policy}` });
  const ran = await aclc(root, ["diff", "old.acl", "new.acl", "--exit-code"]);
  expect(ran).toEqual({ exitCode: 0, stderr: "", stdout: "nothing changed: every decision of 2 groups on 1 class is the same at all five levels\n" });
});

test("--exit-code, --level", async () => {
  const root = folder({ "old.acl": policy, "new.acl": policy.replace("open 3", "open 2") });
  expect((await aclc(root, ["diff", "old.acl", "new.acl", "--exit-code"])).exitCode).toBe(1);
  expect((await aclc(root, ["diff", "old.acl", "new.acl", "--exit-code", "-l", "3"])).stdout).toContain("- Users loses open, discover on Order\n");
  expect((await aclc(root, ["diff", "old.acl", "new.acl", "--exit-code", "-l", "4"])).exitCode).toBe(0);
});

test("JSON", async () => {
  const root = folder({ "old.acl": policy, "new.acl": wider });
  const { stdout } = await aclc(root, ["diff", "old.acl", "new.acl", "-f", "json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    changed: true,
    levels: [1, 2, 3, 4, 5],
    decisions: [
      {
        groups: ["Managers"],
        actions: ["modify"],
        classes: ["Order"],
        before: { access: "when", when: ".owner = operator.id" },
        after: { access: "always" },
        effect: "wider",
      },
      { groups: ["Users"], actions: ["delete"], classes: ["Order"], before: { access: "never" }, effect: "wider" },
    ],
  });
});

test("Markdown: what users wrote stays text", async () => {
  const hostile = "`</script> <img src=x> | **b** @everyone`";
  const root = folder({
    "old.acl": policy,
    "new.acl": `${policy}role ${hostile} { access to Order { delete when .owner = "a\`b <b> ]( @x" } }\ngroup ${hostile} { roles ${hostile} }\n`,
  });
  const { stdout } = await aclc(root, ["diff", "old.acl", "new.acl", "-f", "markdown"]);
  expect(stdout).toContain("* `</script> <img src=x> | **b** @everyone` **gains** `delete` on `Order` when `` ");
  const outside = stdout.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "");
  expect(outside).not.toMatch(/[<@|\]]/);
});

test("what is wrong with either side is reported", async () => {
  const root = folder({ "old.acl": policy, "new.acl": policy.replace("group Users { roles User }", "group Users { roles Usr }") });
  const { exitCode, stderr, stdout } = await aclc(root, ["diff", "old.acl", "new.acl"]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(stderr).toContain("new.acl");
});

function git(root: string, ...args: readonly string[]): void {
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", ...args], { cwd: root, stdio: "ignore" });
}

function repository(): string {
  const root = folder({ "p/main.acl": `import "./more.acl"\n${policy.replace(/group Users.*\n/, "")}`, "p/more.acl": "group Users { roles User }\n" });
  git(root, "init", "-q");
  git(root, "add", ".");
  git(root, "commit", "-q", "-m", "one");
  return root;
}

test("git:REVISION:PATH reads imports at the same revision, files and folders, from the root or from here", async () => {
  const root = repository();
  put(root, { "p/more.acl": "group Users { roles User, Manager }\n" });
  for (const old of ["git:HEAD:p/main.acl", "git:HEAD:p", "git:HEAD:./p/main.acl", "git:HEAD^0:p/../p/main.acl"]) {
    const { stdout, exitCode } = await aclc(root, ["diff", old, "p", "--exit-code"]);
    expect(stdout).toContain("+ Users gains privilege Approve, perform ApproveOrder on Order when .amount <= 100\n");
    expect(exitCode).toBe(1);
  }
  expect((await aclc(join(root, "p"), ["diff", "git:HEAD:./main.acl", "git:HEAD:p", "--exit-code"])).exitCode).toBe(0);
});

test.each([
  ["git:--upload-pack=x:p", "names no file at a revision"],
  ["git:-c:p", "names no file at a revision"],
  ["git:HEAD;x:p", "names no file at a revision"],
  ["git:HEAD:", "names no file at a revision"],
  ["git:HEAD", "names no file at a revision"],
  ["git:none:p", "git knows no revision `none`"],
  ["git:HEAD:q", "there is no such file or folder at this revision"],
  ["git:HEAD:../..", "it is outside of the repository"],
])("%s is refused", async (old, message) => {
  const root = repository();
  const { exitCode, stderr, stdout } = await aclc(root, ["diff", old, "p"]);
  expect(stderr).toContain(message);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
});

test("no repository, and a link in one", async () => {
  expect((await aclc(folder({ "a.acl": policy }), ["diff", "git:HEAD:a.acl", "a.acl"])).stderr).toMatch(/this is no git repository|git knows no revision/);
  const root = repository();
  mkdirSync(join(root, "q"));
  symlinkSync("../p/main.acl", join(root, "q/link.acl"));
  git(root, "add", ".");
  git(root, "commit", "-q", "-m", "two");
  const { exitCode, stderr } = await aclc(root, ["diff", "git:HEAD:q/link.acl", "p"]);
  expect(stderr).toContain("q/link.acl");
  expect(exitCode).not.toBe(0);
});
