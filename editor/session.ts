// One conversation with an editor: the workspaces, what is open, and the problems that are told.
import type { Connection, Location, TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import type { ParsedFile } from "../compiler/parse/parse.ts";
import type { Span } from "../compiler/source.ts";
import { rangeOf } from "./places.ts";
import { problemOf } from "./problems.ts";
import { type Files, Workspace } from "./workspace.ts";

/** What the server needs of the system that it runs on. */
export interface Machine {
  /** The project that a file belongs to, and its path there; undefined for what is no file. */
  placeOf(uri: string): { readonly root: string; readonly path: string } | undefined;
  uriOf(root: string, path: string): string;
  filesOf(root: string): Files;
  /** Everything that `aclc check` finds, given what is open; may take long. */
  checkWhole(root: string, path: string, open: ReadonlyMap<string, string>): Promise<readonly Diagnostic[]>;
}

export interface Place {
  readonly root: string;
  readonly path: string;
  readonly workspace: Workspace;
  readonly tree: ParsedFile;
  readonly uriOf: (path: string) => string;
}

/** How long nobody must have written before everything is checked, in milliseconds. */
const IDLE = 400;

export class Session {
  readonly #connection: Connection;
  readonly #machine: Machine;
  readonly #documents: TextDocuments<TextDocument>;
  readonly #workspaces = new Map<string, Workspace>();
  /** The addresses that the editor itself uses. */
  readonly #uris = new Map<string, string>();
  /** What the last whole check of a file found, and for which of its texts. */
  readonly #whole = new Map<string, { readonly text: string; readonly diagnostics: readonly Diagnostic[] }>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(connection: Connection, machine: Machine, documents: TextDocuments<TextDocument>) {
    this.#connection = connection;
    this.#machine = machine;
    this.#documents = documents;
  }

  /** Undefined for what is no file, or not there. */
  at(uri: string): Place | undefined {
    const place = this.#machine.placeOf(uri);
    if (place === undefined) return undefined;
    const workspace = this.#workspaceOf(place.root);
    const tree = workspace.tree(place.path);
    return tree && { ...place, workspace, tree, uriOf: (path) => this.#uris.get(`${place.root}\n${path}`) ?? this.#machine.uriOf(place.root, path) };
  }

  /** All that is known of a file: what binding finds now, and what the last whole check of the same text found beside. */
  async known(uri: string): Promise<readonly Diagnostic[]> {
    const place = this.at(uri);
    if (place === undefined) return [];
    const { diagnostics } = await place.workspace.compilation(place.path);
    const checked = this.#whole.get(uri);
    if (checked?.text !== place.tree.file.text) return diagnostics;
    const seen = new Set(diagnostics.map(keyOf));
    return [...diagnostics, ...checked.diagnostics.filter((each) => !seen.has(keyOf(each)))];
  }

  /** A change of one file may be felt in all that import it. */
  async changed(document: TextDocument): Promise<void> {
    const place = this.#machine.placeOf(document.uri);
    if (place === undefined) return;
    this.#uris.set(`${place.root}\n${place.path}`, document.uri);
    this.#workspaceOf(place.root).open(place.path, document.getText());
    for (const uri of [document.uri, ...this.#documents.keys().filter((each) => each !== document.uri)]) {
      if (uri !== document.uri) this.#whole.delete(uri);
      await this.#publish(uri);
      this.#checkLater(uri);
    }
  }

  async closed({ uri }: TextDocument): Promise<void> {
    const place = this.#machine.placeOf(uri);
    clearTimeout(this.#timers.get(uri));
    this.#whole.delete(uri);
    if (place !== undefined) this.#workspaceOf(place.root).close(place.path);
    await this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** Something else than the editor wrote files. */
  async diskChanged(): Promise<void> {
    for (const workspace of this.#workspaces.values()) workspace.changed();
    this.#whole.clear();
    for (const uri of this.#documents.keys()) {
      await this.#publish(uri);
      this.#checkLater(uri);
    }
  }

  end(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #workspaceOf(root: string): Workspace {
    let workspace = this.#workspaces.get(root);
    if (workspace === undefined) this.#workspaces.set(root, (workspace = new Workspace(this.#machine.filesOf(root))));
    return workspace;
  }

  async #publish(uri: string): Promise<void> {
    const place = this.at(uri);
    const version = this.#documents.get(uri)?.version;
    if (place === undefined || version === undefined) return;
    const own = (await this.known(uri)).flatMap((each) => (each.span?.file.path === place.path ? [problemOf(each, each.span, place.uriOf)] : []));
    // A newer text has problems of its own.
    if (this.#documents.get(uri)?.version === version) await this.#connection.sendDiagnostics({ uri, version, diagnostics: own });
  }

  #checkLater(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    const check = (): void => void this.#checkWhole(uri).catch((error: unknown) => this.#connection.console.error(String(error)));
    this.#timers.set(uri, setTimeout(check, IDLE));
  }

  async #checkWhole(uri: string): Promise<void> {
    const place = this.at(uri);
    if (place === undefined || (await place.workspace.compilation(place.path)).hasErrors) return;
    const open = new Map(place.workspace.openPaths().map((path) => [path, place.workspace.text(path) ?? ""]));
    const { text } = place.tree.file;
    this.#whole.set(uri, { text, diagnostics: await this.#machine.checkWhole(place.root, place.path, open) });
    await this.#publish(uri);
  }
}

export function locations(place: Place, spans: readonly Span[]): Location[] {
  return spans.map((span) => ({ uri: place.uriOf(span.file.path), range: rangeOf(span) }));
}

function keyOf({ code, span, message }: Diagnostic): string {
  return `${code} ${span?.file.path} ${span?.start} ${message}`;
}
