// The extension of Visual Studio Code: its package is made without a network, and its server answers from it.
import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { inflateRawSync } from "node:zlib";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const unpacked = mkdtempSync(join(tmpdir(), "aclc-vsix-"));

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [join(root, "node_modules/tsx/dist/cli.mjs"), "editor/vscode/build.ts"], { cwd: root });
  for (const [name, bytes] of unzipped(readFileSync(join(root, "dist/aclc.vsix")))) {
    mkdirSync(dirname(join(unpacked, name)), { recursive: true });
    writeFileSync(join(unpacked, name), bytes);
  }
}, 120_000);
afterAll(() => rmSync(unpacked, { recursive: true, force: true }));

test("H01 it holds what it needs, works in untrusted folders, and activates for policies alone", () => {
  const inside = readdirSync(join(unpacked, "extension"), { recursive: true }).map(String).sort();
  expect(inside).toEqual([
    "LICENSE.txt",
    "acl.tmLanguage.json",
    "dist",
    "dist/extension.cjs",
    "dist/lsp-worker.mjs",
    "dist/server.mjs",
    "language-configuration.json",
    "package.json",
    "readme.md",
  ]);
  const manifest: unknown = JSON.parse(readFileSync(join(unpacked, "extension/package.json"), "utf8"));
  expect(manifest).toMatchObject({ capabilities: { untrustedWorkspaces: { supported: true } }, activationEvents: [], main: "./dist/extension.cjs" });
});

test("H01 nothing in it runs programs or opens connections but the client's own start of the server", () => {
  const server = readFileSync(join(unpacked, "extension/dist/server.mjs"), "utf8");
  expect(server).not.toMatch(/\bfetch\(|node:https?"|from"https?"|XMLHttpRequest|\beval\(/);
  expect(readFileSync(join(unpacked, "extension/dist/lsp-worker.mjs"), "utf8")).not.toMatch(/child_process|\bfetch\(|"(?:node:)?(?:https?|net)"|\beval\(/);
});

test("its server answers", async () => {
  const child = spawn(process.execPath, [join(unpacked, "extension/dist/server.mjs"), "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.listen();
  await connection.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
  const uri = `file://${unpacked}/a.acl`;
  await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "acl", version: 1, text: "class   A { }\n" } });
  const edits = await connection.sendRequest("textDocument/formatting", { textDocument: { uri }, options: { tabSize: 2, insertSpaces: true } });
  expect(edits).toMatchObject([{ newText: "class A {}\n" }]);
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  await ended;
  connection.dispose();
});

/** The files of a zip archive, by name: what its central directory lists. */
function* unzipped(zip: Buffer): Generator<readonly [name: string, bytes: Buffer]> {
  const end = zip.lastIndexOf("PK\u0005\u0006");
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [size, nameLength, extra, comment] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(start, start + size);
    yield [zip.toString("utf8", at + 46, at + 46 + nameLength), zip.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes)];
    at += 46 + nameLength + extra + comment;
  }
}
