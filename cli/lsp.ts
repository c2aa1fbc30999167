// `aclc lsp`: the language server over standard input and output. It reads policies, and nothing else.
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { serve } from "../editor/server.ts";
import type { Machine } from "../editor/session.ts";
import type { Wanted } from "../editor/check-whole.ts";
import { type ExitCode, FINE } from "./io.ts";
import { isFolder, projectRoot, readBelow } from "./host.ts";

/** Files of a project that are looked at, at most. */
const MOST_FILES = 5_000;

/** Ends when the editor ends the conversation. `worker` is the program that checks whole policies. */
export function lspCommand(worker: URL): Promise<ExitCode> {
  return new Promise((resolve) => {
    const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
    connection.onExit(() => resolve(FINE));
    serve(connection, machineOf(worker));
  });
}

export function machineOf(worker: URL): Machine {
  const roots = new Map<string, string>();
  const checker = new Checker(worker);
  return {
    placeOf: (uri) => {
      if (!uri.startsWith("file:")) return undefined;
      const path = fileURLToPath(uri);
      const folder = dirname(path);
      let root = roots.get(folder);
      if (root === undefined) roots.set(folder, (root = existsSync(folder) ? projectRoot(folder) : folder));
      const way = relative(root, path).split(sep).join("/");
      return way.startsWith("../") ? { root: folder, path: basename(path) } : { root, path: way };
    },
    uriOf: (root, path) => pathToFileURL(join(root, path)).href,
    filesOf: (root) => ({ list: () => policiesBelow(root), read: (path) => readBelow(root, path) }),
    checkWhole: (root, path, open) => checker.check({ root, path, open }),
  };
}

/** Hands whole checks to a thread, one after the other. */
class Checker {
  readonly #program: URL;
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(program: URL) {
    this.#program = program;
  }

  check(wanted: Wanted): Promise<readonly Diagnostic[]> {
    const next = this.#last.then(() => this.#ask(wanted));
    this.#last = next.catch(() => undefined);
    return next;
  }

  #ask(wanted: Wanted): Promise<readonly Diagnostic[]> {
    const worker = (this.#worker ??= new Worker(this.#program));
    worker.unref();
    return new Promise((resolve, reject) => {
      const done = (): void => void worker.removeAllListeners();
      worker.once("message", (diagnostics: readonly Diagnostic[]) => {
        done();
        resolve(diagnostics);
      });
      worker.once("error", (error) => {
        done();
        this.#worker = undefined;
        reject(error);
      });
      worker.postMessage(wanted);
    });
  }
}

function policiesBelow(root: string): readonly string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    if (found.length >= MOST_FILES) return;
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".")) walk(path);
      else if (entry.isFile() && entry.name.endsWith(".acl")) found.push(relative(root, path).split(sep).join("/"));
    }
  };
  if (isFolder(root)) walk(root);
  return found;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
