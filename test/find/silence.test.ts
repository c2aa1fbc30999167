// Comments that silence findings: where they stand, what they need, and what they never do.
import { expect, test } from "vitest";
import { check, memoryHost } from "../../compiler/index.ts";

/** The codes of what is found; the class has one finding where `HERE` stands, ACL5109. */
async function found(text: string): Promise<readonly string[]> {
  const whole = `class Order { owner: text }\nclass Order-Large {}\n${text}\ngroup Clerks { roles Clerk }\n`;
  const { diagnostics } = await check(["a.acl"], memoryHost(new Map([["a.acl", whole]])));
  return diagnostics.map((d) => d.code);
}

const role = (before: string, block: string, row: string): string =>
  `role Clerk {\n  access to Order { open }\n  ${before}\n  access to Order-Large { ${block}\n    open when .owner = operator.id ${row}\n  }\n}`;

test.each([
  ["without a comment", role("", "", ""), ["ACL5109"]],
  ["at the end of the line", role("", "", "// aclc-allow ACL5109: owners only"), []],
  ["alone on the line before", role("", "\n    // aclc-allow ACL5109: owners only", ""), []],
  ["before the block", role("// aclc-allow ACL5109: owners only", "", ""), []],
  ["before the block, with more comments between", role("// aclc-allow ACL5109: owners only\n  // { see there }\n", "", ""), []],
  ["behind the block's brace it is about that line alone", role("", "// aclc-allow ACL5109: owners only", ""), ["ACL5120", "ACL5109"]],
  ["with another code", role("", "", "// aclc-allow ACL5110: owners only"), ["ACL5109", "ACL5120"]],
  ["with several codes", role("", "", "// aclc-allow ACL5109, ACL5110: owners only"), ["ACL5120"]],
  ["without a reason", role("", "", "// aclc-allow ACL5109"), ["ACL5109", "ACL5119"]],
  ["with an empty reason", role("", "", "// aclc-allow ACL5109:  "), ["ACL5109", "ACL5119"]],
  ["on the line after", role("", "", "\n    // aclc-allow ACL5109: too late"), ["ACL5109", "ACL5120"]],
  ["in a comment of another kind", role("", "", "/* aclc-allow ACL5109: no */"), ["ACL5109"]],
  ["of an error", "role Clerk { access to Order { open } } // aclc-allow ACL7001: no\nassert nobody can open Order", ["ACL5120", "ACL7001"]],
])("%s", async (_, text, codes) => {
  expect(await found(text)).toEqual(codes);
});
