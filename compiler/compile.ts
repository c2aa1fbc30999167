// The whole compiler on one screen: files in, diagnostics and the generated module out.
import { bind } from "./bind/bind.ts";
import { Collector, type Diagnostic } from "./diagnostics/diagnostic.ts";
import { inReadingOrder } from "./diagnostics/order.ts";
import { findAll, type Sources } from "./find/find.ts";
import { findExternals } from "./find/externals.ts";
import type { Host } from "./host.ts";
import { load, type SourceBytes } from "./load/load.ts";
import { lower } from "./lower/lower.ts";
import type { Model } from "./model.ts";
import { proveAssertions } from "./prove/prove.ts";
import { resolve } from "./resolve/resolve.ts";
import type { Tables } from "./tables.ts";

export interface Checked {
  /** In the order of files and places. */
  readonly diagnostics: readonly Diagnostic[];
  /** Absent when there are errors. */
  readonly policy: { readonly model: Model; readonly tables: Tables } | undefined;
  /** SHA-256 over the paths and bytes that were parsed, in hexadecimal. */
  readonly hash: string;
}

export interface Compiled extends Checked {
  /** The generated TypeScript; absent when there are errors. */
  readonly text: string | undefined;
}

/** Reads, checks and resolves a policy: several entries make one compilation, imports come with them. */
export async function check(entries: readonly string[], host: Host): Promise<Checked> {
  const sink = new Collector();
  const { files, sources } = await load(entries, host, sink);
  const model = bind(files, sink);
  const policy =
    model === undefined || sink.hasErrors
      ? undefined
      : tablesOf(model, { files, entries: new Set(files.slice(0, entries.length).map(({ file }) => file.path)) }, sink);
  return { diagnostics: inReadingOrder(sink.diagnostics), policy: sink.hasErrors ? undefined : policy, hash: await hashOf(sources) };
}

/** Checks a policy and writes its module. `version` is the compiler's, for the header. */
export async function compile(entries: readonly string[], host: Host, version: string): Promise<Compiled> {
  const checked = await check(entries, host);
  if (checked.policy === undefined) return { ...checked, text: undefined };
  // Loaded only here: writing TypeScript needs large libraries, checking does not.
  const { emit } = await import("./emit/index.ts");
  return { ...checked, text: await emit(checked.policy.tables, { version, hash: checked.hash }) };
}

function tablesOf(model: Model, sources: Sources, sink: Collector): Checked["policy"] {
  const resolved = resolve(model, sink);
  if (sink.hasErrors) return undefined;
  findExternals(model, resolved, sink);
  findAll(model, resolved, sources, sink);
  proveAssertions(model, resolved, sink);
  if (sink.hasErrors) return undefined;
  return { model, tables: lower(model, resolved) };
}

async function hashOf(sources: readonly SourceBytes[]): Promise<string> {
  const encoder = new TextEncoder();
  const parts = sources.flatMap(({ path, bytes }) => [encoder.encode(`${path}\n${bytes.length}\n`), bytes]);
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", all));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
