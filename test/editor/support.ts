// Workspaces in memory, with `¦` in a text for the cursor.
import { memoryFiles } from "./files.ts";
import { Workspace } from "../../editor/workspace.ts";

export interface AtCursor {
  readonly workspace: Workspace;
  readonly path: string;
  readonly offset: number;
  /** The text of the file that has the cursor, without it. */
  readonly text: string;
}

/** One of the files has the cursor; that file is open, the others are on the disk. */
export function atCursor(files: string | Readonly<Record<string, string>>): AtCursor {
  const all = new Map(Object.entries(typeof files === "string" ? { "a.acl": files } : files));
  const [path, marked] = [...all].find(([, text]) => text.includes("¦")) ?? ["", ""];
  const offset = marked.indexOf("¦");
  if (offset === -1) throw new Error("no text has a cursor");
  const text = marked.replace("¦", "");
  all.set(path, text);
  const workspace = new Workspace(memoryFiles(all));
  workspace.open(path, text);
  return { workspace, path, offset, text };
}

export const orders = `operator { department: text, clearance: integer }
context { channel: "web" | "phone" }

/// An order of a customer.
class Order- {
  /// Who answers for it.
  owner: text
  amount: decimal
  status: "New" | "Open" | "Resolved"
  customer: { region: text }
}

class Order-Item {
  count: integer
}

access when IsOwner on Order- { .owner = operator.id }

privilege Approve on Order-
rule flow-action ApproveOrder on Order- requires Approve

role Clerk {
  access to Order- {
    open
    modify when IsOwner
    privilege Approve 3
  }
}

role Manager depends on Clerk {
  access to Order-Item {
    delete 2
  }
}

group Clerks { roles Clerk }
group Managers { roles Manager }
`;
