// The server as an editor talks to it: over the protocol, in this process, and the program itself over its pipes.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import { createConnection, createProtocolConnection, StreamMessageReader, StreamMessageWriter, type ProtocolConnection } from "vscode-languageserver/node";
import { expect, onTestFinished, test } from "vitest";
import { checkWhole } from "../../editor/check-whole.ts";
import { serve } from "../../editor/server.ts";
import { memoryFiles } from "./files.ts";
import { orders } from "./support.ts";

interface Published {
  readonly uri: string;
  readonly diagnostics: readonly { readonly message: string; readonly code: string; readonly range: { readonly start: { readonly line: number } } }[];
}

interface Client {
  readonly connection: ProtocolConnection;
  /** Waits for diagnostics of which something holds. */
  published(holds: (published: Published) => boolean): Promise<Published>;
}

async function started(files: Readonly<Record<string, string>>): Promise<Client> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const disk = memoryFiles(new Map(Object.entries(files)));
  serve(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)), {
    placeOf: (uri) => (uri.startsWith("file:///w/") ? { root: "/w", path: uri.slice("file:///w/".length) } : undefined),
    uriOf: (root, path) => `file://${root}/${path}`,
    filesOf: () => disk,
    checkWhole: (root, path, open) => checkWhole({ root, path, open }, disk),
  });
  return await initialized(createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up)));
}

async function initialized(connection: ProtocolConnection): Promise<Client> {
  const seen: Published[] = [];
  const waiting: { readonly holds: (published: Published) => boolean; readonly resolve: (published: Published) => void }[] = [];
  connection.onNotification("textDocument/publishDiagnostics", (published: Published) => {
    seen.push(published);
    for (const { holds, resolve } of waiting) if (holds(published)) resolve(published);
  });
  connection.listen();
  onTestFinished(() => connection.dispose());
  await connection.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
  await connection.sendNotification("initialized", {});
  return {
    connection,
    published: (holds) => new Promise((resolve) => void (seen.some(holds) ? resolve(seen.find(holds) as Published) : waiting.push({ holds, resolve }))),
  };
}

const uri = "file:///w/a.acl";
const open = (connection: ProtocolConnection, text: string, at = uri): Promise<void> =>
  connection.sendNotification("textDocument/didOpen", { textDocument: { uri: at, languageId: "acl", version: 1, text } });
const here = (text: string, needle: string, by = 1) => {
  const before = text.slice(0, text.indexOf(needle) + by).split("\n");
  return { textDocument: { uri }, position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } };
};

