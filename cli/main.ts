#!/usr/bin/env node
// The program `aclc`: connects the command line to the process it runs in.
import { once } from "node:events";
import type { Writable } from "node:stream";
import type { Output } from "./io.ts";
import { terminalProgress } from "./progress.ts";
import { run } from "./run.ts";

process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  progress: terminalProgress(process.stderr.isTTY),
  untilStopped: () => Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]).then(() => undefined),
});

/** Who reads us may stop reading (`aclc … | head`): then there is nothing more to do, and nothing to complain about. */
function outputOf(stream: Writable & { readonly isTTY?: boolean }): Output {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });
  return {
    isTerminal: stream.isTTY ?? false,
    write: (text) => (stream.write(text) ? undefined : once(stream, "drain").then(() => undefined)),
  };
}
