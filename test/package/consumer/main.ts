// What an application does with the policy of `aclc init`; every line that must not compile says so.
import { compile, memoryHost } from "aclc/compiler";
import { evaluate, renderTrace } from "aclc/explain";
import { AccessDenied, RequestorError } from "aclc/runtime";
import { canModify, canPerformPublishDocument, classes, policy } from "./policies/policy.acl.js";

declare const console: { log(text: string): void };

const draft = { title: "Plan", owner: "ann", department: "sales", status: "draft" } as const;
const author = policy.requestor({ accessGroup: "Authors", operator: { id: "ann", department: "sales" } });
const editor = policy.with({ productionLevel: 5 }).requestor({ roles: ["Editor"], operator: { id: "eve", department: "sales" } });

const answers: Readonly<Record<string, boolean>> = {
  "ann modifies": author.can("modify", "Document", draft),
  "ann modifies bob's": canModify(author, classes.Document, { ...draft, owner: "bob" }),
  "ann publishes": author.has("Publish", "Document", draft),
  "eve publishes": canPerformPublishDocument(editor, classes.Document, draft),
};

// @ts-expect-error -- no such setting
author.can("modfy", "Document", draft);
// @ts-expect-error -- no such class
author.can("modify", "Documnet", draft);
// @ts-expect-error -- no such status
author.can("modify", "Document", { status: "drafty" });
// @ts-expect-error -- no such privilege
author.has("Publsh", "Document", draft);
// @ts-expect-error -- no such attribute
policy.requestor({ accessGroup: "Authors", operator: { departement: "sales" } });
// @ts-expect-error -- a group and roles exclude each other
attempt(() => policy.requestor({ accessGroup: "Authors", roles: [] }));

for (const [what, answer] of Object.entries(answers)) console.log(`${what}: ${answer ? "yes" : "no"}`);
console.log(attempt(() => editor.require("delete", "Document", { ...draft, status: "published" })));
console.log(attempt(() => policy.requestor({ accessGroup: "Nobody" as "Authors" })));

const { policy: compiled } = await compile(["a.acl"], memoryHost(new Map([["a.acl", "class A {}"]])), "0.0.0");
console.log(`${compiled?.model.classes[0]?.name ?? "nothing"} ${typeof evaluate} ${typeof renderTrace}`);

function attempt(act: () => unknown): string {
  try {
    act();
    return "fine";
  } catch (error) {
    if (error instanceof AccessDenied) return `${error.status} ${error.reason}`;
    return error instanceof RequestorError ? error.code : String(error);
  }
}
