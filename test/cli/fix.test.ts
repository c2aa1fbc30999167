// `aclc check --fix`, and the comments that silence findings.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aclc, folder } from "./support.ts";

const idle = `class Order { amount: decimal }
class Order-Small {}
access when Cheap on Order {
  when .amount is null then false
  when .amount > 10 then false
  when .amount > 20 then false   // never comes here
  otherwise true
}
role Clerk {
  access to Order { open  modify when Cheap }
  access to Order-Small {
    open
    modify when Cheap // as above
  }
  deny access to Order-Small { delete 0 }
}
role Helper { access to Order { run-reports } }
role Boss depends on Clerk, Helper {
  access to Order { delete }
}
group Clerks { roles Clerk }
group Bosses { roles Clerk, Boss, Helper } // aclc-allow ACL5109: nothing any more
`;

const mended = `class Order { amount: decimal }
class Order-Small {}
access when Cheap on Order {
  when .amount is null then false
  when .amount > 10 then false
     // never comes here
  otherwise true
}
role Clerk {
  access to Order { open  modify when Cheap }
  access to Order-Small {
     // as above
  }
  deny access to Order-Small { }
}
role Helper { access to Order { run-reports } }
role Boss depends on Clerk, Helper {
  access to Order { delete }
}
group Clerks { roles Clerk }
group Bosses { roles Boss }
`;

test("what changes nothing goes, comments stay, and the second time there is nothing to do", async () => {
  const cwd = folder({ "a.acl": idle });
  const { exitCode, stderr, stdout } = await aclc(cwd, ["check", "a.acl", "--fix"]);
  expect(readFileSync(join(cwd, "a.acl"), "utf8").replace(/[ \t]+$/gm, "")).toBe(mended.replace(/[ \t]+$/gm, ""));
  expect(stderr).toContain("fixed ACL5101 in a.acl: take these 2 rows out\n");
  expect(stderr).toContain("fixed ACL5102 in a.acl: take it out\n");
  expect(stderr).toContain("fixed ACL5106 in a.acl: take the row out\n");
  expect(stderr).toContain("fixed ACL5120 in a.acl: take the comment out\n");
  expect(stderr).toContain("\n1 file written\n");
  expect(exitCode).toBe(0);
  const again = await aclc(cwd, ["check", "a.acl", "--fix"]);
  expect(again.stderr).not.toContain("fixed");
  expect(stdout).toBe(again.stdout);
});

test("a policy with errors is left alone", async () => {
  const broken = `${idle}role Other { access to Ordr { open } }\n`;
  const cwd = folder({ "a.acl": broken, "b.acl": idle });
  expect((await aclc(cwd, ["check", "a.acl", "--fix"])).exitCode).toBe(1);
  expect(readFileSync(join(cwd, "a.acl"), "utf8")).toBe(broken);
});

test("a file without fixes is not written", async () => {
  const cwd = folder({ "a.acl": mended, "b.acl": 'import "./a.acl"\n' });
  const before = statSync(join(cwd, "a.acl")).mtimeMs;
  expect((await aclc(cwd, ["check", "b.acl", "--fix"])).exitCode).toBe(0);
  expect(statSync(join(cwd, "a.acl")).mtimeMs).toBe(before);
});

test("what is silenced stays, and the reports say so as data", async () => {
  const cwd = folder({ "a.acl": idle });
  const silenced = idle
    .replace("    open\n", "    // aclc-allow ACL5101: read together with the next\n    open\n")
    .replace("// as above", "// aclc-allow ACL5101, ACL5109: as above")
    .replace("roles Clerk, Boss, Helper } // aclc-allow ACL5109: nothing any more", "roles Boss }");
  writeFileSync(join(cwd, "a.acl"), silenced);
  const { stdout } = await aclc(cwd, ["check", "a.acl", "--format", "json"]);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; message: string; fix: { safe: boolean; edits: unknown[] } | null }[] };
  expect(diagnostics.map(({ code }) => code)).toEqual(["ACL5106", "ACL5120", "ACL5102"]);
  expect(diagnostics.map(({ fix }) => fix?.safe)).toEqual([true, undefined, true]);
  await aclc(cwd, ["check", "a.acl", "--fix"]);
  expect(readFileSync(join(cwd, "a.acl"), "utf8")).toContain("    open\n    modify when Cheap // aclc-allow");
});
