// Binds texts for the tests here.
import { bind } from "../../compiler/bind/bind.ts";
import { Collector, type Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { memoryHost } from "../../compiler/host.ts";
import { load } from "../../compiler/load/load.ts";
import type { ClassModel, Model } from "../../compiler/model.ts";

export interface Bound {
  readonly model: Model | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Code and message of each. */
  readonly messages: readonly string[];
}

/** The first file is the entry; a single text is `input.acl`. */
export async function bindTexts(files: string | Readonly<Record<string, string>>): Promise<Bound> {
  const entries = Object.entries(typeof files === "string" ? { "input.acl": files } : files);
  const sink = new Collector();
  const loaded = await load(
    entries.slice(0, 1).map(([path]) => path),
    memoryHost(new Map(entries)),
    sink,
  );
  const model = bind(loaded.files, sink);
  return { model, diagnostics: sink.diagnostics, messages: sink.diagnostics.map((d) => `${d.code} ${d.message}`) };
}

/** The model of a text without errors. */
export async function modelOf(files: string | Readonly<Record<string, string>>): Promise<Model> {
  const { model, messages, diagnostics } = await bindTexts(files);
  if (model === undefined || diagnostics.some((d) => d.severity === "error")) throw new Error(messages.join("\n"));
  return model;
}

export function classOf(model: Model, name: string): ClassModel {
  const found = [...model.classes, model.baseclass].find((one) => one.name === name);
  if (found === undefined) throw new Error(`no class ${name}`);
  return found;
}

/** The names of a class's search order. */
export function orderOf(model: Model, name: string): readonly string[] {
  return classOf(model, name).searchOrder.map((one) => one.name);
}
