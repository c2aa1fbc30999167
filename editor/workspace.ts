// The policies of a workspace as they are being written: parsed once for each version, checked as compilations.
import { bindAnyway } from "../compiler/bind/bind.ts";
import { Collector, type Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { inReadingOrder } from "../compiler/diagnostics/order.ts";
import type { Host, ReadResult } from "../compiler/host.ts";
import { load } from "../compiler/load/load.ts";
import type { Model } from "../compiler/model.ts";
import { DeclarationCache, parseFile, type ParsedFile } from "../compiler/parse/parse.ts";
import { sourceFile, type SourceFile } from "../compiler/source.ts";

/** The files below a folder; paths are relative to it, with `/`. */
export interface Files {
  /** All policies. */
  list(): readonly string[];
  read(path: string): ReadResult;
}

/** A file with what it imports, directly or not. */
export interface Compilation {
  /** The entry first. */
  readonly files: readonly ParsedFile[];
  /** What could be made of it; names that mean nothing are left out. */
  readonly model: Model | undefined;
  readonly hasErrors: boolean;
  /** What parsing and binding found; what only decision diagrams show is not among it. */
  readonly diagnostics: readonly Diagnostic[];
}

interface Parsed {
  readonly tree: ParsedFile;
  readonly diagnostics: readonly Diagnostic[];
}

export class Workspace {
  readonly #files: Files;
  /** Texts that are open in the editor, and win over the disk. */
  readonly #open = new Map<string, string>();
  readonly #parsed = new Map<string, Parsed>();
  readonly #declarations = new Map<string, DeclarationCache>();
  readonly #compilations = new Map<string, Promise<Compilation>>();

  constructor(files: Files) {
    this.#files = files;
  }

  /** Sets the text of a file that is open. */
  open(path: string, text: string): void {
    if (this.#open.get(path) === text) return;
    this.#open.set(path, text);
    this.#compilations.clear();
  }

  close(path: string): void {
    this.#open.delete(path);
    this.changed();
  }

  /** Something on the disk is another than it was. */
  changed(): void {
    this.#compilations.clear();
  }

  isOpen(path: string): boolean {
    return this.#open.has(path);
  }

  openPaths(): readonly string[] {
    return [...this.#open.keys()];
  }

  paths(): readonly string[] {
    return [...new Set([...this.#open.keys(), ...this.#files.list()])].sort();
  }

  text(path: string): string | undefined {
    const open = this.#open.get(path);
    if (open !== undefined) return open;
    const result = this.#files.read(path);
    return result.kind === "file" ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(result.bytes) : undefined;
  }

  /** Reads what is open from memory, with other texts instead for some files if they are given. */
  host(instead: ReadonlyMap<string, string> = new Map()): Host {
    return {
      read: (path) => {
        const text = instead.get(path) ?? this.#open.get(path);
        return text === undefined ? this.#files.read(path) : { kind: "file", identity: path, bytes: new TextEncoder().encode(text) };
      },
    };
  }

  tree(path: string): ParsedFile | undefined {
    const text = this.text(path);
    return text === undefined ? undefined : this.#parse(sourceFile(path, text)).tree;
  }

  compilation(path: string): Promise<Compilation> {
    let found = this.#compilations.get(path);
    if (found === undefined) this.#compilations.set(path, (found = this.#compile(path)));
    return found;
  }

  /** The compilation of a file if some texts were others; nothing of it is kept. */
  async tried(path: string, instead: ReadonlyMap<string, string>): Promise<readonly Diagnostic[]> {
    const sink = new Collector();
    const { files } = await load([path], this.host(instead), sink);
    bindAnyway(files, sink);
    return sink.diagnostics;
  }

  /** Files whose compilations have one of these files, those themselves among them. */
  async dependants(paths: ReadonlySet<string>): Promise<readonly string[]> {
    const found: string[] = [];
    for (const path of this.paths()) {
      const { files } = await this.compilation(path);
      if (files.some(({ file }) => paths.has(file.path))) found.push(path);
    }
    return found;
  }

  async #compile(path: string): Promise<Compilation> {
    const sink = new Collector();
    const { files } = await load([path], this.host(), sink, (file) => {
      const { tree, diagnostics } = this.#parse(file);
      sink.diagnostics.push(...diagnostics);
      return tree;
    });
    const { model } = bindAnyway(files, sink);
    return { files, model, hasErrors: sink.hasErrors, diagnostics: inReadingOrder(sink.diagnostics) };
  }

  #parse(file: SourceFile): Parsed {
    const before = this.#parsed.get(file.path);
    if (before?.tree.file.text === file.text) return before;
    let cache = this.#declarations.get(file.path);
    if (cache === undefined) this.#declarations.set(file.path, (cache = new DeclarationCache()));
    const sink = new Collector();
    const parsed = { tree: parseFile(file, sink, cache), diagnostics: sink.diagnostics };
    this.#parsed.set(file.path, parsed);
    return parsed;
  }
}
