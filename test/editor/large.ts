// A policy of 5,000 lines, and how long it takes after an edit until its problems are known.
import { Workspace } from "../../editor/workspace.ts";
import { memoryFiles } from "./files.ts";

export function largePolicy(parts = 100): string {
  const head = `operator { department: text, level: integer }\n\nclass Work- {\n  id: text\n  owner: text\n  department: text\n  amount: decimal\n}\n\n`;
  return head + Array.from({ length: parts }, (_, i) => part(i, parts)).join("\n");
}

function part(i: number, parts: number): string {
  const blocks = Array.from(
    { length: 5 },
    (_, j) => `  access to Work-C${(i + j * 7) % parts} {
    open
    modify when .owner = operator.id
    delete 3 when .amount <= ${10_000 + i} and .department = operator.department
    run-reports 0
  }
`,
  ).join("");
  return `/// The class number ${i}.
class Work-C${i} {
  a${i}: text
  b${i}: integer
  c${i}: list of text
}

access when IsOwner${i} on Work-C${i} { .owner = operator.id and .b${i} > ${i} }

privilege P${i} on Work-C${i}

role R${i}${i % 5 > 0 ? ` depends on R${i - 1}` : ""} {
${blocks}}

group G${i} { roles R${i} }

policy Pol${i} on Work-C${i} for read, update {
  .department = operator.department or .amount < ${i}
}

rule flow-action Do${i} on Work-C${i} requires P${i}
`;
}

/** Milliseconds for each of some edits, one character at a time, in the middle of the text. */
export async function timeEdits(edits: number): Promise<readonly number[]> {
  const text = largePolicy();
  const middle = text.indexOf("\n", text.length >> 1) + 1;
  const workspace = new Workspace(memoryFiles(new Map()));
  workspace.open("a.acl", text);
  await workspace.compilation("a.acl");
  const typed = "class New-Class { some: text }\n";
  const times: number[] = [];
  for (let edit = 0; edit < edits; edit++) {
    const now = text.slice(0, middle) + typed.slice(0, 1 + (edit % typed.length)) + text.slice(middle);
    const start = performance.now();
    workspace.open("a.acl", now);
    await workspace.compilation("a.acl");
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}
