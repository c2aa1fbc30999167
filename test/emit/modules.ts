// Compiles policies in memory, type-checks their modules strictly, and loads them as a program would.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll } from "vitest";
import { compile, interpret, memoryHost } from "../../compiler/index.ts";
import type { Policy } from "../../runtime/index.ts";
import { typeErrors } from "../conformance/type-check.ts";

export interface Emitted {
  readonly text: string;
  readonly policy: Policy;
  /** The same tables without the module. */
  readonly inMemory: Policy;
  /** Generated functions and constants. */
  readonly exports: Readonly<Record<string, unknown>>;
  readonly typeErrors: readonly string[];
}

let folder: string | undefined;
let count = 0;
afterAll(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

export async function emitted(source: string): Promise<Emitted> {
  const compiled = await compile(["policy.acl"], memoryHost(new Map([["policy.acl", source]])), "0.0.0");
  const { text, policy: checked } = compiled;
  if (text === undefined || checked === undefined) throw new Error(compiled.diagnostics.map((d) => `${d.code} ${d.message}`).join("; "));
  folder ??= mkdtempSync(join(tmpdir(), "aclc-emit-"));
  const file = join(folder, `policy-${count++}.acl.ts`);
  writeFileSync(file, text);
  const exports = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Record<string, unknown>;
  return { text, exports, policy: exports["policy"] as Policy, inMemory: interpret(checked.tables), typeErrors: typeErrors([file]) };
}
