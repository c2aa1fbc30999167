// The thread in which the language server checks whole policies.
import { parentPort } from "node:worker_threads";
import { checkWhole, type Wanted } from "../editor/check-whole.ts";
import { readBelow } from "./host.ts";

parentPort?.on("message", (wanted: Wanted) => {
  void checkWhole(wanted, { read: (path) => readBelow(wanted.root, path) })
    .catch(() => [])
    .then((diagnostics) => parentPort?.postMessage(diagnostics));
});
