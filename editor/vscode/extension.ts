// The extension of Visual Studio Code: starts the language server that lies beside it, and nothing else.
import { join } from "node:path";
import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  // Never a server of the folder that is open: that would be code of others.
  const module = context.asAbsolutePath(join("dist", "server.mjs"));
  client = new LanguageClient("aclc", "aclc", { module, transport: TransportKind.stdio }, { documentSelector: [{ scheme: "file", language: "acl" }] });
  await client.start();
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
