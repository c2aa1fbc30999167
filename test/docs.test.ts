// Runs what the documents show: `acl` blocks compile and their tests hold, wrong examples give their diagnostic, `ts` blocks pass the type check.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalog } from "../compiler/diagnostics/catalog.ts";
import { pretty } from "../compiler/diagnostics/pretty.ts";
import { problemsIn } from "./problems.ts";
import { typeProblems } from "./type-check.ts";

const root = join(import.meta.dirname, "..");
const documents = [
  "README.md",
  "SECURITY.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...markdownIn("docs"),
  ...markdownIn("docs/how-to"),
  ...markdownIn("examples"),
];
const pages = markdownIn("docs/diagnostics");

describe.each(documents)("%s", (path) => {
  const blocks = blocksOf(path);

  test.each(blocks.filter(({ kind }) => kind === "acl"))("the policy at line $line checks without an error", async ({ text }) => {
    const diagnostics = await problemsIn("a.acl", new Map([["a.acl", text]]));
    expect(pretty(diagnostics.filter((d) => d.severity === "error"))).toBe("");
  });

  const ts = blocks.filter(({ kind }) => kind === "ts");
  if (ts.length > 0)
    test("its TypeScript passes the type check", async () => {
      const setting = settings[path] ?? { policies: {}, prelude: "" };
      const policies = Object.entries(setting.policies).map(([name, source]) => [name, policyOf(source, blocks)] as const);
      expect(await typeProblems(policies, [setting.prelude, ...ts.map(({ text }) => text)].map(expectErrors).join("\n"))).toBe("");
    }, 120_000);

  test("its links lead somewhere", () => {
    const links = [...readFileSync(join(root, path), "utf8").matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target = ""]) => target);
    expect(links.filter((target) => !existsSync(join(root, path, "..", target)))).toEqual([]);
  });
});

describe.each(pages)("%s", (path) => {
  const code = path.slice(-10, -3);
  const blocks = blocksOf(path);

  test("its title is the code and its name", () => {
    const kind = catalog.find((each) => each.code === code);
    expect(readFileSync(join(root, path), "utf8")).toMatch(new RegExp(`^# ${code}: ${(kind?.name ?? "").replaceAll("-", " ")}\n`));
  });

  test.each(blocks.filter(({ kind }) => kind === "acl wrong"))("its wrong example gives this diagnostic and no other", async ({ text: wrong }) => {
    const diagnostics = await problemsIn("a.acl", new Map([["a.acl", wrong]]));
    const codes = diagnostics.map((d) => d.code).filter((other) => other === code || !isFinding(other));
    expect(new Set(codes), pretty(diagnostics)).toEqual(new Set([code]));
  });

  test.each(blocks.filter(({ kind }) => kind === "acl"))("its right example gives none", async ({ text: right }) => {
    const diagnostics = await problemsIn("a.acl", new Map([["a.acl", right]]));
    expect(pretty(diagnostics.filter((d) => isFinding(code) || !isFinding(d.code)))).toBe("");
  });
});

test("every diagnostic has a page, and every page a diagnostic", () => {
  expect(pages.map((path) => path.slice(-10, -3))).toEqual(catalog.map(({ code }) => code));
});

/** What the TypeScript of a document imports and takes as given. A policy is a file, or the document's own first block. */
const settings: Readonly<Record<string, { policies: Readonly<Record<string, string>>; prelude: string }>> = {
  "README.md": { policies: { "orders.acl": "first block" }, prelude: 'declare const order: import("./orders.acl.js").Objects["Order"];' },
  "docs/runtime.md": {
    policies: { "policies/hr.acl": "test/conformance/policies/first-look.acl" },
    prelude: 'declare const purchase: import("./policies/hr.acl.js").Objects["TGB-HR-Work-Purchase"];',
  },
  "docs/data.md": { policies: { "policies/orders.acl": "first block", "policies/people.acl": "examples/people/people.acl" }, prelude: "" },
  "docs/external-assignments.md": {
    policies: { "complaints.acl": "first block" },
    prelude: `
      type Complaint = import("./complaints.acl.js").Objects["Work-Complaint"] & { id: string; version: number };
      declare const secret: Uint8Array, token: string, answer: string | undefined;
      declare const log: { write(record: object): void };
      declare const pool: import("pg").Pool, client: import("ioredis").Redis;
      declare function findComplaint(id: string, transaction: unknown): Promise<Complaint | undefined>;
      declare function saveFeedback(complaint: Complaint, transaction: unknown, text?: string): Promise<void>;
      declare function send(mail: { to: string; text: string }): Promise<void>;
      declare function show(...values: unknown[]): void;`,
  },
};

function policyOf(source: string, blocks: readonly Block[]): string {
  if (source === "first block") return blocks.find(({ kind }) => kind === "acl")?.text ?? "";
  return readFileSync(join(root, source), "utf8");
}

/** A line that says that it does not compile must not. */
function expectErrors(text: string): string {
  return text.replace(/^.*\/\/ does not compile$/gm, (line) => `// @ts-expect-error\n${line}`);
}

/** Findings are about a whole policy; the examples of other pages are parts of one, where roles have no group yet. */
function isFinding(code: string): boolean {
  return code.startsWith("ACL51");
}

interface Block {
  /** The words behind the fence: `acl`, `acl wrong`, `acl fragment`, `ts`, … */
  readonly kind: string;
  readonly text: string;
  readonly line: number;
}

function blocksOf(path: string): readonly Block[] {
  const markdown = readFileSync(join(root, path), "utf8");
  return [...markdown.matchAll(/^```([^\n`]+)\n(.*?)^```$/gms)].map(({ 1: kind = "", 2: text = "", index }) => ({
    kind: kind.trim(),
    text: kind.includes("wrong") ? text.replace(/\n$/, "") : text,
    line: markdown.slice(0, index).split("\n").length,
  }));
}

function markdownIn(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  const deep = folder === "examples";
  return readdirSync(join(root, folder), { recursive: deep, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .sort();
}
