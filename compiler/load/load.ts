// Reads the entries of a compilation and all that they import, each file once, and parses them.
import { decodeUtf8 } from "./decode.ts";
import type { Extras, Kind, Sink } from "../diagnostics/diagnostic.ts";
import { fileDiagnostics } from "../diagnostics/files.ts";
import { type Host, MAX_FILE_BYTES, type ReadResult } from "../host.ts";
import { resolveEntry, resolveImport, type Resolved } from "./import-path.ts";
import { type ParsedFile, parseFile } from "../parse/parse.ts";
import { sourceFile, type SourceFile, type Span } from "../source.ts";

/** All files of a compilation together. */
export const MAX_COMPILATION_BYTES = 16 * 1024 * 1024;

/** The exact bytes that were parsed. */
export interface SourceBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface Loaded {
  /** The entries first, then imports in the order of first mention. A file that an import cannot have is among its importer's `damaged`. */
  readonly files: readonly ParsedFile[];
  /** In the same order. */
  readonly sources: readonly SourceBytes[];
}

/** Entries and all paths are relative to the project's root. Reports at the import, or without a place for an entry. */
export async function load(entries: readonly string[], host: Host, sink: Sink, parse: Parse = parseFile): Promise<Loaded> {
  const loading = new Loading(host, sink, parse);
  for (const entry of entries) loading.want(resolveEntry(entry), entry, undefined);
  await loading.run();
  return loading.loaded();
}

/** An editor parses with what it has kept. */
export type Parse = (file: SourceFile, sink: Sink) => ParsedFile;

/** A file that somebody wants; `span` is the text of the first import that names it. */
interface Wanted {
  readonly path: string;
  readonly span: Span | undefined;
}

class Loading {
  readonly #host: Host;
  readonly #sink: Sink;
  readonly #parseText: Parse;
  readonly #queue: Wanted[] = [];
  readonly #wanted = new Set<string>();
  /** By the host's identity, the first path under which a file was read. */
  readonly #identities = new Map<string, string>();
  readonly #files: ParsedFile[] = [];
  readonly #sources: SourceBytes[] = [];
  /** Files that import something which could not be had. */
  readonly #torn = new Set<SourceFile>();
  #bytes = 0;

  constructor(host: Host, sink: Sink, parse: Parse) {
    this.#host = host;
    this.#parseText = parse;
    this.#sink = sink;
  }

  loaded(): Loaded {
    const missing = { kind: "import", name: undefined };
    return { files: this.#files.map((file) => (this.#torn.has(file.file) ? { ...file, damaged: [...file.damaged, missing] } : file)), sources: this.#sources };
  }

  want(resolved: Resolved, written: string, span: Span | undefined): void {
    if (resolved.kind === "path") {
      if (this.#wanted.has(resolved.path)) return;
      this.#wanted.add(resolved.path);
      this.#queue.push({ path: resolved.path, span });
    } else if (resolved.kind === "outside") {
      this.#refuse(fileDiagnostics.outsideRoot, span, { path: resolved.path }, { help: "only files below the project's root are read" });
    } else {
      this.#refuse(fileDiagnostics.importForm, span, { path: written, why: resolved.why }, { help: resolved.help });
    }
  }

  /** One after the other, so that reports and order do not depend on the disk. */
  async run(): Promise<void> {
    for (let at = 0; at < this.#queue.length; at++) {
      const wanted = this.#queue[at];
      if (wanted === undefined) return;
      const result = await this.#host.read(wanted.path);
      if (result.kind !== "file") this.#reportUnread(result, wanted);
      else if (!this.#add(result, wanted)) return;
    }
  }

  /** False if the compilation has become too large: then nothing more is read. */
  #add({ identity, bytes }: ReadResult & { kind: "file" }, { path, span }: Wanted): boolean {
    if (!this.#isNew(path, identity, span)) return true;
    if (bytes.length > MAX_FILE_BYTES) {
      this.#reportUnread({ kind: "too large" }, { path, span });
      return true;
    }
    this.#bytes += bytes.length;
    if (this.#bytes > MAX_COMPILATION_BYTES) {
      this.#refuse(fileDiagnostics.compilationTooLarge, span, { path, limit: "16 MiB" }, { help: "split the policy into several compilations" });
      return false;
    }
    const decoded = decodeUtf8(bytes);
    if (decoded.kind === "text") {
      this.#parse(sourceFile(path, decoded.text), bytes);
      return true;
    }
    const { offset, byte, before, hint } = decoded;
    const end = { file: sourceFile(path, before), start: before.length, end: before.length };
    this.#tear(span);
    this.#sink.report(
      fileDiagnostics.invalidUtf8,
      end,
      { path, offset, byte: `0x${byte.toString(16).padStart(2, "0").toUpperCase()}` },
      {
        labels: span ? [{ span, message: "imported here" }] : [],
        help: hint ?? "save the file as UTF-8",
      },
    );
    return true;
  }

  #parse(file: SourceFile, bytes: Uint8Array): void {
    const parsed = this.#parseText(file, this.#sink);
    this.#files.push(parsed);
    this.#sources.push({ path: file.path, bytes });
    for (const declaration of parsed.declarations) {
      if (declaration.kind !== "import") continue;
      const { value, span } = declaration.path;
      this.want(resolveImport(value, file.path), value, span);
    }
  }

  /** False for a file that was read under another name; two spellings of one name are an error, since other disks tell them apart. */
  #isNew(path: string, identity: string, span: Span | undefined): boolean {
    const folded = fold(path);
    const earlier = this.#identities.get(identity);
    const other = fold(identity) === folded && identity !== path ? identity : earlier !== undefined && fold(earlier) === folded ? earlier : undefined;
    if (other !== undefined) {
      this.#refuse(fileDiagnostics.ambiguousSpelling, span, { path, other }, { help: `write it as \`${other}\` everywhere` });
      return false;
    }
    if (earlier !== undefined) return false;
    this.#identities.set(identity, path);
    return true;
  }

  #reportUnread(result: Exclude<ReadResult, { kind: "file" }>, { path, span }: Wanted): void {
    switch (result.kind) {
      case "missing":
        this.#refuse(
          fileDiagnostics.missingFile,
          span,
          { path },
          { help: span ? `paths start from the folder of \`${span.file.path}\`` : "look for a slip in its name" },
        );
        break;
      case "directory":
        this.#refuse(fileDiagnostics.directory, span, { path }, { help: "name the `.acl` file" });
        break;
      case "special":
        this.#refuse(fileDiagnostics.specialFile, span, { path }, { help: "only regular files are read" });
        break;
      case "outside":
        this.#refuse(fileDiagnostics.outsideRoot, span, { path }, { help: "only files below the project's root are read, also through links" });
        break;
      case "too large":
        this.#refuse(fileDiagnostics.fileTooLarge, span, { path, limit: "1 MiB" }, { help: "split it into several files and import them" });
        break;
      case "unreadable":
        this.#refuse(fileDiagnostics.unreadableFile, span, { path, reason: result.reason });
        break;
    }
  }

  #refuse<A>(kind: Kind<A>, span: Span | undefined, args: A, extras: Extras = {}): void {
    this.#tear(span);
    this.#sink.report(kind, span, args, extras);
  }

  #tear(span: Span | undefined): void {
    if (span) this.#torn.add(span.file);
  }
}

/** What a disk that ignores case takes for the same name. */
function fold(path: string): string {
  return path.normalize("NFC").toLowerCase();
}