test("problems as one types, and their fix", async () => {
  const { connection, published } = await started({});
  await open(connection, orders);
  await published(({ diagnostics }) => diagnostics.length === 0);
  const at = orders.split("\n").findIndex((line) => line.startsWith("group Clerks"));
  const range = { start: { line: at, character: 21 }, end: { line: at, character: 26 } };
  await connection.sendNotification("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ range, text: "Clark" }] });
  const { diagnostics } = await published((each) => each.diagnostics.length > 0);
  expect(diagnostics.map(({ code }) => code)).toContain("ACL2001");
  const actions = await connection.sendRequest("textDocument/codeAction", { textDocument: { uri }, range, context: { diagnostics } });
  expect(actions).toMatchObject([{ title: "write `Clerk`", kind: "quickfix", edit: { changes: { [uri]: [{ newText: "Clerk" }] } } }]);
});

test("what only decision diagrams show comes when nobody writes", async () => {
  const { connection, published } = await started({});
  await open(connection, `${orders}\nassert nobody can open Order-\n`);
  const { diagnostics } = await published((each) => each.diagnostics.length > 0);
  expect(diagnostics.map(({ message }) => message).join("\n")).toMatch(/assert/);
});

test("every request has its answer", async () => {
  const { connection } = await started({});
  const text = `${orders}\ntest "t" {\n  group Clerks\n  can open Order-Item\n}\n`;
  await open(connection, text);
  const ask = (method: string, params: object): Promise<unknown> => connection.sendRequest(`textDocument/${method}`, params);
  const document = { textDocument: { uri } };
  expect(await ask("hover", here(text, "Clerk {"))).toMatchObject({ contents: { kind: "markdown" } });
  expect(await ask("definition", here(text, "on Clerk", 4))).toMatchObject([{ uri }]);
  expect(await ask("references", { ...here(text, "role Clerk", 6), context: { includeDeclaration: true } })).toHaveLength(3);
  expect(await ask("prepareRename", here(text, "role Clerk", 6))).toMatchObject({ placeholder: "Clerk" });
  expect(await ask("rename", { ...here(text, "role Clerk", 6), newName: "Aide" })).toMatchObject({ changes: { [uri]: [{ newText: "Aide" }, {}, {}] } });
  await expect(ask("rename", { ...here(text, "role Clerk", 6), newName: "Manager" })).rejects.toThrow("there is a role `Manager` already");
  expect(await ask("completion", here(text, "{ .owner", 3))).toMatchObject([{ label: "owner" }, {}, {}, {}]);
  expect(await ask("formatting", { ...document, options: { tabSize: 2, insertSpaces: true } })).toMatchObject([
    { newText: expect.stringContaining("group Clerks   { roles Clerk }") },
  ]);
  expect(await ask("documentSymbol", document)).toHaveLength(12);
  expect(((await ask("foldingRange", document)) as unknown[]).length).toBeGreaterThan(4);
  expect(await ask("semanticTokens/full", document)).toMatchObject({ data: expect.any(Array) });
  expect(((await ask("codeLens", document)) as unknown[]).length).toBe(3);
  expect(await ask("inlayHint", { ...document, range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } } })).toHaveLength(1);
});

test("a test is run by the server itself", async () => {
  const { connection } = await started({});
  const messages: unknown[] = [];
  connection.onNotification("window/showMessage", (message: unknown) => void messages.push(message));
  await open(connection, `${orders}\ntest "t" {\n  group Clerks\n  can open Order-Item\n}\ntest "u" {\n  group Clerks\n  can delete Order-Item\n}\n`);
  const run = (title: string): Promise<unknown> => connection.sendRequest("workspace/executeCommand", { command: "aclc.runTest", arguments: [uri, title] });
  expect(await run("t")).toBe(true);
  expect(await run("u")).toBe(false);
  expect(await run("none")).toBe(false);
  expect(messages).toMatchObject([{ type: 3, message: '"t" passed: 1 expectation holds' }, { type: 1, message: expect.stringContaining("u") }, { type: 1 }]);
});

test("what is no file, and what is not there", async () => {
  const { connection } = await started({});
  await open(connection, "class A {}", "untitled:1");
  expect(await connection.sendRequest("textDocument/hover", { textDocument: { uri: "untitled:1" }, position: { line: 0, character: 7 } })).toBeNull();
  expect(
    await connection.sendRequest("textDocument/definition", { textDocument: { uri: "file:///w/none.acl" }, position: { line: 0, character: 7 } }),
  ).toBeNull();
});

test("the program speaks over its pipes, and ends when told to", async () => {
  const program = join(import.meta.dirname, "../../dist/cli/main.js");
  if (!existsSync(program)) throw new Error("build first: npm run build");
  const child = spawn(process.execPath, [program, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill());
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const { connection, published } = await initialized(createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)));
  const example = pathToFileURL(join(import.meta.dirname, "../../examples/ordering/option-3.acl")).href;
  await open(
    connection,
    'import "./classes.acl"\n\nrole R {\n  access to Ordering-Work-Order {\n    open\n    modify when .amount > 1 and not .amount > 1\n  }\n}\ngroup G { roles R }\n',
    example,
  );
  // An import from the disk, and a finding of the thread that checks everything.
  const { diagnostics } = await published((each) => each.diagnostics.length > 0);
  expect(diagnostics.map(({ range }) => range.start.line)).toContain(5);
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  expect(await ended).toBe(0);
});
